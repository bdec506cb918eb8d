package partners_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/partners"
)

func TestSlotsOfAPartnerGrowInWholeSlots(t *testing.T) {
	p := partners.Partner{ConcurrentProjects: 10, Growth: 0.2}
	for quarter, want := range map[int]float64{-4: 8, 0: 10, 1: 10, 4: 12, 8: 14} { // 10/1.2 = 8.3, 10, 10.5, 12, 14.4
		assert.Equal(t, want, p.Slots(quarter), quarter)
	}
	p.Growth = 0
	assert.Equal(t, 10., p.Slots(8))
}
