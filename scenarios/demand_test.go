package scenarios_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/ledger"
	"postsale/scenarios"
)

func deals(l *ledger.Ledger) float64 { return l.Sum(ledger.Deals, l.All(), 0, l.Quarters) }

func goLives(l *ledger.Ledger) float64 { return l.Sum(ledger.GoLives, l.All(), 0, l.Quarters) }

func TestWhatIsLessThanNormalIsNeverHeardAsMore(t *testing.T) {
	direction{sets: []string{"deals.detractors={per_point: 2%, normal: 40%}", "horizon=6q"}, trials: 8, of: deals,
		change: func(p *company.Params) {
			fewer := *p.Deals.Detractors
			fewer.Normal = 0
			p.Deals.Detractors = &fewer
		}}.neverRaises(t, 80)
}

func TestPricesThatDeterNeverRaiseDeals(t *testing.T) {
	direction{sets: append([]string{"delivery.projects.small.price={fixed: 3k}", "delivery.projects.small.deters=0%"}, steadyDeals...), trials: 8, of: deals,
		change: func(p *company.Params) { p.Delivery.Projects[0].Value.Deters = .3 }}.neverRaises(t, 80)
}

func TestHoursOfWhatIsSoldNeverSpeedUpProjects(t *testing.T) {
	direction{sets: append([]string{"offerings={managed: {share: {small: 100%, large: 100%}, price: {a_year: 1k}, hours: 0h/w, team: crew, line: services}}", "ideal=[]", "outcomes={}",
		"delivery.routes=[]"}, steadyDeals...), trials: 8, of: goLives,
		change: func(p *company.Params) { p.Offerings[0].Value.Hours = 4 }}.neverRaises(t, 80)
}

func TestEffortOfFreeProjectsNeverSpeedsThemUp(t *testing.T) {
	direction{sets: append([]string{"delivery.free_effort=100%", "delivery.projects.small.price=null", "ideal=[]", "outcomes={}", "delivery.routes=[]", "later=null",
		"segments.small.starts=null", "segments.large.starts=null"},
		steadyDeals...), trials: 8, of: goLives,
		change: func(p *company.Params) {
			more := *p.Delivery.FreeEffort * 3
			p.Delivery.FreeEffort = &more
		}}.neverRaises(t, 80)
}

// A deal is the same customer with the same luck at any price.
func TestAPriceByTermIsOfItsDealsAlone(t *testing.T) {
	sets := []string{"segments.smb.terms={1y: 50%, 3y: 50%}"}
	plain := company.New(load(t, "board", sets...), 1).Run(1)
	bookings := func(l *ledger.Ledger, segment int) float64 { return l.Sum(ledger.Bookings, segment, 0, 1) }
	for price, want := range map[string]float64{"segments.smb.price_by_term={1y: 90%, 3y: 90%}": .9, "segments.smb.price_by_term={1y: 100%}": 1} {
		priced := company.New(load(t, "board", append(sets, price)...), 1).Run(1)
		assert.InDelta(t, want*bookings(plain, 0), bookings(priced, 0), 1e-6)
		assert.Equal(t, bookings(plain, 1), bookings(priced, 1), "of another segment")
		assert.Equal(t, plain.OpeningARR(0, 0), priced.OpeningARR(0, 0), "the opening book is what it is")
	}
	one := company.New(load(t, "board", append(sets, "segments.smb.price_by_term={3y: 90%}")...), 1).Run(1)
	assert.Less(t, bookings(one, 0), bookings(plain, 0))
	assert.Greater(t, bookings(one, 0), .9*bookings(plain, 0), "only of those who sign for three years")
}

// Who has premium support is told by the same luck, wherever its share stands.
func TestPremiumSupportIsTheSameSoldOrStated(t *testing.T) {
	stated := load(t, "board")
	sold := load(t, "board", "segments.mid-market.tickets.premium=0%", "segments.enterprise.tickets.premium=0%",
		"offerings={premium: {share: {mid-market: 5%, enterprise: 20%}, price: {arr_share: 15%}, line: support, premium: true}}")
	moves := map[string]bool{"cost_net": true, "contribution": true, "contribution_to_date": true, "platform_margin": true, "support_cost_share": true, "services_revenue_share": true}
	got, moved := numbers(sold, 1), map[string]bool{}
	for at, v := range numbers(stated, 1) {
		if moves[at.measure] {
			moved[at.measure] = moved[at.measure] || got[at] != v
			continue
		}
		require.Equal(t, v, got[at], "%v", at)
	}
	assert.Equal(t, moves, moved)
}

func TestReferencesWantHealth(t *testing.T) {
	_, err := scenarios.Load("board", []string{"deals.references={}", "success.health=null", "success.rescue=null"})
	assert.ErrorContains(t, err, "deals.references: must come with success.health, which tells who is green")

	_, err = scenarios.Load("board", []string{"offerings={premium: {share: {smb: 10%, enterprise: 10%}, price: {arr_share: 15%}, line: support, premium: true}}"})
	assert.ErrorContains(t, err, "segments.enterprise.tickets.premium")
	assert.ErrorContains(t, err, "must be left out where offerings.premium is premium support, got 20%")
}

func TestReferencesFollowTheARRThatIsGreen(t *testing.T) {
	const perPoint, normal = .02, .9
	sets := []string{"success.health={}", "outcomes.leaving.month_late=2", "outcomes.leaving.tickets_breached=3"}
	l := company.New(load(t, "board", append(sets, "deals.references={per_point: 2%, normal: 90%}")...), 1).Run(1)
	word := func(l *ledger.Ledger, quarter int) float64 {
		return l.Sum(ledger.WordOfMouth, l.All(), quarter, quarter+1)
	}
	moved := map[float64]bool{}
	for q := 1; q < l.Quarters; q++ {
		unwell := (l.Closing(ledger.YellowARR, l.All(), q-1) + l.Closing(ledger.RedARR, l.All(), q-1)) / l.Closing(ledger.ARR, l.All(), q-1)
		assert.InDelta(t, math.Exp(100*perPoint*(1-unwell-normal)), word(l, q), 1e-9, "quarter %d", q)
		moved[word(l, q)] = true
	}
	assert.Greater(t, len(moved), 1)

	l = company.New(load(t, "board", append(sets, "deals.references={}")...), 1).Run(1)
	assert.Equal(t, 1., word(l, 0), "as green as on the first day")
}

// hearsay holds word of mouth to the customers who came and left before each quarter, where nothing else is heard.
func hearsay(t require.TestingT, p *company.Params, facts []ledger.Fact) {
	d := p.Deals.Detractors
	if d == nil || p.Deals.References != nil || slices.Contains(p.Ideal, "detractors") {
		return
	}
	var began, lost []float64 // as the quarters began, and in them
	there := 0.
	for _, f := range facts {
		switch f.Kind {
		case ledger.Held, ledger.Signed:
			there++
		case ledger.Churned:
			there--
			lost[len(lost)-1]++
		case ledger.Recommended:
			quarter := len(began)
			began, lost = append(began, there), append(lost, 0)
			share, first := 0., max(0, quarter-4)
			for _, n := range lost[first:quarter] {
				share += n
			}
			share += float64(first+4-quarter) * float64(d.Normal) / 4 * began[0]
			want := 1.
			if began[first] > 0 {
				want = min(2, max(.5, math.Exp(-100*float64(d.PerPoint)*(share/began[first]-float64(d.Normal)))))
			}
			require.InDelta(t, want, f.Amount, 1e-9, "word of mouth at %v", f.At)
		}
	}
}
