package units

import (
	"encoding"
	"fmt"
	"strings"
	"unicode"
)

// Amount reads an amount of money as tables write it: 42k as in a scenario, $12,000.50, USD 12 000, and (1,200) for one
// below 0. What may be either of two amounts is refused.
func Amount(text string) (Money, error) {
	written := strings.TrimSpace(text)
	if strings.Trim(written, "0123456789") == "" { // most are, and this is fast
		var m Money
		err := m.UnmarshalText([]byte(written))
		return m, err
	}
	inner, below0 := unsigned(written)
	number, currency := withoutCurrency(inner)
	if number, minus := unsigned(number); minus {
		return amount(number, currency, written, true)
	}
	return amount(number, currency, written, below0)
}

var (
	dollars  = Pattern(`^(?i:us ?\$|usd|\$)*$`)
	around   = Pattern(`^([^\d.,()+−-]*)(.*?)([^\d.,()]*)$`)
	grouped  = Pattern(`^[1-9]\d{0,2}(,\d{3})+(\.\d*)?[kKMB]?$|^[1-9]\d{0,2}([ \x{a0}\x{202f}'’]\d{3})+(\.\d*)?[kKMB]?$`)
	doubtful = Pattern(`^[1-9]\d{0,2}\.\d{3}$`)
	european = Pattern(`^[\d.,]*(,|\.\d*\.)[\d.,]*[kKMB]?$`)
)

func unsigned(text string) (string, bool) {
	if inner, ok := strings.CutPrefix(text, "("); ok {
		if inner, ok := strings.CutSuffix(inner, ")"); ok {
			return strings.TrimSpace(inner), true
		}
	}
	for _, minus := range []string{"-", "−"} {
		if inner, ok := strings.CutPrefix(text, minus); ok {
			return strings.TrimSpace(inner), true
		}
	}
	return text, false
}

// withoutCurrency parts what stands before and after the digits from them; a suffix such as k is the number's.
func withoutCurrency(text string) (number, currency string) {
	part := around().FindStringSubmatch(text)
	if part == nil {
		return text, ""
	}
	number, after := part[2], part[3]
	if after != "" && strings.ContainsRune("kKMB", rune(after[0])) && (len(after) == 1 || after[1] == ' ') {
		number, after = number+after[:1], after[1:]
	}
	return strings.TrimSpace(number), strings.TrimSpace(part[1]) + strings.TrimSpace(after)
}

func amount(number, currency, written string, below0 bool) (Money, error) {
	switch {
	case number == "" || !isCurrency(currency) && !dollars().MatchString(currency):
		return 0, refused(moneyForm, written, likelyMoney)
	case !dollars().MatchString(currency):
		return 0, fmt.Errorf("want an amount in dollars, got %s; convert the column or, if all amounts of the scenario are in one currency, take its sign away", Quote(written))
	case doubtful().MatchString(number):
		return 0, fmt.Errorf("want an amount that is either thousands or cents, such as 12000 or 12.00, got %s", Quote(written))
	case grouped().MatchString(number):
		number = strings.NewReplacer(",", "", " ", "", "\u00a0", "", "\u202f", "", "'", "", "’", "").Replace(number)
	case european().MatchString(number):
		return 0, fmt.Errorf("want an amount with a point before cents, and commas only between thousands, such as 12000.50 or 12,000.50, got %s", Quote(written))
	}
	if cut, ok := strings.CutSuffix(number, "K"); ok {
		number = cut + "k"
	}
	var m Money
	if err := m.UnmarshalText([]byte(strings.TrimSuffix(number, "."))); err != nil {
		return 0, refused(moneyForm, written, likelyMoney)
	}
	if below0 {
		m = -m
	}
	return m, nil
}

// isCurrency reports whether a text is a sign such as €, CA$ or kr, or a code such as EUR.
func isCurrency(text string) bool {
	if strings.ContainsFunc(text, func(c rune) bool { return unicode.Is(unicode.Sc, c) }) {
		return true
	}
	code := len(text) == 3
	for _, c := range text {
		code = code && unicode.IsUpper(c)
	}
	return code || text == "kr" || text == "Fr." || text == "zł"
}

var (
	otherCurrency = Pattern(`\b(EUR|GBP|CHF|CAD|AUD|NZD|JPY|CNY|INR|SEK|NOK|DKK|PLN|CZK|BRL|MXN|ILS|ZAR|SGD|HKD|KRW)\b`)
	inThousands   = Pattern(`(?i)\b(thousands|millions)\b|[(\[][$€£ ]*(usd|eur|gbp)?[ ']*(k|m|mm|000|000s|tsd|mio)[$€£ ]*(usd|eur|gbp)?[)\]]`)
)

// UnlikeDollars returns what the name of a column tells of its amounts, such as thousands, if they are not dollars; else "".
func UnlikeDollars(column string) string {
	if inThousands().MatchString(column) {
		return "thousands or millions"
	}
	other := strings.ContainsFunc(column, func(c rune) bool { return c != '$' && unicode.Is(unicode.Sc, c) })
	if other || otherCurrency().MatchString(column) {
		return "another currency"
	}
	return ""
}

