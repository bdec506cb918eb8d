package units_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/units"
)

func TestALongListIsCutAndCounted(t *testing.T) {
	for _, c := range []struct {
		list string
		want string
	}{
		{list: "", want: "none"},
		{list: "a", want: "a"},
		{list: "a b", want: "a and b"},
		{list: "a b c", want: "a, b and c"},
		{list: "a b c d", want: "a, b, c and 1 more"},
		{list: "a b c d e f g", want: "a, b, c and 4 more"},
	} {
		assert.Equal(t, c.want, units.Several(strings.Fields(c.list), 3))
	}
	twentyTwo := strings.Split(strings.Repeat("x,", 22), ",") // and one without a name
	assert.Equal(t, strings.Repeat("x, ", 19)+"x and 2 more", units.Listed(twentyTwo))
	assert.Equal(t, "id, \"\\x1b\"", units.Listed([]string{"id", "", "\x1b"}))
	assert.Equal(t, "no names", units.Listed([]string{"", ""}))
}

func TestRoughNumbersAreWrittenOut(t *testing.T) {
	for _, c := range []struct {
		v      float64
		digits int
		want   string
	}{{1234.5, 3, "1,230"}, {123, 2, "120"}, {0.12345, 3, "0.123"}, {12, 3, "12"}, {98765432, 3, "98,800,000"}, {-2500, 2, "-2,500"}} {
		if got := units.Rough(c.v, c.digits); got != c.want {
			t.Errorf("%g in %d digits: want %s, got %s", c.v, c.digits, c.want, got)
		}
	}
}
