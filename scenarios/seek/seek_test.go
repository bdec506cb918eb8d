package seek_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/models/fiscal"
	"postsale/models/results"
	"postsale/models/results/sought"
	"postsale/scenarios"
	"postsale/scenarios/seek"
	"postsale/scenarios/studies"
)

const (
	small  = "../../cmd/postsale/testdata/small.yaml"
	people = "delivery.teams.implementation.people"
	churn  = "segments.small.churn.first_renewal"
	price  = "delivery.partners.hungry.price_per_hour"
)

// order is a search in small.yaml.
func order(key, goal string, trials int) seek.Order {
	return seek.Order{Order: studies.Order{Scenario: small, Seed: 1, Trials: trials, Workers: 1}, Key: key, Goal: goal}
}

func found(t *testing.T, o seek.Order) *sought.Search {
	t.Helper()
	study, err := seek.New(o)
	require.NoError(t, err)
	record, err := study.Live(t.Context(), nil)
	require.NoError(t, err)
	return record
}

func TestTheSmallestTeamThatIsQuickEnoughIsFound(t *testing.T) {
	o := order(people, "start_delay_mean.FY27 <= 5d", 200)
	o.From, o.To = "1", "8"
	r := found(t, o)
	assert.Equal(t, sought.Found, r.Outcome)
	assert.Equal(t, "2", r.Answer)
	assert.Equal(t, [2]sought.Bound{{Value: "2", At: 2}, {Value: "2", At: 2}}, [2]sought.Bound{r.From, r.To})
	assert.True(t, r.Inside)
	assert.Equal(t, []string{"1", "2", "3", "4", "5", "6", "7", "8"}, values(r))
	assert.Equal(t, 200, r.Point("2").Trials)
	assert.Equal(t, 100, r.Point("8").Trials, "what is far from the goal has few")
	lived := 0
	for _, p := range r.Points {
		lived += p.Trials
	}
	assert.Equal(t, lived, r.Trials, "trials are added to, and none is lived twice")

	plain, err := scenarios.Load(small, []string{people + "=8", "trials=100"})
	require.NoError(t, err)
	assert.Equal(t, "8", plain.Values([]string{people})[0])
	run, err := studies.NewRun(studies.Order{Scenario: small, Settings: []string{people + "=8"}, Trials: 100, Seed: 1, Workers: 1})
	require.NoError(t, err)
	assert.InDelta(t, run.Live(t.Context(), nil).Went().Estimate("start_delay_mean", "all", "FY27").Mean, r.Point("8").Estimate, 1e-12, "as a run tells it")
}

func values(r *sought.Search) (list []string) {
	for _, p := range r.Points {
		list = append(list, p.Value)
	}
	return list
}

func TestWorkersChangeNothing(t *testing.T) {
	o := order(churn, "odds(nrr.FY27) >= 50%", 60)
	one := found(t, o)
	o.Workers = 3
	three := found(t, o)
	assert.Equal(t, one.Points, three.Points)
	assert.Equal(t, one.Answer, three.Answer)
}

func TestWhatAKeyDoesNotMoveIsSaid(t *testing.T) {
	r := found(t, order(price, "nrr.FY27 >= 200%", 40))
	assert.Equal(t, sought.Unmoved, r.Outcome)
	assert.False(t, r.Reached())
	assert.True(t, found(t, order(price, "nrr.FY27 >= 10%", 40)).Reached())
	assert.Equal(t, 40*len(r.Points), r.Trials, "the search ends at once")
}

func TestAGoalThatNoValueReachesOrAllDoIsSaid(t *testing.T) {
	none := found(t, order(churn, "nrr.FY27 >= 200%", 40))
	assert.Equal(t, sought.None, none.Outcome)
	assert.Empty(t, none.Answer)
	assert.Equal(t, "12.5%", none.Best().Value)
	every := found(t, order(churn, "nrr.FY27 >= 20%", 40))
	assert.Equal(t, sought.Every, every.Outcome)
	assert.Equal(t, "25%", every.Answer, "which stands in the file")
	assert.Equal(t, "50%", every.Worst().Value)
}

