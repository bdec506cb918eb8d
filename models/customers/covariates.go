package customers

import (
	"math"
	"slices"
	"strings"

	"postsale/models/fiscal"
	"postsale/models/units"
	"postsale/sim/exponential"
)

// covariate is what a customer lives through that moves its decisions.
type covariate struct {
	name    string
	links   func(o *Outcomes) links // where a scenario says how it moves each decision
	value   func(b *Book, customer int32, usual float64) (much, of float64)
	blind   bool // health does not see it
	centred bool // by what is usual, so that the mean is that of the file: see SponsorsAway
}

// covariates are all there are. Each has its keys in Effects or, if it is felt at renewals only, in Renewing, and a value:
// how much of it there is now, of how much. What other mechanisms know of a customer is sensed.
var covariates = []covariate{
	{name: "month_late", links: always(func(e *Effects) *Effect { return &e.MonthLate }), value: (*Book).monthsLate},
	{name: "tickets_breached", links: always(func(e *Effects) *Effect { return &e.TicketsBreached }), value: (*Book).ticketsBreached},
	{name: "partner_delivered", links: always(func(e *Effects) *Effect { return &e.PartnerDelivered }), value: (*Book).partnerDelivered},
	{name: "partner_quality", links: always(func(e *Effects) *Effect { return &e.PartnerQuality }), value: (*Book).partnerQuality},
	{name: "weeks_over", links: always(func(e *Effects) *Effect { return e.WeeksOver }), value: (*Book).weeksOver},
	{name: "unattended", links: always(func(e *Effects) *Effect { return e.Unattended }), value: sensed(Unattended)},
	{name: "sold_by_success", links: always(func(e *Effects) *Effect { return e.SoldBySuccess }), value: sensed(SoldBySuccess)},
	{name: "sponsor_lost", links: always(func(e *Effects) *Effect { return e.SponsorLost }), value: (*Book).sponsorLost, centred: true},
	{name: "unadopted", links: always(func(e *Effects) *Effect { return e.Unadopted }), value: sensed(Unadopted)},
	{name: "not_live", links: atRenewals(func(r *Renewing) *Effect { return &r.NotLive }), value: (*Book).notLive, blind: true},
	{name: "unworked", links: atRenewals(func(r *Renewing) *Effect { return r.Unworked }), value: sensed(Unworked), blind: true},
}

// always has a covariate move all decisions.
func always(effect func(e *Effects) *Effect) func(o *Outcomes) links {
	return func(o *Outcomes) links {
		l := links{leaving: effect(&o.Leaving.Effects), expanding: effect(&o.Expanding)}
		if o.Contracting != nil {
			l[contracting] = effect(&o.Contracting.Effects)
		}
		return l
	}
}

// atRenewals has a covariate move what is decided at a renewal.
func atRenewals(effect func(r *Renewing) *Effect) func(o *Outcomes) links {
	return func(o *Outcomes) links {
		l := links{leaving: effect(&o.Leaving)}
		if o.Contracting != nil {
			l[contracting] = effect(o.Contracting)
		}
		return l
	}
}

// Sense is what another mechanism knows of a customer that moves its decisions.
type Sense int

// The senses; each is 0 in the company of today.
const (
	OpenOver      Sense = iota // weeks by which the customer's open tickets are over a target
	Unattended                 // how much less, or more, attention than by the design load
	Unworked                   // 1 where nobody has worked the renewal
	SoldBySuccess              // 1 where success sells that did not today, -1 the other way round
	SponsorLost                // 1 without a sponsor, less where executives cushion it; NaN before go-live
	Unadopted                  // share of the product that is not used, less that of today
	senses
)

// Outcomes say how what a customer lives through moves its decisions.
type Outcomes struct {
	LateFades   units.Share    `yaml:"late_fades"` // weight of a late go-live at a renewal, of that at the one before
	Forgets     units.Duration `yaml:"forgets"`    // half-life of what customers remember
	Leaving     Renewing       `yaml:"leaving"`
	Expanding   Effects        `yaml:"expanding"`
	Contracting *Renewing      `yaml:"contracting"`
}

