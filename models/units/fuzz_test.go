package units

import (
	"encoding"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzQuantity reads any text as every type; what one accepts reads back from its own words as the same.
func FuzzQuantity(f *testing.F) {
	for _, text := range []string{"6w", "1.5y", "0", "25min", "42k", "$1.2M", "3.5B", "85%", "-0.5", "6.7h/w", "2h/d", "1e-12", "1e15", ".5",
		"12", "jan", "2027-02-29", "smb-2", "1e999", "00", "0x1", "１", "$12,000.50", "(1'200) USD", "12.000", "€1", "12 months", "sep=;\na;b\n1;2\n;\n\"3", "\ufeffa\tb\r1\t2\r"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		reads(t, new(Duration), new(Duration), text)
		reads(t, new(Money), new(Money), text)
		reads(t, new(Share), new(Share), text)
		reads(t, new(Number), new(Number), text)
		reads(t, new(Pace), new(Pace), text)
		reads(t, new(Count), new(Count), text)
		reads(t, new(Bound), new(Bound), text)
		reads(t, new(Month), new(Month), text)
		reads(t, new(Date), new(Date), text)
		reads(t, new(Name), new(Name), text)
		reads(t, new(Unit), new(Unit), text)
		if m, err := Amount(text); err == nil {
			require.LessOrEqual(t, math.Abs(float64(m)), largest, text)
		}
		if d, err := Span(text, "mo"); err == nil {
			require.True(t, d >= 0 && d <= 1000*260, text)
		}
		if rows, wrong := NewRows([]byte(text)); wrong == nil {
			require.NotEmpty(t, rows.Header, text)
			for row, wrong := rows.Read(); row != nil || wrong != nil; row, wrong = rows.Read() {
				require.True(t, wrong != nil || len(row) == len(rows.Header), text)
			}
		}
	})
}

func reads(t *testing.T, v, again encoding.TextUnmarshaler, text string) {
	if v.UnmarshalText([]byte(text)) != nil {
		return
	}
	words, err := v.(encoding.TextMarshaler).MarshalText()
	require.NoError(t, err)
	require.NoError(t, again.UnmarshalText(words), "%T: %q writes %q", v, text, words)
	require.Equal(t, v, again, "%T: %q writes %q", v, text, words)
}