// The price at which one plan costs as much as the other is the one of the other.
func TestPlansBreakEvenWhereTheyAreTheSame(t *testing.T) {
	o := order(price, "cost_total.run <= other", 200)
	o.Others, o.Settings = []string{small}, nil
	r := found(t, o)
	assert.Equal(t, "197", r.Answer)
	assert.Zero(t, r.Point("197").Estimate, "it is the same company")
	assert.Equal(t, "small-2", r.Goal.Against)
	assert.Equal(t, seek.Nearest, o.Side)
}

func TestAnInterruptedSearchTellsWhatItKnows(t *testing.T) {
	o := order(churn, "odds(nrr.FY27) >= 50%", 200)
	ctx, stop := context.WithCancel(t.Context())
	o.Before = func(_, trial int) {
		if trial == 30 {
			stop()
		}
	}
	study, err := seek.New(o)
	require.NoError(t, err)
	r, err := study.Live(ctx, nil)
	require.NoError(t, err)
	assert.True(t, r.Of.Interrupted)
	assert.NotEmpty(t, r.Points)
	for _, p := range r.Points {
		assert.Less(t, p.Trials, 100)
	}
}

func TestATrialThatFailsIsLeftOutAtAllValues(t *testing.T) {
	o := order(people, "start_delay_mean.FY27 <= 5d", 40)
	o.From, o.To = "2", "4"
	whole := found(t, o)
	o.Before = func(plan, trial int) {
		if plan == 1 && trial == 7 {
			panic("as it was told")
		}
	}
	r := found(t, o)
	require.Len(t, r.Of.Failures, 1)
	assert.Equal(t, 7, r.Of.Failures[0].Trial)
	assert.Equal(t, people+"=3: as it was told", r.Of.Failures[0].Cause)
	for i, p := range r.Points {
		assert.NotEqual(t, whole.Points[i].Estimate, p.Estimate, "of 39 trials")
	}
}

func TestWhatMakesNoSenseIsRefused(t *testing.T) {
	for _, c := range []struct {
		change func(o *seek.Order)
		want   string
	}{
		{func(o *seek.Order) { o.Key = "delivery.teams.implementation.peple" }, `find: delivery.teams.implementation.peple: unknown key, did you mean "people"?`},
		{func(o *seek.Order) { o.Key = "delivery.teams.implmentation.people" }, `find: delivery.teams.implmentation: not there, did you mean "implementation"?`},
		{func(o *seek.Order) { o.Key = "delivery.teams.implementation" }, "find: delivery.teams.implementation: holds keys, want one that is a number, such as delivery.teams.implementation.people"},
		{func(o *seek.Order) { o.Key = "name" }, "want a key that is a number"},
		{func(o *seek.Order) { o.Key = "delivery.routes[0].partner" }, "delivery.routes[0].partner: is"},
		{func(o *seek.Order) { o.Key = "segments.small.acv" }, "find: segments.small.acv: differs from case to case: want a number of that, such as segments.small.acv.lognormal.mean"},
		{func(o *seek.Order) { o.Key = "trials" }, "find: trials: says how many futures there are"},
		{func(o *seek.Order) { o.From, o.To = "9", "3" }, "--from: must be below 3, up to where values are, got 9"},
		{func(o *seek.Order) { o.From = "ten" }, `--from: want a whole number such as 12, got "ten"`},
		{func(o *seek.Order) { o.Step = "0" }, `--step: must be above 0 and at most the distance from 1 to 4, got "0"`},
		{func(o *seek.Order) { o.Key, o.Step = churn, "0.0001%" }, "--step: must leave at most 10,000 values"},
		{func(o *seek.Order) { o.Precision = "0" }, "--precision: must be a step between values, 1, or more"},
		{func(o *seek.Order) { o.Goal = "nnr.FY27 >= 1" }, `--for: at character 1: no measure named "nnr", did you mean "nrr"?`},
		{func(o *seek.Order) { o.Goal = "nrr.FY28 >= 1" }, `--for: at character 1: nrr has no period "FY28"`},
		{func(o *seek.Order) { o.Key = "segments.*.uplift" }, "find: segments.*.uplift: must name one key, got *, which stands for several"},
		{func(o *seek.Order) { o.Key, o.Goal, o.From, o.To = "horizon", "nrr.FY27 >= 1", "2q", "4q" }, "--for: horizon=2q: nrr"},
		{func(o *seek.Order) { o.Others = []string{"board"} }, "cannot be compared"},
	} {
		o := order(people, "nrr.FY27 >= 100%", 20)
		c.change(&o)
		_, err := seek.New(o)
		var wrong *studies.OrderError
		require.ErrorAs(t, err, &wrong, c.want)
		assert.ErrorContains(t, err, c.want)
	}
	o := order(churn, "nrr.FY27 >= 100%", 20)
	o.To = "150%"
	_, err := seek.New(o)
	var faults *scenarios.Error
	require.ErrorAs(t, err, &faults, "what --set refuses is refused as --set does")
	assert.EqualError(t, err, "--set "+churn+"=150%: "+churn+": must be between 0% and 100%, got 150%")
}