// Renewing are the ratios on what comes at a renewal: on the hazard of leaving, or on the odds of contraction.
type Renewing struct {
	Effects  `yaml:",inline"`
	NotLive  Effect  `yaml:"not_live"`
	Unworked *Effect `yaml:"unworked"`
}

// Effects are the ratios exp(b) by which a unit of each covariate multiplies the hazard of leaving, the odds of contraction,
// or the probability that an opportunity is taken. One that is left out is 1.
type Effects struct {
	MonthLate        Effect  `yaml:"month_late"`
	TicketsBreached  Effect  `yaml:"tickets_breached"` // all of them
	PartnerDelivered Effect  `yaml:"partner_delivered"`
	PartnerQuality   Effect  `yaml:"partner_quality"` // 0 instead of 1
	WeeksOver        *Effect `yaml:"weeks_over"`      // of every ticket
	Unattended       *Effect `yaml:"unattended"`
	SoldBySuccess    *Effect `yaml:"sold_by_success"`
	SponsorLost      *Effect `yaml:"sponsor_lost"`
	Unadopted        *Effect `yaml:"unadopted"` // all of the product
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
	contracting
	decisions
)

// decided says of each decision its key in a scenario, and what a ratio multiplies.
var decided = [decisions]struct{ key, moves string }{
	leaving:     {"leaving", "hazard of leaving"},
	expanding:   {"expanding", "chance of expanding"},
	contracting: {"contracting", "odds of contraction"},
}

// links are the effects of a covariate on each decision, nil where it has none.
type links [decisions]*Effect

// Link is the effect of a covariate on a decision.
type Link struct {
	Path  string // below outcomes
	Moves string // what the ratio multiplies
	Effect
}

// Links returns the effects of all covariates that are stated, decision by decision.
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

// Feels reports whether a covariate moves any decision.
func (o *Outcomes) Feels(covariate string) bool {
	return slices.ContainsFunc(o.Links(), func(l Link) bool {
		_, of, _ := strings.Cut(l.Path, ".")
		return of == covariate && l.Ratio != 1
	})
}

