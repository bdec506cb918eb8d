package units

import (
	"cmp"
	"encoding"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// meant returns `, did you mean "3mo"?` for the texts that were perhaps meant, or "" if there are none.
func meant(likely []string) string {
	if len(likely) == 0 {
		return ""
	}
	var quoted []string
	for _, text := range likely {
		quoted = append(quoted, strconv.Quote(text))
	}
	return fmt.Sprintf(", did you mean %s?", strings.Join(quoted, " or "))
}

// readable returns those of some texts that v reads, each once.
func readable(v encoding.TextUnmarshaler, texts ...string) []string {
	var list []string
	for _, text := range texts {
		if !slices.Contains(list, text) && v.UnmarshalText([]byte(text)) == nil {
			list = append(list, text)
		}
	}
	return list
}

var (
	wordy     = Pattern(`^([-+]?[0-9.][0-9.,_'’ ]*?)\s*([^0-9.,_'’ ].*)?$`)
	thousands = Pattern(`^[1-9][0-9]{0,2}([,_'’ ][0-9]{3})+(\.[0-9]+)?$`)
	dotted    = Pattern(`^[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?$`)
	decimal   = Pattern(`^[0-9]+,[0-9]{1,2}$`)
	grouping  = strings.NewReplacer(",", "", "_", "", "'", "", "’", "", " ", "")
)

// figures cuts a text into what its number may be, as a numeral of ours, and the words behind it in lower case.
func figures(text string) (numerals []string, word string) {
	const longest = 40
	text = strings.TrimSpace(text)
	if len(text) > longest {
		return nil, ""
	}
	match := wordy().FindStringSubmatch(text)
	if match == nil {
		return nil, ""
	}
	number := strings.TrimPrefix(strings.TrimSpace(match[1]), "+")
	word = strings.ToLower(strings.Trim(match[2], " ."))
	switch {
	case thousands().MatchString(number):
		return []string{grouping.Replace(number)}, word
	case dotted().MatchString(number):
		whole, cents, _ := strings.Cut(number, ",")
		numerals = []string{strings.ReplaceAll(whole, ".", "")}
		if cents != "" {
			return []string{numerals[0] + "." + cents}, word
		}
		if strings.Count(whole, ".") == 1 {
			numerals = append(numerals, strings.TrimRight(strings.TrimRight(whole, "0"), "."))
		}
		return numerals, word
	case decimal().MatchString(number):
		return []string{strings.Replace(number, ",", ".", 1)}, word
	}
	return []string{number}, word
}

// means reports whether a word is one that people write for a unit of durations.
func means(word, unit string) bool {
	return unitWords[word] == Unit(unit) || word == "m" && (unit == "mo" || unit == "min")
}

func likelyDurations(text string) []string {
	numerals, word := figures(text)
	word = strings.TrimPrefix(strings.TrimPrefix(word, "working "), "business ")
	var texts []string
	for _, n := range numerals {
		for _, unit := range durationUnits {
			if means(word, unit.name) {
				texts = append(texts, n+unit.name)
			}
		}
	}
	return readable(new(Duration), texts...)
}

func likelyMoney(text string) []string {
	text = strings.TrimSpace(strings.Replace(text, "$", "", 1))
	numerals, word := figures(text)
	word = strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(word, "usd"), "dollars"))
	suffix, known := map[string]string{"": "", "k": "k", "thousand": "k", "m": "M", "mm": "M", "mn": "M", "mio": "M", "million": "M",
		"b": "B", "bn": "B", "billion": "B"}[word]
	if !known {
		return nil
	}
	var texts []string
	for _, n := range numerals {
		texts = append(texts, n+suffix)
	}
	return readable(new(Money), texts...)
}

func likelyShares(text string) []string {
	numerals, word := figures(text)
	var texts []string
	for _, n := range numerals {
		switch word {
		case "":
			texts = append(texts, n)
		case "%", "pct", "percent", "per cent":
			texts = append(texts, n+"%")
		}
	}
	return readable(new(Share), texts...)
}

