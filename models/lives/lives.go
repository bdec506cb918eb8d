package lives

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Stage is a mechanism with nothing around it but a life.
type Stage interface {
	// Prepare takes a line before it opens; an error says what is wrong with the line.
	Prepare(l Line) error
	// Do takes a line of what happens on its day.
	Do(l Line) error
	// Run plays until a day, in working days, and returns what happened, a line each, the day first.
	Run(until float64) []string
}

// Line is a line of a life: its day if it has one, then what is done and to what, then path=value.
type Line struct {
	Day   float64
	Words []string
	Pairs []Pair
}

// Pair is a path and the value that a line gives it.
type Pair struct{ Path, Value string }

// Word returns a word after the first, or "" if there are not so many.
func (l Line) Word(i int) string {
	if i+1 < len(l.Words) {
		return l.Words[i+1]
	}
	return ""
}

// SetAll sets the values of the line.
func (l Line) SetAll(target any) error {
	for _, p := range l.Pairs {
		if err := Set(target, p.Path, p.Value); err != nil {
			return err
		}
	}
	return nil
}

// Unknown is the error of a line of which a stage knows nothing.
func (l Line) Unknown() error {
	return fmt.Errorf("no stage direction: %s", strings.Join(l.Words, " "))
}

var update = flag.Bool("update", false, "write what happens into testdata/lives; look at the difference before committing it")

// Play plays every life in testdata/lives/*.txt, each on a stage of its own, and demands that what happens is what stands
// there.
func Play(t *testing.T, open func() Stage) {
	t.Helper()
	PlayIn(t, "testdata/lives", open)
}

// PlayIn is Play of the lives in another folder, where a package has mechanisms with stages of their own.
func PlayIn(t *testing.T, folder string, open func() Stage) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no lives in %s: %v", folder, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var played []string
			for _, life := range strings.Split(strings.TrimSpace(string(data)), "\n\n") {
				text, err := play(life, open())
				if err != nil {
					t.Fatalf("%s: %v, in\n%s", file, err, life)
				}
				played = append(played, text)
				if text != life && !*update {
					t.Errorf("%s:\n%s\n\nwhat happened is\n\n%s", file, life, text)
				}
			}
			if *update {
				if err := os.WriteFile(file, []byte(strings.Join(played, "\n\n")+"\n"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// play returns a life with what happens on a stage.
func play(life string, on Stage) (string, error) {
	directions, _, _ := strings.Cut(life, "\n----")
	lines := []string{directions, "----"}
	played := false
	for text := range strings.SplitSeq(directions, "\n") {
		if strings.HasPrefix(text, "#") {
			continue
		}
		if played {
			return "", fmt.Errorf("after until: %s", text)
		}
		l := read(text)
		if l.Words[0] == "until" {
			day, err := strconv.ParseFloat(l.Word(0), 64)
			if err != nil {
				return "", err
			}
			_, wanted, some := strings.Cut(text, " of ")
			for _, line := range on.Run(day) {
				if !some || slices.ContainsFunc(strings.Split(wanted, ", "), func(word string) bool { return strings.Contains(line, word) }) {
					lines = append(lines, line)
				}
			}
			played = true
			continue
		}
		day, err := strconv.ParseFloat(l.Words[0], 64)
		if err == nil {
			l.Day, l.Words = day, l.Words[1:]
			err = on.Do(l)
		} else {
			err = on.Prepare(l)
		}
		if err != nil {
			return "", fmt.Errorf("%s: %w", text, err)
		}
	}
	if !played {
		return "", fmt.Errorf("wants an until")
	}
	return strings.Join(lines, "\n"), nil
}

func read(text string) Line {
	var l Line
	for field := range strings.FieldsSeq(text) {
		if path, value, ok := strings.Cut(field, "="); ok {
			l.Pairs = append(l.Pairs, Pair{path, value})
		} else {
			l.Words = append(l.Words, field)
		}
	}
	if len(l.Words) == 0 {
		l.Words = []string{""}
	}
	return l
}
