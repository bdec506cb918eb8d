package scenarios_test

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/units"
)

// direction is what a change of a scenario must not do to a number of a trial:
// raise its mean over trials of the same luck.
type direction struct {
	sets   []string // besides those drawn
	trials int
	traced bool // the number is of the facts
	change func(p *company.Params)
	of     func(l *ledger.Ledger) float64 // NaN where it does not exist
}

// neverRaises makes the change in random scenarios. A mean difference counts
// against its own standard error over pairs of trials: Student's t, Bonferroni
// over the scenarios.
func (d direction) neverRaises(t *testing.T, full int) {
	scenarios, least := full, full/4
	if testing.Short() {
		scenarios, least, d.trials = full/16, 0, min(d.trials, 8)
	}
	lowered, same, worst := 0, 0, math.Inf(-1)
	onAllCores(t, scenarios, func(number int) []float64 { return d.differences(t, number) },
		func(number int, differences []float64) {
			if len(differences) < 2 {
				same++
				return
			}
			n := float64(len(differences))
			mean, sd := stat.MeanStdDev(differences, nil)
			switch {
			case mean < 0:
				lowered++
			case sd == 0 && mean == 0:
				same++
				return
			}
			limit := distuv.StudentsT{Sigma: 1, Nu: n - 1}.Quantile(1 - falseAlarm/float64(full))
			z := mean / (sd / math.Sqrt(n))
			worst = max(worst, z/limit)
			assert.LessOrEqual(t, z, limit, "scenario %d: raised by %v, standard error %v: %s", number, mean, sd/math.Sqrt(n),
				strings.Join(drawn.Example(number), " "))
		})
	t.Logf("%d scenarios: %d lowered, %d the same; the worst at %.2f of its limit", scenarios, lowered, same, worst)
	assert.Greater(t, lowered, least, "the change must matter")
}

// differences returns what the change adds to the number, trial by trial.
func (d direction) differences(t *testing.T, number int) []float64 {
	sets := append(append(drawn.Example(number), "events=[]"), d.sets...) // who is the largest may hang on the change
	before, after := mustSettle(t, sets...), mustSettle(t, sets...)
	d.change(after)
	a, b := company.New(before, 1), company.New(after, 1)
	if d.traced {
		a.Trace()
		b.Trace()
	}
	var list []float64
	for trial := 1; trial <= d.trials; trial++ {
		if v := d.of(b.Run(trial)) - d.of(a.Run(trial)); !math.IsNaN(v) {
			list = append(list, v)
		}
	}
	return list
}

// until returns the mean days from signature until customers who signed in the
// run came to a fact of some kind, those who left or still waited at the end with
// their wait so far: who is counted depends on deals alone. (The delay of those who
// started would flatter a team that never comes to the late ones.)
func until(kind ledger.Kind) func(l *ledger.Ledger) float64 {
	return func(l *ledger.Ledger) float64 {
		waits := map[int32]bool{}
		days, signed := 0.0, 0
		for _, f := range l.Facts() {
			switch {
			case f.Kind == ledger.Signed:
				waits[f.Customer] = true
				days -= f.At
				signed++
			case waits[f.Customer] && (f.Kind == kind || f.Kind == ledger.Churned):
				delete(waits, f.Customer)
				days += f.At
			}
		}
		return (days + float64(len(waits))*fiscal.Quarter*float64(l.Quarters)) / float64(signed)
	}
}

// steadyDeals are deals that do not hang on what customers live through.
var steadyDeals = []string{"deals.detractors=null"}

func TestMorePeopleNeverLengthenTheStartDelay(t *testing.T) {
	direction{
		sets: steadyDeals, trials: 16, traced: true,
		change: func(p *company.Params) { p.Delivery.Teams[0].Value.People += 2 },
		of:     until(ledger.Started),
	}.neverRaises(t, 160)
}

func TestAFasterPartnerNeverDelaysGoLive(t *testing.T) {
	if testing.Short() {
		t.Skip("left to make verify")
	}
	direction{
		sets: steadyDeals, trials: 16, traced: true,
		change: func(p *company.Params) {
			partner := &p.Delivery.Partners[0].Value
			partner.EffortFactor /= 4
			partner.LeadTime = 0
			if partner.Learning != nil {
				partner.Learning.EffortFactor /= 4
			}
			if partner.Minimum != nil {
				partner.Minimum.LeadTime = 0
			}
		},
		of: until(ledger.WentLive),
	}.neverRaises(t, 160)
}

// Without partners, who may be faster and are not interrupted, and without effects:
// customers who leave wait no more.
func TestFewerInterruptsNeverDelayGoLive(t *testing.T) {
	if testing.Short() {
		t.Skip("left to make verify")
	}
	direction{
		sets: []string{"outcomes={}", "delivery.routes=[]", "delivery.teams.crew.hire_when=[]", "support.configuration.owner=crew", "segments.small.tickets.configuration_per_week=1",
			"segments.large.tickets.configuration_per_week=1"},
		trials: 16, traced: true,
		change: func(p *company.Params) {
			for i := range p.Segments {
				p.Segments[i].Value.Tickets.ConfigurationPerWeek = 0
			}
		},
		of: until(ledger.WentLive),
	}.neverRaises(t, 160)
}

// firstYear are runs whose first twelve months are measured.
var firstYear = []string{"horizon=4q", "warm_up=0q"}

func TestAHigherHazardNeverRaisesGRR(t *testing.T) {
	direction{sets: firstYear, trials: 16, change: moreChurn, of: firstGRR}.neverRaises(t, 160)
}

// moreChurn makes the hazard of leaving half as large again: theta becomes
// 1 - (1-theta)^1.5, as far as customers can still differ.
func moreChurn(p *company.Params) {
	for i := range p.Segments {
		churn := &p.Segments[i].Value.Customers.Churn
		theta := 1 - math.Pow(1-float64(churn.FirstRenewal), 1.5)
		if churn.Concentration != nil {
			theta = min(theta, .99)
		}
		churn.FirstRenewal = max(churn.FirstRenewal, units.Share(theta))
	}
}

// firstGRR returns the GRR of the first twelve months, whose cohort is the opening
// book whatever happens: those of later months are who stayed, who are the more
// loyal the more have left.
func firstGRR(l *ledger.Ledger) float64 {
	return l.Sum(ledger.CohortCap, l.All(), 3, 4) / l.Sum(ledger.CohortARR, l.All(), 3, 4)
}

// With the effects off a customer's fate is its own, and the same luck that keeps
// it at the higher hazard keeps it at the lower one.
func TestAHigherHazardAloneLowersGRRInEveryTrial(t *testing.T) {
	n := 160
	if testing.Short() {
		n /= 16
	}
	d := direction{sets: append(firstYear, "outcomes={}"), trials: 5, change: moreChurn, of: firstGRR}
	onAllCores(t, n, func(number int) []float64 { return d.differences(t, number) }, func(number int, differences []float64) {
		for _, v := range differences {
			assert.LessOrEqual(t, v, 1e-12, "scenario %d", number)
		}
	})
}
