package scenarios_test

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/sim/experiment"
)

func TestATrialAloneEqualsItselfAmongOthers(t *testing.T) {
	p := load(t, "board-partner-overflow")
	layout := p.Layout()
	columns := layout.Columns()
	worn := company.New(p, 1)
	for trial := 1; trial <= 10; trial++ {
		worn.Run(trial)
	}
	for _, trial := range []int{4711, 3} {
		alone := layout.Row(columns, company.New(p, 1).Run(trial))
		among := layout.Row(columns, worn.Run(trial))
		assert.Equal(t, bits(alone), bits(among), "trial %d", trial)
	}
}

// left is everything that a trial leaves behind.
type left struct {
	Row      []uint64
	Waits    []ledger.Wait
	Triangle []float64
}

// after returns what a trial leaves behind, its measures by layout.
func after(c *company.Company, p *company.Params, trial int) left {
	layout := p.Layout()
	l := c.Run(trial)
	return left{bits(layout.Row(layout.Columns(), l)), l.Waits(nil), slices.Clone(l.Triangle())}
}

func TestWorkersChangeNothing(t *testing.T) {
	const trials = 70 // more than workers
	for number := range 1 + few()/3 {
		p := mustSettle(t, drawn.Example(number)...)
		var first []left
		for _, workers := range []int{1, 2, 64} {
			var all []left
			s := experiment.Run(t.Context(), experiment.Options{First: 1, Trials: trials, Workers: workers}, func(int) func(int) left {
				c := company.New(p, 1)
				return func(trial int) left { return after(c, p, trial) }
			}, func(_ int, l []left) { all = append(all, l...) })
			require.Empty(t, s.Failures)
			if first == nil {
				first = all
			}
			require.Equal(t, first, all, "scenario %d, %d workers", number, workers)
		}
	}
}

func TestTrialsComeInAnyOrder(t *testing.T) {
	for number := range few() {
		p := mustSettle(t, drawn.Example(number)...)
		worn := company.New(p, 1)
		for _, trial := range []int{5, 3, 9, 1, 9} {
			require.Equal(t, after(company.New(p, 1), p, trial), after(worn, p, trial), "scenario %d, trial %d", number, trial)
		}
	}
}

func TestNeighbouringSeedsShareNothing(t *testing.T) {
	p := load(t, "board")
	seen := map[float64]bool{}
	for _, d := range signed(p, 1, 1) {
		seen[d.Amount] = true
	}
	for _, d := range signed(p, 2, 1) {
		assert.False(t, seen[d.Amount])
	}
	for _, d := range signed(p, 1, 2) {
		assert.False(t, seen[d.Amount])
	}
}

func TestChangingThePartnerLeavesDealsAlone(t *testing.T) {
	lean := load(t, "board-lean")
	others := map[string]*company.Params{}
	for _, name := range []string{"board", "board-partner-overflow", "board-partner-whole", "board-co-delivery"} {
		others[name] = load(t, name)
	}
	for trial := 1; trial <= 1+few()/4; trial++ {
		deals := signed(lean, 1, trial)
		for name, other := range others {
			require.Equal(t, deals, signed(other, 1, trial), "%s, trial %d", name, trial)
		}
	}
}

func TestChangingTheClumpingKeepsNumberAndSizeOfDeals(t *testing.T) {
	board, others := load(t, "board"), map[string]*company.Params{"board-flat": load(t, "board-flat"), "board-severe": load(t, "board-severe")}
	for trial := 1; trial <= 1+few()/4; trial++ {
		ours := signed(board, 1, trial)
		for name, other := range others {
			theirs := signed(other, 1, trial)
			assert.NotEqual(t, ours, theirs, "the deals move")
			assert.Equal(t, byQuarter(ours), byQuarter(theirs), "%s, trial %d", name, trial)
		}
	}
}

// fate is what is drawn for a customer, whenever its deal closes.
type fate struct {
	decisions []ledger.Kind
	chances   []float64 // of leaving, at each
	hours     float64   // of its project
	finished  bool
}