func TestValuesAreInTheUnitsOfTheKey(t *testing.T) {
	for _, c := range []struct {
		key, from, to, step string
		first, last, told   string
		values              int
	}{
		{people, "", "", "", "1", "4", "1", 4},
		{churn, "", "", "", "12.5%", "50%", "0.5%", 76},
		{price, "100", "200", "", "100", "200", "1", 101},
		{"segments.small.acv.lognormal.mean", "", "", "", "6k", "24k", "200", 91},
		{"delivery.projects.package.promised", "", "", "", "20d", "80d", "1d", 61},
		{"delivery.projects.package.promised", "1mo", "1q", "1mo", "1mo", "3mo", "1mo", 4}, // 8w stand
		{"delivery.projects.package.promised", "4w", "2y", "10w", "4w", "104w", "10w", 12},
		{"delivery.teams.implementation.productive_hours", "10h/w", "20h/w", "1h/w", "10h/w", "20h/w", "1h/w", 12}, // and 19.1, which stands
	} {
		o := order(c.key, "nrr.FY27 >= 100%", 1)
		o.From, o.To, o.Step = c.from, c.to, c.step
		r := found(t, o)
		assert.Equal(t, sought.Range{From: c.first, To: c.last, Step: c.told, Given: c.from != "", Values: c.values}, r.Range, c.key)
	}
}

func TestEndsThatNobodyGaveGiveWayToValuesThatMakeAScenario(t *testing.T) {
	o := order("segments.large.opening.customers", "nrr.FY27 >= 100%", 1)
	o.Settings = []string{"segments.large.opening.in_flight=4"}
	r := found(t, o)
	assert.Equal(t, sought.Range{From: "4", To: "10", Step: "1", Values: 7}, r.Range)
	o.From = "2"
	_, err := seek.New(o)
	assert.ErrorContains(t, err, "must be at most the 2 opening customers, got 4")
	_, err = seek.New(order("segments.large.terms.1y", "nrr.FY27 >= 100%", 1))
	assert.ErrorContains(t, err, "find: segments.large.terms.1y: must have values beside")
}

func TestDaysAreToldAsTheyWereAskedFor(t *testing.T) {
	settings := []string{"delivery.teams.implementation.hires=[{at: 6mo, people: 1}]"}
	for _, c := range []struct {
		from, to, step string
		want           string
	}{
		{"FY27 Q1", "FY27 Q4", "", "FY27 Q1 FY27 Q2 FY27 Q3 FY27 Q4"},
		{"0", "4w", "1w", "0 1w 2w 3w 4w"},
		{"12w", "14w", "1w", "12w 13w 14w"},
		{"2027-01-01", "2027-10-01", "1q", "2027-01-01 2027-04-01 2027-07-01 2027-10-01"},
	} {
		o := order("delivery.teams.implementation.hires[0].at", "start_delay_mean.FY27 <= 5d", 1)
		o.From, o.To, o.Step, o.Settings = c.from, c.to, c.step, settings
		list := strings.Join(values(found(t, o)), " ")
		assert.Equal(t, c.want, list, c.from)
	}
}

