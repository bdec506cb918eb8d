package field_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/practice"
	"postsale/scenarios/field"
)

func read(files ...string) ([]practice.Mechanism, error) {
	from, names := fstest.MapFS{}, []string{"first.yaml", "second.yaml"}[:len(files)]
	for i, text := range files {
		from[names[i]] = &fstest.MapFile{Data: []byte(text)}
	}
	return field.Read(from, names...)
}

const right = `part: A part
mechanisms:
  a-name:
    short: a phrase
    texts: [Human Horsepower, How To Structure A Customer Success Team]
    says: >-
      What it
      says.
    does: What it does.
    keys: [deals.profile, "delivery.routes[].mode"]
    measures: [nrr]
    scenarios: board
    tests: {models/deals: [TestLives]}
    seen:
      in: theory-mm1
      with: {delivery.teams.crew: {people: 2}}
      idle: {deals.profile: flat, delivery.routes.0.mode: whole}
      measure: nrr.all.FY27
      moves: up
      people: true
      trials: 7
  another: {short: b, texts: Human Horsepower, says: c, left_out: d}
`

func TestAMechanismIsReadAsItStands(t *testing.T) {
	list, err := read(right)
	require.NoError(t, err)
	require.Len(t, list, 2)
	assert.Equal(t, practice.Mechanism{
		Name: "a-name", Part: "A part", Short: "a phrase", Says: "What it says.", Texts: []practice.Text{field.Texts[1], field.Texts[4]}, Does: "What it does.",
		Keys: []string{"deals.profile", "delivery.routes[].mode"}, Measures: []string{"nrr"}, Scenarios: []string{"board"},
		Tests: []practice.Tests{{Folder: "models/deals", Functions: []string{"TestLives"}}},
		Seen: &practice.Experiment{
			In: "theory-mm1", With: []practice.Setting{{Path: "delivery.teams.crew", Value: "{people: 2}"}},
			Idle:    []practice.Setting{{Path: "deals.profile", Value: "flat"}, {Path: "delivery.routes.0.mode", Value: "whole"}},
			Measure: "nrr.all.FY27", Moves: practice.Up, People: true, Trials: 7,
		},
	}, list[0])
	assert.Equal(t, "d", list[1].LeftOut)
	assert.Nil(t, list[1].Seen)
}

func TestWhatIsWrongWithTheFieldIsToldAtOnceWhereItStands(t *testing.T) {
	_, err := read(`part: A part
mechanisms:
  Bad_name: {short: a, texts: Human Horsepower, says: c, left_out: d, does: e}
  wrong:
    short: a phrase that is far too long to stand in the line of a table beside others
    texts: Human Horsepwer
    says:
    does: [a]
    keys: [deals.profil, deals.profile, deals.profile]
    measures: [nr]
    scenarios: [borad]
    tests: {models/deals: [testLives]}
    sean: {}
    seen:
      in: theory-mm
      with: {}
      idle: {deal.profile: flat}
      measure: nrr.FY27
      moves: sideways
      people: no
      trials: 1
  wrong: {}
`, `mechanisms:
  wrong: {short: b, texts: [], says: c, left_out: d}
  odd: {short: b, texts: Human Horsepower, says: c, does: d, keys: [trials], measures: [nrr], scenarios: [board], tests: {sim: TestA},
    seen: {in: board, idle: {trials: 1}, measure: nr.all.FY27, moves: up, trials: many}}
`)
	require.Error(t, err)
	assert.Equal(t, []string{
		`first.yaml:3:3: mechanisms.Bad_name: must be small words with hyphens between them, got "Bad_name"`,
		`first.yaml:3:77: mechanisms.Bad_name.does: does not go with left_out`,
		`first.yaml:5:12: mechanisms.wrong.short: must have at most 64 letters, got 75`,
		`first.yaml:6:12: mechanisms.wrong.texts[0]: no text named "Human Horsepwer", did you mean "Human Horsepower"?`,
		`first.yaml:7:10: mechanisms.wrong.says: want a text, got nothing`,
		`first.yaml:8:11: mechanisms.wrong.does: want a value, got a list`,
		`first.yaml:9:12: mechanisms.wrong.keys[0]: no key of scenario files named "deals.profil", did you mean "deals.profile"?`,
		`first.yaml:9:41: mechanisms.wrong.keys[2]: "deals.profile" is named twice`,
		`first.yaml:10:16: mechanisms.wrong.measures[0]: no measure named "nr", did you mean "nrr"?`,
		`first.yaml:11:17: mechanisms.wrong.scenarios[0]: no built-in scenario named "borad", did you mean "board"?`,
		`first.yaml:12:28: mechanisms.wrong.tests.models/deals[0]: want the name of a Go test, got "testLives"`,
		`first.yaml:13:5: mechanisms.wrong: unknown key "sean", did you mean "seen"?`,
		`first.yaml:15:11: mechanisms.wrong.seen.in[0]: no built-in scenario named "theory-mm", did you mean "theory-mm1"?`,
		`first.yaml:16:13: mechanisms.wrong.seen.with: want at least one setting, got none`,
		`first.yaml:17:14: mechanisms.wrong.seen.idle: no key of scenario files at "deal.profile", did you mean "deals.profile"?`,
		`first.yaml:18:16: mechanisms.wrong.seen.measure: want MEASURE.SEGMENT.PERIOD such as nrr.all.FY27, got "nrr.FY27"`,
		`first.yaml:19:14: mechanisms.wrong.seen.moves: must be up or down, got "sideways"`,
		`first.yaml:20:15: mechanisms.wrong.seen.people: must be true, or not there, got "no"`,
		`first.yaml:21:15: mechanisms.wrong.seen.trials: must be a number from 2 to 100000, got "1"`,
		`first.yaml:22:3: mechanisms.wrong: given twice, first on line 4`,
		`second.yaml:1:1: part: missing, want one`,
		`second.yaml:2:3: mechanisms.wrong: given twice, first in first.yaml:4:3`,
		`second.yaml:2:28: mechanisms.wrong.texts: want at least one, got none`,
		`second.yaml:4:51: mechanisms.odd.seen.measure: no measure named "nr", did you mean "nrr"?`,
		`second.yaml:4:83: mechanisms.odd.seen.trials: must be a number from 2 to 100000, got "many"`,
	}, strings.Split(err.Error(), "\n"))
}

func TestAFileThatIsMissingOrNoMappingIsAFault(t *testing.T) {
	_, err := field.Read(fstest.MapFS{}, "none.yaml")
	assert.ErrorContains(t, err, "none.yaml: ")
	_, err = read("- a\n")
	assert.EqualError(t, err, "first.yaml:1:1: want a mapping, got a list")
	_, err = read("part: a\nmechanisms: b\n")
	assert.EqualError(t, err, `first.yaml:2:13: mechanisms: want a mapping, got "b"`)
	_, err = read("part: a\nmechanisms:\n  c: d\n")
	assert.EqualError(t, err, `first.yaml:3:6: mechanisms.c: want a mapping, got "d"`)
}
