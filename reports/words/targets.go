package words

import (
	"strconv"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
)

// Odds tells in short how likely a target is: 79 % chance of it, or in few trials that all went one way, 0 of 60 with it.
func Odds(t results.Target, chances string) string {
	told := Chance(t.Odds)
	if strings.Contains(told, " of ") {
		return told + " with " + Sign(t)
	}
	return told + chances + " of " + Sign(t)
}

// TargetWithin returns what a target asks of what in so many columns: the name of a segment gives way.
func TargetWithin(t results.Target, limit int) string {
	if over := Width(Line(t)) - limit; over > 0 {
		t.Segment = Shortened(t.Segment, max(8, Width(Clean(t.Segment))-over))
	}
	return Line(t)
}

// Chances returns the chances of the company to reach the targets of a measure.
func Chances(s *results.Run, measure, period string) []string {
	var list []string
	for _, t := range s.TargetsOf(measure, measures.WholeCompany, period) {
		list = append(list, Likely(t, ""))
	}
	return list
}

// Likely says how likely a target is to be reached; of few trials that all went one way, it tells their number. After a
// lead such as "with " it has an article.
func Likely(t results.Target, lead string) string {
	text := Chance(t.Odds)
	whole, inWhole := strings.CutSuffix(text, " %")
	_, err := strconv.Atoi(whole)
	switch {
	case !inWhole:
		return Bound(t) + " in " + text + " futures"
	case lead == "":
		return text + " chance of " + Bound(t)
	case err != nil: // below 1 %, over 99 %
		return lead + "a chance " + text + " of " + Bound(t)
	case whole[0] == '8' || whole == "11" || whole == "18":
		return lead + "an " + text + " chance of " + Bound(t)
	default:
		return lead + "a " + text + " chance of " + Bound(t)
	}
}