// Shows reports whether health sees anything that moves customers to leave.
func (o *Outcomes) Shows() bool {
	return slices.ContainsFunc(o.pulls()[leaving], func(p pull) bool { return !p.covariate.blind })
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

// ValidateRaising demands that no ratio raises the chance of expanding where a segment takes every opportunity: the base
// chance is then below 1 in the file.
func (o Outcomes) ValidateRaising(f *units.Faults, certain string) {
	for _, c := range covariates {
		if e := c.links(&o)[expanding]; e != nil && e.Ratio > 1 {
			f.Add(decided[expanding].key+"."+c.name, "must be at most 1 where every opportunity is taken: segments.%s.expansion.chance is 100%%, got %s", certain, e.Ratio)
		}
	}
}

func (e Effect) validateSource(f *units.Faults) {
	const longest = 1000
	if n := len(e.Source); n > longest {
		f.Add("source", "must be at most %d bytes long, got %d", longest, n)
	}
}

// pull is how a covariate moves a decision.
type pull struct {
	covariate *covariate
	exponent  float64 // b
	usual     float64 // of what centres it, see Centre
}

// pulls are those of each decision that a scenario switches on.
type pulls [decisions][]pull

func (o *Outcomes) pulls() (all pulls) {
	for d := range all {
		for i := range covariates {
			if e := covariates[i].links(o)[d]; e != nil && e.Ratio != 1 {
				all[d] = append(all[d], pull{covariate: &covariates[i], exponent: math.Log(float64(e.Ratio))})
			}
		}
	}
	return all
}

// weigh returns Σ b·x of a decision of a customer now.
func (b *Book) weigh(customer int32, d decision) float64 {
	sum := 0.0
	for i := range b.pulls[d] {
		p := &b.pulls[d][i]
		much, of := p.covariate.value(b, customer, p.usual)
		sum += p.exponent * much / of
	}
	return bounded(sum)
}

// bounded keeps a sum within what exp can take, so that nothing times everything is not undefined.
func bounded(sum float64) float64 {
	const most = 700
	switch {
	case sum > most:
		return most
	case sum < -most:
		return -most
	}
	return sum
}

// Risk returns the logarithm of what a customer's hazard of leaving is multiplied by now, as far as its health shows it:
// without what only its renewal brings, and without how loyal it is, which nobody sees.
func (b *Book) Risk(customer int32) float64 {
	b.OnReview(customer)
	sum := 0.0
	for i := range b.pulls[leaving] {
		if p := &b.pulls[leaving][i]; !p.covariate.blind {
			much, of := p.covariate.value(b, customer, p.usual)
			sum += p.exponent * much / of
		}
	}
	return bounded(sum)
}

// Sense has the book ask another mechanism what it knows of a customer. What nobody is asked for is 0.
func (b *Book) Sense(what Sense, of func(customer int32) float64) { b.senses[what] = of }

// SponsorsAway says which share of customers has no sponsor on average, without which the mean hazard of leaving, and the
// mean chance of the other decisions, would not be those of the file.
func (b *Book) SponsorsAway(share float64) {
	for d := range b.pulls {
		for i := range b.pulls[d] {
			if p := &b.pulls[d][i]; p.covariate.centred {
				p.usual = math.Log1p(share*math.Expm1(p.exponent)) / p.exponent
			}
		}
	}
}

// sensed is the value of a covariate that another mechanism knows.
func sensed(what Sense) func(b *Book, customer int32, usual float64) (much, of float64) {
	return func(b *Book, customer int32, _ float64) (much, of float64) { return b.sense(what, customer), 1 }
}

func (b *Book) sense(what Sense, customer int32) float64 {
	if of := b.senses[what]; of != nil {
		return of(customer)
	}
	return 0
}

// sponsorLost is 0 before go-live, when a sponsor is there and the company of today is not compared with.
func (b *Book) sponsorLost(customer int32, usual float64) (much, of float64) {
	if lost := b.sense(SponsorLost, customer); lost == lost {
		return lost - usual, 1
	}
	return 0, 1
}

// monthsLate are the months by which a customer went live after the promise, or so
// far, less with every renewal since.
func (b *Book) monthsLate(customer int32, _ float64) (much, of float64) {
	c := &b.customers[customer]
	live := b.sim.Now()
	if c.live {
		live = c.wentLive
	}
	if c.veteran || live <= c.promised {
		return 0, 1
	}
	return (live - c.promised) / fiscal.Month * exponential.Power(b.fades, float64(c.survived)) * c.minds, 1
}

// ticketsBreached are those that a customer remembers now, of all that it does and
// one more: few tickets tell little.
func (b *Book) ticketsBreached(customer int32, _ float64) (much, of float64) {
	if b.memories[customer].breached == 0 {
		return 0, 1
	}
	m := b.remember(customer)
	return m.breached, m.judged + 1
}

// weeksOver are those by which the tickets that a customer remembers went over a target, and by which its open ones are so
// far: a minute late is not half a year.
func (b *Book) weeksOver(customer int32, _ float64) (much, of float64) {
	open := b.sense(OpenOver, customer)
	if open == 0 && b.memories[customer].over == 0 {
		return 0, 1
	}
	m := b.remember(customer)
	return m.over + open, m.judged + 1
}

func (b *Book) partnerDelivered(customer int32, _ float64) (much, of float64) {
	return b.customers[customer].partner, 1
}

func (b *Book) partnerQuality(customer int32, _ float64) (much, of float64) {
	return b.customers[customer].flaw, 1
}

func (b *Book) notLive(customer int32, _ float64) (much, of float64) {
	if b.customers[customer].live {
		return 0, 1
	}
	return 1, 1
}
