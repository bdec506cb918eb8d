package customers

import (
	"math"

	"postsale/models/fiscal"
	"postsale/models/units"
)

// covariate is what a customer lives through that moves its decisions.
type covariate struct {
	name  string
	links func(o *Outcomes) links // where a scenario says how it moves each decision
	value func(b *Book, customer int32) (much, of float64)
}

// covariates are all there are. Each has its keys in Leaving, Expanding or both,
// and a value: how much of it there is now, of how much.
var covariates = []covariate{
	{"month_late", func(o *Outcomes) links { return links{&o.Leaving.MonthLate, &o.Expanding.MonthLate} }, (*Book).monthsLate},
	{"tickets_breached", func(o *Outcomes) links { return links{&o.Leaving.TicketsBreached, &o.Expanding.TicketsBreached} }, (*Book).ticketsBreached},
	{"partner_delivered", func(o *Outcomes) links { return links{&o.Leaving.PartnerDelivered, &o.Expanding.PartnerDelivered} }, (*Book).partnerDelivered},
	{"partner_quality", func(o *Outcomes) links { return links{&o.Leaving.PartnerQuality, &o.Expanding.PartnerQuality} }, (*Book).partnerQuality},
	{"not_live", func(o *Outcomes) links { return links{leaving: &o.Leaving.NotLive} }, (*Book).notLive},
}

// Outcomes say how what a customer lives through moves its decisions.
type Outcomes struct {
	LateFades units.Share    `yaml:"late_fades"` // weight of a late go-live at a renewal, of that at the one before
	Forgets   units.Duration `yaml:"forgets"`    // half-life of the memory of tickets
	Leaving   Leaving        `yaml:"leaving"`
	Expanding Effects        `yaml:"expanding"`
}

// Leaving are the ratios on the hazard of leaving at a renewal.
type Leaving struct {
	Effects `yaml:",inline"`
	NotLive Effect `yaml:"not_live"`
}

// Effects are the ratios exp(b) by which a unit of each covariate multiplies the
// hazard of leaving, or the probability that an opportunity is taken.
type Effects struct {
	MonthLate        Effect `yaml:"month_late"`
	TicketsBreached  Effect `yaml:"tickets_breached"` // all of them
	PartnerDelivered Effect `yaml:"partner_delivered"`
	PartnerQuality   Effect `yaml:"partner_quality"` // 0 instead of 1
}

// Effect is one ratio and where it is from.
type Effect struct {
	Ratio  units.Number `yaml:"ratio"`
	Source string       `yaml:"source"`
}

// ScalarKey says that a plain number is the ratio.
func (Effect) ScalarKey() string { return "ratio" }

// decision is what a customer decides.
type decision int

const (
	leaving decision = iota
	expanding
	decisions
)

// decided says of each decision its key in a scenario, and what a ratio multiplies.
var decided = [decisions]struct{ key, moves string }{
	leaving:   {"leaving", "hazard of leaving"},
	expanding: {"expanding", "chance of expanding"},
}

// links are the effects of a covariate on each decision, nil where it has none.
type links [decisions]*Effect

// Link is the effect of a covariate on a decision.
type Link struct {
	Path  string // below outcomes
	Moves string // what the ratio multiplies
	Effect
}

// Links returns the effects of all covariates, decision by decision.
func (o *Outcomes) Links() []Link {
	var list []Link
	for d := range decisions {
		for _, c := range covariates {
			if e := c.links(o)[d]; e != nil {
				list = append(list, Link{decided[d].key + "." + c.name, decided[d].moves, *e})
			}
		}
	}
	return list
}

// Validate adds what is wrong with the parameters to the faults.
func (o Outcomes) Validate(f *units.Faults) {
	in := Keys.Section(f, "outcomes")
	in.Check("late_fades", o.LateFades)
	in.Check("forgets", o.Forgets)
	for d := range decisions {
		for _, c := range covariates {
			if e := c.links(&o)[d]; e != nil {
				at := decided[d].key + "." + c.name
				in.Check(at, e.Ratio)
				e.validateSource(f.Under(at))
			}
		}
	}
}

func (e Effect) validateSource(f *units.Faults) {
	const longest = 1000
	if n := len(e.Source); n > longest {
		f.Add("source", "must be at most %d bytes long, got %d", longest, n)
	}
}

// exponents are the b by which covariates move a decision, 0 where they do not.
type exponents [decisions][]float64

func (o *Outcomes) exponents() (all exponents) {
	for d := range all {
		all[d] = make([]float64, len(covariates))
		for i, c := range covariates {
			if e := c.links(o)[d]; e != nil {
				all[d][i] = math.Log(float64(e.Ratio))
			}
		}
	}
	return all
}

// weigh returns Σ b·x of a decision of a customer now.
func (b *Book) weigh(customer int32, d decision) float64 {
	sum := 0.0
	for i, exponent := range b.exponents[d] {
		much, of := covariates[i].value(b, customer)
		sum += exponent * much / of
	}
	return sum
}

// monthsLate are the months by which a customer went live after the promise, or so
// far, less with every renewal since.
func (b *Book) monthsLate(customer int32) (much, of float64) {
	c := &b.customers[customer]
	live := b.sim.Now()
	if c.live {
		live = c.wentLive
	}
	if c.veteran || live <= c.promised {
		return 0, 1
	}
	return (live - c.promised) / fiscal.Month * math.Pow(b.fades, float64(c.survived)), 1
}

// ticketsBreached are those that a customer remembers now, of all that it does and
// one more: few tickets tell little.
func (b *Book) ticketsBreached(customer int32) (much, of float64) {
	m := b.remember(customer)
	return m.breached, m.judged + 1
}

func (b *Book) partnerDelivered(customer int32) (much, of float64) {
	return b.customers[customer].partner, 1
}

func (b *Book) partnerQuality(customer int32) (much, of float64) {
	return b.customers[customer].flaw, 1
}

func (b *Book) notLive(customer int32) (much, of float64) {
	if b.customers[customer].live {
		return 0, 1
	}
	return 1, 1
}
