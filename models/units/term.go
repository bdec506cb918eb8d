package units

import "strings"

// terms are the words for lengths of contracts.
var terms = []struct{ word, length string }{
	{"monthly", "1mo"},
	{"month-to-month", "1mo"},
	{"month to month", "1mo"},
	{"quarterly", "1q"},
	{"semi-annual", "2q"},
	{"semiannual", "2q"},
	{"semi-annually", "2q"},
	{"semiannually", "2q"},
	{"half-yearly", "2q"},
	{"annual", "1y"},
	{"annually", "1y"},
	{"yearly", "1y"},
}

// TermForm says how the length of a contract is written: as a duration or in a word.
var TermForm = Form{
	Unit:    durationForm.Unit,
	Want:    "a length of contracts such as 1y, 6mo, annual or monthly",
	Pattern: durationForm.Pattern + "|" + termPattern(),
}

func termPattern() string {
	var words []string
	for _, t := range terms {
		word := ""
		for _, r := range t.word {
			if r == '-' || r == ' ' {
				word += string(r)
			} else {
				word += caseless(string(r))
			}
		}
		words = append(words, word)
	}
	return "^(" + strings.Join(words, "|") + ")$"
}

// ReadTerm reads the length of a contract: a duration, or monthly, quarterly, semi-annual, annual or yearly, in any
// case.
func (d *Duration) ReadTerm(text string) error {
	text = TermLength(text)
	if d.UnmarshalText([]byte(text)) == nil {
		return nil
	}
	return refused(TermForm, text, likelyTerms)
}

// TermLength returns the duration that a word for a length of contracts stands for, and any other text as it is.
func TermLength(text string) string {
	for _, t := range terms {
		if strings.EqualFold(text, t.word) {
			return t.length
		}
	}
	return text
}

func likelyTerms(text string) []string {
	if likely := likelyDurations(text); len(likely) > 0 {
		return likely
	}
	if word := Nearest(text, termWords()); word != "" {
		return []string{word}
	}
	return nil
}

func termWords() []string {
	var words []string
	for _, t := range terms {
		words = append(words, t.word)
	}
	return words
}
