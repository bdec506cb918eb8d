package product_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/product"
	"postsale/models/units"
)

func share(s units.Share) *units.Share { return &s }

func TestAProductMaturesByHalves(t *testing.T) {
	m := &product.Maturity{Half: 260, Effort: share(.6)}
	for _, c := range []struct{ at, effort float64 }{{0, 1}, {260, .8}, {520, .7}, {780, .65}, {-100, 1}} {
		assert.InDelta(t, c.effort, m.Ease(m.Ripeness(c.at)), 1e-12, "%v", c.at)
	}
	old := &product.Maturity{Half: 260, Age: 520, Effort: share(.6)}
	assert.InDelta(t, .7, old.Ease(old.Ripeness(0)), 1e-12, "of two years on the first day")
	assert.InDelta(t, .8, old.Ease(old.Ripeness(-260)), 1e-12, "a year before")
	assert.Equal(t, 1., old.Ease(old.Ripeness(-520)))
	assert.Equal(t, 1., old.Ease(old.Ripeness(-1000)), "never younger than new")
	worse := &product.Maturity{Half: 260, Age: 260, Effort: share(1.5)}
	assert.InDelta(t, 1.25, worse.Ease(worse.Ripeness(0)), 1e-12)
	assert.Equal(t, 1., (&product.Maturity{Half: 260, Age: 260}).Ease(.5), "without effort it stays")
	assert.Equal(t, 1., (*product.Maturity)(nil).Ease((*product.Maturity)(nil).Ripeness(1000)))

	law := units.Fixed(units.Duration(30))
	lacks := product.NewFeature(&product.Blocked{Share: .2, Wait: law}, &product.Maturity{Half: 260, Blocked: share(.1)})
	assert.InDelta(t, .2, lacks.Lacking(0), 1e-12)
	assert.InDelta(t, .125, lacks.Lacking(.75), 1e-12)
	assert.InDelta(t, 30*.125, lacks.Mean(.75), 1e-12)
	kept := product.NewFeature(&product.Blocked{Share: .2, Wait: law}, &product.Maturity{Half: 260, Effort: share(.5)})
	assert.Equal(t, .2, kept.Lacking(.75), "without blocked it stays")
	assert.Zero(t, product.NewFeature(nil, nil).Mean(.5))
}
