package delivery_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/partners"
	"postsale/models/units"
)

// cared is a partner of some partner managers, each for one project at a time.
func cared(p partners.Partner) partners.Partner {
	p.Managed = &partners.Managed{Team: "managers", ProjectsPerPerson: 1, Quality: .7, LeadTime: 15}
	return p
}

// m = min(1, people x projects_per_person / other projects there): 1 without others, .5 with two, 1/3 with three.
func TestAPartnerIsAsGoodAsItIsLookedAfter(t *testing.T) {
	bench := partner(9)
	bench.LeadTime = 5
	w := open(t, withPartner(plan(project("job", phase("files", 100, 0))), cared(bench), delivery.Route{Mode: delivery.Whole}))
	w.at(0, func() { w.Look(0, 1) })
	for range 4 {
		w.sign(1, "job")
	}
	w.at(2, func() { w.Look(0, 0) })
	w.sign(3, "job")
	w.at(4, func() { w.Look(0, 100) })
	w.sign(5, "job")
	lives := w.story(200, ledger.WentLive)
	assert.Equal(t, []string{"106 A is live", "106 B is live", "110 F is live", "111 C is live", "112.667 D is live", "118 E is live"}, lives,
		"lead times between 5 days and 15")
	assert.Equal(t, []string{"A 1 0", "B 1 0", "F 1 0", "C 1 0.15", "D 1 0.2", "E 1 0.3"}, w.shares, "quality between 1 and .7")
	assert.Equal(t, []string{"A 1", "B 1", "C 0.5", "D 0.333333", "E 0", "F 1"}, looked(w))
}

// Nobody who looked after a partner in one trial does in the next, unless told.
func TestATrialBeginsWithoutPartnerManagers(t *testing.T) {
	w := open(t, withPartner(plan(project("job", phase("files", 100, 0))), cared(partner(9)), delivery.Route{Mode: delivery.Whole}))
	w.Look(0, 9)
	w.begin(1)
	w.sign(1, "job")
	w.sign(1, "job")
	w.sim.Run(10)
	assert.Equal(t, []string{"A 1", "B 0"}, looked(w))
}

// looked tells how far projects were looked after.
func looked(w *workshop) (lines []string) {
	for _, f := range w.ledger.Facts() {
		if f.Kind == ledger.LookedAfter {
			lines = append(lines, fmt.Sprintf("%c %.6g", 'A'+f.Customer, f.Amount))
		}
	}
	return lines
}

// A delivery that was looked after by half teaches by half: the second project takes 10 (1 + 2^-.5) days.
func TestAPartnerLearnsAsFarAsItIsLookedAfter(t *testing.T) {
	bench := cared(partner(9))
	bench.Managed.ProjectsPerPerson, bench.Managed.LeadTime, bench.EffortFactor = .5, 0, 2
	bench.Learning = &partners.Learning{HalfEvery: 1, EffortFactor: 1, Quality: 1}
	w := open(t, withPartner(plan(project("job", phase("build", 0, 10)), project("long", phase("files", 400, 0))), bench, delivery.Route{Mode: delivery.Whole}))
	w.at(0, func() { w.Look(0, 1) })
	w.sign(0, "long") // is there all the time: m is .5
	w.sign(1, "job")
	w.sign(50, "job")
	w.sign(100, "job")
	factors := []float64{2, 1 + math.Exp2(-.5), 1 + math.Exp2(-1)}
	var want []string
	for i, day := range []float64{1, 50, 100} {
		want = append(want, fmt.Sprintf("%.6g %c is live", day+10*factors[i], 'B'+i))
	}
	assert.Equal(t, want, w.story(300, ledger.WentLive))
}

// Without partner managers nothing gets better than the partner itself is.
func TestNobodyIsBetterForNotBeingLookedAfter(t *testing.T) {
	bench := cared(partner(9))
	bench.Quality, bench.Managed.Quality, bench.LeadTime, bench.Managed.LeadTime = .5, .9, 20, 1
	w := open(t, withPartner(plan(project("job", phase("files", 10, 0))), bench, delivery.Route{Mode: delivery.Whole}))
	w.sign(0, "job")
	w.sign(0, "job")
	assert.Equal(t, []string{"30 A is live", "30 B is live"}, w.story(100, ledger.WentLive))
	assert.Equal(t, []string{"A 1 0.5", "B 1 0.5"}, w.shares)

	bench.Minimum = &partners.Minimum{ProjectsPerQuarter: 9, LeadTime: 40}
	bench.Managed.LeadTime = 30
	w = open(t, withPartner(plan(project("job", phase("files", 10, 0))), bench, delivery.Route{Mode: delivery.Whole}))
	w.at(0, func() { w.OpenQuarter(1, false) })
	w.sign(1, "job")
	w.sign(1, "job")
	assert.Equal(t, []string{"51 A is live", "51 B is live"}, w.story(100, ledger.WentLive), "a slow partner is none the quicker")
}

func TestPhasesOfAPartnerAreLookedAfterEachByItself(t *testing.T) {
	p := withPartner(plan(project("job", phase("design", 0, 1), phase("build", 10, 0)), project("other", phase("files", 50, 0))), cared(partner(9)),
		delivery.Route{Mode: delivery.CoDeliver, Phases: []units.Name{"build"}, Projects: []units.Name{"job"}},
		delivery.Route{Mode: delivery.Whole, Projects: []units.Name{"other"}})
	p.Partners[0].Value.Managed.ProjectsPerPerson = .25
	w := open(t, p)
	w.at(0, func() { w.Look(0, 1) })
	w.sign(0, "other")
	w.sign(1, "job") // comes to the partner on day 2, beside one other: m is .25, the lead time 11.25 days
	assert.Equal(t, []string{"23.25 B is live", "50 A is live"}, w.story(100, ledger.WentLive))
	assert.Equal(t, []string{"A 1", "B 0.25"}, looked(w))
}

func TestPerfectPartnersAndThoseWhoAreAlwaysLookedAfter(t *testing.T) {
	bench := cared(partner(9))
	bench.LeadTime = 5
	p := withPartner(plan(project("job", phase("files", 10, 0))), bench, delivery.Route{Mode: delivery.Whole})
	looked := p
	looked.Ideal.Managers = true
	for _, c := range []struct {
		name string
		p    delivery.Params
		want string
	}{
		{"as it is", p, "25 B is live, A 1 0 B 1 0.3"},
		{"perfect", p.Perfect(), "25 B is live, A 1 0 B 1 0"},
		{"looked after", looked, "15 B is live, A 1 0 B 1 0"},
	} {
		w := open(t, c.p)
		w.sign(0, "job")
		w.sign(0, "job")
		lives := w.story(100, ledger.WentLive)
		assert.Equal(t, c.want, lives[1]+", "+strings.Join(w.shares, " "), c.name)
	}
	assert.NotNil(t, p.Partners[0].Value.Managed)
	assert.EqualValues(t, .7, p.Partners[0].Value.Managed.Quality)
}
