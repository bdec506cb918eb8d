package units

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Name names a segment, a team, a project type: letters, digits, hyphens and underscores.
type Name string

var nameForm = Form{
	Want:    "a name of letters, digits, - and _",
	Pattern: `^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$`,
}

// LongestName is how many characters a name may have: it stands in every line and label of its subject.
const LongestName = 100

var namePattern = Pattern(nameForm.Pattern)

// Form says how a name is written.
func (Name) Form() Form { return nameForm }

// UnmarshalText reads a name.
func (n *Name) UnmarshalText(text []byte) error {
	if len(text) > LongestName {
		return fmt.Errorf("must be at most %d characters long, got %d", LongestName, len(text))
	}
	if !namePattern().Match(text) {
		return refused(nameForm, string(text), likelyNames)
	}
	*n = Name(text)
	return nil
}

// String returns the name.
func (n Name) String() string { return string(n) }

// MarshalText returns String.
func (n Name) MarshalText() ([]byte, error) { return []byte(n), nil }

// Title is a name as people write it: Acme Inc, Plan B (draft), Größeres Team.
type Title string

var titleForm = Form{
	Want:    "a name that begins with a letter or digit, on one line",
	Pattern: `^[^\x00-/:-@\[-\x60\x7b-\x7f]([^\x00-\x1f\x7f]{0,98}[^\x00-\x20\x7f])?$`, // for editors, which know no \p{L}
}

// Form says how a title is written.
func (Title) Form() Form { return titleForm }

// UnmarshalText reads a title: at most LongestName characters that print, of which the first is a letter or digit, so
// that no table takes it for a formula.
func (t *Title) UnmarshalText(text []byte) error {
	if n := utf8.RuneCount(text); n > LongestName {
		return fmt.Errorf("must be at most %d characters long, got %d", LongestName, n)
	}
	s := string(text)
	first, _ := utf8.DecodeRuneInString(s)
	unprintable := func(r rune) bool { return !unicode.IsPrint(r) }
	if !utf8.ValidString(s) || strings.IndexFunc(s, unprintable) >= 0 || strings.HasSuffix(s, " ") || !unicode.IsLetter(first) && !unicode.IsNumber(first) {
		return refused(titleForm, s, likelyTitles)
	}
	*t = Title(s)
	return nil
}

// likelyTitles returns the title without what may not stand in it.
func likelyTitles(text string) []string {
	text = strings.Join(strings.Fields(text), " ")
	text = strings.TrimLeftFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	return readable(new(Title), strings.TrimSpace(text))
}

// String returns the title.
func (t Title) String() string { return string(t) }

// MarshalText returns String.
func (t Title) MarshalText() ([]byte, error) { return []byte(t), nil }

// plainLetters are letters of Latin alphabets without their marks.
var plainLetters = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "ß", "ss", "æ", "ae", "Æ", "Ae",
	"ø", "oe", "Ø", "Oe", "å", "aa", "Å", "Aa", "é", "e", "è", "e", "ê", "e", "ë", "e", "É", "E", "È", "E", "á", "a", "à", "a", "â", "a",
	"ã", "a", "Á", "A", "À", "A", "í", "i", "ì", "i", "î", "i", "ï", "i", "ó", "o", "ò", "o", "ô", "o", "õ", "o", "ú", "u", "ù", "u",
	"û", "u", "ç", "c", "Ç", "C", "ñ", "n", "Ñ", "N", "ł", "l", "Ł", "L", "š", "s", "Š", "S", "ž", "z", "Ž", "Z", "č", "c", "Č", "C",
	"'", "", "’", "")

// Short returns the short form of a name, which is a Name, for files and folders: Acme-Inc for Acme Inc. Two names may
// have the same; a name without a letter or digit of ours has "scenario".
func Short(name string) string { return cmp.Or(shortened(name), "scenario") }

func shortened(name string) string {
	short := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-' {
			return r
		}
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return ' '
	}, plainLetters.Replace(name))
	short = strings.Trim(strings.Join(strings.Fields(short), "-"), "-_")
	return strings.TrimRight(short[:min(len(short), LongestName)], "-_")
}

// Map is a map of a scenario whose entries keep the order of the file: segments, teams and project types are listed,
// numbered and printed in it.
type Map[V any] []Entry[V]

// Entry is a named value.
type Entry[V any] struct {
	Name  Name
	Value V
}

// Find returns the number of the entry of that name, or -1.
func (m Map[V]) Find(name Name) int {
	for i := range m {
		if m[i].Name == name {
			return i
		}
	}
	return -1
}

// Names returns the names in order.
func (m Map[V]) Names() []string {
	names := make([]string, len(m))
	for i := range m {
		names[i] = string(m[i].Name)
	}
	return names
}

// Way returns a way from a name to another along what each leads to, both of them named, or nil.
func Way(leads map[Name][]Name, from, to Name) []string { return way(leads, from, to, nil) }

// way avoids the names that were passed.
func way(leads map[Name][]Name, from, to Name, passed []Name) []string {
	if from == to {
		return []string{string(to)}
	}
	for _, next := range leads[from] {
		if !slices.Contains(passed, next) {
			if on := way(leads, next, to, append(passed, from)); on != nil {
				return append([]string{string(from)}, on...)
			}
		}
	}
	return nil
}
