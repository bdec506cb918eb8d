package studies

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results"
)

const smallFile = "../../cmd/postsale/testdata/small.yaml"

func TestTheCommandReadsBackInAShell(t *testing.T) {
	o := Order{Scenario: "my plans/a.yaml", Seed: 7, Workers: 3, Settings: []string{
		"horizon=4q", "description=it's \"$HOME\" `id` \\", "description=a\nb\x1b'c\\", "x="}}
	command := o.Line("run", o.Scenario, "--trials", "5")
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
	want := []string{"postsale", "run", o.Scenario, "--trials", "5", "--seed", "7"}
	for _, s := range o.Settings {
		want = append(want, "--set", s)
	}
	assert.Equal(t, want, strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00"))
}

func TestTargetsAreAskedOfEveryWholeYear(t *testing.T) {
	study, err := NewRun(Order{Scenario: smallFile, Seed: 1, Trials: 3, Settings: []string{"horizon=10q"}})
	require.NoError(t, err)
	s := study.Live(t.Context(), nil).(*results.Run)
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
	o := Order{Scenario: smallFile, Settings: []string{"deals.slip=10%"}}
	scenario, err := o.Load()
	require.NoError(t, err)
	assert.Regexp(t, ` Changed: deals\.slip=10%\.$`, scenario.Description)
	assert.Contains(t, string(scenario.Resolved()), "Changed: deals.slip=10%")
}

func TestOnlyWhatStandsIsToldAsAChange(t *testing.T) {
	for _, c := range []struct {
		settings []string
		trials   int
		want     string
	}{
		{[]string{"deals.slip=9%", "deals.slip=10%"}, 0, " Changed: deals.slip=10%."},
		{[]string{"trials=7", "deals.slip=10%"}, 3, " Changed: deals.slip=10%."},
		{[]string{"trials=7"}, 3, ""},
		{[]string{"trials=7"}, 0, " Changed: trials=7."},
		{nil, 3, ""},
	} {
		plain, err := Order{Scenario: smallFile}.Load()
		require.NoError(t, err)
		scenario, err := Order{Scenario: smallFile, Settings: c.settings, Trials: c.trials}.Load()
		require.NoError(t, err)
		assert.Equal(t, plain.Description+c.want, scenario.Description)
	}
}
