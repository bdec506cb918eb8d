package tree

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWhatIsWrittenOnOneLineReadsAsTheSame(t *testing.T) {
	read := func(text string) *Node {
		var r Report
		root := Parse(&Source{Shown: "a.yaml"}, []byte(text), &r)
		require.NoError(t, r.Failed(), text)
		return (&Node{}).Moved(root)
	}
	for _, c := range []struct{ text, want string }{
		{"12k", "12k"}, {`"12k"`, "12k"}, {"85%", "85%"}, {"$1.5M", "$1.5M"}, {"0x10", "0x10"}, {"1_000", "1_000"}, {"1e3", "1e3"}, {".inf", ".inf"}, {"2027-01-01", "2027-01-01"},
		{"null", "null"}, {"~", "~"}, {`"null"`, "'null'"}, {`"12"`, "'12'"}, {"'true'", "'true'"}, {"Yes", "Yes"}, {`""`, "''"}, {`" a "`, "' a '"}, {`"a: b"`, "'a: b'"}, {`"# c"`, "'# c'"},
		{`"a\nb"`, `"a\nb"`}, {`"\e\u2028"`, `"\e\L"`}, {"|\n  a\n  b\n", `"a\nb\n"`}, {"größer", "größer"},
		{"{lognormal: {mean: 12k,\n  cv: '1'}}", "{lognormal: {mean: 12k, cv: '1'}}"}, {"- [a, {b: ~}]\n- c: 1\n  d:\n", "[[a, {b: ~}], {c: 1, d: null}]"}, {"{}", "{}"}, {"[]", "[]"},
		{`["a, b", "{", "c\nd"]`, `['a, b', '{', "c\nd"]`},
	} {
		n := read(c.text)
		assert.Equal(t, c.want, n.Written())
		again := read(n.Written())
		if c.want != "[[a, {b: ~}], {c: 1, d: null}]" { // nothing is written as null
			assert.Equal(t, n, again, c.text)
		}
	}
}
