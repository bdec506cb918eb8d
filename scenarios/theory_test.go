package scenarios_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/scenarios"
	"postsale/sim/experiment"
)

// theory is a line of a table: a scenario file that reduces the company to a
// textbook case, and a number of its trials whose mean is known.
type theory struct {
	name   string
	file   string
	sets   []string
	trials int
	want   float64
	of     func(book *ledger.Ledger) float64
}

// falseAlarm is the chance that a table of true lines fails.
const falseAlarm = 1e-3

// hold runs every line of a table and compares its mean over trials with theory,
// in units of its own standard error: Student's t, Bonferroni over the lines.
func hold(t *testing.T, lines []theory) {
	t.Helper()
	for _, line := range lines {
		t.Run(line.name, func(t *testing.T) {
			t.Parallel()
			values := sample(t, line.file, line.sets, line.trials, line.of)
			mean, sd := stat.MeanStdDev(values, nil)
			n := float64(len(values))
			z := (mean - line.want) / (sd / math.Sqrt(n))
			limit := distuv.StudentsT{Sigma: 1, Nu: n - 1}.Quantile(1 - falseAlarm/2/float64(len(lines)))
			t.Logf("expected %.6g, simulated %.6g, standard error %.2g, z %.2f of %.2f", line.want, mean, sd/math.Sqrt(n), z, limit)
			assert.Less(t, math.Abs(z), limit)
		})
	}
}

// sample runs the trials of a scenario and returns a number of each.
func sample(t *testing.T, file string, sets []string, trials int, of func(book *ledger.Ledger) float64) []float64 {
	t.Helper()
	p := load(t, file, sets...)
	var values []float64
	run(t, p, 1, trials, func(c *company.Company, trial int) float64 { return of(c.Run(trial)) },
		func(_ int, v float64) { values = append(values, v) })
	return values
}

func load(t *testing.T, ref string, sets ...string) *company.Params {
	t.Helper()
	s, err := scenarios.Load(ref, sets)
	require.NoError(t, err)
	return &s.Params
}

// run runs trials on all cores and hands over what each returned, in order.
func run[R any](t *testing.T, p *company.Params, seed uint64, trials int, trial func(c *company.Company, trial int) R, each func(trial int, r R)) {
	t.Helper()
	s := experiment.Run(context.Background(), experiment.Options{First: 1, Trials: trials}, func() func(int) R {
		c := company.New(p, seed)
		return func(n int) R { return trial(c, n) }
	}, each)
	require.Empty(t, s.Failures)
}

// delays is what start delays differ in sum from a mean in weeks: its mean over
// trials is 0 although their number is luck too.
func delays(weeks float64) func(book *ledger.Ledger) float64 {
	return func(book *ledger.Ledger) float64 {
		sum := book.Sum(ledger.StartDays, book.All(), 0, book.Quarters)
		return sum/fiscal.Week - weeks*book.Sum(ledger.Starts, book.All(), 0, book.Quarters)
	}
}

// answers is the same for first responses of a segment, in days.
func answers(segment int, days float64) func(book *ledger.Ledger) float64 {
	return func(book *ledger.Ledger) float64 {
		return book.Sum(ledger.AnswerDays, segment, 0, book.Quarters) - days*book.Sum(ledger.Answers, segment, 0, book.Quarters)
	}
}

func projects(name string, of func(book *ledger.Ledger) float64, want float64, sets ...string) theory {
	return theory{name: name, file: "testdata/theory/projects.yaml", sets: sets, trials: 60, want: want, of: of}
}

func tickets(name string, of func(book *ledger.Ledger) float64, want float64, sets ...string) theory {
	return theory{name: name, file: "testdata/theory/tickets.yaml", sets: sets, trials: 60, want: want, of: of}
}

// arrivals sets the deals of a quarter to a rate a week.
func arrivals(perWeek float64) string {
	return fmt.Sprintf("segments.jobs.deals_per_quarter=%v", 13*perWeek)
}

func crew(people int) string { return fmt.Sprintf("delivery.teams.crew.people=%d", people) }

func effort(spread string) string { return "delivery.projects.job.effort_multiplier=" + spread }

