package words

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"postsale/reports/document"
	"postsale/sim/estimate"
)

func TestCellsAreToldInTheirUnits(t *testing.T) {
	in := func(unit document.Unit, places int, v float64) document.Number {
		return document.Number{Value: v, Form: document.Form{Unit: unit, Places: places}}
	}
	bare := func(n document.Number) document.Number { n.Bare = true; return n }
	signed := func(n document.Number) document.Number { n.Signed = true; return n }
	day := time.Date(2027, 1, 2, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		cell document.Cell
		want string
	}{
		{nil, ""},
		{document.Absent, "-"},
		{document.Text("a\x1bb"), `a\x1bb`},
		{in(document.Percent, 1, 93.44), "93.4 %"},
		{bare(in(document.Percent, 1, 93.44)), "93.4"},
		{in(document.Things, 0, 12345), "12,345"},
		{in(document.Days, 1, 5), "5.0"},
		{in(document.Dollars, 0, 12345.6), "$12,346"},
		{signed(in(document.Dollars, 0, -400)), "-$400"},
		{signed(in(document.Dollars, 0, 0.2)), "+$0"},
		{signed(in(document.Points, 1, 1)), "+1.0 pt"},
		{signed(bare(in(document.Points, 2, 1.5))), "+1.50"},
		{signed(bare(in(document.Points, 2, 0.001))), "0.00"},
		{signed(bare(in(document.Thousands, 0, -1234))), "-1,234"},
		{in(document.RoughDollars, 0, 12.34e6), "$12.3M"},
		{in(document.Theory, 3, 4.0123), "4.012"},
		{document.Number{Value: 0.359463171, Form: document.Form{Unit: document.Theory, Digits: 5}}, "0.35946"},
		{document.Number{Value: 123456.7, Form: document.Form{Unit: document.Theory, Digits: 5}}, "123457"},
		{document.Span{Low: 95.1, High: 104.2, Form: document.Form{Unit: document.Percent, Places: 1}}, "95.1 to 104.2 %"},
		{document.Span{Low: math.NaN(), High: 1}, "-"},
		{document.Odds{Odds: estimate.Wilson(199, 200, .95)}, "over 99 %"},
		{document.Odds{Odds: estimate.Odds{P: math.NaN()}}, "-"},
		{document.Interval{Odds: estimate.Wilson(20, 20, .95)}, "83.9 % or more"},
		{document.Chances{{Odds: estimate.Wilson(65, 100, .95), Of: ">= 100 %"}, {Odds: estimate.Wilson(0, 20, .95), Of: ">= 105 %"}},
			"65 % of >= 100 %, 0 of 20 with >= 105 %"},
		{document.Dates{From: day, To: day.AddDate(1, 0, 0)}, "2027-01-02 to 2028-01-02"},
	} {
		assert.Equal(t, c.want, Cell(c.cell))
	}
}
