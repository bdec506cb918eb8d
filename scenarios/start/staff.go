package start

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"postsale/models/changes"
)

// seats are the people of a team.
type seats struct {
	path   string // where it stands in a scenario
	people int
	like   int
	hires  string // as a scenario writes them; empty for those of the archetype
	rules  string
	moves  string
	why    string // where the number came from
}

func (s seats) name() string { return s.path[strings.LastIndexByte(s.path, '.')+1:] }

// changed reports whether a scenario has to state it.
func (s seats) changed() bool {
	return s.people != s.like || s.hires != "" || s.rules != "" || s.moves != "" || s.why == "told"
}

// line is what a scenario states of it.
func (s seats) line() string {
	parts := []string{fmt.Sprintf("people: %d", s.people)}
	for _, part := range []struct{ key, value string }{{"hires", s.hires}, {"hire_when", s.rules}, {"transfers", s.moves}} {
		if part.value != "" {
			parts = append(parts, part.key+": "+part.value)
		}
	}
	return strings.Join(parts, ", ")
}

// work says what a team of the archetype has to do, here beside there, and what it is called in a comment. Who leads, or works
// on what does not grow with customers, grows by the root.
func (p *Plan) work(path string) (ratio float64, what string) {
	params := p.Like.params
	name := path[strings.LastIndexByte(path, '.')+1:]
	arr := 0.0
	for _, s := range p.segments {
		arr += s.arr()
	}
	arr /= p.Like.ARR()
	sum := func(of func(i int) float64) (here, there float64) {
		for i, s := range p.segments {
			if s.like.customers == 0 {
				continue
			}
			here += of(i) * float64(s.customers) / float64(s.like.customers)
			there += of(i)
		}
		return here, there
	}
	switch {
	case strings.HasPrefix(path, "delivery."):
		here, there := 0.0, 0.0
		for i, s := range p.segments {
			hours := p.hoursOf(i, name)
			here, there = here+s.deals*hours, there+s.like.deals*hours
		}
		if there > 0 {
			return here / there, "hours of projects"
		}
		if slices.ContainsFunc(p.Like.teams(), func(t changes.Plan) bool { return string(t.StandIn) == name }) {
			return arr, "ARR"
		}
	case strings.HasPrefix(path, "support."), path == "engineering":
		here, there := sum(func(i int) float64 {
			s := &params.Segments[i].Value
			aDay, _ := s.Tickets.Rate(s.Customers.ACV)
			return aDay * float64(p.segments[i].like.customers)
		})
		if there > 0 {
			return here / there, "tickets"
		}
	case strings.HasPrefix(path, "success."):
		here, there := sum(func(i int) float64 {
			s := params.Segments[i].Value.Success
			if s == nil || string(s.Team) != name {
				return 0
			}
			return float64(p.segments[i].like.customers) / float64(s.AccountsPerPerson)
		})
		if there > 0 {
			return here / there, "accounts"
		}
		if r := params.Success.Renewals; r != nil && string(r.Owner) == name {
			return arr, "ARR"
		}
	}
	return math.Sqrt(arr), "root of ARR"
}

// hoursOf returns how many hours a project of a segment takes a delivery team.
func (p *Plan) hoursOf(segment int, team string) (hours float64) {
	params := p.Like.params
	for _, share := range params.Segments[segment].Value.Projects {
		for _, e := range params.Delivery.Projects {
			if e.Name != share.Name {
				continue
			}
			for _, ph := range e.Value.Phases {
				if does := ph.Team; string(does) == team || does == "" && string(e.Value.Team) == team {
					hours += float64(share.Value) * float64(ph.Effort)
				}
			}
		}
	}
	return hours
}

// teams are those of the archetype, with where they stand.
func (a *Archetype) teams() []changes.Plan { return a.plans }

