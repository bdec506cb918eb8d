package textbook

import (
	"fmt"
	"math"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/sim/theory"
)

// fixing are engineers: what is left of bugs after a year, the releases that fixes wait for, and which tickets go first.
func fixing() []study {
	const opening, created, fixed, months = 200., 20., 5., 12.
	var list []study
	for _, c := range []struct {
		engineers int
		bugs      float64
	}{
		{3, opening + months*(created-3*fixed)},
		{5, created * opening / (5 * fixed) * (1 + (5*fixed/created-1)*math.Exp(-5*fixed*months/opening))},
	} {
		list = append(list, study{file: "theory-bugs", source: linear, exact: true, rounding: theory.Rounding(400, opening),
			sets: []string{fmt.Sprintf("engineering.people=%d", c.engineers)}, lines: []line{
				{fmt.Sprintf("%d engineers: bugs after a year", c.engineers), c.bugs, bugsAfterAYear},
			}})
	}

	const fix, ships = 1., 10.
	list = append(list, study{file: "theory-releases", source: residual, quick: 100, full: 600, lines: []line{
		{"days from a referral to its release", fix + ships/2, ratio(ledger.FixDays, ledger.Fixes)},
	}})

	waits := theory.Cobham(1, .2, .3, .3)
	first := study{file: "theory-urgency", source: headOfLine, quick: 400, full: 3000}
	for segment, name := range []string{"premium", "others", "urgent"} {
		class := []int{1, 2, 0}[segment]
		first.lines = append(first.lines, line{"wait of " + name, waits[class], ratioOf(ledger.AnswerDays, ledger.Answers, segment)})
	}
	return append(list, first)
}

// bugsAfterAYear are those as the fourth quarter ends.
func bugsAfterAYear(l *ledger.Ledger) theory.Tally {
	return theory.Mean(l.Closing(ledger.BugsOpen, l.All(), int(fiscal.Year/fiscal.Quarter)-1))
}
