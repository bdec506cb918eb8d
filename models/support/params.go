package support

import (
	"reflect"

	"postsale/models/dictionary"
	"postsale/models/people"
	"postsale/models/units"
)

// Params say who answers tickets, how fast and how well.
type Params struct {
	Tier1         people.Team                  `yaml:"tier1"`
	Tier2         *people.Team                 `yaml:"tier2"` // nil: nothing is escalated
	CSEngineers   *people.Team                 `yaml:"cs_engineers"`
	HowDoI        HowDoI                       `yaml:"how_do_i"`
	BreakFix      BreakFix                     `yaml:"break_fix"`
	Configuration Configuration                `yaml:"configuration"`
	Tier2Touch    units.Spread[units.Duration] `yaml:"tier2_touch"`
	Engineering   Engineering                  `yaml:"engineering"`
	Reopened      units.Share                  `yaml:"reopened"`
	Urgent        *units.Share                 `yaml:"urgent"` // of break-fix, which goes before premium; nil: none
	Targets       Targets                      `yaml:"targets"`
	PoorDelivery  units.Number                 `yaml:"poor_delivery_multiple"` // of the ticket rate after a delivery of quality 0
	AtMost        *units.Share                 `yaml:"at_most"`                // of ARR, up to which rules may let its line cost a year; nil: whatever
	OfficeHours   *OfficeHours                 `yaml:"office_hours"`           // nil: none are held
	Induced       *Induced                     `yaml:"induced"`                // nil: nobody asks more or less for being answered fast
}

// Escalates reports whether anybody is there to whom tickets are escalated.
func (p Params) Escalates() bool { return p.Tier2 != nil }

// HowDoI are questions of use.
type HowDoI struct {
	Share     units.Share                  `yaml:"share"`     // of tickets; the others are break-fix
	Deflected units.Share                  `yaml:"deflected"` // answered by self-service
	Touch     units.Spread[units.Duration] `yaml:"touch"`
	Escalated units.Share                  `yaml:"escalated"`
}

// BreakFix are reports of something broken.
type BreakFix struct {
	Touch     units.Spread[units.Duration] `yaml:"touch"`
	Escalated units.Share                  `yaml:"escalated"`
}

// Configuration are issues of the customer's own set-up.
type Configuration struct {
	Owner     units.Name                   `yaml:"owner"` // support, cs-engineers, or a delivery team
	Touch     units.Spread[units.Duration] `yaml:"touch"`
	Escalated units.Share                  `yaml:"escalated"`
}

// Engineering takes what tier 2 cannot fix.
type Engineering struct {
	Share units.Share                  `yaml:"share"` // of tier 2's tickets
	Lag   units.Spread[units.Duration] `yaml:"lag"`
}

// Targets are what customers were promised.
type Targets struct {
	FirstResponse units.Duration  `yaml:"first_response"` // from opening to the first person
	Resolution    units.Duration  `yaml:"resolution"`     // from opening to the last closing, without engineering's time
	Fix           *units.Duration `yaml:"fix"`            // from a referral to engineering until it is back; nil: nobody minds
	Premium       *Promise        `yaml:"premium"`        // of premium customers
	Urgent        *Promise        `yaml:"urgent"`         // of urgent tickets, whosever
}

// Promise are targets of some tickets; one that is left out is that of all.
type Promise struct {
	FirstResponse *units.Duration `yaml:"first_response"`
	Resolution    *units.Duration `yaml:"resolution"`
	Fix           *units.Duration `yaml:"fix"`
}

// Segment says how often a segment's live customers ask.
type Segment struct {
	PerMonth             units.Number `yaml:"per_month"`
	Size                 units.Number `yaml:"size"` // exponent of a customer's ARR over the segment's mean
	EarlyMultiple        units.Number `yaml:"early_multiple"`
	ConfigurationPerWeek units.Number `yaml:"configuration_per_week"`
	Premium              units.Share  `yaml:"premium"` // of customers
}

// The owners of configuration issues who are not delivery teams.
const (
	OwnerSupport     units.Name = "support"
	OwnerCSEngineers units.Name = "cs-engineers"
)

