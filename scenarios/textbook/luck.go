package textbook

import (
	"fmt"

	"postsale/models/company"
	"postsale/scenarios"
	"postsale/sim/theory"
)

// luck are the built-in companies that are not the textbook's: of all that customers decide in a trial, what came of it
// less what was to be expected has mean 0, whatever went before. A broken rule of renewal or expansion shows here first.
func luck() []theory.Case {
	var cases []theory.Case
	for _, name := range scenarios.Names() {
		if scenarios.Textbook(name) {
			continue
		}
		s := study{file: name}
		layout := s.params().Layout()
		c := theory.Case{Level: theory.ScenarioLevel, Full: 100}
		if name == "board" {
			c.Quick = 50
		}
		for _, kind := range layout.Lucks {
			c.Lines = append(c.Lines, theory.Line{Name: fmt.Sprintf("%s: luck, %s", name, kind.Name), Source: martingale})
		}
		c.New = func(seed uint64) func(replication int) []theory.Tally {
			simulated := company.New(s.params(), seed)
			return func(trial int) []theory.Tally {
				simulated.Run(trial)
				var tallies []theory.Tally
				for _, sum := range layout.ByLuck(simulated.Luck()) {
					tallies = append(tallies, theory.Mean(sum))
				}
				return tallies
			}
		}
		cases = append(cases, c)
	}
	return cases
}
