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
		note("data: from %s to %s", names(before.Output.Forms), names(p.Output.Forms))
	}
	if before.Output.Quarters != p.Output.Quarters {
		note("rows by quarter: from %s to %s", yesNo(before.Output.Quarters), yesNo(p.Output.Quarters))
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
		if is.Identity != was.Identity {
			for _, text := range p.changed(before, at, i) {
				note("%s (%s): %s", units.Shown(is.Name), units.Shown(is.From), text)
			}
		}
		if is.Identity == was.Identity && is.Trials == was.Trials && is.SHA256 != was.SHA256 {
			note("%s (%s): description", units.Shown(is.Name), units.Shown(is.From))
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

func names(forms []saved.Form) string {
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(forms), " ", ","), "[]")
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
	places := map[string]int{}
	var old []Shard
	for i, n := range trials {
		if n == 0 {
			continue
		}
		places[p.Scenarios[i].Identity] = i
		var there []span
		for _, piece := range store.pieces[p.Scenarios[i].Identity] {
			if piece.First <= n {
				there = append(there, piece.span())
				kept += 1 + min(n, piece.span().last) - piece.First
			}
		}
		missing[i] = without(n, there)
	}
	for _, shard := range before.Shards {
		var of Shard
		for _, piece := range shard {
			at, there := places[before.Scenarios[piece.Scenario].Identity]
			if there && piece.First <= trials[at] && store.has(before, piece) {
				of = append(of, Piece{at, piece.First, piece.Trials})
			}
		}
		if len(of) > 0 {
			old = append(old, of)
		}
	}
	p.Shards = append(old, cut(missing, size)...)
	return kept
}
