package words

import (
	"sort"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

// Shortened returns a name of at most so many columns of a terminal.
func Shortened(name string, limit int) string {
	return Abridged(Clean(name), func(s string) bool { return Width(s) <= limit })
}

// Abridged returns text that fits: what is long loses its middle, since names differ at their ends. Its words stay whole
// where they are not too long themselves.
func Abridged(s string, fits func(string) bool) string {
	if fits(s) {
		return s
	}
	chars := []rune(s)
	without := func(n int) string {
		keep := len(chars) - n
		begin, end := string(chars[:(keep+1)/2]), string(chars[len(chars)-keep/2:])
		if at := strings.LastIndexAny(begin, Separators); at > len(begin)/3 {
			begin = begin[:at+1]
		}
		if at := strings.IndexAny(end, Separators); at >= 0 && at < 2*len(end)/3 {
			end = end[at:]
		}
		return begin + "..." + end
	}
	short := without(sort.Search(len(chars), func(n int) bool { return fits(without(n)) }))
	if whole := ofWords(s, fits); 2*len(whole) > len(short) && cutsWord(s, short) {
		return whole
	}
	return short
}

// cutsWord reports whether a text that has lost its middle has lost a part of a word.
func cutsWord(s, short string) bool {
	begin, end, _ := strings.Cut(short, "...")
	separates := func(at int) bool { return strings.IndexByte(Separators, s[at]) >= 0 }
	from := len(s) - len(end)
	return begin != "" && !separates(len(begin)-1) && !separates(len(begin)) || end != "" && !separates(from) && !separates(from-1)
}

// ofWords returns the longest text of first and last words that fits; it is empty if there is none.
func ofWords(s string, fits func(string) bool) (longest string) {
	for i := range s {
		if strings.IndexByte(Separators, s[i]) < 0 {
			continue
		}
		for j := i + 1; j < len(s); j++ {
			if strings.IndexByte(Separators, s[j]) < 0 {
				continue
			}
			if text := s[:i+1] + "..." + s[j:]; len(text) > len(longest) && len(text) < len(s) && fits(text) {
				longest = text
			}
		}
	}
	return longest
}

// Columns is the width of a terminal.
const Columns = 80

// Clipped returns text that is at most so wide, and shows where it was cut.
func Clipped(s string, limit int) string {
	if Width(s) <= limit {
		return s
	}
	return Head(s, float64(limit-3), Terminal) + "..."
}

func Padded(s string, to int) string { return s + strings.Repeat(" ", max(0, to-Width(s))) }

// Width returns how many columns of a terminal text takes.
func Width(s string) int { return text.StringWidth(s) }

func Terminal(s string) float64 { return float64(Width(s)) }

// Wrapped returns text in lines within a limit. A number keeps its unit; words that are longer than a line are cut,
// behind a hyphen or the like where there is one.
func Wrapped(s string, limit float64, width func(string) float64) []string {
	return filled(wordsOf(s), limit, width)
}

// Hung returns text in lines within the width of a terminal, of which the first stands behind a lead and the others below it.
func Hung(lead, s string) string {
	lines := Wrapped(s, float64(Columns-Width(lead)), Terminal)
	return lead + strings.Join(lines, "\n"+strings.Repeat(" ", Width(lead))) + "\n"
}

// Folded returns text in lines within a limit that is narrow: a number may part from its unit.
func Folded(s string, limit float64, width func(string) float64) []string {
	return filled(strings.Fields(s), limit, width)
}

func filled(words []string, limit float64, width func(string) float64) []string {
	var lines []string
	line, used, space := "", 0.0, width(" ")
	for _, word := range words {
		wide := width(word)
		if line != "" && used+space+wide > limit {
			lines = append(lines, line)
			line, used = "", 0
		}
		for wide > limit {
			part := Head(word, limit, width)
			if part == word {
				break
			}
			if at := strings.LastIndexAny(part, Separators); at > len(part)/2 {
				part = part[:at+1]
			}
			lines = append(lines, part)
			word, wide = word[len(part):], wide-width(part)
		}
		if line != "" {
			line, used = line+" ", used+space
		}
		line, used = line+word, used+wide
	}
	return append(lines, line)
}

// Separators are where a name may be cut.
const Separators = " -_./"

// Leading returns the first word of a name, with what it is parted by from the next.
func Leading(name string) string {
	if at := strings.IndexAny(name, Separators); at >= 0 {
		return name[:at+1]
	}
	return name
}

// wordsOf returns the words of a text, each with those that must stand in one line with it.
func wordsOf(s string) []string {
	fields := strings.Fields(s)
	var list []string
	for i, word := range fields {
		if i > 0 && held(fields, i) {
			list[len(list)-1] += " " + word
		} else {
			list = append(list, word)
		}
	}
	return list
}

// held reports whether a word must stand in one line with the one before: in "101.8 %", "7.1 days", "9 in 10",
// "at least 100", "± 0.3" and "FY29 Q4".
func held(fields []string, i int) bool {
	word, last := fields[i], fields[i-1]
	switch unit := strings.TrimRight(word, ",.;:)"); {
	case strings.HasPrefix(word, "%"):
		return true
	case unit == "points" || unit == "futures" || unit == "days" || unit == "weeks" || unit == "hours" || unit == "working":
		return numeral(last)
	case unit == "least" || unit == "most":
		return last == "at"
	case word == "in" || word == "of":
		return numeral(last) && i+1 < len(fields) && numeral(fields[i+1])
	case numeral(word) && (last == "in" || last == "of"):
		return i > 1 && numeral(fields[i-2])
	case numeral(unit):
		return last == "±" || last == "least" || last == "most"
	default:
		return strings.HasPrefix(word, "Q") && strings.HasPrefix(last, "FY")
	}
}

// numeral reports whether a word is a number, after which its clause goes on.
func numeral(word string) bool {
	word = strings.TrimRight(strings.TrimLeft(word, "($+-"), "kM")
	return word != "" && strings.Trim(word[:1]+word[len(word)-1:], "0123456789") == ""
}

// Head returns as much of a word as fits, and at least one character.
func Head(word string, limit float64, width func(string) float64) string {
	used := 0.0
	for at, char := range word {
		if used += width(string(char)); at > 0 && used > limit {
			return word[:at]
		}
	}
	return word
}
