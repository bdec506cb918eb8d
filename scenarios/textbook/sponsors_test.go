package textbook

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/company"
	"postsale/models/ledger"
)

func TestWhatSponsorsDoHasTheStatedDigits(t *testing.T) {
	for i, want := range [][4]float64{{10.04, 13.97, 9.55, 10.71}, {14.34, 16.83, 8.80, 10.73}} {
		s := sponsorships[i]
		for k, v := range []float64{s.away(), s.chance(1), s.chance(0), s.chance(cushioned)} {
			assert.InDelta(t, want[k], 100*v, .005, "%s, %d", s.name, k)
		}
	}
}

func TestRenewalsOfEveryKindComeInTheFileOfSponsors(t *testing.T) {
	c := company.New(study{file: "theory-sponsors"}.params(), 1)
	c.Trace()
	seen := map[[2]bool]int{}
	for trial := range 20 {
		renewals := 0
		deciding(c.Run(trial+1), func(_ ledger.Fact, without, covered bool) {
			seen[[2]bool{without, covered}]++
			renewals++
		})
		assert.Equal(t, 200, renewals, "one each")
	}
	assert.Len(t, seen, 4)
	for kind, n := range seen {
		assert.Greater(t, n, 20, "%v", kind)
	}
}
