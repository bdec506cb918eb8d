package batch

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAMergeHoldsAsManyScenariosAsMemoryHasRoomFor(t *testing.T) {
	assert.Equal(t, 1+cores(), atOnce(1), "one that is written, and one on each core")
	assert.Equal(t, 1, atOnce(1e18), "one has room, or nothing would be merged")
}

func TestScenariosComeInOrderHoweverManyAreHeld(t *testing.T) {
	var p Plan
	for i := range 7 {
		p.Scenarios = append(p.Scenarios, Scenario{Name: fmt.Sprint(i), Trials: 1}) // none can be read
	}
	for _, many := range []int{1, 2, 20} {
		var order []int
		for run := range p.recalled(t.Context(), PlanName, &Store{}, many) {
			assert.ErrorContains(t, run.err, fmt.Sprintf("plan.json: scenarios[%d]: ", len(order)))
			order = append(order, run.at)
		}
		assert.Equal(t, []int{0, 1, 2, 3, 4, 5, 6}, order, "%d at once", many)
		for run := range p.recalled(t.Context(), PlanName, &Store{}, many) {
			assert.Equal(t, 0, run.at, "nothing comes after whoever looks has seen enough")
			break
		}
	}
}