// A hundred customers stay with probability 1-c, each by its own luck: the largest churn with which 90 of them do in half of
// the futures is known, and so is the people it takes for a queue to be short.
func TestTheAnswerIsWhatTheoryKnows(t *testing.T) {
	searches := 5
	if !testing.Short() {
		searches = 100
	}
	largest := 0.
	for c := .05; c < .2; c += .001 {
		if (distuv.Binomial{N: 100, P: 1 - c}).Survival(89) >= .5 {
			largest = c
		}
	}
	held, sure := 0, 0
	for seed := range searches {
		o := seek.Order{Order: studies.Order{Scenario: "theory-equal-logos", Seed: uint64(seed + 1), Workers: 1, Plain: true, Trials: 250},
			Key: "segments.customers.churn.first_renewal", Goal: "odds(nrr.FY27 >= 90%) >= 50%", From: "5%", To: "20%", Step: "0.1%"}
		r := found(t, o)
		require.Equal(t, sought.Found, r.Outcome)
		from, to := percent(t, r.To.Value), percent(t, r.From.Value)
		if from <= largest+1e-6 && largest <= to+1e-6 {
			held++
		}
		if answer := percent(t, r.Answer); answer > largest-.009 && answer < largest+.009 {
			sure++
		}
	}
	t.Logf("the largest churn is %.1f %%: %d of %d intervals hold it, %d answers are within 0.9 points", 100*largest, held, searches, sure)
	assert.GreaterOrEqual(t, held, searches*95/100)
	assert.GreaterOrEqual(t, sure, searches*90/100)
}

func percent(t *testing.T, text string) float64 {
	t.Helper()
	var v float64
	_, err := fmt.Sscanf(text, "%f%%", &v)
	require.NoError(t, err)
	return v / 100
}

// Of n customers each leaves with probability 10 %: the most of them with which ten or fewer do in half of the futures is known.
// Deals come at 80 a year and are worth 10k up to a day and 2k from then on: so is the day from which a year brings so much.
func TestWholeNumbersAndDaysAreFoundAsTheoryKnowsThem(t *testing.T) {
	most := 80
	for (distuv.Binomial{N: float64(most + 1), P: .1}).CDF(10) >= .5 {
		most++
	}
	const aDay = 80. / fiscal.Year
	for _, c := range []struct {
		name           string
		order          seek.Order
		searches       int
		answer, within float64 // of nine answers in ten
	}{
		{"customers", seek.Order{Order: studies.Order{Scenario: "theory-equal-logos"}, Key: "segments.customers.opening.customers",
			Goal: "odds(customers_lost.FY27 <= 10) >= 50%", From: "80", To: "140"}, 100, float64(most), 7},
		{"day", seek.Order{Order: studies.Order{Scenario: "theory-sold-later", Settings: []string{
			"segments.customers.deals_per_quarter=20", "segments.customers.terms={1y: 100%}", "segments.customers.price_by_term={3y: 20%}", "later[0].segments.customers.terms={3y: 100%}", "later[0].at=13w"}},
			Key: "later[0].at", Goal: fmt.Sprintf("bookings.FY27 >= %.0f", aDay*(10e3*99.5+2e3*(fiscal.Year-99.5))), From: "4w", To: "36w", Step: "1d"}, 40, 100, 4},
	} {
		searches, held, near := c.searches, 0, 0
		if testing.Short() {
			searches = 2
		}
		for seed := range searches {
			o := c.order
			o.Seed, o.Workers, o.Plain, o.Trials = uint64(seed+1), 1, true, 200
			r := found(t, o)
			require.Equal(t, sought.Found, r.Outcome, c.name)
			if min(r.From.At, r.To.At) <= c.answer && c.answer <= max(r.From.At, r.To.At) {
				held++
			}
			if math.Abs(r.Point(r.Answer).At-c.answer) <= c.within {
				near++
			}
		}
		t.Logf("%s: %g: %d of %d intervals hold it, %d answers are within %g", c.name, c.answer, held, searches, near, c.within)
		assert.GreaterOrEqual(t, held, searches*95/100, c.name)
		assert.GreaterOrEqual(t, near, searches*90/100, c.name)
	}
}

