package words

import (
	"math"
	"strconv"
	"strings"
	"time"

	"postsale/models/results"
	"postsale/reports/document"
)

// Cells returns the lines of a cell that must stand below each other where they are wider than the room. Most have one.
func Cells(c document.Cell, room int) []string {
	chances, several := c.(document.Chances)
	if !several {
		return []string{Cell(c)}
	}
	if all := Cell(c); Width(all) <= room {
		return []string{all}
	}
	var list []string
	for _, chance := range chances {
		list = append(list, chanceOf(chance))
	}
	return list
}

// Cell returns a cell as people read it.
func Cell(c document.Cell) string {
	switch c := c.(type) {
	case nil:
		return ""
	case document.Text:
		return Clean(string(c))
	case document.Number:
		return numberOf(c.Value, c.Form, true)
	case document.Span:
		low, high := numberOf(c.Low, c.Form, false), numberOf(c.High, c.Form, true)
		return Span(low, high, "")
	case document.Odds:
		return Chance(c.Odds)
	case document.Interval:
		return Interval(c.Odds)
	case document.Chances:
		var list []string
		for _, chance := range c {
			list = append(list, chanceOf(chance))
		}
		return strings.Join(list, ", ")
	case document.Dates:
		return c.From.Format(time.DateOnly) + " to " + c.To.Format(time.DateOnly)
	}
	panic("a cell of a kind that has no words")
}

func chanceOf(c document.Chance) string {
	told := Chance(c.Odds)
	if strings.Contains(told, " of ") { // 0 of 60
		return told + " with " + c.Of
	}
	return told + " of " + c.Of
}

// numberOf returns a number, with its unit unless that is written elsewhere. Beside its unit, what is too small for its
// places keeps its sign.
func numberOf(v float64, f document.Form, unit bool) string {
	if !results.Exists(v) {
		return Absent
	}
	text := digitsOf(v, f)
	if f.Signed && v != 0 && !f.Bare {
		sign := "+"
		if v < 0 {
			sign = "-"
		}
		text = sign + digitsOf(math.Abs(v), f)
	} else if f.Signed && !strings.HasPrefix(text, "-") && strings.Trim(text, "0.,") != "" {
		text = "+" + text
	}
	if !unit || f.Bare {
		return text
	}
	switch f.Unit {
	case document.Percent:
		return text + " %"
	case document.Points:
		return text + " pt"
	}
	return text
}

func digitsOf(v float64, f document.Form) string {
	switch {
	case f.Unit == document.RoughDollars:
		return Dollars(v)
	case f.Unit == document.Dollars:
		return "$" + Decimal(v, f.Places)
	case f.Unit != document.Theory:
		return Decimal(v, f.Places)
	case f.Digits > 0 && math.Abs(v) < 1e5:
		return strconv.FormatFloat(v, 'g', f.Digits, 64)
	}
	return strconv.FormatFloat(v, 'f', f.Places, 64)
}

// Setting returns what a setting of a file says, of a long one its beginning.
func Setting(text string) string {
	if text == "" {
		return "(not there)"
	}
	return Clipped(Clean(text), 200)
}
