package practice_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/practice"
)

var list = []practice.Mechanism{
	{Name: "co-delivery", Short: "own strategy, a partner's build", Says: "Partners build."},
	{Name: "clumping", Short: "deals clump", Says: "The last week.", Does: "Deals close by a profile."},
	{Name: "pitfalls", LeftOut: "Advice to partners."},
}

func TestAMechanismIsFoundByItsName(t *testing.T) {
	m, ok := practice.Find(list, "clumping")
	assert.True(t, ok)
	assert.Equal(t, "deals clump", m.Short)
	_, ok = practice.Find(list, "clump")
	assert.False(t, ok)
	assert.Equal(t, []string{"co-delivery", "clumping", "pitfalls"}, practice.Names(list))
}

func TestMechanismsAreFoundByWordsOfWhatIsSaid(t *testing.T) {
	for text, want := range map[string][]string{
		"PARTNER":      {"co-delivery", "pitfalls"},
		"week clump":   {"clumping"},
		"profile":      {"clumping"},
		"partner week": nil,
		"co":           nil, // stands in too many
		"":             nil,
	} {
		assert.Equal(t, want, practice.Names(practice.Worded(list, text)), text)
	}
}

func TestSettingsAreWrittenAsACommandLineSaysThem(t *testing.T) {
	assert.Equal(t, []string{"deals.profile=flat", "a={b: 1}"}, practice.Lines([]practice.Setting{{Path: "deals.profile", Value: "flat"}, {Path: "a", Value: "{b: 1}"}}))
}
