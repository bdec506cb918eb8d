package batch

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"postsale/models/company"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/studies"
	"postsale/scenarios/sweeps"
	"postsale/sim/experiment"
)

// Request is a batch that is asked for.
type Request struct {
	Paths    []string // files of scenarios and sweeps, folders of them, patterns, names of built-in scenarios
	Settings []string // path=value, of all scenarios
	Trials   int      // 0: as many as each scenario says
	Seed     uint64
	Shard    int // trials of a shard; 0: as many as there should be
	Output   Output
	Program  string // its version
}

// Gathered is what was found where a request looked.
type Gathered struct {
	Plan   *Plan
	Faults []string // of scenarios and paths that are not in the plan, a line each, one cause once
	Notes  []string // of what is in it otherwise than one might think
}

// Of how many scenarios it is told that they are there already, and that they simulate what others do.
const (
	mostCopies = 12
	mostAlikes = 3
)

// source is a scenario before it is read.
type source struct {
	shown string        // where it is
	ref   string        // the file, or a built-in name
	sweep *sweeps.Sweep // nil of a file or a name
	at    int           // of the sweep
}

func (s *source) load(r *Request) (*scenarios.Scenario, error) {
	if s.sweep == nil {
		return studies.Order{Scenario: s.ref, Settings: r.Settings, Trials: r.Trials}.Load()
	}
	scenario, err := s.sweep.Load(s.at, r.Settings)
	if err != nil || r.Trials == 0 {
		return scenario, err
	}
	return scenario.WithTrials(r.Trials), nil
}

// Gather reads everything that a request names and returns the plan of what is valid, with a fault for each thing that is not.
// The plan is nil if nothing is. Ctx ends it with ErrInterrupted.
func Gather(ctx context.Context, r Request) (*Gathered, error) {
	g := newGathering(&r)
	sources, ok := r.sources(&g.faults)
	if !ok {
		return &Gathered{Faults: g.faults.lines}, nil
	}
	g.sources = sources
	g.vary()
	went := experiment.Run(ctx, experiment.Options{Trials: len(g.sources)},
		func(int) func(i int) read {
			return func(i int) read { return r.read(&g.sources[i], g.plan.Varied) }
		},
		func(i int, list []read) { g.take(&g.sources[i], &list[0]) })
	if went.Interrupted {
		return nil, ErrInterrupted
	}
	for _, f := range went.Failures {
		s := &g.sources[f.Trial]
		g.faults.of(s, fmt.Errorf("%s: %s", units.Shown(s.shown), f.Cause))
	}
	return g.end(), nil
}

// gathering is what a request has come to so far.
type gathering struct {
	request *Request
	sources []source
	plan    *Plan
	faults  faults
	notes   []string
	alikes  notes // of scenarios that simulate what another does
	copies  notes // of those that are there already

	hashes, names, simulates map[string]string // which scenario was the first of a hash, of a name and of an identity
	known                    map[string]bool   // data, by hash
}

func newGathering(r *Request) *gathering {
	g := &gathering{
		request: r,
		plan: &Plan{Format: planFormat, Program: r.Program, Processor: processor(), Seed: r.Seed, Output: r.Output,
			Varied: []string{}, Data: []Data{}},
		faults: faults{told: map[string]bool{}},
		hashes: map[string]string{}, names: map[string]string{}, simulates: map[string]string{}, known: map[string]bool{},
	}
	g.alikes, g.copies = notes{to: &g.notes, most: mostAlikes}, notes{to: &g.notes, most: mostCopies}
	return g
}

// vary has the plan tell of every path that a sweep varies.
func (g *gathering) vary() {
	for _, s := range g.sources {
		if s.sweep == nil {
			continue
		}
		for _, path := range s.sweep.Paths {
			if !slices.Contains(g.plan.Varied, path) {
				g.plan.Varied = append(g.plan.Varied, path)
			}
		}
	}
}

// take takes what was read of a source into the plan, unless it is wrong or there already.
func (g *gathering) take(s *source, of *read) {
	first, alike := g.hashes[of.entry.SHA256]
	named, taken := g.names[of.entry.Name]
	switch {
	case of.err != nil:
		g.faults.of(s, of.err)
	case alike:
		g.copies.add("%s is the same scenario as %s: it is run once", units.Shown(s.shown), units.Shown(first))
	case taken:
		g.faults.of(s, fmt.Errorf("%s: name: must be one that no other scenario of the batch has, but %s is named %s too",
			units.Shown(s.shown), units.Shown(named), units.Quote(of.entry.Name)))
	default:
		g.hashes[of.entry.SHA256], g.names[of.entry.Name] = s.shown, s.shown
		g.add(of)
	}
}

// add adds a scenario to the plan, with its data.
func (g *gathering) add(of *read) {
	for _, f := range of.files {
		if hash := digest(f.Data); !g.known[hash] {
			g.known[hash] = true
			g.plan.Data = append(g.plan.Data, Data{hash, f.Data})
		}
	}
	if first, simulated := g.simulates[of.entry.Identity]; simulated {
		g.alikes.add("%s simulates what %s does: their trials are run once", units.Shown(of.entry.Name), units.Shown(first))
	} else {
		g.simulates[of.entry.Identity] = of.entry.Name
	}
	g.plan.Scenarios = append(g.plan.Scenarios, of.entry)
}

