package story

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"postsale/models/ledger"
	"postsale/models/results"
	"postsale/reports/words"
)

// life is what a customer lived through in a trial.
type life struct {
	entered, started, live, left   *ledger.Fact // nil when that did not happen
	slots                          ledger.Fact  // that it started with
	inFlight                       bool         // at the start
	arr                            float64      // that counts now
	gathered                       *ledger.Fact // its cohort started
	blocked                        float64      // days
	opened, missed                 int          // tickets
	reds, rescues, rescued         int
	unworked                       int  // renewals
	alone                          bool // without a sponsor at the start
	lost, regained, covered        int  // sponsors, and executives who took the account
	expansions                     int
	brought, finished              int // projects, by expansions
	expanded, contracted, uplifted float64
	renewals                       []ledger.Fact
}

// lifeOf returns what a customer lived through, or nil if it is not in the trial.
func lifeOf(l *results.Trace, customer string) *life {
	number := int32(slices.Index(l.Customers, customer))
	if number < 0 {
		return nil
	}
	c := &life{}
	for i := range l.Facts {
		if f := &l.Facts[i]; f.Customer == number {
			c.take(f)
		}
	}
	if c.entered == nil {
		return nil
	}
	return c
}

func (c *life) take(f *ledger.Fact) {
	if ledger.Kinds[f.Kind].Subject == ledger.Project && f.Subject > 0 {
		c.takeFurther(f)
		return
	}
	switch f.Kind {
	case ledger.Held:
		c.entered, c.arr = f, f.Amount
	case ledger.Signed:
		c.entered = f
	case ledger.Began:
		c.arr = f.Amount
	case ledger.Resumed:
		c.inFlight = true
	case ledger.Entered:
		if c.started == nil {
			c.gathered = f
		}
	case ledger.Blocked:
		c.blocked += f.Amount
	case ledger.Started:
		c.started = f
	case ledger.Took:
		if c.started != nil && c.slots.Amount == 0 {
			c.slots = *f
		}
	case ledger.WentLive:
		c.live = f
	case ledger.Opened:
		c.opened++
	case ledger.Breached:
		c.missed++
	case ledger.SponsorLost:
		if f.Marks&ledger.Found != 0 {
			c.alone = true
		} else {
			c.lost++
		}
	case ledger.SponsorRegained:
		c.regained++
	case ledger.Covered:
		c.covered++
	case ledger.Turned:
		if f.Marks&ledger.Red != 0 {
			c.reds++
		}
	case ledger.JobOpened:
		if f.Subject == ledger.RescueJob {
			c.rescues++
		}
	case ledger.JobWithdrawn:
		if f.Subject == ledger.RenewalJob {
			c.unworked++
		}
	case ledger.Rescued:
		c.rescued++
	case ledger.Expanded:
		c.expansions++
		c.expanded += f.Amount
		c.arr += f.Amount
	case ledger.Renewed:
		c.renewals = append(c.renewals, *f)
	case ledger.Contracted:
		c.contracted += f.Amount
		c.arr -= f.Amount
	case ledger.Uplifted:
		c.uplifted += f.Amount
		c.arr += f.Amount
	case ledger.Churned:
		c.left = f
	}
}

// takeFurther takes what happens to a project that an expansion brought.
func (c *life) takeFurther(f *ledger.Fact) {
	switch f.Kind {
	case ledger.Brought:
		c.brought++
	case ledger.Finished:
		c.finished++
	}
}

// Story tells what a customer lived through in the whole trial, in plain words; it
// is empty when the customer is not in the trial.
func Story(l *results.Trace, customer string) string {
	c := lifeOf(l, customer)
	if c == nil {
		return ""
	}
	parts := [][]string{beginning(l, c), c.tickets(), c.care(), c.sponsors(), changes(l, c), {ending(l, c)}}
	return strings.TrimSpace(strings.Join(slices.Concat(parts...), " "))
}

// beginning tells how the customer came and went live.
func beginning(l *results.Trace, c *life) (says []string) {
	date := l.Layout.Calendar.Date(c.entered.At - c.entered.Extra).Format(time.DateOnly)
	switch {
	case c.entered.Kind == ledger.Signed:
		says = append(says, fmt.Sprintf("Signed on %s for %s a year.", date, cash(c.entered.Amount)))
	case c.inFlight:
		says = append(says, fmt.Sprintf("In the opening book%s: signed on %s, its project in flight.", aYear(" for", c.entered.Amount), date))
	default:
		return append(says, fmt.Sprintf("In the opening book%s: signed on %s, and live.", aYear(" for", c.entered.Amount), date))
	}
	switch {
	case c.started != nil && c.slots.Amount == 0: // it takes none
		says = append(says, fmt.Sprintf("Waited %s for its project to start.", workingDays(c.started.Amount)))
	case c.started != nil:
		cohort := ""
		if c.gathered != nil {
			cohort = fmt.Sprintf(", the first %s for its cohort", workingDays(c.gathered.Amount))
		}
		says = append(says, fmt.Sprintf("Waited %s for %s%s.", workingDays(c.started.Amount), held(l, c.slots), cohort))
	case !c.inFlight:
		return append(says, "Never had a slot.")
	}
	if c.blocked > 0 {
		says = append(says, fmt.Sprintf("Its project waited %s for features.", workingDays(c.blocked)))
	}
	if c.live == nil {
		return append(says, "Did not go live.")
	}
	when := workingDays(-c.live.Extra) + " before the promised day"
	if c.live.Marks&ledger.Late != 0 {
		when = workingDays(c.live.Extra) + " late"
	}
	if c.live.Marks&ledger.Partner != 0 {
		when += ", by a partner"
	}
	return append(says, fmt.Sprintf("Went live on %s, %s.", Date(l, *c.live), when))
}

