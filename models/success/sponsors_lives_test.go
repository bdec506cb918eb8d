package success_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"postsale/models/ledger"
	"postsale/models/lives"
	"postsale/models/success"
	"postsale/models/units"
	"postsale/sim"
	"postsale/sim/random"
)

func TestLivesOfSponsors(t *testing.T) {
	lives.PlayIn(t, "testdata/sponsors", func() lives.Stage { return newCourt(sponsorship("20%", "9mo"), cover("70%", 1)) })
}

// changed is the kind of event by which sponsors come and go; lines of a life come before.
const (
	lineRead sim.Kind = iota
	changed
)

// court is sponsors and executives with nothing around them, of the segments large and small.
type court struct {
	sim        *sim.Simulator
	ledger     *ledger.Ledger
	of         success.Sponsorship
	holds      success.ExecutiveCover
	sponsors   *success.Sponsors
	executives *success.Executives
	names      []string
	first      []func() // what is there on the first day
	lines      []lives.Line
}

func sponsorship(leave, mean string) (s success.Sponsorship) {
	must(s.Leave.UnmarshalText([]byte(leave)))
	s.Regained.Exponential = &units.Mean[units.Duration]{}
	must(s.Regained.Exponential.Mean.UnmarshalText([]byte(mean)))
	return s
}

func cover(cushions string, perPerson units.Number) success.ExecutiveCover {
	c := success.ExecutiveCover{Segments: []units.Name{"large"}, AccountsPerPerson: perPerson}
	must(c.Cushions.UnmarshalText([]byte(cushions)))
	return c
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func newCourt(of success.Sponsorship, holds success.ExecutiveCover) *court {
	c := &court{sim: sim.New(), of: of, holds: holds,
		ledger: ledger.New(ledger.Layout{Segments: []string{"large", "small"}, Quarters: 200})}
	c.sim.Handle(lineRead, func(number int32) { c.do(c.lines[number]) })
	return c
}

// begin begins a trial.
func (c *court) begin(trial uint64) {
	if c.sponsors == nil {
		c.sponsors = success.NewSponsors(c.sim, changed, c.ledger, 1, c.of)
		c.executives = success.NewExecutives(c.sim, c.ledger, c.holds, c.ledger.Segments)
	}
	c.sim.Reset(0)
	c.ledger.Reset()
	c.sponsors.Begin(trial)
	c.executives.Begin()
}

// enter lets a customer in who is live: already, or from now on.
func (c *court) enter(customer int32, segment int, arr float64, already bool) {
	c.ledger.Record(ledger.Fact{At: c.sim.Now(), Kind: ledger.Held, Customer: customer, Scope: int16(segment), Amount: arr})
	c.sponsors.GoLive(customer, random.Name("customer").Child(uint64(customer)), segment, already)
	c.executives.GoLive(customer, segment, arr)
}

func (c *court) leave(customer int32) {
	c.sponsors.Leave(customer)
	c.executives.Leave(customer)
}

func (c *court) Prepare(l lives.Line) error {
	switch l.Words[0] {
	case "sponsors":
		return l.SetAll(&c.of)
	case "executives": // so many people, and what they do
		people, err := strconv.Atoi(l.Word(0))
		if err != nil {
			return err
		}
		c.first = append(c.first, func() { c.executives.Staff(people) })
		return l.SetAll(&c.holds)
	case "held": // a customer, its segment and its ARR
		c.first = append(c.first, func() { c.arrive(l, true) })
		return nil
	}
	return l.Unknown()
}

func (c *court) Do(l lives.Line) error {
	if !slices.Contains([]string{"live", "leaves", "regains", "resized", "staff"}, l.Words[0]) {
		return l.Unknown()
	}
	c.lines = append(c.lines, l)
	return nil
}

func (c *court) arrive(l lives.Line, already bool) {
	arr, err := strconv.ParseFloat(l.Word(2), 64)
	must(err)
	c.names = append(c.names, l.Word(0))
	c.enter(int32(len(c.names)-1), slices.Index(c.ledger.Segments, l.Word(1)), arr, already)
}

func (c *court) do(l lives.Line) {
	customer := int32(slices.Index(c.names, l.Word(0)))
	switch l.Words[0] {
	case "live":
		c.arrive(l, false)
	case "leaves":
		c.leave(customer)
	case "regains":
		c.sponsors.Regain(customer)
	case "resized":
		arr, err := strconv.ParseFloat(l.Word(1), 64)
		must(err)
		c.executives.Resize(customer, arr)
	case "staff":
		people, err := strconv.Atoi(l.Word(0))
		must(err)
		c.executives.Staff(people)
	}
}

func (c *court) Run(until float64) (lines []string) {
	c.begin(1)
	c.ledger.Keep()
	for _, do := range c.first {
		do()
	}
	c.executives.Open()
	for i, l := range c.lines {
		c.sim.Schedule(lineRead, int32(i), l.Day)
	}
	c.sim.Run(until)
	for _, f := range c.ledger.Facts() {
		says := ledger.Kinds[f.Kind].Words
		for _, phrase := range says {
			if phrase.Tells(f.Marks) && f.Kind != ledger.Held {
				lines = append(lines, fmt.Sprintf("%.6g %s: %s", f.At, c.names[f.Customer], phrase.Text))
			}
		}
	}
	for i, name := range c.names {
		lines = append(lines, fmt.Sprintf("%.6g %s misses its sponsor by %.6g", until, name, c.sponsors.Lost(int32(i))*c.executives.Cushion(int32(i))))
	}
	return lines
}
