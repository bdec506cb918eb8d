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

// delays are counted by quarters of a working day, up to longest.
type delays struct {
	started, waiting int
	sum              float64
	quarters         []int
}

// longest is the number of days that the pool tells apart: two years; longer
// delays count as that.
const longest = 520

// Delay is the start delay of the projects signed in one week of the quarters.
type Delay struct {
	Week    int     // 1 to 13
	Started int     // projects, over all trials
	Waiting int     // of which the wait so far is counted: not started by the end of the run
	Mean    float64 // working days; NaN without a project
	P50     float64 // working days, down to a quarter of a day
	P90     float64
}

// NewPool returns an empty pool.
func NewPool(l Layout) *Pool {
	return &Pool{layout: l.Ledger, delays: make([]delays, (len(l.Ledger.Segments)+1)*Weeks),
		triangle: make([]float64, len(l.Ledger.Segments)*l.Ledger.Cohorts()*l.Ledger.Ages())}
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
	if w.Started {
		d.started++
	} else {
		d.waiting++
	}
	d.sum += w.Days
	if d.quarters == nil {
		d.quarters = make([]int, 4*longest+1)
	}
	d.quarters[min(4*longest, int(4*w.Days))]++
}

// Delays returns the start delay by week of signature, of a segment or of all
// (the last scope).
func (p *Pool) Delays(scope int) []Delay {
	list := make([]Delay, Weeks)
	for week := range list {
		d := p.week(scope, week)
		n := d.started + d.waiting
		list[week] = Delay{Week: week + 1, Started: d.started, Waiting: d.waiting,
			Mean: ratio(d.sum, float64(n)), P50: d.quantile(0.5), P90: d.quantile(0.9)}
	}
	return list
}

// quantile returns the beginning of the quarter of a day that holds it.
func (d *delays) quantile(p float64) float64 {
	n := d.started + d.waiting
	if n == 0 {
		return math.NaN()
	}
	quarter := 0
	for left := int(p * float64(n-1)); left >= d.quarters[quarter]; quarter++ {
		left -= d.quarters[quarter]
	}
	return float64(quarter) / 4
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
