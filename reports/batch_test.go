package reports

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/results"
)

func TestABatchTellsWhatItsSweepsVary(t *testing.T) {
	b := &results.Batch{Seed: 1, Scenarios: []results.BatchLine{{Name: "hiring-1"}, {Name: "hiring-2"}, {Name: "board"}},
		Varied: []string{"delivery.teams.implementation.people", "segments.smb.uplift"},
		Planned: []results.PlannedScenario{{Name: "hiring-1", Varied: []string{"8", "3%"}}, {Name: "hiring-2", Varied: []string{"10", "5%"}},
			{Name: "board", Varied: []string{"10", ""}}}}
	text := written(t, func(out *bytes.Buffer) error { return inText(out, Batch(b)) })
	assert.Contains(t, text, `What varies
            people  uplift
  hiring-1       8      3%
  hiring-2      10      5%
  board         10       -
`)
	b.Varied = nil
	assert.NotContains(t, written(t, func(out *bytes.Buffer) error { return inText(out, Batch(b)) }), "What varies")
}