// tickets tells how the tickets of the customer fared.
func (c *life) tickets() []string {
	missed := words.Count(c.missed)
	if c.missed == 0 {
		missed = "none"
	}
	switch c.opened {
	case 0:
		return nil
	case 1:
		return []string{fmt.Sprintf("Opened 1 ticket; %s missed a target.", missed)}
	}
	return []string{fmt.Sprintf("Opened %s tickets; %s missed a target.", words.Count(c.opened), missed)}
}

// care tells how healthy the customer seemed, and what success did for it.
func (c *life) care() (says []string) {
	if c.reds > 0 {
		says = append(says, fmt.Sprintf("Turned red %s.", times(c.reds)))
	}
	switch {
	case c.rescues == 1 && c.rescued == 1:
		says = append(says, "Was rescued once, and it helped.")
	case c.rescues == 1:
		says = append(says, "Was to be rescued once, and it did not help.")
	case c.rescues > 1 && c.rescued == 0:
		says = append(says, fmt.Sprintf("Was to be rescued %s, and none helped.", times(c.rescues)))
	case c.rescues > 1:
		says = append(says, fmt.Sprintf("Was to be rescued %s, of which %s helped.", times(c.rescues), words.Count(c.rescued)))
	}
	if c.unworked > 0 {
		says = append(says, fmt.Sprintf("Nobody worked its renewal in time, %s.", times(c.unworked)))
	}
	return says
}

// sponsors tells how the customer lost its sponsors and won others, and whether executives held it.
func (c *life) sponsors() (says []string) {
	switch {
	case c.alone && c.lost > 0:
		says = append(says, fmt.Sprintf("Had no sponsor at the start, and lost its sponsor %s later.", times(c.lost)))
	case c.alone:
		says = append(says, "Had no sponsor at the start.")
	case c.lost > 0:
		says = append(says, fmt.Sprintf("Lost its sponsor %s.", times(c.lost)))
	}
	if c.regained > 0 {
		says = append(says, fmt.Sprintf("Won another %s.", times(c.regained)))
	}
	if c.covered > 0 {
		says = append(says, "An executive held the account, for a time at least.")
	}
	return says
}

// times tells how often.
func times(n int) string {
	if n == 1 {
		return "once"
	}
	return words.Count(n) + " times"
}

// changes tells how the contract grew, shrank and was renewed.
func changes(l *results.Trace, c *life) (says []string) {
	switch {
	case c.expansions == 1:
		says = append(says, fmt.Sprintf("Expanded once, by %s a year.", cash(c.expanded)))
	case c.expansions > 1:
		says = append(says, fmt.Sprintf("Expanded %s times, by %s a year in all.", words.Count(c.expansions), cash(c.expanded)))
	}
	if c.brought > 0 {
		says = append(says, fmt.Sprintf("That brought %s, of which %s.", counted(c.brought, "further project"), finished(c.finished)))
	}
	const few = 4
	if n := len(c.renewals); n > few {
		low, high := c.renewals[0].Extra, c.renewals[0].Extra
		for _, f := range c.renewals {
			low, high = min(low, f.Extra), max(high, f.Extra)
		}
		says = append(says, fmt.Sprintf("Renewed %s times from %s to %s, against chances of leaving of %s.", words.Count(n),
			Date(l, c.renewals[0]), Date(l, c.renewals[n-1]), words.Span(words.Percent(low), words.Percent(high), " %")))
	} else {
		for _, f := range c.renewals {
			against := fmt.Sprintf("against a chance of leaving of %s %%", words.Percent(f.Extra))
			if f.Marks&ledger.ByEvent != 0 {
				against = "as the file states"
			}
			says = append(says, fmt.Sprintf("Renewed on %s %s.", Date(l, f), against))
		}
	}
	if c.contracted > 0 {
		says = append(says, fmt.Sprintf("Contraction took %s a year.", cash(c.contracted)))
	}
	if c.uplifted > 0 {
		says = append(says, fmt.Sprintf("Uplift added %s a year.", cash(c.uplifted)))
	}
	return says
}

// counted tells how many things there are.
func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return words.Count(n) + " " + what + "s"
}

// finished tells how many projects were.
func finished(n int) string {
	switch n {
	case 0:
		return "none was finished"
	case 1:
		return "1 was finished"
	}
	return words.Count(n) + " were finished"
}

// ending tells where the customer was at the end; of a trial that failed, nobody knows.
func ending(l *results.Trace, c *life) string {
	switch {
	case c.left != nil:
		if c.left.Marks&ledger.ByEvent != 0 {
			return fmt.Sprintf("Left on %s%s, as the file states.", Date(l, *c.left), aYear(" with", c.left.Amount))
		}
		return fmt.Sprintf("Left on %s%s, against a chance of %s %%.", Date(l, *c.left), aYear(" with", c.left.Amount), words.Percent(c.left.Extra))
	case l.Failure != "":
		return ""
	}
	return fmt.Sprintf("Still a customer at the end of %s%s.", l.Layout.Calendar.QuarterName(l.Layout.Ledger.Quarters-1), aYear(", for", c.arr))
}

// aYear tells ARR after a word, if any counts.
func aYear(word string, arr float64) string {
	if arr == 0 {
		return ""
	}
	return word + " " + cash(arr) + " a year"
}

func workingDays(v float64) string { return words.Decimal(v, 1) + " working days" }