func likelyPaces(text string) []string {
	numerals, word := figures(text)
	for _, between := range []string{" per ", " a ", " / ", "/ ", " /"} {
		word = strings.Replace(word, between, "/", 1)
	}
	hours, span, both := strings.Cut(word, "/")
	if word != "" && !means(hours, "h") {
		return nil
	}
	unit := "w"
	switch {
	case both && means(span, "d"):
		unit = "d"
	case both && !means(span, "w"):
		return nil
	}
	var texts []string
	for _, n := range numerals {
		texts = append(texts, n+"h/"+unit)
	}
	return readable(new(Pace), texts...)
}

func likelyNumbers(text string) []string {
	numerals, word := figures(text)
	switch word {
	case "", "x", "times":
		return readable(new(Number), numerals...)
	case "%":
		var texts []string
		for _, n := range numerals {
			if v, ok := parse(n, -2); ok {
				texts = append(texts, Number(v).String())
			}
		}
		return readable(new(Number), texts...)
	}
	return nil
}

func likelyCounts(text string) []string {
	numerals, word := figures(text)
	var texts []string
	for _, n := range numerals {
		switch word {
		case "k":
			if v, ok := parse(n, 3); ok {
				texts = append(texts, Number(v).String())
			}
		case "":
			whole, fraction, _ := strings.Cut(n, ".")
			if strings.Trim(fraction, "0") == "" {
				texts = append(texts, whole)
			}
		}
	}
	return readable(new(Count), texts...)
}

func likelyMonths(text string) []string {
	if n, err := strconv.Atoi(strings.TrimSpace(text)); err == nil && n >= 1 && n <= 12 {
		return []string{Month(n).String()}
	}
	var names []string
	word := strings.ToLower(strings.Trim(text, " ."))
	for m := Month(1); m <= 12; m++ {
		names = append(names, m.String())
		if len(word) >= 3 && strings.HasPrefix(m.String(), word[:3]) {
			return []string{m.String()}
		}
	}
	if name := Nearest(text, names); name != "" {
		return []string{name}
	}
	return nil
}

// dateLayouts are ways to write a date. Where day and month cannot be told apart, both are meant.
var dateLayouts = []string{"2006-1-2", "2006/1/2", "2006.1.2", "20060102", time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05",
	"1/2/2006", "2/1/2006", "2.1.2006", "2-1-2006", "2 Jan 2006", "2 January 2006", "Jan 2, 2006", "January 2, 2006", "2006-1"}

func likelyDates(text string) []string {
	var texts []string
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, strings.TrimSpace(text)); err == nil {
			texts = append(texts, t.Format(time.DateOnly))
		}
	}
	return readable(new(Date), texts...)
}

var quarters = Pattern(`^(?i)(?:FY ?)?'?([0-9]{2}|[1-9][0-9]{3})[ -/]*Q ?([1-4])$|^Q ?([1-4])[ -/]*(?:FY ?)?'?([0-9]{2}|[1-9][0-9]{3})$|^FY ?'?([0-9]{2}|[1-9][0-9]{3})$`)

// likelyMoments returns times, fiscal quarters and dates, of a fiscal year its first quarter.
func likelyMoments(text string) []string {
	texts := append(likelyDurations(text), likelyDates(text)...)
	if match := quarters().FindStringSubmatch(strings.TrimSpace(text)); match != nil {
		year, number := match[1]+match[4]+match[5], match[2]+match[3]
		texts = append(texts, "FY"+year+" Q"+cmp.Or(number, "1"))
	}
	return texts
}

func likelyNames(text string) []string {
	if short := shortened(text); short != text {
		return readable(new(Name), short)
	}
	return nil
}

func likelyBounds(text string) []string {
	var texts []string
	for _, likely := range []func(string) []string{likelyDurations, likelyMoney, likelyShares} {
		texts = append(texts, likely(text)...)
	}
	return readable(new(Bound), texts...)
}
