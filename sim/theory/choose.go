package theory

import "strings"

// NoneError says that no line was chosen.
type NoneError struct {
	Late     bool     // there are some, all of which take long
	Subjects []string // of all lines
}

func (e *NoneError) Error() string { return "theory: no line has a name that holds the text" }

// Choose returns the cases with the lines whose name holds a text, in any case, and how many lines they have; quick leaves
// out what takes long. If there is none, the error is a *NoneError.
func Choose(all []Case, text string, quick bool) (cases []Case, lines int, err error) {
	none := &NoneError{}
	for _, c := range all {
		var wanted []int
		for i, l := range c.Lines {
			subject, _, _ := strings.Cut(l.Name, ": ")
			none.Subjects = append(none.Subjects, subject)
			if strings.Contains(strings.ToLower(l.Name), strings.ToLower(text)) {
				wanted = append(wanted, i)
			}
		}
		switch {
		case len(wanted) == 0:
		case quick && c.Quick == 0 && !c.Exact:
			none.Late = true
		default:
			cases = append(cases, c.narrowed(wanted))
			lines += len(wanted)
		}
	}
	if lines == 0 {
		return nil, 0, none
	}
	return cases, lines, nil
}

// narrowed returns a case with some of its lines.
func (c Case) narrowed(wanted []int) Case {
	all, simulate := c.Lines, c.New
	c.Lines = nil
	for _, i := range wanted {
		c.Lines = append(c.Lines, all[i])
	}
	c.New = func(seed uint64) func(replication int) []Tally {
		run := simulate(seed)
		return func(replication int) []Tally {
			tallies := run(replication)
			some := make([]Tally, len(wanted))
			for k, i := range wanted {
				some[k] = tallies[i]
			}
			return some
		}
	}
	return c
}