// staff tells how many people each team has.
func (p *Plan) staff(f *Faults) {
	told := p.assign(f)
	if len(*f) > 0 {
		return
	}
	for _, t := range p.Like.teams() {
		ratio, what := p.work(t.Path)
		s := seats{path: t.Path, like: int(t.People)}
		n, isTold := told[t.Path]
		switch {
		case isTold:
			s.people, s.why = n, "told"
			if s.like > 0 {
				ratio = float64(n) / float64(s.like)
			}
		default:
			s.people = scaled(s.like, ratio)
			s.why = fmt.Sprintf("%s x %s, as %s", p.Like.Name, short(ratio), what)
			if p.newARR() == 0 && s.like > 0 && strings.HasPrefix(t.Path, "delivery.") {
				s.people, s.why = 1, "the least, as no deals are signed"
			}
		}
		p.grow(&s, t, ratio, isTold)
		p.teams = append(p.teams, s)
	}
	p.move()
	p.share()
	p.checkServing(f)
}

// roles are the words for teams that people use, beside the names of the teams: those that they may stand for.
var roles = []struct {
	name string
	is   func(path string) bool
}{
	{"implementation", func(path string) bool { return strings.HasPrefix(path, "delivery.teams.") }},
	{"support", func(path string) bool { return path == "support.tier1" || path == "support.tier2" }},
	{"success", func(path string) bool { return strings.HasPrefix(path, "success.teams.") }},
	{"engineering", func(path string) bool { return path == "engineering" }},
}

