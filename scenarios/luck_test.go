package scenarios_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/models/company"
	"postsale/models/customers"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/measures"
	"postsale/scenarios"
	"postsale/sim/estimate"
)

// If a rule of renewal or expansion did not do what the chances say, the controls would show it first.
func TestKnownLuckHasMeanZeroInEveryScenario(t *testing.T) {
	trials := 100
	if testing.Short() {
		trials = 30
	}
	type plan struct {
		name string
		*company.Params
	}
	var plans []plan
	for _, name := range scenarios.Names() {
		if testing.Short() && name != "board" || isArchetype(name) {
			continue // left to make verify
		}
		plans = append(plans, plan{name, load(t, name)})
	}
	even := []string{"ideal=[]"} // a chance of 98 % has luck so rare and large that few trials show none of it
	for _, segment := range []string{"small", "large"} {
		at := "segments." + segment + "."
		even = append(even, at+"price_by_term={}", at+"terms={1mo: 20%, 1q: 30%, 1y: 50%}", at+"churn.by_term={1mo: 20%, 1q: 20%}", at+"churn.first_renewal=30%",
			at+"contraction.probability=30%")
	}
	for number := range few() {
		plans = append(plans, plan{fmt.Sprint("random ", number), mustSettle(t, append(drawn.Example(number), even...)...)})
	}
	seen := map[string]bool{}
	onAllCores(t, len(plans), func(number int) [][]float64 { return lucks(plans[number-1].Params, trials) }, func(number int, lucks [][]float64) {
		layout := plans[number-1].Layout()
		for kind, values := range lucks {
			d := estimate.Of(values)
			good, bad := 0, 0
			for _, v := range values {
				if v > 0 {
					good++
				} else if v < 0 {
					bad++
				}
			}
			if min(good, bad) < trials/10 {
				continue // nothing happens, or so rarely that sums of it are not normal
			}
			seen[layout.Lucks[kind].Name] = true
			few := float64(d.N - 1)
			limit := distuv.StudentsT{Sigma: 1, Nu: few}.Quantile(1 - falseAlarm/2/float64(len(plans)*len(lucks)))
			assert.Less(t, math.Abs(d.Mean/d.MCError), limit, "%s: %s", plans[number-1].name, layout.Lucks[kind].Name)
		}
	})
	assert.Len(t, seen, len(plans[0].Layout().Lucks))
}

// lucks returns the luck of each kind in every trial, over all segments and spans.
func lucks(p *company.Params, trials int) [][]float64 {
	layout := p.Layout()
	list := make([][]float64, len(layout.Lucks))
	c := company.New(p, 1)
	for trial := 1; trial <= trials; trial++ {
		c.Run(trial)
		for kind, sum := range layout.ByLuck(c.Luck()) {
			list[kind] = append(list[kind], sum)
		}
	}
	return list
}

