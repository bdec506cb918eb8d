package main

import (
	"bytes"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/cmd/voice"
	"postsale/models/practice"
	"postsale/scenarios"
	"postsale/scenarios/field"
	"postsale/scenarios/studies"
)

// What is told of an experiment is for a shell as it stands, on lines that fit, and compares its two plans.
func TestTheCommandsOfAnExperimentAreItsPlans(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell")
	}
	const word = "\x01"
	for _, m := range field.Mechanisms() {
		if m.Seen == nil {
			continue
		}
		var out, errs bytes.Buffer
		require.Equal(t, voice.Done, run([]string{"mechanisms", m.Name}, nil, &out, &errs), errs.String())
		for line := range strings.Lines(out.String()) {
			assert.LessOrEqual(t, len([]rune(strings.TrimSuffix(line, "\n"))), 80, "%s: %s", m.Name, line)
		}
		_, commands, found := strings.Cut(out.String(), "\npostsale mechanisms "+m.Name+" --seen\n")
		require.True(t, found, m.Name)
		said, err := exec.Command(shell, "-c", `postsale() { printf '%s\001' "$@"; }; `+commands).Output()
		require.NoError(t, err, m.Name)
		args := strings.Split(strings.TrimSuffix(string(said), word), word)
		require.Equal(t, []string{"compare", m.Seen.In, "--trials", strconv.Itoa(m.Seen.Trials)}, args[:4])
		o := studies.Order{Scenario: args[1], Trials: m.Seen.Trials, Seed: 1}
		for at := 4; at < len(args); at += 2 {
			if args[at] == "--set" {
				o.Settings = append(o.Settings, args[at+1])
				continue
			}
			require.Equal(t, "--plan", args[at], m.Name)
			variant, err := studies.VariantOf(args[at+1])
			require.NoError(t, err, m.Name)
			o.Variants = append(o.Variants, variant)
		}
		study, err := studies.NewComparison(o, false)
		require.NoError(t, err, m.Name)
		require.Len(t, study.Plans, 2, m.Name)
		for i, settings := range [][]practice.Setting{m.Seen.With, slices.Concat(m.Seen.With, m.Seen.Idle)} {
			want, err := scenarios.Load(m.Seen.In, practice.Lines(settings))
			require.NoError(t, err, m.Name)
			assert.Equal(t, want.Identity(), study.Plans[i].Identity(), m.Name)
		}
	}
}
