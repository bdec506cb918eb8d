package main

import (
	"bytes"
	"encoding/json"
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
	for _, m := range field.Mechanisms() {
		if m.Seen == nil {
			continue
		}
		args := compared(t, m.Name)
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
		want, err := field.NewStudy(*m.Seen, studies.Order{Seed: 1})
		require.NoError(t, err, m.Name)
		require.Len(t, study.Plans, 2, m.Name)
		for i, plan := range study.Plans {
			settings := [][]practice.Setting{m.Seen.With, slices.Concat(m.Seen.With, m.Seen.Idle)}[i]
			said, err := scenarios.Load(m.Seen.In, practice.Lines(settings))
			require.NoError(t, err, m.Name)
			assert.Equal(t, said.Identity(), plan.Identity(), m.Name)
			assert.Equal(t, want.Plans[i].Identity(), plan.Identity(), m.Name)
		}
	}
}

// What --seen tells is what the command tells that is printed for it, to the last digit.
func TestAnExperimentComesToWhatItsCommandComesTo(t *testing.T) {
	const spread = 20 // of so many one
	told := func(args ...string) []byte {
		var out, errs bytes.Buffer
		require.Equal(t, voice.Done, run(append(args, "--quiet", "--workers", "1", "--format", "json"), nil, &out, &errs), errs.String())
		return out.Bytes()
	}
	for i, m := range field.Mechanisms() {
		if i%spread != 0 {
			continue
		}
		var seen struct{ Sight practice.Sight }
		require.NoError(t, json.Unmarshal(told("mechanisms", m.Name, "--seen"), &seen))
		var all struct {
			Differences []struct {
				Measure, Segment, Period string
				N                        int
				Base                     *float64 `json:"base_mean"`
				Other                    *float64 `json:"other_mean"`
				Mean                     *float64 `json:"mean"`
				Error                    *float64 `json:"mc_error"`
			}
		}
		require.NoError(t, json.Unmarshal(told(compared(t, m.Name)...), &all))
		found := 0
		for _, d := range all.Differences {
			if d.Measure+"."+d.Segment+"."+strings.ReplaceAll(d.Period, " ", "-") == m.Seen.Measure {
				found++
				got := []float64{seen.Sight.With, seen.Sight.Idle, -seen.Sight.More, seen.Sight.Error, float64(seen.Sight.Trials)}
				assert.Equal(t, []float64{*d.Base, *d.Other, *d.Mean, *d.Error, float64(d.N)}, got, m.Name)
			}
		}
		assert.Equal(t, 1, found, m.Name)
	}
}

// compared returns the arguments of the comparison that is printed of a mechanism, as a shell reads them.
func compared(t *testing.T, name string) []string {
	t.Helper()
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell")
	}
	const word = "\x01"
	var out, errs bytes.Buffer
	require.Equal(t, voice.Done, run([]string{"mechanisms", name}, nil, &out, &errs), errs.String())
	for line := range strings.Lines(out.String()) {
		assert.LessOrEqual(t, len([]rune(strings.TrimSuffix(line, "\n"))), 80, "%s: %s", name, line)
	}
	_, commands, found := strings.Cut(out.String(), "\npostsale mechanisms "+name+" --seen\n")
	require.True(t, found, name)
	said, err := exec.Command(shell, "-c", `postsale() { printf '%s\001' "$@"; }; `+commands).Output()
	require.NoError(t, err, name)
	return strings.Split(strings.TrimSuffix(string(said), word), word)
}