// A company as coupled as board, of a quarter of its customers, and what is printed of it from 200 trials at a time: the
// truth is what all 400 experiments say together, which is off by a twentieth of the plain error of one.
func TestFreedFiguresHoldTheTruthAsOftenAsTheySay(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of experiments")
	}
	const experiments, trials = 200, 200
	quarter := []string{"segments.smb.opening.customers=75", "segments.mid-market.opening.customers=40", "segments.enterprise.opening.customers=10",
		"segments.smb.opening.in_flight=2", "segments.mid-market.opening.in_flight=2", "segments.enterprise.opening.in_flight=1",
		"segments.smb.deals_per_quarter=4.7", "segments.mid-market.deals_per_quarter=2.5", "segments.enterprise.deals_per_quarter=0.6",
		"segments.smb.tickets.per_month=0.2", "segments.mid-market.tickets.per_month=0.3", "segments.enterprise.tickets.per_month=1",
		"support.tier1.people=1", "support.tier2.people=1", "horizon=8q", "outcomes.leaving.month_late=1.5"}
	base := load(t, "board", append(quarter, "delivery.teams.implementation.people=3", "delivery.teams.implementation.hires=[]")...)
	other := load(t, "board", append(quarter, "delivery.teams.implementation.people=2", "delivery.teams.implementation.hires=[]")...)
	layout := base.Layout()
	var columns []measures.Column
	for _, c := range layout.Columns() {
		if c.Segment == "all" && c.Period.Name == "FY28" && (c.Measure.Name == "nrr" || c.Measure.Name == "arr_closing") {
			columns = append(columns, c)
		}
	}
	const bound = 1.
	type printed struct {
		net, arr   estimate.Distribution
		odds       estimate.Odds
		difference estimate.Paired
		hits       int
		plain      [3]float64 // means of NRR, ARR and the difference of NRR
	}
	var found []printed
	onAllCores(t, experiments, func(number int) printed {
		var tables []*measures.Table
		for _, p := range []*company.Params{base, other} {
			table := measures.NewTable(columns, trials)
			table.Luck = measures.NewControls(layout.Controls())
			c := company.New(p, 1)
			for trial := (number-1)*trials + 1; trial <= number*trials; trial++ {
				row := layout.Row(columns, c.Run(trial))
				table.Append(trial, row, c.Luck()...)
			}
			tables = append(tables, table)
		}
		all := tables[0].Estimate()
		r := printed{net: all[0], arr: all[1], odds: tables[0].Odds(0, bound, false), difference: tables[0].Pair(tables[1])[0].Difference}
		r.plain = [3]float64{estimate.Of(tables[0].Values(0)).Mean, estimate.Of(tables[0].Values(1)).Mean,
			estimate.Of(estimate.Differences(tables[0].Values(0), tables[1].Values(0))).Mean}
		for _, v := range tables[0].Values(0) {
			if v >= bound {
				r.hits++
			}
		}
		return r
	}, func(_ int, r printed) { found = append(found, r) })

	var truth [3]float64
	chance := 0.
	for _, r := range found {
		for i, mean := range r.plain {
			truth[i] += mean / experiments
		}
		chance += float64(r.hits) / experiments / trials
	}
	for _, line := range []struct {
		name  string
		gains float64 // times the trials, at least
		holds func(r printed) bool
		fewer func(r printed) float64
	}{
		{"mean NRR", 2, func(r printed) bool { return covers(r.net.Mean, r.net.MCError, truth[0]) }, func(r printed) float64 { return r.net.Fewer }},
		{"mean ARR", 1, func(r printed) bool { return covers(r.arr.Mean, r.arr.MCError, truth[1]) }, func(r printed) float64 { return r.arr.Fewer }},
		{"difference of NRR", 1, func(r printed) bool { return covers(r.difference.Mean, r.difference.MCError, truth[2]) }, func(r printed) float64 { return r.difference.Fewer }},
		{"odds of NRR", 1, func(r printed) bool { return r.odds.Low <= chance && chance <= r.odds.High }, func(r printed) float64 { return r.odds.Fewer }},
	} {
		held, gain := 0, 0.
		for _, r := range found {
			gain += line.fewer(r) / experiments
			if line.holds(r) {
				held++
			}
		}
		what := fmt.Sprintf("%s: %d of %d experiments, as sure as %.1f times the trials", line.name, held, experiments, gain)
		t.Log(what)
		assert.Greater(t, gain, line.gains, what)
		// What is taken for the truth is itself off, by the plain error of one experiment over 20: with so much more
		// variance, a z of 1.96 holds as often as this.
		least := 1 - 2*distuv.UnitNormal.Survival(1.96/math.Sqrt(1+gain/experiments)) - .007 // of 200 trials, not normal
		few := distuv.Binomial{N: experiments, P: least}.CDF(float64(held))
		assert.Greater(t, few, falseAlarm/4, what)
		many := 1 - distuv.Binomial{N: experiments, P: .96}.CDF(float64(held-1))
		assert.Greater(t, many, falseAlarm/4, what)
	}
}

// Sums over all segments and spans would not tell if one had the luck of another.
func TestTheLuckOfStayingIsThatOfTheRenewalsOfItsSegmentAndYear(t *testing.T) {
	for name, sets := range map[string][]string{
		"after a warm-up":       {"warm_up=1y", "horizon=9q"},
		"of the first day on":   {"warm_up=0q", "horizon=6q"},
		"begun within a year":   {"warm_up=2q", "horizon=7q", "start=2026-10-01", "fiscal_year_starts=january"},
		"that counts from live": {"warm_up=2q", "horizon=6q", "arr_from=go-live"},
	} {
		t.Run(name, func(t *testing.T) {
			p := load(t, "board", sets...)
			layout, c := p.Layout(), company.New(p, 1)
			c.Trace()
			for trial := 1; trial <= 2; trial++ {
				c.Run(trial)
				stayed := map[string]float64{}
				for _, f := range c.Facts() {
					quarter := int(math.Floor(f.At / fiscal.Quarter))
					year := measures.Before
					if quarter >= 0 {
						year = layout.Calendar.YearName(quarter)
					}
					switch f.Kind {
					case ledger.Renewed:
						stayed[layout.Ledger.Segments[f.Scope]+"."+year] += f.Extra * f.Amount
					case ledger.Churned:
						stayed[layout.Ledger.Segments[f.Scope]+"."+year] += (f.Extra - 1) * f.Amount
					}
				}
				found := 0
				for i, control := range layout.Controls() {
					if control.Luck.Name != customers.ControlNames[customers.Stayed] {
						continue
					}
					where := control.Segment + "." + control.Span.Name
					assert.InDelta(t, stayed[where], c.Luck()[i], 1e-3, "%s, trial %d, in dollars", where, trial)
					if stayed[where] != 0 {
						found++
					}
				}
				assert.Len(t, stayed, found, "every renewal is of a control")
				assert.Greater(t, found, 2*len(layout.Ledger.Segments)-1)
			}
		})
	}
}
