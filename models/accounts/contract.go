package accounts

import (
	"math"
	"strconv"
	"time"

	"postsale/models/fiscal"
	"postsale/models/units"
)

// contract is what a row says of one; what it leaves out is zero.
type contract struct {
	start, renewal time.Time
	term           units.Duration
}

// contract reads start, renewal and term, of which the last two complete each other.
func (r row) contract() (c contract) {
	if c.start = r.date("start"); r.calendar.Clock(c.start) > 0 {
		r.fault("start: must be on or before the first day of the run, got %s", r.text("start"))
	}
	if text := r.text("term"); text != "" {
		c.term = r.term(text)
	}
	text := r.text("renewal")
	switch {
	case text == "" && r.text("term") == "":
		r.fault("must have a renewal or a term, got neither")
	case text == "":
	default:
		if c.renewal = r.date("renewal"); c.renewal.IsZero() {
			break
		}
		if r.calendar.Clock(c.renewal) < 0 {
			r.fault("renewal: must be on or after the first day of the run, got %s", text)
		} else if !c.start.IsZero() && !c.renewal.After(c.start) {
			r.fault("renewal: must be after start, got %s", text)
		}
	}
	return c
}

// inDays is a contract length in days, which are those of the calendar; inHours is one that no contract has.
var (
	inDays  = units.Pattern(`^([0-9.]+(?:[eE][0-9]+)?) ?(?i:d|days?)$`)
	inHours = units.Pattern(`^[0-9.]+ ?(?i:h|hrs?|hours?|min|mins|minutes?)$`)
)

// term reads a contract length, 0 after a fault.
func (r row) term(text string) units.Duration {
	told := text
	if new(units.Number).UnmarshalText([]byte(text)) == nil {
		told += string(r.unit)
	}
	if days := inDays().FindStringSubmatch(told); days != nil {
		n, err := strconv.ParseFloat(days[1], 64)
		if err != nil || n != math.Trunc(n) || n > math.MaxInt32 {
			r.fault("term: must be whole days, months or years, got %s", units.Quote(text))
			return 0
		}
		return r.billed(int(n))
	}
	if inHours().MatchString(told) {
		r.fault("term: must be days, weeks, months or years, got %s", units.Quote(text))
		return 0
	}
	term, err := r.length(text)
	if err != nil {
		r.fault("term: %w", err)
	} else if !(term >= 1) {
		r.fault("term: must be a day or more, got %s", term)
	}
	return term
}

// billed returns the term of so many calendar days, as billing systems count them: the months or years that are as long,
// months of 30 days within a year, or else whole weeks.
func (r row) billed(days int) units.Duration {
	switch months := MonthsOfDays(days); {
	case days == 28:
		r.fault("term: may be a month or four weeks, got 28d: write 1mo or 4w")
	case months > 0:
		return units.Duration(float64(months) * fiscal.Quarter / 3) // as 7mo reads, to the last digit
	case days > 0 && days%7 == 0:
		return units.Duration(days / 7 * fiscal.Week)
	default:
		r.fault("term: must be months or weeks, such as 12mo or 2w; in calendar days, such as 30d, 90d or 365d, got %dd", days)
	}
	return 0
}

// MonthsOfDays returns of how many months calendar days are, or 0.
func MonthsOfDays(days int) int {
	const mostYears, monthLong, least = 100, 30.4375, 29
	near := int(math.Round(float64(days) / monthLong))
	if days < least || near > 12*mostYears {
		return 0
	}
	if fewest, most := fiscal.DaysOfMonths(near); fewest <= days && days <= most {
		return near
	}
	for _, year := range []int{365, 366} {
		if days%year == 0 {
			return 12 * (days / year)
		}
	}
	if months := days / 30; days%30 == 0 && months <= 12 {
		return months
	}
	return 0
}

// settle works out the missing one of term and renewal, and the renewals so far.
func (a *Account) settle(c contract, lengths []units.Duration, calendar fiscal.Calendar) {
	a.Signed = calendar.Clock(c.start)
	a.Term, a.fit = float64(c.term), asTold
	if a.Term == 0 {
		a.Term, a.fit = nearestTerm(c, lengths, calendar)
	}
	if a.Term == 0 {
		return // the segment has no terms, which is a fault of its own
	}
	dates := calendar.Dated(c.start, 0, a.Term)
	if c.renewal.IsZero() {
		a.RenewNext(dates)
	} else {
		a.Renews = calendar.Clock(c.renewal)
		n := max(1, int(math.Round((a.Renews-a.Signed)/a.Term)))
		off := math.Abs(dates.At(n) - a.Renews)
		if off > 1e-9 {
			dates = calendar.Dated(c.renewal, n, a.Term)
		}
		if a.fit == asTold && (off > fiscal.Week || a.Renews > a.Term+fiscal.Week) {
			a.fit = contradicts
		}
		a.Survived = n - 1
	}
	a.dates = &dates
}

// fit is how the term of an account and its dates go together.
type fit uint8

const (
	asTold      fit = iota // as the file says
	contradicts            // the file says a term that does not lead from start to renewal, or is over before
	inferred               // it says none, and one of the segment's fits
	ambiguous              // several do
	unfitting              // none does
)

// nearestTerm returns the term that is nearest to the time from start to renewal, in working days: of those that are not
// over before the next renewal if there are any, and of these, of those of which whole ones lead there.
func nearestTerm(c contract, lengths []units.Duration, calendar fiscal.Calendar) (best float64, how fit) {
	const rounding = 1 // working days
	renews := calendar.Clock(c.renewal)
	age := renews - calendar.Clock(c.start)
	most, wholes := -1, 0
	for _, length := range lengths {
		term, fits := float64(length), 0
		n := max(1, int(math.Round(age/term)))
		if renews <= term+rounding {
			fits++
			if math.Abs(calendar.Dated(c.start, 0, term).At(n)-renews) <= rounding {
				fits++
				wholes++
			}
		}
		if fits > most || fits == most && math.Abs(term-age) < math.Abs(best-age) {
			best, most = term, fits
		}
	}
	switch {
	case wholes > 1:
		return best, ambiguous
	case wholes == 1:
		return best, inferred
	}
	return best, unfitting
}
