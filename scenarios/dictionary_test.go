package scenarios

import (
	"reflect"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/dictionary"
	"postsale/models/units"
	"postsale/scenarios/tree"
)

// crew is a small type to describe.
type crew struct {
	People units.Count `yaml:"people"`
	Lead   *member     `yaml:"lead"`
	Other  []member    `yaml:"other"`
}

type member struct {
	Pace units.Pace `yaml:"pace"`
}

const described = `
people: {meaning: Heads., default: 3}
lead: {meaning: Who leads.}
other: {meaning: The others.}
(member).pace: {meaning: Pace., default: 10h/w}
`

func TestADictionaryDescribesEveryKeyAndNothingElse(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"complete", described, ""},
		{"more said of one place", described + "lead.pace: {meaning: Pace of the lead., default: 20h/w}", ""},
		{"key not described", "people: {meaning: Heads.}\nlead: {meaning: x}\nother: {meaning: y}",
			"lead.pace: not in the dictionary\nother[].pace: not in the dictionary"},
		{"no such key", described + "poeple: {meaning: Heads.}", "poeple: in the dictionary, but no such key exists"},
		{"no meaning", described + "lead.pace: {default: 1h/w}", "the dictionary:6:1: lead.pace: wants a meaning"},
		{"no such property", described + "lead.pace: {meaning: x, sorce: y}", `the dictionary:6:25: lead.pace: unknown key "sorce", did you mean "source"?`},
		{"required with a default", described + "lead.pace: {meaning: x, required: true, default: 1h/w}",
			"the dictionary:6:1: lead.pace: is required and has a default"},
		{"required: yes", described + "lead.pace: {meaning: x, required: yes}", `the dictionary:6:35: lead.pace: required: want true, got "yes"`},
		{"no mapping", described + "lead.pace: x", `the dictionary:6:12: lead.pace: want a mapping, got "x"`},
		{"a list as meaning", described + "lead.pace: {meaning: [x]}",
			"the dictionary:6:1: lead.pace: wants a meaning\nthe dictionary:6:22: lead.pace: meaning: want a text, got a list"},
		{"twice", described + "people: {meaning: Heads.}", "the dictionary:6:1: people: given twice, first on line 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := newFormat(reflect.TypeFor[document[crew]](), fstest.MapFS{}, dictionary.New("the dictionary", c.text))
			if c.want == "" {
				assert.NoError(t, err)
				return
			}
			assert.EqualError(t, err, c.want)
		})
	}
}

func TestWhatIsSaidOfAPlaceCountsBeforeWhatIsSaidOfItsType(t *testing.T) {
	f, err := newFormat(reflect.TypeFor[document[crew]](),
		fstest.MapFS{}, dictionary.New("the dictionary", described+"lead.pace: {meaning: Pace of the lead., default: 20h/w}"))
	require.NoError(t, err)
	l, err := f.loadBytes(&tree.Source{Path: "x.yaml"}, []byte("lead: {}\nother: [{}]"), nil)
	require.NoError(t, err)
	assert.Equal(t, crew{People: 3, Lead: &member{20}, Other: []member{{10}}}, l.document.FieldByName("Params").Interface())
}

func TestTypesThatNoFileCanWriteAreRefused(t *testing.T) {
	type odd struct {
		Speed    float64 `yaml:"speed"`
		Unnamed  units.Count
		hidden   units.Count `yaml:"hidden"`
		Skipped  chan int    `yaml:"-"`
		Doubled  units.Count `yaml:"doubled"`
		Doubled2 units.Count `yaml:"doubled"`
	}
	_, err := newFormat(reflect.TypeFor[document[odd]](), fstest.MapFS{}, dictionary.New("the dictionary", "speed: {meaning: x}\ndoubled: {meaning: y}"))
	assert.EqualError(t, err, "speed: a float64 cannot be written in a scenario\n"+
		"scenarios.odd.Unnamed: has no yaml name\n"+
		"scenarios.odd.hidden: has a yaml name and is not exported\n"+
		"scenarios.odd.Doubled2: the yaml name doubled is taken")
	_ = odd{}.hidden
}
