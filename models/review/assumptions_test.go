package review_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/review"
	"postsale/scenarios"
)

func TestLinksThatAreOffAreAssumptionsToo(t *testing.T) {
	scenario, err := scenarios.Load("board", []string{
		"outcomes.contracting=null", "engineering=null", "outcomes.leaving={}", "outcomes.expanding={month_late: {ratio: 0.9, source: a survey}}"})
	require.NoError(t, err)
	text, err := json.Marshal(review.Assumptions(&scenario.Params))
	require.NoError(t, err)
	assert.JSONEq(t, `[
		{"Name": "opening book", "Value": "made up once for a seed, the same in every trial: try other seeds, or give accounts", "Source": "assumption"},
		{"Name": "outcomes.expanding.month_late", "Value": "chance of expanding × 0.9", "Source": "a survey"},
		{"Name": "outcomes.late_fades", "Value": "a late go-live weighs 50% at every further renewal", "Source": "assumption"},
		{"Name": "without effect", "Value": "outcomes.leaving.month_late, outcomes.leaving.tickets_breached, outcomes.leaving.partner_delivered, outcomes.leaving.partner_quality, outcomes.leaving.not_live, outcomes.expanding.tickets_breached, outcomes.expanding.partner_delivered, outcomes.expanding.partner_quality", "Source": "assumption"}
	]`, string(text))
}