// Law, Simulation Modeling and Analysis (2015); Kleinrock, Queueing Systems I
// (1975); Cobham (1954) for priorities.
func TestScenariosReduceToTextbookQueues(t *testing.T) {
	servers := func(of func(book *ledger.Ledger) float64, name string, people int, premium, standard float64) theory {
		return tickets(name, of, 0, fmt.Sprintf("support.tier1.people=%d", people),
			fmt.Sprintf("segments.premium.tickets.per_month=%v", premium*fiscal.Month/10),
			fmt.Sprintf("segments.standard.tickets.per_month=%v", standard*fiscal.Month/10))
	}
	lines := []theory{
		projects("M/M/1, rho .5", delays(1), 0, arrivals(.5)),
		projects("M/M/1, rho .8", delays(4), 0),
		projects("M/M/2, a 1.5", delays(1.2857142857), 0, crew(2), arrivals(1.5), "horizon=100q", "warm_up=20q"),
		projects("M/M/3, a 2", delays(4.0/9), 0, crew(3), arrivals(2), "horizon=60q", "warm_up=10q"),
		projects("M/M/5, a 4", delays(.5541125541), 0, crew(5), arrivals(4), "horizon=40q", "warm_up=10q"),
		projects("M/D/1", delays(2), 0, effort("1")),
		projects("M/E4/1", delays(2.5), 0, effort("{gamma: {mean: 1, cv: 0.5}}")),
		projects("M/G/1, squared cv 4", delays(10), 0, effort("{lognormal: {mean: 1, cv: 2}}"), "warm_up=100q"),
		projects("processor sharing, exponential", busy, 4, "delivery.teams.crew.concurrent_projects=1000"),
		projects("processor sharing, deterministic", busy, 4, "delivery.teams.crew.concurrent_projects=1000", effort("1")),
		tickets("premium before standard, premium", answers(0, 1.1428571429), 0),
		tickets("premium before standard, standard", answers(1, 5.7142857143), 0),
		servers(answers(0, .3235955056), "three servers, premium", 3, 1, 1.4),
		servers(answers(1, 1.6179775281), "three servers, standard", 3, 1, 1.4),
	}
	if !testing.Short() {
		lines = append(lines,
			projects("M/M/1, rho .9", delays(9), 0, arrivals(.9), "warm_up=100q"),
			projects("M/M/10, a 9", delays(.6687315241), 0, crew(10), arrivals(9), "horizon=100q", "warm_up=20q"),
			projects("M/M/20, a 18", delays(.2753845024), 0, crew(20), arrivals(18), "horizon=60q", "warm_up=20q"),
		)
	}
	hold(t, lines)
}

func busy(book *ledger.Ledger) float64 {
	return book.Mean(ledger.SlotsBusy, book.All(), 0, book.Quarters)
}

// Kosten (1937); Riordan, in Wilkinson (1956): of A erlangs offered to N slots,
// what overflows into an unlimited bench has mean A·B(N, A) and is burstier than
// Poisson.
func TestOverflowOfFullSlotsIsKostens(t *testing.T) {
	var lines []theory
	for _, c := range []struct {
		offered, slots int
		mean, variance float64
	}{
		{offered: 10, slots: 5, mean: 5.63952177, variance: 8.23267427},
		{offered: 10, slots: 15, mean: .36496945, variance: .80517006},
		{offered: 5, slots: 5, mean: 1.42433911, variance: 2.33317947},
	} {
		sets := []string{crew(c.slots), arrivals(float64(c.offered)), "horizon=50q", "warm_up=4q",
			"delivery.partners={bench: {concurrent_projects: 1000000}}",
			"delivery.routes=[{partner: bench, mode: overflow}]"}
		name := fmt.Sprintf("%d erlangs, %d slots", c.offered, c.slots)
		lines = append(lines,
			projects(name+", mean", func(book *ledger.Ledger) float64 {
				return book.Mean(ledger.PartnerBusy, book.All(), 0, book.Quarters)
			}, c.mean, sets...),
			projects(name+", variance", func(book *ledger.Ledger) float64 {
				sum := 0.0
				for q := range book.Quarters {
					sum += math.Pow(book.Closing(ledger.PartnerBusy, book.All(), q)-c.mean, 2)
				}
				return sum / float64(book.Quarters)
			}, c.variance, sets...))
	}
	hold(t, lines)
}

