package accounts

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"postsale/models/units"
)

// Export is the file of the opening customers and, where its words are not ours, what they mean.
type Export struct {
	File     units.DataFile      `yaml:"file"`
	Columns  Columns             `yaml:"columns"`
	Dates    units.Name          `yaml:"dates"`    // how those that do not begin with the year are written
	Segments map[Word]units.Name `yaml:"segments"` // theirs, ours
	Live     map[Word]Answer     `yaml:"live"`
}

// ScalarKey says that a plain name is the file's.
func (Export) ScalarKey() string { return "file" }

// How dates are written; those that begin with the year are always read.
const (
	YearFirst  units.Name = "year-first"
	MonthFirst units.Name = "month-first"
	DayFirst   units.Name = "day-first"
)

// Columns are the names of ours in a file; without one a column has our name.
type Columns struct {
	ID      string     `yaml:"id"`
	Segment string     `yaml:"segment"`
	ARR     string     `yaml:"arr"`
	Start   string     `yaml:"start"`
	Renewal string     `yaml:"renewal"`
	Term    TermColumn `yaml:"term"`
	Live    string     `yaml:"live"`
}

// TermColumn is the column of contract lengths and what its plain numbers are.
type TermColumn struct {
	Column string     `yaml:"column"`
	Unit   units.Unit `yaml:"unit"`
}

// ScalarKey says that a plain name is the column's.
func (TermColumn) ScalarKey() string { return "column" }

// ours are our columns in order; the first are required.
var ours = []string{"id", "segment", "arr", "start", "renewal", "term", "live"}

const required = 4

// named returns the name that a column of ours has in the file, "" if that is not told.
func (c Columns) named(column string) string {
	switch column {
	case "id":
		return c.ID
	case "segment":
		return c.Segment
	case "arr":
		return c.ARR
	case "start":
		return c.Start
	case "renewal":
		return c.Renewal
	case "term":
		return c.Term.Column
	}
	return c.Live
}

// Word is what stands in the cells of a file.
type Word string

var wordForm = units.Form{Want: "a text of at most 100 characters", Pattern: `^.{0,100}$`}

// Form says how a word is written.
func (Word) Form() units.Form { return wordForm }

// UnmarshalText reads a word; the spaces around it do not count.
func (w *Word) UnmarshalText(text []byte) error {
	word := strings.TrimSpace(string(text))
	if n := utf8.RuneCountInString(word); n > units.LongestName {
		return fmt.Errorf("must be at most %d characters long, got %d", units.LongestName, n)
	}
	*w = Word(word)
	return nil
}

// MarshalText returns the word.
func (w Word) MarshalText() ([]byte, error) { return []byte(w), nil }

// Answer says whether a customer is live.
type Answer string

// The answers. Who is gone is left out of the book.
const (
	Yes  Answer = "yes"
	No   Answer = "no"
	Gone Answer = "gone"
)

var answerForm = units.Form{Want: "yes, no or gone", Pattern: `^(yes|no|gone)$`}

// Form says how an answer is written.
func (Answer) Form() units.Form { return answerForm }

// UnmarshalText reads an answer.
func (a *Answer) UnmarshalText(text []byte) error {
	switch answer := Answer(text); answer {
	case Yes, No, Gone:
		*a = answer
		return nil
	}
	return fmt.Errorf("want %s, got %s", answerForm.Want, units.Quote(string(text)))
}

// String returns the answer.
func (a Answer) String() string { return string(a) }

// MarshalText returns the answer.
func (a Answer) MarshalText() ([]byte, error) { return []byte(a), nil }

// Validate adds what is wrong with what words mean to the faults; the file is left to Read.
func (e Export) Validate(f *units.Faults, segments []string) {
	if e.Dates != "" {
		Keys.Section(f, "accounts").Word("dates", units.Name(e.Dates))
	}
	if unit := e.Columns.Term.Unit; unit != "" && !unit.OfTime() {
		f.Add("columns.term.unit", "must be one of time, such as mo or y, got %s", unit)
	}
	for _, word := range sorted(e.Segments) {
		if name := string(e.Segments[word]); !slices.Contains(segments, name) {
			f.Add("segments."+string(word), "must be one of %s, got %s%s", strings.Join(segments, ", "), units.Quote(name), units.Hint(name, segments))
		}
	}
	apart(f.Under("segments"), sorted(e.Segments))
	apart(f.Under("live"), sorted(e.Live))
}

// apart demands words that differ by more than capitals.
func apart(f *units.Faults, words []Word) {
	first := map[string]Word{}
	for _, word := range words {
		lower := strings.ToLower(string(word))
		if other, twice := first[lower]; twice {
			f.Add(string(word), "must differ from %s by more than capitals", units.Quote(string(other)))
		}
		first[lower] = word
	}
}

func sorted[V any](words map[Word]V) []Word {
	var list []Word
	for word := range words {
		list = append(list, word)
	}
	slices.Sort(list)
	return list
}

// meant returns what a word of the file means, if that is told, and notes the word.
func meant[V any](told map[Word]V, text string, rows heard) (meaning V, ok bool) {
	if len(told) == 0 {
		return meaning, false
	}
	if meaning, ok = told[Word(text)]; ok {
		rows[Word(text)] = true
		return meaning, true
	}
	for word, meaning := range told {
		if units.Alike(string(word), text) {
			rows[word] = true
			return meaning, true
		}
	}
	const most = 100 // words; more are names
	if len(rows) < most {
		rows[Word(text)] = false
	}
	return meaning, false
}
