package reports

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"postsale/models/results"
	"postsale/reports/words"
	"postsale/sim/theory"
)

// lineLevels are what the lines went through, in the order of the table, and how it says so.
var lineLevels = []lineLevel{
	{theory.KernelLevel, "Kernel - clock, servers, slots and shared capacity alone"},
	{theory.ScenarioLevel, "Scenario files - as a board run goes; postsale scenarios NAME prints one"},
	{theory.LedgerLevel, "Ledger - what is measured of years that were written by hand"},
}

type lineLevel struct{ name, title string }

// VerificationText writes the table for people, in 80 columns: the lines by level and by what was simulated, with its
// sources, and then what they come to.
func VerificationText(w io.Writer, v *results.Verification) error {
	p := &page{}
	levels := slices.Clone(lineLevels)
	for _, verdict := range v.Verdicts {
		if !slices.ContainsFunc(levels, func(level lineLevel) bool { return level.name == verdict.Level }) {
			levels = append(levels, lineLevel{verdict.Level, words.Clean(verdict.Level)})
		}
	}
	for _, level := range levels {
		lines := slices.DeleteFunc(slices.Clone(v.Verdicts), func(verdict theory.Verdict) bool { return verdict.Level != level.name })
		if len(lines) == 0 {
			continue
		}
		p.wrap(level.title, "", "  ")
		p.judged("  ", "", [5]string{"expected", "simulated", "error", "z", "of"})
		for len(lines) > 0 {
			n := 1
			for n < len(lines) && subject(lines[n]) == subject(lines[0]) {
				n++
			}
			p.group(lines[:n])
			lines = lines[n:]
		}
		p.line("")
	}
	conclude(v, p)
	_, err := io.WriteString(w, p.String())
	return err
}

// subject returns what was simulated, quantity what of it is known: a line is named "subject: quantity".
func subject(v theory.Verdict) string {
	subject, _, _ := strings.Cut(v.Name, ": ")
	return subject
}

func quantityOf(v theory.Verdict) string {
	_, quantity, _ := strings.Cut(v.Name, ": ")
	return cmp.Or(quantity, v.Name)
}

// group writes the lines of one subject.
func (p *page) group(lines []theory.Verdict) {
	var sources []string
	for _, v := range lines {
		for source := range strings.SplitSeq(v.Source, "; ") {
			if !slices.Contains(sources, source) {
				sources = append(sources, source)
			}
		}
	}
	p.wrap(words.Clean(subject(lines[0])+" - "+strings.Join(sources, "; ")), "  ", "      ")
	for _, v := range lines {
		p.verdict(v)
	}
}

func (p *page) verdict(v theory.Verdict) {
	lead, name := "    ", words.Clean(quantityOf(v))
	if !v.Holds {
		lead = "!   "
	}
	if v.Failure != "" {
		p.wrap(name+" failed in "+words.Clean(v.Failure), lead, "      ")
		return
	}
	if words.Width(name) > nameWidth {
		p.wrap(name, lead, "      ")
		lead, name = "    ", ""
	}
	cells := [5]string{digits(v.Want), digits(v.Got), "exact"}
	if !v.Exact {
		places := 0
		if v.StandardError > 0 {
			places = 1 - int(math.Floor(math.Log10(v.StandardError)))
		}
		cells = [5]string{digits(v.Want), rounded(v.Got, places), rounded(v.StandardError, places), words.Decimal(v.Z, 2), words.Decimal(v.Critical, 1)}
	}
	p.judged(lead, name, cells)
}

// nameWidth is how much room a name has beside its numbers.
const nameWidth = 35

// judged writes a row: name, expected, simulated, standard error, z and its limit.
func (p *page) judged(lead, name string, cells [5]string) {
	p.line(fmt.Sprintf("%s%s %9s %9s %8s %6s %3s", lead, words.Padded(name, nameWidth+4-len(lead)), cells[0], cells[1], cells[2], cells[3], cells[4]))
}

// digits returns a number in up to five digits that matter, and all of them before the point.
func digits(x float64) string {
	switch {
	case !results.Exists(x):
		return words.Absent
	case math.Abs(x) >= 1e5:
		return strconv.FormatFloat(x, 'f', 0, 64)
	}
	return strconv.FormatFloat(x, 'g', 5, 64)
}

// rounded returns a number with so many places, or in short where they are too many.
func rounded(x float64, places int) string {
	switch {
	case !results.Exists(x):
		return words.Absent
	case places > 7:
		return strconv.FormatFloat(x, 'g', 2, 64)
	}
	return strconv.FormatFloat(x, 'f', max(0, places), 64)
}

// conclude writes what the table comes to.
func conclude(v *results.Verification, p *page) {
	if n := len(v.Verdicts); n < v.Lines {
		p.wrap(fmt.Sprintf("INTERRUPTED: %s of %s lines were judged.", words.Count(n), words.Count(v.Lines)), "", "")
	}
	switch failing := len(v.Failing()); {
	case len(v.Verdicts) == 0:
		return
	case len(v.Verdicts) == 1 && failing == 1:
		p.wrap("The line does not hold; it is marked with !.", "", "")
	case failing > 0:
		p.wrap(fmt.Sprintf("%s of %s lines %s not hold; %s marked with !.", words.Count(failing), words.Count(len(v.Verdicts)),
			words.Plural(failing, "does", "do"), words.Plural(failing, "it is", "they are")), "", "")
	default:
		p.wrap(fmt.Sprintf("%s.", words.Plural(len(v.Verdicts), "The line holds", "All "+words.Count(len(v.Verdicts))+" lines hold")), "", "")
	}
	if furthest := v.Furthest(); furthest != nil {
		p.wrap(fmt.Sprintf("The largest |z| is %s of the %s that its line is allowed: %s.",
			words.Decimal(math.Abs(furthest.Z), 2), words.Decimal(furthest.Critical, 2), words.Clean(furthest.Name)), "", "")
	}
	p.wrap(fmt.Sprintf("z is the distance from theory in standard errors of the replications. Its limits (Student's t, Bonferroni: the more "+
		"lines are judged, the wider) let a table of true lines fail in less than 1 of %s runs.", words.Count(int(math.Round(1/theory.FalseAlarm)))), "", "")
	length := "full"
	if v.Quick {
		length = "quick"
	}
	p.wrap(fmt.Sprintf("Seed %d, the %s table.", v.Seed, length), "", "")
}