// The periodic steady state of M_t/M/20 with 26 deals a quarter that clump as by
// default and projects of 8 exponential weeks, by integration of its equations.
func TestClumpingDelaysProjectsAsTheEquationsSay(t *testing.T) {
	clumped := []string{crew(20), arrivals(2), "deals.profile=default", "horizon=100q", "warm_up=12q",
		"delivery.projects.job.phases=[{name: work, effort: 8w, pace: 40h/w}]"}
	flat := append(slices.Clone(clumped), "deals.profile=flat")
	hold(t, []theory{
		projects("start delay", delays(.595708), 0, clumped...),
		projects("queue", func(book *ledger.Ledger) float64 {
			return book.Mean(ledger.Queue, book.All(), 0, book.Quarters)
		}, 1.191417, clumped...),
		projects("start delay, flat", delays(.512156), 0, flat...),
		projects("overflow, clumped", overflowing(.0862667), 0, append(clumped, overflow...)...),
		projects("overflow, flat", overflowing(.064411), 0, append(flat, overflow...)...),
	})
}

var overflow = []string{"delivery.partners={bench: {concurrent_projects: 1000000}}", "delivery.routes=[{partner: bench, mode: overflow}]"}

func overflowing(share float64) func(book *ledger.Ledger) float64 {
	return func(book *ledger.Ledger) float64 {
		return book.Sum(ledger.PartnerStarts, book.All(), 0, book.Quarters) - share*book.Sum(ledger.Starts, book.All(), 0, book.Quarters)
	}
}

func TestTheQueueOfAClumpedQuarterFollowsItsWeeks(t *testing.T) {
	want := []float64{2.5421, 2.1226, 1.7247, 1.4025, 1.1760, 1.0180, .8826, .7907, .7326, .7027, .6985, .7699, 1.0416}
	p := load(t, "testdata/theory/projects.yaml", crew(20), arrivals(2), "deals.profile=default", "horizon=100q", "warm_up=12q",
		"delivery.projects.job.phases=[{name: work, effort: 8w, pace: 40h/w}]")
	var trials [][]float64
	run(t, p, 1, 80, func(c *company.Company, trial int) []float64 {
		c.Trace()
		return queueByWeek(c.Run(trial))
	}, func(_ int, weeks []float64) { trials = append(trials, weeks) })
	for week := range want {
		var values []float64
		for _, weeks := range trials {
			values = append(values, weeks[week])
		}
		mean, sd := stat.MeanStdDev(values, nil)
		n := float64(len(values))
		limit := distuv.StudentsT{Sigma: 1, Nu: n - 1}.Quantile(1 - falseAlarm/2/float64(len(want)))
		rounded := 5e-5 // the table has four places
		assert.Less(t, math.Abs(mean-want[week])-rounded, limit*sd/math.Sqrt(n), "week %d: expected %v, simulated %v", week, want[week], mean)
	}
}

// queueByWeek returns the mean queue at the start of weeks 0 to 12 of the
// measured quarters.
func queueByWeek(book *ledger.Ledger) []float64 {
	weeks := make([]float64, 13)
	next, queue := 0, 0.0
	for _, f := range book.Facts() {
		for float64(next)*fiscal.Week <= f.At && f.At >= 0 && next < 13*book.Quarters {
			weeks[next%13] += queue / float64(book.Quarters)
			next++
		}
		switch f.Kind {
		case ledger.Queued:
			queue++
		case ledger.Unqueued:
			queue--
		}
	}
	return weeks
}

// With equal customers, each kept with probability p, GRR is Bin(N, p)/N.
func TestEqualLogosGiveTheBinomial(t *testing.T) {
	for _, c := range []struct {
		customers    int
		sd           float64
		p5, p50, p95 float64
	}{
		{customers: 100, sd: .03, p5: .85, p50: .90, p95: .95},
		{customers: 500, sd: .0134164, p5: .878, p50: .900, p95: .922},
	} {
		const trials = 4000
		values := sample(t, "testdata/theory/renewals.yaml", []string{fmt.Sprintf("segments.customers.opening.customers=%d", c.customers)}, trials, grr)
		mean, sd := stat.MeanStdDev(values, nil)
		limit := distuv.UnitNormal.Quantile(1 - falseAlarm/8)
		assert.Less(t, math.Abs(mean-.9), limit*c.sd/math.Sqrt(trials))
		assert.Less(t, math.Abs(sd-c.sd), limit*c.sd/math.Sqrt(2*trials), "the binomial's excess kurtosis is below 0")
		slices.Sort(values)
		for _, q := range []struct{ p, want float64 }{{.05, c.p5}, {.5, c.p50}, {.95, c.p95}} {
			at := int(q.p * trials)
			slack := int(math.Ceil(limit * math.Sqrt(q.p*(1-q.p)*trials)))
			assert.GreaterOrEqual(t, q.want+1e-9, values[at-slack], "p%v of %d", 100*q.p, c.customers)
			assert.LessOrEqual(t, q.want-1e-9, values[at+slack], "p%v of %d", 100*q.p, c.customers)
		}
	}
}