// fates returns the fates of those who signed in a trial, by the ARR booked.
func fates(p *company.Params, trial int) map[float64]*fate {
	c := company.New(p, 1)
	c.Trace()
	all, of := map[float64]*fate{}, map[int32]*fate{}
	for _, f := range c.Run(trial).Facts() {
		switch one := of[f.Customer]; {
		case f.Kind == ledger.Signed:
			of[f.Customer] = &fate{decisions: []ledger.Kind{}, chances: []float64{}}
			all[f.Amount] = of[f.Customer]
		case one == nil:
		case f.Kind == ledger.Renewed || f.Kind == ledger.Churned:
			one.decisions, one.chances = append(one.decisions, f.Kind), append(one.chances, f.Extra)
		case f.Kind == ledger.Contracted:
			one.decisions, one.chances = append(one.decisions, f.Kind), append(one.chances, 0)
		case f.Kind == ledger.Worked && f.Subject == 0:
			one.hours += f.Amount
		case f.Kind == ledger.Finished && f.Subject == 0:
			one.finished = true
		}
	}
	return all
}

// Luck belongs to customers and not to days: with the effects off the same ones
// leave, at the same renewals, after the same projects. Some deals change places.
func TestTheDayOfADealDecidesNothingElse(t *testing.T) {
	same, renewals, projects := 0, 0, 0
	for number := range few() {
		sets := append(append(drawn.Example(number), alone...), "events=[]", "outcomes={}", "delivery.routes=[]", "deals.slip=0%", "later=null", "segments.small.starts=null", "segments.large.starts=null", "delivery.projects.large.matures=null", "horizon=9q", "arr_from=signature",
			"segments.small.deals_per_quarter=10", "segments.small.terms={1q: 100%, 1mo: 0%}", "segments.small.price_by_term={}", "deals.detractors=null", "segments.small.churn.by_term={1q: 20%, 1mo: 20%}", "segments.small.acv={lognormal: {mean: 12k, cv: 0.5}}",
			"segments.large.acv={lognormal: {mean: 90k, cv: 1}}") // deals are known by their ARR
		flat := fates(mustSettle(t, append(sets, "deals.profile=flat")...), number)
		late := fates(mustSettle(t, append(sets, "deals.profile=severe", "deals.slip=40%")...), number)
		for arr, a := range flat {
			b := late[arr]
			if b == nil {
				continue // it slipped out of the run
			}
			same++
			n := min(len(a.decisions), len(b.decisions)) // by the end of the run
			require.Equal(t, a.decisions[:n], b.decisions[:n], "scenario %d, ARR %v", number, arr)
			require.Equal(t, a.chances[:n], b.chances[:n], "scenario %d, ARR %v", number, arr)
			renewals += n
			if a.finished && b.finished {
				require.InDelta(t, a.hours, b.hours, 1e-6*a.hours, "scenario %d, ARR %v", number, arr)
				projects++
			}
		}
	}
	require.Positive(t, same)
	require.Positive(t, renewals)
	require.Positive(t, projects)
}

// drawnFor is how a customer is called whose deal was drawn for a quarter.
var drawnFor = regexp.MustCompile(`-FY\d\dQ\d-\d\d+$`)

// signed returns the deals of a trial that were drawn for a quarter: not those that hang on what customers live through.
func signed(p *company.Params, seed uint64, trial int) []ledger.Fact {
	c := company.New(p, seed)
	c.Trace()
	var deals []ledger.Fact
	facts := c.Run(trial).Facts()
	names := c.CustomerNames()
	for _, f := range facts {
		if f.Kind == ledger.Signed && drawnFor.MatchString(names[f.Customer]) {
			f.Customer = 0 // numbered as they come
			deals = append(deals, f)
		}
	}
	return deals
}

// byQuarter returns the deals by quarter, segment and size, without their days.
func byQuarter(deals []ledger.Fact) []ledger.Fact {
	deals = slices.Clone(deals)
	for i := range deals {
		deals[i].At = math.Floor(deals[i].At / fiscal.Quarter)
	}
	slices.SortFunc(deals, func(a, b ledger.Fact) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Amount, b.Amount))
	})
	return deals
}

func bits(row []float64) []uint64 {
	list := make([]uint64, len(row))
	for i, v := range row {
		list[i] = math.Float64bits(v)
	}
	return list
}
