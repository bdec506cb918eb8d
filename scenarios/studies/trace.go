package studies

import (
	"context"
	"slices"
	"strings"
	"time"

	"postsale/models/changes"
	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/sim/experiment"
)

// Tracing is a trial of one scenario, or of two, that is to be told fact by fact.
type Tracing struct {
	order  Order
	plans  []*scenarios.Scenario
	memory float64
}

// NewTracing reads the scenario of an order and the other, if there is one, which must live through the same quarters with
// the same segments: nothing has the same name in both otherwise.
func NewTracing(o Order) (*Tracing, error) {
	base, err := o.Load()
	if err != nil {
		return nil, err
	}
	t := &Tracing{order: o, plans: []*scenarios.Scenario{base}}
	for _, ref := range o.Others {
		other := o
		other.Scenario, other.Trials = ref, 0
		plan, err := other.Load()
		if err != nil {
			return nil, err
		}
		for _, u := range changes.Unlike(&base.Params, &plan.Params) {
			if u.What != "horizon" && u.What != "targets" {
				return nil, wrongOption("against", "must have the same %s, got %s and %s", u.What, u.One, u.Two)
			}
		}
		t.plans = append(t.plans, plan)
	}
	return t, nil
}

// Fit demands that there is room for the facts of a trial in so many bytes.
func (t *Tracing) Fit(memory float64) error {
	o := t.order
	t.memory = memory
	_, err := o.fit(roomToTrace(1, t.plans...), memory)
	return err
}

// Trials returns how many trials there are to choose from.
func (t *Tracing) Trials() int { return int(t.plans[0].Params.Trials) }

// Trace lets the scenarios live through a trial and returns the record of each, even if it fails, with which of its facts are
// to be told; near says why it was chosen, if it was.
func (t *Tracing) Trace(trial int, near *results.Near, part Part) ([]*results.Trace, error) {
	var list []*results.Trace
	for i, plan := range t.plans {
		list = append(list, t.trace(i, plan, trial))
	}
	only, err := part.in(list)
	if err != nil {
		return nil, err
	}
	list[0].Near, list[0].Only = near, only
	return list, nil
}

func (t *Tracing) trace(number int, plan *scenarios.Scenario, trial int) *results.Trace {
	layout := plan.Params.Layout()
	columns := layout.Columns()
	var c *company.Company
	var row []float64
	ran := experiment.Run(context.Background(), experiment.Options{First: trial, Trials: 1, Workers: 1},
		func(int) func(int) []float64 {
			c = company.New(&plan.Params, t.order.Seed)
			c.Trace()
			return func(trial int) []float64 {
				t.order.before(number, trial)
				return layout.Row(columns, c.Run(trial))
			}
		},
		func(_ int, rows [][]float64) { row = rows[0] })
	told := &results.Trace{Name: plan.Name, Seed: t.order.Seed, Trial: trial, Layout: layout, TicketName: company.TicketName, Columns: columns, Row: row}
	for _, f := range ran.Failures {
		told.Failure = f.Cause
	}
	if c != nil {
		told.Facts, told.Customers = c.Facts(), c.CustomerNames()
	}
	return told
}

// Part is which facts of a trial are to be told, in words; what is empty leaves nothing out.
type Part struct {
	Customer string
	From, To string // a day, a fiscal year or quarter, both included
}

// in returns which facts of traces that is.
func (p Part) in(traces []*results.Trace) (results.Selection, error) {
	only := results.Everything
	layout := traces[0].Layout
	var customers []string
	for _, trace := range traces {
		customers = append(customers, trace.Customers...)
		if trace.Layout.Ledger.Quarters > layout.Ledger.Quarters {
			layout = trace.Layout
		}
	}
	if p.Customer != "" && !slices.Contains(customers, p.Customer) {
		return only, wrongOption("customer", "no customer %s in this trial%s", units.Quote(p.Customer), units.Hint(p.Customer, customers))
	}
	first, _, err := day(layout, "from", p.From)
	if err != nil {
		return only, err
	}
	_, end, err := day(layout, "to", p.To)
	if err != nil {
		return only, err
	}
	if p.From != "" && p.To != "" && !(first < end) {
		return only, wrongOption("to", "must not be before --from, got %s before %s", units.Quote(p.To), units.Quote(p.From))
	}
	begin, over := -fiscal.Quarter*float64(layout.Ledger.WarmUp), fiscal.Quarter*float64(layout.Ledger.Quarters)
	if p.From != "" && first >= over {
		return only, wrongOption("from", "must be before the end of the run, %s, got %s", layout.Calendar.Date(over).Format(time.DateOnly), units.Quote(p.From))
	}
	if p.To != "" && end <= begin {
		return only, wrongOption("to", "must be after the start of the run, %s, got %s", layout.Calendar.Date(begin).Format(time.DateOnly), units.Quote(p.To))
	}
	var says []string
	if p.Customer != "" {
		only.Customer = p.Customer
		says = append(says, "customer "+p.Customer)
	}
	if p.From != "" {
		only.From = first
		says = append(says, "from "+p.From)
	}
	if p.To != "" {
		only.To = end
		says = append(says, "to "+p.To)
	}
	only.Says = strings.Join(says, " ")
	return only, nil
}

// day returns when the span begins and ends that a text names: a day, a fiscal
// year or quarter.
func day(l measures.Layout, flag, text string) (begin, end float64, err error) {
	if text == "" {
		return 0, 0, nil
	}
	if date, err := time.Parse(time.DateOnly, text); err == nil {
		return l.Calendar.Clock(date), l.Calendar.Clock(date.AddDate(0, 0, 1)), nil
	}
	var names []string
	for q := -l.Ledger.WarmUp; q < l.Ledger.Quarters; q++ {
		year := q - l.Calendar.Season(q)
		for _, span := range []measures.Period{
			{Name: l.Calendar.QuarterName(q), From: q, To: q + 1},
			{Name: l.Calendar.YearName(q), From: year, To: year + 4},
		} {
			if strings.EqualFold(span.Name, text) {
				return fiscal.Quarter * float64(span.From), fiscal.Quarter * float64(span.To), nil
			}
			names = append(names, span.Name)
		}
	}
	return 0, 0, wrongOption(flag, "must be a day such as 2027-03-01, a fiscal year or a quarter of the run such as %q, got %s%s",
		names[0], units.Quote(text), units.Hint(text, names))
}