func grr(book *ledger.Ledger) float64 {
	return book.Sum(ledger.CohortCap, book.All(), 3, 4) / book.Sum(ledger.CohortARR, book.All(), 3, 4)
}

// The opening book is drawn once a seed, so that the phases of the terms differ
// from seed to seed.
func TestLongTermsRenewLessOften(t *testing.T) {
	const seeds = 600
	p := load(t, "testdata/theory/terms.yaml")
	var values []float64
	for seed := range uint64(seeds) {
		values = append(values, grr(company.New(p, seed).Run(1)))
	}
	mean, sd := stat.MeanStdDev(values, nil)
	limit := distuv.StudentsT{Sigma: 1, Nu: seeds - 1}.Quantile(1 - falseAlarm/2)
	t.Logf("expected .908, simulated %.5f, standard error %.5f", mean, sd/math.Sqrt(seeds))
	assert.Less(t, math.Abs(mean-.908), limit*sd/math.Sqrt(seeds))
}

// Fader and Hardie, How to Project Customer Retention, Journal of Interactive
// Marketing 21(1), 2007: S(t) = B(a, b+t)/B(a, b), here with their fit to the
// Regular customers. An opening book of new customers renews once a year each.
func TestSurvivalIsShiftedBetaGeometric(t *testing.T) {
	const a, b = .704077, 1.182043
	published := []float64{62.67, 47.38, 38.80, 33.21, 29.23, 26.25, 23.90, 22.01, 20.44, 19.12, 17.99, 17.00}
	var lines []theory
	for year, percent := range published {
		survival := math.Exp(mathext.Lbeta(a, b+float64(year+1)) - mathext.Lbeta(a, b))
		require.InDelta(t, percent, 100*survival, .005, "published to two places")
		lines = append(lines, theory{
			name: fmt.Sprintf("year %d", year+1), file: "testdata/theory/renewals.yaml", trials: 200, want: survival,
			sets: []string{"horizon=48q", "segments.customers.opening.customers=500",
				fmt.Sprintf("segments.customers.churn={first_renewal: %v, concentration: %v}", a/(a+b), a+b)},
			of: func(book *ledger.Ledger) float64 {
				return book.Closing(ledger.Logos, book.All(), 4*year+3) / 500
			},
		})
	}
	hold(t, lines)
}

// Survivors of n renewals are Beta(a, b+n): of ages P(k) = (1-r) r^k on one-year
// terms, the share that leaves in the first year is the mean of a/(a+b+k).
func TestTheOldBookIsLoyal(t *testing.T) {
	const a, b, r = 1.125, 3.375, .75
	want := 0.0
	for k := range 400 {
		want += (1 - r) * math.Pow(r, float64(k)) * a / (a + b + float64(k))
	}
	p := load(t, "testdata/theory/renewals.yaml", "segments.customers.opening={customers: 100, age_ratio: 75%}",
		"segments.customers.churn={first_renewal: 25%, concentration: 4.5}")
	const seeds = 100
	var values []float64
	for seed := range uint64(seeds) {
		values = append(values, 1-grr(company.New(p, seed).Run(1)))
	}
	mean, sd := stat.MeanStdDev(values, nil)
	limit := distuv.StudentsT{Sigma: 1, Nu: seeds - 1}.Quantile(1 - falseAlarm/2)
	t.Logf("expected %.5f, simulated %.5f, standard error %.5f", want, mean, sd/math.Sqrt(seeds))
	assert.Less(t, math.Abs(mean-want), limit*sd/math.Sqrt(seeds))
}