// Erlang: three people whose work is that of two wait 0.44 days on average, four 0.087.
func TestThePeopleThatAQueueTakesAreThoseOfErlang(t *testing.T) {
	o := seek.Order{Order: studies.Order{Scenario: "theory-mm3", Seed: 3, Workers: 1, Trials: 40, Settings: []string{"horizon=12q"}},
		Key: "delivery.teams.crew.people", Goal: "start_delay_mean.run <= 0.25d", From: "3", To: "6", Side: seek.Least}
	r := found(t, o)
	assert.Equal(t, "4", r.Answer)
	assert.Equal(t, [2]string{"4", "4"}, [2]string{r.From.Value, r.To.Value})
}

func TestAnErrorOfNoFileIsNone(t *testing.T) {
	_, err := seek.New(seek.Order{Order: studies.Order{Scenario: "bord"}, Key: people, Goal: "nrr.FY27 >= 1"})
	var faults *scenarios.Error
	assert.True(t, errors.As(err, &faults))
}

// A fourth of the run is lived, and comes to what it does in all of it.
func TestQuartersAfterTheGoalAreNotMissed(t *testing.T) {
	o := seek.Order{Order: studies.Order{Scenario: "board-partner-overflow", Seed: 2, Workers: 1, Plain: true, Trials: 2},
		Key: people, Goal: "nrr.FY27 >= 101%", From: "7", To: "8"}
	whole := o.Order
	whole.Settings = []string{people + "=7"}
	run, err := studies.NewRun(whole)
	require.NoError(t, err)
	assert.Equal(t, run.Live(t.Context(), nil).Went().Estimate("nrr", "all", "FY27").Mean, found(t, o).Point("7").Estimate)
}

func TestTheOtherPlanMayBeMovedToo(t *testing.T) {
	four, err := studies.VariantOf("four: " + people + "=4")
	require.NoError(t, err)
	o := order(churn, "contribution.run >= other", 20)
	o.Variants = []studies.Variant{four}
	alone := found(t, o)
	assert.False(t, alone.Goal.Both)
	assert.Equal(t, "four", alone.Goal.Against)
	o.Both = true
	both := found(t, o)
	assert.True(t, both.Goal.Both)
	assert.Less(t, alone.Point("50%").Estimate, both.Point("50%").Estimate-5e3, "who leaves pays in the other plan, unless it is moved there too")
	assert.InDelta(t, alone.Point("25%").Estimate, both.Point("25%").Estimate, 1e-6, "as both state it")
	assert.Equal(t, 2*20*len(both.Points), both.Trials)

	o.Key, o.Goal = price, "nrr.FY27 >= other"
	assert.Equal(t, sought.Unmoved, found(t, o).Outcome, "the difference is what does not move")
	for _, c := range []struct {
		change func(o *seek.Order)
		want   string
	}{
		{func(o *seek.Order) { o.Key = people }, "--both: four states " + people + " itself, so that it cannot be moved there"},
		{func(o *seek.Order) { o.Variants = nil }, "--both: wants another plan"},
	} {
		c.change(&o)
		_, err := seek.New(o)
		assert.ErrorContains(t, err, c.want)
	}
}

// What a point costs is told by the surplus at its worth: at the price that compare tells there is none.
func TestAPointCostsWhatCompareSays(t *testing.T) {
	four, err := studies.VariantOf("four: " + people + "=4")
	require.NoError(t, err)
	o := order(people, "point(nrr.FY27) <= 300k", 30)
	o.From, o.To, o.Variants, o.Plain = "1", "5", []studies.Variant{four}, true
	r := found(t, o)
	assert.InDelta(t, 300e3, r.Goal.Worth, 0)
	compared := o.Order
	compared.Settings = []string{people + "=1"}
	study, err := studies.NewComparison(compared, false)
	require.NoError(t, err)
	plan := study.Live(t.Context(), nil).(*results.Comparison).Others[0]
	cost := results.ByYear(*plan.Pair("cost_total", "all", "run")).Mean
	assert.InDelta(t, -(100*300e3*plan.Pair("nrr", "all", "FY27").Difference.Mean - cost), r.Point("1").Estimate, 1e-3)
	assert.Zero(t, r.Point("4").Estimate, "it is the same company")
}
