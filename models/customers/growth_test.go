package customers

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/accounts"
	"postsale/models/fiscal"
	"postsale/models/units"
)

func TestCustomersStayAsTheLawsSay(t *testing.T) {
	concentration := units.Number(4)
	s := Segment{Terms: Terms{fiscal.Year: .25, 2 * fiscal.Year: .75}, Churn: Churn{FirstRenewal: .5}}
	assert.Equal(t, 1.0, s.Stays(fiscal.Year-1))
	assert.InDelta(t, .25*.5+.75, s.Stays(fiscal.Year), 1e-12)
	assert.InDelta(t, .25*math.Pow(.5, 5)+.75*.25, s.Stays(5*fiscal.Year), 1e-12)
	s.Churn.Concentration = &concentration // Beta(2, 2): 1/2, then 3/5, then 4/6 of those who are left stay
	assert.InDelta(t, .25*.5*3/5*4/6+.75*.5, s.Stays(3*fiscal.Year), 1e-12)
}

func TestARRGrowsByUpliftAndExpansion(t *testing.T) {
	s := Segment{Terms: Terms{fiscal.Year: .5, 2 * fiscal.Year: .5}, Uplift: .1,
		Expansion: Expansion{PerYear: 2, Size: units.Fixed[units.Share](.25)}}
	assert.InDelta(t, math.Pow(1.1, .75*4)*math.Exp(2*.25*4), s.Growth(4*fiscal.Year), 1e-9)
	assert.InDelta(t, (.5+.25+2)/fiscal.Year, s.DecisionsADay(), 1e-12)
}

func TestOldCustomersAreOfFewKinds(t *testing.T) {
	segments := []Segment{{Churn: Churn{FirstRenewal: .2}}}
	var book []accounts.Account
	for i := range 100_000 {
		book = append(book, accounts.Account{Survived: i, Term: 1 + float64(i)/1e6})
	}
	assert.Equal(t, 370, CountKinds(book, segments))
	assert.Equal(t, 100, rounded(100))
	assert.Equal(t, 110, rounded(119))
	assert.Equal(t, 98_000, rounded(98_765))
}
