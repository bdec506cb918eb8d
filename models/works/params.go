package works

import (
	"slices"

	"postsale/models/people"
	"postsale/models/units"
)

// Work is a team and what its work moves.
type Work struct {
	people.Team `yaml:",inline"`
	Moves       units.Name     `yaml:"moves"`
	Of          []units.Name   `yaml:"of"` // teams whose productivity it moves
	To          units.Share    `yaml:"to"` // the value at best
	Half        units.Duration `yaml:"half"`
	Fades       units.Duration `yaml:"fades"`
	Opening     units.Duration `yaml:"opening"`
}

// What works move.
const (
	Deflection   units.Name = "deflection"
	HowDoI       units.Name = "how-do-i"
	Gap          units.Name = "adoption"
	Productivity units.Name = "productivity"
)

// Adoption is how customers come to use the product.
type Adoption struct {
	Gap   units.Share    `yaml:"gap"`
	Time  units.Duration `yaml:"time"`
	Ideal bool           `yaml:"-"` // at go-live customers use as much as those who have long been live
}

// bounds are what a value is kept within. Some productivity is always left: what nobody would ever end keeps its person
// for good.
var bounds = map[units.Name]struct{ least, most units.Share }{
	Deflection: {0, 1}, HowDoI: {0, 4}, Gap: {0, 1}, Productivity: {.01, 4},
}

// Validate adds what is wrong with works to the faults: teams are those whose people they may make more productive, and
// adopts tells that there is adoption to move.
func Validate(f *units.Faults, list units.Map[Work], teams []string, adopts bool) {
	movers := map[string]units.Name{}
	for _, e := range list {
		w, at := &e.Value, f.Under(string(e.Name))
		w.validate(at, teams)
		if w.Moves == Gap && !adopts {
			at.Add("moves", "must be of this company: adoption is left out")
		}
		alone := func(path, thing string) {
			if by, twice := movers[thing]; twice {
				at.Add(path, "must move what no other work moves: works.%s moves %s too", by, thing)
				return
			}
			movers[thing] = e.Name
		}
		if w.Moves != Productivity {
			alone("moves", string(w.Moves))
			continue
		}
		for i, team := range w.Of {
			if !slices.Contains(w.Of[:i], team) {
				alone(units.At("of", i), "productivity of "+string(team))
			}
		}
	}
}

func (w *Work) validate(f *units.Faults, teams []string) {
	w.Team.Validate(f)
	in := Keys.Section(f, "works.*")
	in.Word("moves", w.Moves)
	in.Check("to", w.To)
	in.Check("half", w.Half)
	in.Check("fades", w.Fades)
	in.Check("opening", w.Opening)
	if b, known := bounds[w.Moves]; known && Keys.Of("works.*.to").Range.Holds(float64(w.To)) && !(w.To >= b.least && w.To <= b.most) {
		f.Add("to", "must be between %s and %s where %s is moved, got %s", b.least, b.most, w.Moves, w.To)
	}
	switch {
	case w.Moves == Productivity && len(w.Of) == 0:
		f.Add("of", "must name the teams whose productivity is moved, got none")
	case w.Moves != Productivity && len(w.Of) > 0:
		f.Add("of", "must be left out where no productivity is moved")
		return
	}
	f.KnownOnce("of", "be a delivery, support or success team", w.Of, teams)
}

// Validate adds what is wrong with adoption to the faults.
func (a Adoption) Validate(f *units.Faults) {
	in := Keys.Section(f, "adoption")
	in.Check("gap", a.Gap)
	in.Check("time", a.Time)
}