// end cuts the plan into shards, and returns all that was found.
func (g *gathering) end() *Gathered {
	g.copies.told("are scenarios that are there already")
	g.alikes.told("simulate what others do")
	g.faults.end()
	found := &Gathered{Faults: g.faults.lines, Notes: g.notes}
	if len(g.plan.Scenarios) == 0 {
		return found
	}
	missing := make([][]span, len(g.plan.Scenarios))
	_, trials := firsts(g.plan.Scenarios)
	for i, n := range trials {
		if n > 0 {
			missing[i] = without(n, nil)
		}
	}
	g.plan.Shards = cut(missing, g.request.Shard)
	found.Plan = g.plan
	return found
}

// notes are of one kind: the first are told as they come, and at the end how many more there are.
type notes struct {
	to   *[]string
	most int // that are told
	all  int
}

func (n *notes) add(format string, args ...any) {
	if n.all++; n.all <= n.most {
		*n.to = append(*n.to, fmt.Sprintf(format, args...))
	}
}

// told ends the notes: it tells how many there are that were not told, and what the rest does.
func (n *notes) told(rest string) {
	if more := n.all - n.most; more > 0 {
		*n.to = append(*n.to, fmt.Sprintf("and %s more %s", units.Grouped(more), rest))
	}
}

// sources returns everything that is to be read; it is not ok if that is too much.
func (r *Request) sources(told *faults) (list []source, ok bool) {
	for _, path := range r.Paths {
		found, faults := expand(path)
		for _, err := range faults {
			told.of(nil, err)
		}
		for _, ref := range found {
			of, err := r.sourcesOf(ref)
			if err != nil {
				told.of(nil, err)
			}
			if n := len(list) + len(of); n > mostScenarios {
				told.of(nil, fmt.Errorf("%s: too many: a batch has at most %s scenarios, and with these there are %s; make several of them",
					units.Shown(ref), units.Grouped(mostScenarios), units.Grouped(n)))
				return nil, false
			}
			list = append(list, of...)
		}
	}
	return list, true
}

// faults tells what is wrong, one cause once.
type faults struct {
	lines  []string
	told   map[string]bool
	sweeps []faultySweep
}

// faultySweep is a sweep some of whose scenarios are wrong.
type faultySweep struct {
	*sweeps.Sweep
	ref   string
	wrong int // how many
}

// of tells what is wrong with a source, or with a path if that is nil.
func (f *faults) of(s *source, err error) {
	lines, named := []string{err.Error()}, true
	var all *scenarios.Error
	if errors.As(err, &all) {
		lines, named = nil, false
		for _, fault := range all.Faults {
			named = named || s != nil && fault.File == s.ref
			lines = append(lines, fault.String())
		}
		if all.More > 0 {
			lines = append(lines, fmt.Sprintf("and %s more", units.Grouped(all.More)))
		}
	}
	fresh := false
	for _, line := range lines {
		if !f.told[line] {
			f.told[line], fresh = true, true
			f.lines = append(f.lines, line)
		}
	}
	switch {
	case s == nil:
	case s.sweep == nil && !fresh:
		f.lines = append(f.lines, units.Shown(s.shown)+": not valid either, for what is told above")
	case s.sweep == nil && !named:
		f.lines = append(f.lines, units.Shown(s.shown)+": not valid, for what is told above")
	case s.sweep != nil:
		at := slices.IndexFunc(f.sweeps, func(of faultySweep) bool { return of.Sweep == s.sweep })
		if at < 0 {
			at, f.sweeps = len(f.sweeps), append(f.sweeps, faultySweep{s.sweep, s.ref, 0})
		}
		f.sweeps[at].wrong++
	}
}

// end tells of which sweeps scenarios are left out.
func (f *faults) end() {
	for _, s := range f.sweeps {
		f.lines = append(f.lines, fmt.Sprintf("%s: %s of its %s scenarios are left out, for what is told above", units.Shown(s.ref),
			units.Grouped(s.wrong), units.Grouped(s.Len())))
	}
}

// read is what was read of a source, or what is wrong with it.
type read struct {
	entry Scenario
	files []units.DataFile
	err   error
}

func (r *Request) read(s *source, varied []string) read {
	scenario, err := s.load(r)
	if err != nil {
		return read{err: err}
	}
	if !scenario.Params.Keeps(company.MostKept) {
		return read{err: fmt.Errorf("%s: trials: must be at most %s in a batch, which keeps the numbers of each trial, "+
			"and these at most %g GB, got %s; postsale run tells of more", units.Shown(s.shown), units.Grouped(company.MostKept), company.MaxResults/1e9, units.Grouped(int(scenario.Params.Trials)))}
	}
	entry := Scenario{Name: scenario.Name, From: s.shown, SHA256: scenario.SHA256(), Identity: scenario.Identity(),
		Trials: int(scenario.Params.Trials), Resolved: string(scenario.Resolved())}
	for _, f := range scenario.Files {
		entry.Files = append(entry.Files, File{f.Name, digest(f.Data)})
	}
	if len(varied) > 0 {
		entry.Varied = scenario.Values(varied)
	}
	return read{entry: entry, files: scenario.Files}
}

// sourcesOf returns the scenarios of a file: its own, or those that it stands for.
func (r *Request) sourcesOf(ref string) ([]source, error) {
	if !sweeps.Is(ref) {
		return []source{{shown: ref, ref: ref}}, nil
	}
	sweep, err := sweeps.Read(ref)
	if err != nil {
		return nil, err
	}
	if r.Trials > 0 && slices.Contains(sweep.Paths, "trials") {
		return nil, fmt.Errorf("%s: varies trials, so --trials has no place beside it", units.Shown(ref))
	}
	list := make([]source, sweep.Len())
	for i := range list {
		list[i] = source{shown: fmt.Sprintf("%s: %s", ref, sweep.Name(i)), ref: ref, sweep: sweep, at: i}
	}
	return list, nil
}
