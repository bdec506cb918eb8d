package lives

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/units"
)

// clock is a stage that tells of days.
type clock struct {
	Params struct {
		Every   units.Duration                 `yaml:"every"`
		Limit   *units.Share                   `yaml:"limit"`
		Touch   units.Spread[units.Duration]   `yaml:"touch"`
		Weeks   []units.Number                 `yaml:"weeks"`
		Terms   map[units.Duration]units.Share `yaml:"terms"`
		Loud    bool                           `yaml:"loud"`
		Changes []struct {
			At units.Duration `yaml:"at"`
		} `yaml:"changes"`
	}
	deeds []string
}

func (c *clock) Prepare(l Line) error {
	if l.Words[0] != "set" {
		return l.Unknown()
	}
	return l.SetAll(&c.Params)
}

func (c *clock) Do(l Line) error {
	c.deeds = append(c.deeds, fmt.Sprintf("%g %s is %s", l.Day, l.Word(0), l.Words[0]))
	return nil
}

func (c *clock) Run(until float64) []string {
	return append(c.deeds, fmt.Sprintf("%g ends after %g", until, until/float64(c.Params.Every)))
}

func TestALifeIsPlayedLineByLine(t *testing.T) {
	const life = "# A clock.\nset every=1w\n3 wind A\nuntil 10"
	played, err := play(life+"\n----\nsomething else", &clock{})
	require.NoError(t, err)
	assert.Equal(t, life+"\n----\n3 A is wind\n10 ends after 2", played)

	played, err = play("set every=1w\n3 wind A\nuntil 10 of starts, ends", &clock{})
	require.NoError(t, err)
	assert.Equal(t, "set every=1w\n3 wind A\nuntil 10 of starts, ends\n----\n10 ends after 2", played)
}

func TestWhatIsWrongWithALifeIsTold(t *testing.T) {
	for life, want := range map[string]string{
		"3 wind A":            "wants an until",
		"until ten":           `strconv.ParseFloat: parsing "ten": invalid syntax`,
		"until 1\n3 wind A":   "after until: 3 wind A",
		"sett every=1w":       "sett every=1w: no stage direction: sett",
		"set evry=1w":         "set evry=1w: no evry in evry",
		"set every=soon":      `set every=soon: every: want a duration such as 6w, 3d or 4h, got "soon"`,
		"set changes.1.at=1w": "set changes.1.at=1w: no 1 in changes.1.at",
	} {
		_, err := play(life, &clock{})
		assert.EqualError(t, err, want)
	}
}

func TestValuesAreReadAsScenarioFilesWriteThem(t *testing.T) {
	var c clock
	for path, value := range map[string]string{
		"every": "2w", "limit": "40%", "touch": "3d", "weeks": "1,2", "terms": "1y:60%,1q:40%", "loud": "true", "changes.0.at": "1q",
	} {
		require.NoError(t, Set(&c.Params, path, value))
	}
	assert.Equal(t, units.Duration(10), c.Params.Every)
	assert.Equal(t, units.Share(.4), *c.Params.Limit)
	assert.Equal(t, units.Fixed(units.Duration(3)), c.Params.Touch)
	assert.Equal(t, []units.Number{1, 2}, c.Params.Weeks)
	assert.Equal(t, map[units.Duration]units.Share{260: .6, 65: .4}, c.Params.Terms)
	assert.True(t, c.Params.Loud)
	assert.Equal(t, units.Duration(65), c.Params.Changes[0].At)
	require.NoError(t, Set(&c.Params, "touch.exponential.mean", "2d"))
	assert.Equal(t, units.Duration(2), c.Params.Touch.Exponential.Mean)
}