// SendsOn reports whether any ticket is to go to tier 2.
func (p Params) SendsOn() bool {
	questions := p.HowDoI.Share > 0 && p.HowDoI.Escalated > 0
	return questions || p.HowDoI.Share < 1 && p.BreakFix.Escalated > 0 || p.Configuration.Escalated > 0
}

// Validate adds what is wrong with the parameters to the faults; teams are the
// delivery teams that may own configuration issues.
func (p Params) Validate(f *units.Faults, teams []string) {
	p.Tier1.Validate(f.Under("tier1"))
	if p.Tier2 != nil {
		p.Tier2.Validate(f.Under("tier2"))
	}
	if p.CSEngineers != nil {
		p.CSEngineers.Validate(f.Under("cs_engineers"))
	}
	in := Keys.Section(f, "support")
	in.Check("how_do_i.share", p.HowDoI.Share)
	in.Check("how_do_i.deflected", p.HowDoI.Deflected)
	in.Spread("how_do_i.touch", p.HowDoI.Touch)
	in.Check("how_do_i.escalated", p.HowDoI.Escalated)
	in.Spread("break_fix.touch", p.BreakFix.Touch)
	in.Check("break_fix.escalated", p.BreakFix.Escalated)
	p.Configuration.validate(f.Under("configuration"), p.CSEngineers != nil, teams)
	in.Spread("tier2_touch", p.Tier2Touch)
	in.Check("engineering.share", p.Engineering.Share)
	in.Spread("engineering.lag", p.Engineering.Lag)
	in.Check("reopened", p.Reopened)
	if p.Urgent != nil {
		in.Check("urgent", *p.Urgent)
	}
	in.Check("targets.first_response", p.Targets.FirstResponse)
	in.Check("targets.resolution", p.Targets.Resolution)
	if p.Targets.Fix != nil {
		in.Check("targets.fix", *p.Targets.Fix)
	}
	p.Targets.Premium.validate(Keys.Section(f.Under("targets.premium"), "support.targets.premium"))
	p.Targets.Urgent.validate(Keys.Section(f.Under("targets.urgent"), "support.targets.urgent"))
	in.Check("poor_delivery_multiple", p.PoorDelivery)
	if p.AtMost != nil {
		in.Check("at_most", *p.AtMost)
	}
	p.OfficeHours.validate(f.Under("office_hours"), teams)
	if p.Induced != nil {
		in.Check("induced.elasticity", p.Induced.Elasticity)
		in.Check("induced.usual", p.Induced.Usual)
	}
}

func (p *Promise) validate(in dictionary.Section) {
	if p == nil {
		return
	}
	if p.FirstResponse != nil {
		in.Check("first_response", *p.FirstResponse)
	}
	if p.Resolution != nil {
		in.Check("resolution", *p.Resolution)
	}
	if p.Fix != nil {
		in.Check("fix", *p.Fix)
	}
}

// IsUsual reports whether the lag of engineering is what it is where a scenario does not say it.
func (e Engineering) IsUsual() bool {
	var usual units.Spread[units.Duration]
	if err := Keys.Of("support.engineering.lag").Default.Decode(&usual); err != nil {
		panic(err) // held by a test
	}
	return reflect.DeepEqual(e.Lag, usual)
}

func (c Configuration) validate(f *units.Faults, engineers bool, teams []string) {
	in := Keys.Section(f, "support.configuration")
	in.Spread("touch", c.Touch)
	in.Check("escalated", c.Escalated)
	valid := []string{string(OwnerSupport)}
	if engineers {
		valid = append(valid, string(OwnerCSEngineers))
	}
	valid = append(valid, teams...)
	if c.Owner == OwnerCSEngineers && !engineers {
		f.Add("owner", "must be a team that exists: support.cs_engineers is not given")
		return
	}
	f.Known("owner", "be support, cs-engineers or a delivery team", c.Owner, valid)
}

// Validate adds what is wrong with the parameters to the faults.
func (s Segment) Validate(f *units.Faults) {
	in := Keys.Section(f, "segments.*.tickets")
	in.Check("per_month", s.PerMonth)
	in.Check("size", s.Size)
	in.Check("early_multiple", s.EarlyMultiple)
	in.Check("configuration_per_week", s.ConfigurationPerWeek)
	in.Check("premium", s.Premium)
}
