package measures

import (
	"math"

	"postsale/models/ledger"
)

// Weeks is the number of weeks of a quarter.
const Weeks = 13

// Pool gathers, over all trials, what single trials are too thin to tell: the
// start delay by week of signature, and retention by booking cohort and age.
// Trials are added in order, so that the sums have the same bytes whoever ran
// them.
type Pool struct {
	layout   ledger.Layout
	delays   []delays  // by scope (segments, then all) and week
	triangle []float64 // as Ledger.Triangle
}

// delays are the waits of the projects signed in one week of the quarters: those that ended, and those that the end of the
// run cut off, of which only that they were longer is known.
type delays struct {
	started, waiting int
	sum              float64 // of those that ended
	longest          float64 // of those cut off
	bins             []bin   // by quarters of a working day, as far as any waited, up to longestTold
}

type bin struct {
	started, waiting int
	sum              float64
}

// longestTold is the number of days that the pool tells apart: two years; longer
// delays count as that.
const longestTold = 520

// mostBins is how many bins tell delays up to that apart.
const mostBins = 4*longestTold + 1

// Delay is the start delay of the projects signed in one week of the quarters. What the end of the run cut off is taken
// for longer than it was so far, as those were that had waited as long and started (Kaplan and Meier 1958).
type Delay struct {
	Week    int     // 1 to 13
	Started int     // projects, over all trials
	Waiting int     // not started by the end of the run
	Mean    float64 // working days, where none that started had waited longer those that did not count as they were; NaN without a project
	P50     float64 // working days, down to a quarter of a day; NaN where too few started to tell
	P90     float64
}

// NewPool returns an empty pool.
func NewPool(l Layout) *Pool {
	return &Pool{layout: l.Ledger, delays: make([]delays, (len(l.Ledger.Segments)+1)*Weeks),
		triangle: make([]float64, len(l.Ledger.Segments)*l.Ledger.Cohorts()*l.Ledger.Ages())}
}

// PoolBytes returns how much memory a pool takes at most, in bytes: with a bin for every delay that it tells apart, in
// every week of every scope.
func PoolBytes(l Layout) float64 {
	const binBytes = 3 * numberBytes
	scopes := float64(len(l.Ledger.Segments) + 1)
	triangle := float64(len(l.Ledger.Segments) * l.Ledger.Cohorts() * l.Ledger.Ages())
	return binBytes*mostBins*Weeks*scopes + numberBytes*triangle
}

// Add adds a trial's waits and triangle.
func (p *Pool) Add(waits []ledger.Wait, triangle []float64) {
	for _, w := range waits {
		p.week(int(w.Segment), int(w.Week)).add(w)
		p.week(p.layout.All(), int(w.Week)).add(w)
	}
	for i, arr := range triangle {
		p.triangle[i] += arr
	}
}

func (p *Pool) week(scope, week int) *delays { return &p.delays[scope*Weeks+week] }

func (d *delays) add(w ledger.Wait) {
	b := d.bin(min(mostBins-1, int(4*w.Days)))
	if !w.Started {
		d.waiting++
		d.longest = max(d.longest, w.Days)
		b.waiting++
		return
	}
	d.started++
	d.sum += w.Days
	b.started++
	b.sum += w.Days
}

func (d *delays) bin(at int) *bin {
	if at >= len(d.bins) {
		grown := make([]bin, min(2*at+1, mostBins)) // append would take more than it may
		copy(grown, d.bins)
		d.bins = grown
	}
	return &d.bins[at]
}

// Delays returns the start delay by week of signature, of a segment or of all
// (the last scope).
func (p *Pool) Delays(scope int) []Delay {
	list := make([]Delay, Weeks)
	for week := range list {
		d := p.week(scope, week)
		list[week] = Delay{Week: week + 1, Started: d.started, Waiting: d.waiting,
			Mean: d.mean(), P50: d.quantile(0.5), P90: d.quantile(0.9)}
	}
	return list
}

// shares calls each with the delays in order: which share of all projects has those of a bin, until it returns false.
// Where a project waits still, its share goes to those that waited longer; the rest is what nobody's start tells.
func (d *delays) shares(each func(day, mean, share float64) bool) (rest float64) {
	rest = 1
	left := float64(d.started + d.waiting)
	for i, b := range d.bins {
		if b.started > 0 {
			share := rest * float64(b.started) / left
			rest -= share
			if !each(float64(i)/4, b.sum/float64(b.started), share) {
				return rest
			}
		}
		if left -= float64(b.started + b.waiting); left == 0 {
			break
		}
	}
	return rest
}

func (d *delays) mean() float64 {
	if d.waiting == 0 {
		return ratio(d.sum, float64(d.started))
	}
	sum := 0.0
	rest := d.shares(func(_, mean, share float64) bool {
		sum += share * mean
		return true
	})
	return sum + rest*d.longest
}

// quantile returns the beginning of the quarter of a day that holds it.
func (d *delays) quantile(p float64) float64 {
	const rounding = 1e-9
	n := float64(d.started + d.waiting)
	rank, found, below := math.Floor(p*(n-1))+1-rounding, math.NaN(), 0.0
	d.shares(func(day, _, share float64) bool {
		if below += share * n; below >= rank {
			found = day
		}
		return below < rank
	})
	return found
}

// Retention returns ARR by booking cohort and age as a share of what was booked,
// of a segment or of all (the last scope). Cohort 0 is everyone who was there at
// the start, cohort k the deals of the k-th measured quarter; age 0 is the
// beginning and age k the k-th quarter end. Cells beyond the run, and those of
// empty cohorts, are NaN.
func (p *Pool) Retention(scope int) [][]float64 {
	first, last := scope, scope
	if scope == p.layout.All() {
		first, last = 0, scope-1
	}
	rows := make([][]float64, p.layout.Cohorts())
	for cohort := range rows {
		oldest := p.layout.Quarters - max(0, cohort-1)
		for age := range p.layout.Ages() {
			arr, booked := 0.0, 0.0
			for s := first; s <= last; s++ {
				arr += p.triangle[p.layout.Cell(s, cohort, age)]
				booked += p.triangle[p.layout.Cell(s, cohort, 0)]
			}
			share := ratio(arr, booked)
			if age > oldest {
				share = math.NaN()
			}
			rows[cohort] = append(rows[cohort], share)
		}
	}
	return rows
}
