package textbook

import (
	"math"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/sim/theory"
)

// reading is what a line reads of a trial.
type reading = func(l *ledger.Ledger) theory.Tally

// ratio is of two flows over the measured quarters.
func ratio(part, whole ledger.Flow) reading {
	return func(l *ledger.Ledger) theory.Tally { return ratioOf(part, whole, l.All())(l) }
}

// ratioOf is the same of one segment.
func ratioOf(part, whole ledger.Flow, segment int) reading {
	return func(l *ledger.Ledger) theory.Tally {
		return theory.Tally{Sum: l.Sum(part, segment, 0, l.Quarters), Count: l.Sum(whole, segment, 0, l.Quarters)}
	}
}

// average is the time average of a stock of the company.
func average(stock ledger.Stock) reading {
	return func(l *ledger.Ledger) theory.Tally {
		return theory.Mean(l.Mean(stock, l.All(), 0, l.Quarters))
	}
}

// numbers are some of a trial.
type numbers = func(l *ledger.Ledger) []float64

// furthest is the one of some numbers that is furthest from what is wanted.
func furthest(want float64, of numbers) reading {
	return func(l *ledger.Ledger) theory.Tally {
		far := want
		for _, n := range of(l) {
			if math.Abs(n-want) > math.Abs(far-want) {
				far = n
			}
		}
		return theory.Mean(far)
	}
}

// averageOf is the mean of some numbers.
func averageOf(of numbers) reading {
	return func(l *ledger.Ledger) (t theory.Tally) {
		for _, n := range of(l) {
			t.Sum += n
			t.Count++
		}
		return t
	}
}

// chances are those of leaving, of all decisions at renewals.
func chances(l *ledger.Ledger) (list []float64) {
	for _, f := range l.Facts() {
		if f.Kind == ledger.Churned || f.Kind == ledger.Renewed {
			list = append(list, f.Extra)
		}
	}
	return list
}

// leaves is the chance of leaving of customers whose hazard is a multiple of that of a chance.
func leaves(chance, multiple float64) float64 { return 1 - math.Pow(1-chance, multiple) }

// inSystem is the time average of the projects that wait or are under way, a slot each.
func inSystem(l *ledger.Ledger) theory.Tally {
	return theory.Mean(l.Mean(ledger.Queue, l.All(), 0, l.Quarters) + l.Mean(ledger.SlotsBusy, l.All(), 0, l.Quarters))
}

// beyond is the share of measured facts of a kind whose amount is more than so much.
func beyond(kind ledger.Kind, amount float64) reading {
	return func(l *ledger.Ledger) theory.Tally {
		var t theory.Tally
		for _, f := range l.Facts() {
			if f.Kind == kind && f.At >= 0 {
				t.Count++
				if f.Amount > amount {
					t.Sum++
				}
			}
		}
		return t
	}
}

// A step is what a fact adds to a level.
type step func(f ledger.Fact) float64

func queued(f ledger.Fact) float64 {
	switch f.Kind {
	case ledger.Queued:
		return 1
	case ledger.Unqueued:
		return -1
	}
	return 0
}

func occupied(f ledger.Fact) float64 {
	switch f.Kind {
	case ledger.Took:
		return f.Amount
	case ledger.Freed:
		return -f.Amount
	}
	return 0
}

func atPartner(f ledger.Fact) float64 {
	if f.Marks&ledger.Partner == 0 {
		return 0
	}
	return occupied(f)
}

// atWeek is the mean of a level as a week of the measured quarters begins.
func atWeek(week int, of step) reading {
	return func(l *ledger.Ledger) theory.Tally {
		var t theory.Tally
		level := 0.0
		next := fiscal.Week * float64(week)
		for _, f := range l.Facts() {
			for f.At >= next && t.Count < float64(l.Quarters) {
				t.Sum += level
				t.Count++
				next += fiscal.Quarter
			}
			level += of(f)
		}
		return t
	}
}

// around is the time average of a level's squared distance from a number.
func around(centre float64, of step) reading {
	return func(l *ledger.Ledger) theory.Tally {
		var t theory.Tally
		level, since := 0.0, 0.0
		hold := func(until float64) {
			if until > since {
				t.Sum += (level - centre) * (level - centre) * (until - since)
				since = until
			}
		}
		for _, f := range l.Facts() {
			if d := of(f); d != 0 {
				hold(f.At)
				level += d
			}
		}
		t.Count = fiscal.Quarter * float64(l.Quarters)
		hold(t.Count)
		return t
	}
}

// ofFacts is of two numbers of facts.
func ofFacts(part, whole ledger.Kind) reading {
	return func(l *ledger.Ledger) theory.Tally {
		var t theory.Tally
		for _, f := range l.Facts() {
			switch f.Kind {
			case part:
				t.Sum++
			case whole:
				t.Count++
			}
		}
		return t
	}
}

// decidedToLeave is the share of renewals at which a customer left.
func decidedToLeave(l *ledger.Ledger) theory.Tally {
	left := ofFacts(ledger.Churned, ledger.Renewed)(l)
	return theory.Tally{Sum: left.Sum, Count: left.Sum + left.Count}
}
