package reports

import (
	"fmt"
	"strings"

	"postsale/models/measures"
)

// Until is for what trials were added, and how that ended.
type Until struct {
	Expression string
	Settled    bool
	Looks      int // how often the trials so far were looked at
	Claims     []Claim
}

// Claim is a figure that was to be settled, with an interval of 95 % that allows for all looks.
type Claim struct {
	Name                string // such as odds(nrr.FY27 >= 104%)
	Measure             string // empty for odds
	Unit                measures.Unit
	Difference          bool    // of a plan less the base
	Estimate, Low, High float64 // in the unit; a bound may be infinite
}

// told tells for what trials were added.
func (u *Until) told(p *page, s *Study) {
	ended := "settled after " + s.trials()
	switch {
	case s.Interrupted:
		ended = "interrupted before it was settled"
	case !u.Settled:
		ended = "NOT settled by " + s.trials()
	}
	p.wrap(fmt.Sprintf("Trials were added until %s: %s.", clean(u.Expression), ended), "", "  ")
	for _, c := range u.Claims {
		say := func(v float64) string {
			if !exists(v) {
				return absent
			}
			if c.Difference && c.Measure != "" && c.Unit == measures.Share {
				return short(100*v, 2) + " points"
			}
			return quantity(c.Measure, c.Unit, v)
		}
		low, _, _ := strings.Cut(say(c.Low), " ") // the unit is written once
		interval := "from " + low + " to " + say(c.High)
		switch {
		case !exists(c.Low) && !exists(c.High):
			interval = "no bounds yet"
		case !exists(c.Low):
			interval = "up to " + say(c.High)
		case !exists(c.High):
			interval = say(c.Low) + " or more"
		}
		p.wrap(fmt.Sprintf("%s is %s: %s.", clean(c.Name), say(c.Estimate), interval), "  ", "    ")
	}
	p.wrap("That is with 95 %, however often it was looked at; all intervals below are as if the number of trials had been given.", "  ", "  ")
}

type untilRecord struct {
	Expression string        `json:"expression"`
	Settled    bool          `json:"settled"`
	Trials     int           `json:"trials"`
	Looks      int           `json:"looks"`
	Claims     []claimRecord `json:"claims"`
}

type claimRecord struct {
	Claim    string `json:"claim"`
	Estimate number `json:"estimate"`
	Low      number `json:"low"`
	High     number `json:"high"`
}

// record returns what programs read; a bound that is infinite is null.
func (u *Until) record(done int) *untilRecord {
	if u == nil {
		return nil
	}
	r := &untilRecord{Expression: u.Expression, Settled: u.Settled, Trials: done, Looks: u.Looks}
	for _, c := range u.Claims {
		r.Claims = append(r.Claims, claimRecord{c.Name, number(c.Estimate), number(c.Low), number(c.High)})
	}
	return r
}
