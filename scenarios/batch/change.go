package batch

import (
	"fmt"
	"slices"
	"strings"

	"postsale/models/results/saved"
	"postsale/models/units"
	"postsale/scenarios"
)

// Changes returns what a plan asks for otherwise than the one before it did, a line each; none if it asks for the same.
func (p *Plan) Changes(before *Plan) []string {
	var list []string
	note := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	places, placesBefore := p.places(), before.places()
	if before.Program != p.Program {
		note("version of the program: from %s to %s", units.Shown(before.Program), units.Shown(p.Program))
	}
	if before.Processor != p.Processor {
		note("processor: from %s to %s", units.Shown(before.Processor), units.Shown(p.Processor))
	}
	if before.Seed != p.Seed {
		note("seed: from %d to %d", before.Seed, p.Seed)
	}
	if !slices.Equal(before.Output.Forms, p.Output.Forms) {
		note("data: from %s to %s", saved.Joined(before.Output.Forms, ","), saved.Joined(p.Output.Forms, ","))
	}
	if before.Output.Quarters != p.Output.Quarters {
		note("rows by quarter: from %s to %s", yesNo(before.Output.Quarters), yesNo(p.Output.Quarters))
	}
	if !slices.Equal(before.Varied, p.Varied) {
		note("what varies: from %s to %s", paths(before.Varied), paths(p.Varied))
	}
	raised, moves := map[[2]int][]string{}, [][2]int{}
	for i := range before.Scenarios {
		was := &before.Scenarios[i]
		at, there := places[was.Name]
		if !there {
			note("%s (%s): is gone", units.Shown(was.Name), units.Shown(was.From))
			continue
		}
		is := &p.Scenarios[at]
		if is.Trials != was.Trials {
			move := [2]int{was.Trials, is.Trials}
			if raised[move] == nil {
				moves = append(moves, move)
			}
			raised[move] = append(raised[move], is.Name)
		}
		switch {
		case is.Identity != was.Identity:
			for _, text := range p.changed(before, at, i) {
				note("%s (%s): %s", units.Shown(is.Name), units.Shown(is.From), text)
			}
		case is.Trials != was.Trials: // is noted
		case is.SHA256 != was.SHA256:
			note("%s (%s): description", units.Shown(is.Name), units.Shown(is.From))
		case is.From != was.From:
			note("%s: file: from %s to %s", units.Shown(is.Name), units.Shown(was.From), units.Shown(is.From))
		case slices.Equal(before.Varied, p.Varied) && !slices.Equal(is.Varied, was.Varied):
			note("%s (%s): how its values are written", units.Shown(is.Name), units.Shown(is.From))
		}
	}
	for i := range p.Scenarios {
		is := &p.Scenarios[i]
		if _, there := placesBefore[is.Name]; !there {
			note("%s (%s): is new", units.Shown(is.Name), units.Shown(is.From))
		}
	}
	for _, move := range moves {
		const most = 3
		names := raised[move]
		for i := range names {
			names[i] = units.Shown(names[i])
		}
		note("trials of %s: from %s to %s", units.Several(names, most), units.Grouped(move[0]), units.Grouped(move[1]))
	}
	if len(list) == 0 && !slices.EqualFunc(p.Scenarios, before.Scenarios, func(a, b Scenario) bool { return a.Name == b.Name }) {
		note("the order of the scenarios")
	}
	return list
}

// places returns which scenario of a plan has a name.
func (p *Plan) places() map[string]int {
	list := make(map[string]int, len(p.Scenarios))
	for i := range p.Scenarios {
		list[p.Scenarios[i].Name] = i
	}
	return list
}

// changed tells which keys of a scenario changed.
func (p *Plan) changed(before *Plan, at, was int) []string {
	const most = 3
	is, err := p.scenario(PlanName, at)
	if err != nil {
		return []string{err.Error()}
	}
	old, err := before.scenario(PlanName, was)
	if err != nil {
		return []string{"is otherwise than it was, which this program cannot read"}
	}
	var list []string
	for i, d := range scenarios.Differences(old, is) {
		if i == most {
			list = append(list, "and more")
			break
		}
		list = append(list, fmt.Sprintf("%s: from %s to %s", units.Shown(d.Path), shownValue(d.From), shownValue(d.To)))
	}
	return list
}

// paths returns what varies, in a few words.
func paths(list []string) string {
	if len(list) == 0 {
		return "nothing"
	}
	return units.Abridged(units.Shown(strings.Join(list, ", ")))
}

func shownValue(text string) string {
	if text == "" {
		return "nothing"
	}
	return units.Abridged(units.Shown(text))
}

func yesNo(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}

// Replan has a plan keep what the store has of its trials, and cut only the others into shards, of about so many trials (0: as
// many as there should be). It returns how many trials were kept.
func (p *Plan) Replan(before *Plan, store *Store, size int) (kept int) {
	_, trials := firsts(p.Scenarios)
	missing := make([][]span, len(p.Scenarios))
	places, there := map[string]int{}, map[Piece]string{} // what is kept, and its file
	var stays []Piece
	for i, n := range trials {
		if n == 0 {
			continue
		}
		identity := p.Scenarios[i].Identity
		places[identity] = i
		var spans []span
		next := 1
		for _, piece := range store.pieces[identity] {
			if piece.First < next || piece.First > n {
				continue
			}
			spans = append(spans, piece.span())
			next = piece.span().last + 1
			kept += min(n, next-1) - piece.First + 1
			of := Piece{i, piece.First, piece.Trials}
			there[of] = piece.path
			stays = append(stays, of)
		}
		missing[i] = without(n, spans)
	}
	var old []Shard
	for _, shard := range before.Shards {
		var of Shard
		for _, piece := range shard {
			at, known := places[before.Scenarios[piece.Scenario].Identity]
			piece.Scenario = at
			if _, is := there[piece]; known && is {
				delete(there, piece)
				of = append(of, piece)
			}
		}
		if len(of) > 0 {
			old = append(old, of)
		}
	}
	strays := map[string]int{} // of plans before that one: a shard a file
	for _, piece := range stays {
		path, is := there[piece]
		if !is {
			continue
		}
		if _, begun := strays[path]; !begun {
			strays[path] = len(old)
			old = append(old, nil)
		}
		old[strays[path]] = append(old[strays[path]], piece)
	}
	p.Shards = append(old, cut(missing, size)...)
	return kept
}
