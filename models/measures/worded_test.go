package measures_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/measures"
)

func TestMeasuresAreFoundByWordsOfTheirLines(t *testing.T) {
	names := func(text string) (list []string) {
		for _, m := range measures.Worded(text) {
			list = append(list, m.Name)
		}
		return list
	}
	assert.Equal(t, []string{"hires"}, names("By Rule"))
	assert.Equal(t, []string{"delivery_headroom"}, names("headroom"))
	assert.Empty(t, names("nr"), "it may be meant otherwise")
	assert.Empty(t, names("nothing that is measured"))
}