// Roles returns the words by which people may be told, the most used ones first.
func (a *Archetype) Roles() (names []string) {
	for _, r := range roles {
		if slices.ContainsFunc(a.teams(), func(t changes.Plan) bool { return r.is(t.Path) }) {
			names = append(names, r.name)
		}
	}
	for _, t := range a.teams() {
		if name := (seats{path: t.Path}).name(); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// assign returns the people that were told, by team.
func (p *Plan) assign(f *Faults) map[string]int {
	told := map[string]int{}
	teams := p.Like.teams()
	byName := func(name string) string {
		for _, t := range teams {
			if (seats{path: t.Path}).name() == name || strings.TrimSuffix((seats{path: t.Path}).name(), "-success") == name && strings.HasPrefix(t.Path, "success.") {
				return t.Path
			}
		}
		return ""
	}
	if p.told.People.InAll() {
		f.add("people", "must say of which role they are, such as %s=%.0f", p.Like.Roles()[0], p.told.People.Sum())
		return nil
	}
	for _, role := range p.told.People {
		if path := byName(role.Name); path != "" {
			told[path] = int(role.Value)
		}
	}
	for _, role := range p.told.People {
		if byName(role.Name) != "" {
			continue
		}
		of, segment, _ := strings.Cut(role.Name, ".")
		if path := byName(segment); of == "success" && path != "" {
			told[path] = int(role.Value)
			continue
		}
		i := slices.IndexFunc(roles, func(r struct {
			name string
			is   func(string) bool
		}) bool {
			return r.name == role.Name
		})
		var paths []string
		if i >= 0 {
			for _, t := range teams {
				if ratio, what := p.work(t.Path); roles[i].is(t.Path) && what != "root of ARR" && ratio > 0 {
					paths = append(paths, t.Path)
				}
			}
		}
		if len(paths) == 0 {
			if i >= 0 {
				p.notes = append(p.notes, fmt.Sprintf("%s has no team for %s, and those who were told are left out; it has %s", p.Like.Name, role.Name, strings.Join(p.Like.Roles(), ", ")))
			} else {
				f.add("people", "%w", unknown(role.Name, "role", p.Like.Roles()))
			}
			continue
		}
		for path, n := range p.divided(int(role.Value), paths, told) {
			told[path] = n
		}
	}
	return told
}

// divided shares people out to teams by what each has to do; those that were told already keep theirs.
func (p *Plan) divided(n int, paths []string, told map[string]int) map[string]int {
	list := map[string]int{}
	weights := map[string]float64{}
	all := 0.0
	for _, path := range paths {
		if _, known := told[path]; known {
			continue
		}
		plan := p.Like.teams()[slices.IndexFunc(p.Like.teams(), func(t changes.Plan) bool { return t.Path == path })]
		ratio, _ := p.work(path)
		people := float64(plan.People)
		if people == 0 { // to be hired
			for _, c := range plan.Hires {
				people += float64(c.People)
			}
			people = max(people, .5)
		}
		weights[path] = people * ratio
		all += weights[path]
	}
	left := n
	for left > 0 && len(weights) > 0 {
		best, most := "", -1.
		for _, path := range paths {
			if w, ok := weights[path]; ok {
				if need := w/all*float64(n) - float64(list[path]); need > most {
					best, most = path, need
				}
			}
		}
		list[best]++
		left--
	}
	for path := range weights {
		list[path] += 0
	}
	return list
}

var (
	change = regexp.MustCompile(`at: ([^,{}]+), people: ([0-9]+)`)
	most   = regexp.MustCompile(`most: ([0-9]+)`)
)

// grow scales what comes to a team later.
func (p *Plan) grow(s *seats, plan changes.Plan, ratio float64, told bool) {
	values := p.Like.scenario.Values([]string{s.path + ".hires", s.path + ".hire_when", s.path + ".transfers"})
	if told && s.like == 0 { // those who were to come are there
		if len(plan.Hires) > 0 && s.people > 0 {
			s.hires = "[]"
		}
		if len(plan.Transfers) > 0 && s.people > 0 {
			s.moves = "[]"
		}
		return
	}
	if len(plan.Hires) > 0 {
		var list []string
		before, after, there := 0, 0, 0.0
		for i, match := range change.FindAllStringSubmatch(values[0], -1) {
			n, _ := strconv.Atoi(match[2])
			there += float64(n)
			if after = int(math.Round(there * ratio)); i == 0 && s.like == 0 && ratio > 0 {
				after = max(1, after)
			}
			if after > before {
				list = append(list, fmt.Sprintf("{at: %s, people: %d}", match[1], after-before))
			}
			before = max(before, after)
		}
		if text := joined(list); text != values[0] {
			s.hires = text
		}
	}
	if len(plan.HireWhen) > 0 {
		text := most.ReplaceAllStringFunc(values[1], func(found string) string {
			n, _ := strconv.Atoi(strings.TrimPrefix(found, "most: "))
			return fmt.Sprintf("most: %d", max(s.people+1, int(math.Round(float64(n)*ratio))))
		})
		if text != values[1] {
			s.rules = text
		}
	}
}

// move takes back moves of people from teams that have fewer.
func (p *Plan) move() {
	leaves := map[string]int{}
	for i, t := range p.Like.teams() {
		for _, m := range t.Transfers {
			if p.teams[i].moves == "" {
				leaves[string(m.From)] += int(m.People)
			}
		}
	}
	for i, t := range p.Like.teams() {
		for _, m := range t.Transfers {
			from := slices.IndexFunc(p.teams, func(s seats) bool { return s.name() == string(m.From) })
			if from >= 0 && leaves[string(m.From)] > p.teams[from].people && p.teams[i].moves == "" {
				leaves[string(m.From)] -= int(m.People)
				p.teams[i].moves = "[]"
			}
		}
	}
}

// share lets a success team look after the segments of those that have nobody, where it has people and they were told to be so few.
func (p *Plan) share() {
	params := p.Like.params
	at := func(name string) *seats {
		i := slices.IndexFunc(p.teams, func(s seats) bool { return strings.HasPrefix(s.path, "success.") && s.name() == name })
		if i < 0 {
			return nil
		}
		return &p.teams[i]
	}
	best := ""
	for i := range p.segments {
		if s := params.Segments[i].Value.Success; s != nil && p.segments[i].customers > 0 {
			if t := at(string(s.Team)); t != nil && t.people > 0 && (best == "" || t.people > at(best).people) {
				best = t.name()
			}
		}
	}
	for i := range p.segments {
		s := params.Segments[i].Value.Success
		if s == nil || p.segments[i].customers == 0 {
			continue
		}
		if t := at(string(s.Team)); t != nil && t.people == 0 && t.why == "told" && best != "" {
			p.cared[p.segments[i].name] = best
			if plan := p.Like.teams()[slices.IndexFunc(p.Like.teams(), func(of changes.Plan) bool { return of.Path == t.path })]; len(plan.Hires) > 0 {
				t.hires = "[]"
			}
		}
	}
}
