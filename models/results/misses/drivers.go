package misses

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
)

// Level is how likely it is that of measures that have nothing to do with a target any is told.
const Level = 0.05

// Driver is a measure that differs between both groups beyond chance.
type Driver struct {
	measures.Column
	Contrast
	Chance            float64 // that both groups differ as much by chance
	Trials            int     // in which it and the target exist
	Along, AlongError float64 // share of the gap that goes along with it
}

// worked are the sections of measures of how a company worked, besides those that have none or are told with money.
var worked = []string{"Deals", "Delivery", "Support", "Engineering", "Success", "Works"}

// besides are measures of people, which are told with money; accounted count who left or what was sold, and so tell the miss
// rather than what went along with it.
var (
	besides   = []string{"headcount", "hires", "stand_in_hours", "stand_in_hours_share", "switching_hours"}
	accounted = []string{"churn_green", "churn_red"}
)

// Works reports whether a measure tells how a company worked.
func Works(m *measures.Measure) bool {
	if slices.Contains(besides, m.Name) {
		return true
	}
	return m.Section != nil && slices.Contains(worked, m.Section.Title) && !slices.Contains(accounted, m.Name)
}

// driving returns the columns that are compared: of the whole company and of teams, by year up to the end of the target's
// period.
func (g *groups) driving(layout measures.Layout) (places []int) {
	periods := layout.Periods()
	for i, c := range g.table.Columns {
		if !Works(c.Measure) || c.Period.To > g.target.Period.To || !slices.Contains(periods, c.Period) {
			continue
		}
		if c.Segment != measures.WholeCompany && !strings.HasPrefix(c.Segment, "team/") {
			continue
		}
		if c.Measure != g.target.Measure {
			places = append(places, i)
		}
	}
	return places
}

// drivers compares all of them, and keeps those that differ beyond chance.
func (m *Missed) drivers(g *groups, layout measures.Layout) {
	var all []Driver
	for _, i := range g.driving(layout) {
		column := g.table.Values(i)
		missing, reaching := g.of(column, true), g.of(column, false)
		if min(len(missing), len(reaching)) < Fewest {
			continue
		}
		d := Driver{Column: g.table.Columns[i], Contrast: contrast(missing, reaching), Trials: len(missing) + len(reaching)}
		z, chance := apart(missing, reaching)
		if math.IsNaN(z) {
			continue // it is the same in all
		}
		if d.Chance = chance; z*d.Difference < 0 {
			d.Chance = 1 // means and ranks do not say the same
		}
		d.Along, d.AlongError = g.along(column)
		all = append(all, d)
	}
	m.Looked = len(all)
	m.Chance = Level / float64(max(1, m.Looked))
	m.Drivers = slices.DeleteFunc(all, func(d Driver) bool { return !(d.Chance < m.Chance) })
	slices.SortStableFunc(m.Drivers, func(a, b Driver) int { return cmp.Compare(math.Abs(b.InErrors()), math.Abs(a.InErrors())) })
}

// Clearest returns of each measure and team the period in which it differs most clearly, at most so many; of a team that is all
// of the company, the company alone.
func (m *Missed) Clearest(most int) (list []Driver) {
	for _, d := range m.Drivers {
		told := slices.ContainsFunc(list, func(e Driver) bool {
			return e.Measure == d.Measure && (e.Segment == d.Segment || e.Contrast == d.Contrast)
		})
		if !told && len(list) < most {
			list = append(list, d)
		}
	}
	return list
}

// Foremost returns the part of a kind and segment that is the most of the gap, and the driver with which most of it goes along,
// beyond twice its error; nil if there is none.
func (m *Missed) Foremost() (part *Part, driver *Driver) {
	for i := range m.Parts {
		if p := &m.Parts[i]; part == nil || p.Share > part.Share {
			part = p
		}
	}
	for i := range m.Drivers {
		d := &m.Drivers[i]
		if d.Along > results.Clearly*d.AlongError && (driver == nil || d.Along > driver.Along) {
			driver = d
		}
	}
	return part, driver
}

// along returns the share of the gap that goes along with a measure, and its jackknife error over trials.
func (g *groups) along(x []float64) (share, err float64) {
	var all tally
	each := func(do func(x, y float64, missing bool)) {
		for side, places := range [][]int{g.reaching, g.missing} {
			for _, i := range places {
				if !math.IsNaN(x[i]) {
					do(x[i], g.values[i], side == 1)
				}
			}
		}
	}
	shiftX, shiftY, n := 0., 0., 0.
	each(func(x, y float64, _ bool) { shiftX, shiftY, n = shiftX+x, shiftY+y, n+1 })
	shiftX, shiftY = shiftX/n, shiftY/n
	each(func(x, y float64, missing bool) { all.add(x-shiftX, y-shiftY, missing, 1) })
	sum, squares := 0., 0.
	each(func(x, y float64, missing bool) {
		without := all
		without.add(x-shiftX, y-shiftY, missing, -1)
		v := without.share()
		sum, squares = sum+v, squares+v*v
	})
	spread := math.Max(0, squares-sum*sum/n)
	return all.share(), math.Sqrt((n - 1) / n * spread)
}

// tally are the sums that a share follows from.
type tally struct {
	x, y, xx, xy   float64
	n              float64
	ofX, ofY, many [2]float64 // by group, the missing last
}

func (t *tally) add(x, y float64, missing bool, times float64) {
	side := 0
	if missing {
		side = 1
	}
	t.n, t.x, t.y = t.n+times, t.x+times*x, t.y+times*y
	t.xx, t.xy = t.xx+times*x*x, t.xy+times*x*y
	t.ofX[side], t.ofY[side], t.many[side] = t.ofX[side]+times*x, t.ofY[side]+times*y, t.many[side]+times
}

func (t *tally) share() float64 {
	slope := (t.xy - t.x*t.y/t.n) / (t.xx - t.x*t.x/t.n)
	apart := func(of [2]float64) float64 { return of[1]/t.many[1] - of[0]/t.many[0] }
	return slope * apart(t.ofX) / apart(t.ofY)
}
