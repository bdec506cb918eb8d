package main

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheCommandReadsBackInAShell(t *testing.T) {
	o := order{scenario: "my plans/a.yaml", seed: 7, workers: 3, settings: settings{
		"horizon=4q", "description=it's \"$HOME\" `id` \\", "description=a\nb\x1b'c\\", "x="}}
	command := o.arguments("postsale", "run", o.scenario, "--trials", "5")
	assert.NotContains(t, command, "\x1b")
	assert.NotContains(t, command, "\n")
	assert.NotContains(t, command, "workers")
	assert.True(t, strings.HasPrefix(command, "postsale run 'my plans/a.yaml' --trials 5 --seed 7 --set horizon=4q --set "), command)

	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash")
	}
	out, err := exec.Command(bash, "-c", `printf '%s\0' `+command).Output()
	require.NoError(t, err)
	want := []string{"postsale", "run", o.scenario, "--trials", "5", "--seed", "7"}
	for _, s := range o.settings {
		want = append(want, "--set", s)
	}
	assert.Equal(t, want, strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00"))
}

func TestTargetsAreAskedOfEveryWholeYear(t *testing.T) {
	o := order{scenario: "testdata/small.yaml", seed: 1, trials: 3, settings: settings{"horizon=10q"}}
	scenario, err := o.load()
	require.NoError(t, err)
	s := o.study(t.Context(), scenario, nil, nil)
	var list []string
	for _, target := range s.Targets {
		assert.Equal(t, 3, target.Odds.N)
		list = append(list, target.Measure+" "+target.Segment+" "+target.Period)
	}
	assert.Equal(t, []string{"nrr all FY27", "nrr all FY28", "grr large FY27", "grr large FY28",
		"start_delay_mean all FY27", "start_delay_mean all FY28"}, list)
	assert.True(t, s.Targets[4].AtMost)
	assert.Equal(t, 10.0, s.Targets[4].Bound)
}

func TestWhatIsSetStandsInTheDescription(t *testing.T) {
	o := order{scenario: "testdata/small.yaml", settings: settings{"deals.slip=10%"}}
	scenario, err := o.load()
	require.NoError(t, err)
	assert.Regexp(t, ` Changed: deals\.slip=10%\.$`, scenario.Description)
	assert.Contains(t, string(scenario.Resolved), "Changed: deals.slip=10%")
}

func TestOnlyWhatStandsIsToldAsAChange(t *testing.T) {
	for _, c := range []struct {
		settings settings
		trials   int
		want     string
	}{
		{settings{"deals.slip=9%", "deals.slip=10%"}, 0, " Changed: deals.slip=10%."},
		{settings{"trials=7", "deals.slip=10%"}, 3, " Changed: deals.slip=10%."},
		{settings{"trials=7"}, 3, ""},
		{settings{"trials=7"}, 0, " Changed: trials=7."},
		{nil, 3, ""},
	} {
		plain, err := order{scenario: "testdata/small.yaml"}.load()
		require.NoError(t, err)
		scenario, err := order{scenario: "testdata/small.yaml", settings: c.settings, trials: c.trials}.load()
		require.NoError(t, err)
		assert.Equal(t, plain.Description+c.want, scenario.Description)
	}
}
