package company_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/ledger"
)

// growing are the settings by which more and more of board goes to a partner who is looked after, and something else is sold
// from the second year on.
var growing = []string{
	"success.teams.partner-managers={people: 1, cost: 150k, attrition: 30%}",
	"delivery.partners.bench={concurrent_projects: 60, lead_time: 1w, effort_factor: 1.15, oversight: 10%, price_per_hour: 197, " +
		"learning: {half_every: 20, effort_factor: 1}, managed: {team: partner-managers, projects_per_person: 3}}",
	"delivery.routes=[{partner: bench, mode: whole, segments: [smb], share: 20%, grows_to: 80%, half: 1y, opens: {at: 1q}}, " +
		"{partner: bench, mode: overflow, after: 2w, share: 50%, opens: {arr: 22M}}]",
	"later=[{at: 1y, segments: {smb: {terms: {1y: 20%, 3y: 80%}}}, delivery: {projects: {smb-package: {price: {fixed: 1k}}}}}]",
	"outcomes.leaving.partner_quality=1.5",
}

func TestPartnersAndWhatIsSoldLaterAllocateNothing(t *testing.T) {
	const trials = 3
	c := company.New(load(t, "board", growing...), 1)
	round := func() {
		for trial := range trials {
			c.Run(1 + trial)
		}
	}
	round()
	assert.Zero(t, testing.AllocsPerRun(2, round))
}

// The luck of routes is their own: with the links off the same customers sign, buy the same and decide alike.
func TestRoutesLeaveAllOtherLuckAlone(t *testing.T) {
	off := []string{"outcomes={}", "support.poor_delivery_multiple=1"}
	lives := func(sets ...string) (signed, decided map[int32]float64, kinds map[int32]string) {
		c := company.New(load(t, "board", append(sets, off...)...), 1)
		c.Trace()
		signed, decided, kinds = map[int32]float64{}, map[int32]float64{}, map[int32]string{}
		for _, f := range c.Run(2).Facts() {
			switch f.Kind {
			case ledger.Signed:
				signed[f.Customer] = f.Amount
			case ledger.Renewed, ledger.Churned:
				decided[f.Customer] += f.Extra * f.At
			}
			if f.Customer != ledger.None {
				kind, _, _ := c.Project(f.Customer)
				kinds[f.Customer] = string(kind)
			}
		}
		return signed, decided, kinds
	}
	plainSigned, plainDecided, plainKinds := lives()
	signed, decided, kinds := lives(growing[:3]...)
	require.NotEmpty(t, plainDecided)
	assert.Equal(t, plainSigned, signed)
	assert.Equal(t, plainDecided, decided)
	assert.Equal(t, plainKinds, kinds)
}

// Each trial begins with what is sold today and routes as they are on the first day, whatever the one before came to.
func TestATrialKnowsNothingOfTheOneBefore(t *testing.T) {
	p := load(t, "board", growing...)
	alone, after := company.New(p, 1), company.New(p, 1)
	after.Run(1)
	layout := p.Layout()
	columns := layout.Columns()
	want, got := layout.Row(columns, alone.Run(2)), layout.Row(columns, after.Run(2))
	for i := range columns {
		if want[i] == want[i] {
			require.Equal(t, want[i], got[i], columns[i].Measure.Name)
		}
	}
}

// In a warm-up a route that has no opening takes the share of the first day, and one that opens then waits for it.
func TestRoutesGrowFromTheFirstDayOfTheRun(t *testing.T) {
	started := func(route string, from, to int) (share float64) {
		c := company.New(load(t, "board", "warm_up=4q", growing[0], growing[1], "delivery.routes=[{partner: bench, mode: whole, "+route+"}]"), 1)
		for trial := range 6 {
			c.Trace()
			partner, all := 0., 0.
			for _, f := range c.Run(1 + trial).Facts() {
				if f.Kind == ledger.Started && f.At >= 65*float64(from) && f.At < 65*float64(to) {
					all++
					if f.Marks&ledger.Partner != 0 {
						partner++
					}
				}
			}
			share += partner / all / 6
		}
		return share
	}
	assert.InDelta(t, .2, started("share: 20%, grows_to: 100%, half: 20d", -4, 0), .06)
	assert.Greater(t, started("share: 20%, grows_to: 100%, half: 20d", 2, 4), .9)
	assert.Zero(t, started("share: 100%, opens: {at: 0d}", -4, 0))
	assert.Greater(t, started("share: 100%, opens: {at: 0d}", 0, 2), .95)
}

// Whoever signs for three years from the second year on decides nothing in the run.
func TestTermsAreOfWhoSigns(t *testing.T) {
	c := company.New(load(t, "board", "horizon=12q", "later=[{at: 1y, segments: {smb: {terms: {3y: 100%}}}}]"), 1)
	c.Trace()
	for trial := range 2 {
		signed, before, after := map[int32]float64{}, 0, 0
		for _, f := range c.Run(1 + trial).Facts() {
			switch at, new := signed[f.Customer], f.Kind == ledger.Renewed || f.Kind == ledger.Churned; {
			case f.Kind == ledger.Signed && f.Scope == 0:
				signed[f.Customer] = f.At
			case new && at >= 260:
				after++
			case new && at > 0 && f.At < at+270:
				before++
			}
		}
		assert.Zero(t, after)
		assert.Greater(t, before, 20, "who signed in the first year signed for one, most of them")
	}
}

// Who learns the work looks after nobody yet.
func TestFullyProductivePeopleLookAfterPartners(t *testing.T) {
	c := company.New(load(t, "board", growing[1], "success.teams.partner-managers={people: 0, hires: [{at: 1d, people: 9}], ramp: [50%, 50%], cost: 150k}",
		"delivery.routes=[{partner: bench, mode: whole, segments: [smb]}]"), 1)
	c.Trace()
	learning, able := 0, 0
	for _, f := range c.Run(1).Facts() {
		switch {
		case f.Kind != ledger.LookedAfter:
		case f.At < 1+2*65/3. && f.Amount != 1: // the first one has no other beside it
			learning++
			assert.Zero(t, f.Amount, "on day %v", f.At)
		case f.At > 1+2*65/3.:
			able++
			assert.Positive(t, f.Amount)
		}
	}
	assert.Positive(t, learning)
	assert.Positive(t, able)
}

// What is free today keeps nobody from signing, and from its first price on it does.
func TestAPriceOfLaterDeters(t *testing.T) {
	c := company.New(load(t, "board", "delivery.projects.smb-package.price=null", "delivery.projects.smb-package.deters=100%",
		"later=[{at: 1y, delivery: {projects: {smb-package: {price: {fixed: 1k}}}}}]"), 1)
	c.Trace()
	signed, deterred := 0, 0
	for _, f := range c.Run(1).Facts() {
		switch {
		case f.Kind == ledger.Signed && f.Scope == 0:
			signed++
			assert.Less(t, f.At, 260.)
		case f.Kind == ledger.Deterred:
			deterred++
			assert.GreaterOrEqual(t, f.At, 260.)
		}
	}
	assert.Greater(t, signed, 30)
	assert.Greater(t, deterred, 30)
}
