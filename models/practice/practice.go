// Package practice is what practitioners say of a software company after the sale, as records: texts, the mechanisms that they
// name, where a model holds each of them, and the experiment in which it is seen.
//
//	m, ok := practice.Find(list, "clumping")
//	several := practice.Worded(list, "partner")
//	base, idle := m.Seen.In, m.Seen.Plan() // as a command line names the two plans
//
// What stands in them is read and checked elsewhere, from files; experiments are made elsewhere too, and what they came to is a
// Sight. Here is only what readers and reports have to agree about: which words a record has, how its settings are written, and
// how a reader's words find it.
//
// An experiment is two plans of as many people, unless it says that the people are the mechanism: more people move most of what
// anybody looks at, and would be taken for what they came with. A mechanism that a model leaves out says why, and has neither
// keys nor an experiment.
package practice

import (
	"slices"
	"strings"
)

// Text is what a practitioner has written.
type Text struct {
	Title  string `json:"title"`
	Author string `json:"author,omitempty"`
	Year   int    `json:"year,omitempty"`
}

// Mechanism is something that happens after the sale, as the field tells it and as the model holds it.
type Mechanism struct {
	Name      string      `json:"name"`
	Part      string      `json:"part"`
	Short     string      `json:"short"` // what the field says, in a phrase
	Says      string      `json:"says"`
	Texts     []Text      `json:"texts"`
	Does      string      `json:"does,omitempty"` // what the model does with it
	Keys      []string    `json:"keys,omitempty"` // of scenario files, by the paths of their dictionary
	Measures  []string    `json:"measures,omitempty"`
	Scenarios []string    `json:"scenarios,omitempty"` // built-in files that show it
	Tests     []Tests     `json:"tests,omitempty"`
	Seen      *Experiment `json:"seen,omitempty"`
	LeftOut   string      `json:"left_out,omitempty"` // why the model does not hold it; then it has nothing from Does on
}

// Tests are the Go tests of a package that hold a mechanism.
type Tests struct {
	Folder    string   `json:"folder"`
	Functions []string `json:"functions"`
}

// Experiment is two plans under the same luck: a scenario with the mechanism, and the same with it made idle.
type Experiment struct {
	In      string    `json:"in"`   // a built-in scenario
	With    []Setting `json:"with"` // what both plans change of it
	Idle    []Setting `json:"idle"` // what only the second changes
	Measure string    `json:"measure"`
	Moves   Direction `json:"moves"`            // where the mechanism moves the measure
	People  bool      `json:"people,omitempty"` // that people are there is the mechanism; else both plans have as many
	Trials  int       `json:"trials"`
}

// Plan returns the idle plan as a command line says it beside the scenario: a name, a colon and settings.
func (e *Experiment) Plan() string { return "idle: " + strings.Join(Lines(e.Idle), "; ") }

// Setting is a value at a path of a scenario, as --set takes it.
type Setting struct {
	Path  string `json:"path"`
	Value string `json:"value"`
}

// String returns path=value.
func (s Setting) String() string { return s.Path + "=" + s.Value }

// Lines returns settings as a command line says them.
func Lines(settings []Setting) (lines []string) {
	for _, s := range settings {
		lines = append(lines, s.String())
	}
	return lines
}

// Direction is where something moves.
type Direction string

// The directions.
const (
	Up   Direction = "up"
	Down Direction = "down"
)

// Sight is what an experiment came to: means over trials, and of what the plan with the mechanism is more than the idle one.
type Sight struct {
	With   float64 `json:"with"`
	Idle   float64 `json:"idle"`
	More   float64 `json:"more"`
	Error  float64 `json:"error"`  // one standard error of More
	People float64 `json:"people"` // on the payroll with the mechanism, on average over the run
	Others float64 `json:"others"` // on that of the idle plan
	Trials int     `json:"trials"`
	Seed   uint64  `json:"seed"`
	Holds  bool    `json:"holds"` // it moves as the field says, and by more than three of its standard errors
}

// Find returns the mechanism of a name.
func Find(list []Mechanism, name string) (m Mechanism, ok bool) {
	i := slices.IndexFunc(list, func(m Mechanism) bool { return m.Name == name })
	if i < 0 {
		return Mechanism{}, false
	}
	return list[i], true
}

// Worded returns the mechanisms in whose name, or in what is said of them, all words of a text stand, in any case.
func Worded(list []Mechanism, text string) (found []Mechanism) {
	const shortest = 3
	words := strings.Fields(strings.ToLower(text))
	if len(strings.Join(words, "")) < shortest {
		return nil
	}
	for _, m := range list {
		said := strings.ToLower(strings.Join([]string{m.Name, m.Short, m.Says, m.Does, m.LeftOut}, "\n"))
		if !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(said, word) }) {
			found = append(found, m)
		}
	}
	return found
}

// Names returns the names of mechanisms.
func Names(list []Mechanism) (names []string) {
	for _, m := range list {
		names = append(names, m.Name)
	}
	return names
}