// Unit is what a plain number in a table stands for: hours, months, per cent.
type Unit string

var unitForm = Form{
	Want:    "a unit: min, h, d, w, mo, q or y, or percent or share",
	Pattern: `^(min|h|d|w|mo|q|y|percent|share)$`,
}

var unitPattern = Pattern(unitForm.Pattern)

// Form says how a unit is written.
func (Unit) Form() Form { return unitForm }

// UnmarshalText reads a unit.
func (u *Unit) UnmarshalText(text []byte) error {
	if !unitPattern().Match(text) {
		return fmt.Errorf("want %s, got %s%s", unitForm.Want, Quote(string(text)), unitHint(string(text)))
	}
	*u = Unit(text)
	return nil
}

// String returns the unit.
func (u Unit) String() string { return string(u) }

// MarshalText returns the unit.
func (u Unit) MarshalText() ([]byte, error) { return []byte(u), nil }

// OfTime reports whether it is one of time.
func (u Unit) OfTime() bool { return u != "" && u != "percent" && u != "share" }

func unitHint(text string) string {
	if unit := unitWords[strings.ToLower(text)]; unit != "" {
		return fmt.Sprintf(", did you mean %q?", unit)
	}
	return ""
}

// unitWords are units as tables name them; m may be minutes or months.
var unitWords = map[string]Unit{
	"min": "min", "mins": "min", "minute": "min", "minutes": "min",
	"h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
	"d": "d", "day": "d", "days": "d",
	"w": "w", "wk": "w", "wks": "w", "week": "w", "weeks": "w",
	"mo": "mo", "mos": "mo", "mth": "mo", "mths": "mo", "mon": "mo", "month": "mo", "months": "mo",
	"q": "q", "qtr": "q", "qtrs": "q", "quarter": "q", "quarters": "q",
	"y": "y", "yr": "y", "yrs": "y", "year": "y", "years": "y",
	"%": "percent", "percent": "percent", "pct": "percent", "per cent": "percent",
}

var inBrackets = Pattern(`[(\[]([^()\[\]]*)[)\]]$`)

// UnitOf returns the unit that the name of a column tells in brackets, such as Term (months), or "".
func UnitOf(column string) Unit {
	if match := inBrackets().FindStringSubmatch(column); match != nil {
		return unitWords[strings.ToLower(strings.TrimSpace(match[1]))]
	}
	return ""
}

var counted = Pattern(`^(` + numeral + `)[ -]?([A-Za-z]+)\.?$`)

// Span reads a length of time as tables write it: 6w as in a scenario, 12 months, 1 year, or a plain number of the unit,
// if there is one.
func Span(text string, unit Unit) (Duration, error) {
	var d Duration
	written := strings.TrimSpace(text)
	err := d.UnmarshalText([]byte(written))
	if err == nil {
		return d, nil
	}
	if match := counted().FindStringSubmatch(written); match != nil {
		word := unitWords[strings.ToLower(match[len(match)-1])]
		if word.OfTime() && d.UnmarshalText([]byte(match[1]+string(word))) == nil {
			return d, nil
		}
	}
	if unit.OfTime() && d.UnmarshalText([]byte(written+string(unit))) == nil {
		return d, nil
	}
	return 0, err
}

// readCell reads a quantity in words, or a plain number of the unit; without one, only if it can be nothing else.
func readCell[Q Quantity](text string, unit Unit) (float64, error) {
	var q Q
	text = strings.TrimSpace(text)
	plain := isPlain(text)
	switch any(q).(type) {
	case Duration:
		d, err := Span(text, unit)
		if err != nil && unit == "" && plain && !strings.HasPrefix(text, "-") {
			err = fmt.Errorf("%w; say beside column what plain numbers are, such as unit: h or unit: d", err)
		}
		return float64(d), err
	case Money:
		m, err := Amount(text)
		if err == nil && m < 0 {
			err = refused(moneyForm, text, likelyMoney)
		}
		return float64(m), err
	case Share:
		return shareCell(text, unit, plain)
	}
	err := any(&q).(encoding.TextUnmarshaler).UnmarshalText([]byte(text))
	return float64(q), err
}

func isPlain(text string) bool { return new(Number).UnmarshalText([]byte(text)) == nil }

func shareCell(text string, unit Unit, plain bool) (float64, error) {
	var s Share
	if number, ok := strings.CutSuffix(text, " %"); ok {
		text = number + "%"
	}
	if plain && unit == "percent" {
		text += "%"
	}
	err := s.UnmarshalText([]byte(text))
	if err == nil && plain && unit == "" && (s > 1 || s < -1) {
		err = fmt.Errorf("may be %s%% or %s, got %s; say beside column what plain numbers are: unit: percent or unit: share", text, s, Quote(text))
	}
	return float64(s), err
}
