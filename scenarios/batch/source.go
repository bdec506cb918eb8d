package batch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"postsale/models/company"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/batch/parts"
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

// mostCopies is of how many scenarios that are there twice it is told.
const mostCopies = 12

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
	g := &Gathered{}
	told := faults{to: &g.Faults, told: map[string]bool{}}
	sources, ok := r.sources(&told)
	if !ok {
		return g, nil
	}
	p := &Plan{Format: planFormat, Program: r.Program, Processor: processor(), Seed: r.Seed, Output: r.Output, Varied: []string{}, Data: []Data{}}
	for _, s := range sources {
		if s.sweep != nil {
			for _, path := range s.sweep.Paths {
				if !slices.Contains(p.Varied, path) {
					p.Varied = append(p.Varied, path)
				}
			}
		}
	}
	type read struct {
		entry Scenario
		files []units.DataFile
		err   error
	}
	const mostAlikes = 3                        // that are told
	alikes, simulates := 0, map[string]string{} // which scenario simulates something first, by its identity
	copies := 0
	names, hashes, known := map[string]string{}, map[string]string{}, map[string]bool{}
	went := experiment.Run(ctx, experiment.Options{Trials: len(sources)},
		func(int) func(i int) read {
			return func(i int) read {
				entry, files, err := r.entry(&sources[i], p.Varied)
				return read{entry, files, err}
			}
		},
		func(i int, list []read) {
			s, shown := list[0], sources[i].shown
			entry := s.entry
			first, alike := hashes[entry.SHA256]
			named, taken := names[entry.Name]
			switch {
			case s.err != nil:
				told.of(&sources[i], s.err)
			case alike:
				if copies++; copies <= mostCopies {
					g.Notes = append(g.Notes, fmt.Sprintf("%s is the same scenario as %s: it is run once", units.Shown(shown), units.Shown(first)))
				}
			case taken:
				told.of(&sources[i], fmt.Errorf("%s: name: must be one that no other scenario of the batch has, but %s is named %s too",
					units.Shown(shown), units.Shown(named), units.Quote(entry.Name)))
			default:
				hashes[entry.SHA256], names[entry.Name] = shown, shown
				for _, f := range s.files {
					if hash := digest(f.Data); !known[hash] {
						known[hash] = true
						p.Data = append(p.Data, Data{hash, f.Data})
					}
				}
				if first, simulated := simulates[entry.Identity]; !simulated {
					simulates[entry.Identity] = entry.Name
				} else if alikes++; alikes <= mostAlikes {
					g.Notes = append(g.Notes, fmt.Sprintf("%s simulates what %s does: their trials are run once", units.Shown(entry.Name), units.Shown(first)))
				}
				p.Scenarios = append(p.Scenarios, entry)
			}
		})
	if went.Interrupted {
		return nil, ErrInterrupted
	}
	for _, f := range went.Failures {
		told.of(&sources[f.Trial], fmt.Errorf("%s: %s", units.Shown(sources[f.Trial].shown), f.Cause))
	}
	if n := copies - mostCopies; n > 0 {
		g.Notes = append(g.Notes, fmt.Sprintf("and %s more are scenarios that are there already", units.Grouped(n)))
	}
	told.end()
	if alikes > mostAlikes {
		g.Notes = append(g.Notes, fmt.Sprintf("and %s more simulate what others do", units.Grouped(alikes-mostAlikes)))
	}
	if len(p.Scenarios) == 0 {
		return g, nil
	}
	missing := make([][]span, len(p.Scenarios))
	_, trials := firsts(p.Scenarios)
	for i, n := range trials {
		if n > 0 {
			missing[i] = without(n, nil)
		}
	}
	p.Shards = cut(missing, r.Shard)
	g.Plan = p
	return g, nil
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
	to     *[]string
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
			*f.to = append(*f.to, line)
		}
	}
	switch {
	case s == nil:
	case s.sweep == nil && !fresh:
		*f.to = append(*f.to, units.Shown(s.shown)+": not valid either, for what is told above")
	case s.sweep == nil && !named:
		*f.to = append(*f.to, units.Shown(s.shown)+": not valid, for what is told above")
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
		*f.to = append(*f.to, fmt.Sprintf("%s: %s of its %s scenarios are left out, for what is told above", units.Shown(s.ref),
			units.Grouped(s.wrong), units.Grouped(s.Len())))
	}
}

// entry reads a source.
func (r *Request) entry(s *source, varied []string) (Scenario, []units.DataFile, error) {
	scenario, err := s.load(r)
	if err != nil {
		return Scenario{}, nil, err
	}
	if !scenario.Params.Keeps(company.MostKept) {
		return Scenario{}, nil, fmt.Errorf("%s: trials: must be at most %s in a batch, which keeps the numbers of each trial, "+
			"and these at most %g GB, got %s; postsale run tells of more", units.Shown(s.shown), units.Grouped(company.MostKept), company.MaxResults/1e9, units.Grouped(int(scenario.Params.Trials)))
	}
	entry := Scenario{Name: scenario.Name, From: s.shown, SHA256: scenario.SHA256(), Identity: scenario.Identity(),
		Trials: int(scenario.Params.Trials), Resolved: string(scenario.Resolved())}
	for _, f := range scenario.Files {
		entry.Files = append(entry.Files, File{f.Name, digest(f.Data)})
	}
	if len(varied) > 0 {
		entry.Varied = scenario.Values(varied)
	}
	return entry, scenario.Files, nil
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

// expand returns the files that a path stands for, and a built-in name as it is.
func expand(path string) (list []string, faults []error) {
	info, err := os.Stat(path)
	switch {
	case path == "":
		return nil, []error{errors.New("want a file, a folder, a pattern or the name of a built-in scenario, got nothing")}
	case slices.Contains(scenarios.Names(), path):
		return []string{path}, nil
	case err == nil && info.IsDir():
		if list, err = below(path); err != nil {
			return nil, []error{err}
		}
		return list, nil
	case err == nil:
		return []string{path}, nil
	case strings.ContainsAny(path, "*?["):
		return match(path)
	case !strings.ContainsAny(path, `./\`):
		here, _ := os.ReadDir(".")
		valid := scenarios.Names()
		for _, entry := range here {
			valid = append(valid, entry.Name())
		}
		return nil, []error{fmt.Errorf("%s: no file, folder or built-in scenario of this name%s", units.Shown(path), units.Hint(path, valid))}
	}
	return []string{path}, nil // whoever reads it says what is wrong
}

// match returns the scenario files that a pattern stands for, those in folders too unless these hold results, and what is wrong
// with the others.
func match(pattern string) ([]string, []error) {
	found, err := filepath.Glob(pattern)
	switch {
	case err != nil:
		return nil, []error{fmt.Errorf("%s: must be a pattern such as plans/*.yaml: a bracket is left open", units.Shown(pattern))}
	}
	var list []string
	for _, name := range scenarios.Names() {
		if is, _ := filepath.Match(pattern, name); is && !slices.Contains(found, name) {
			list = append(list, name)
		}
	}
	if len(found)+len(list) == 0 {
		return nil, []error{fmt.Errorf("%s: no file, folder or built-in scenario matches", units.Shown(pattern))}
	}
	var faults []error
	for _, path := range found {
		info, err := os.Stat(path)
		folder := err == nil && info.IsDir()
		if !folder && isScenario(path) {
			list = append(list, path)
		}
		if !folder || holdsResults(path) {
			continue
		}
		of, err := below(path)
		if err != nil && !errors.Is(err, errNoScenarios) {
			faults = append(faults, err)
		}
		list = append(list, of...)
	}
	if len(list)+len(faults) == 0 {
		return nil, []error{fmt.Errorf("%s: matches no scenarios: want files that end in .yaml, or folders that have such", units.Shown(pattern))}
	}
	return list, faults
}

// errNoScenarios is why a folder is of no use.
var errNoScenarios = errors.New("a folder without scenarios: want a file that ends in .yaml in it, or in a folder in it")

// below returns the scenario files in a folder and the folders in it, but for hidden ones and those that hold results.
func below(folder string) ([]string, error) {
	var list []string
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && path != folder && (strings.HasPrefix(entry.Name(), ".") || holdsResults(path)):
			return fs.SkipDir
		case entry.IsDir() || strings.HasPrefix(entry.Name(), "."):
			return nil
		}
		if isScenario(path) {
			list = append(list, path)
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, parts.Placed(folder, err)
	case len(list) == 0:
		return nil, fmt.Errorf("%s: %w", units.Shown(folder), errNoScenarios)
	}
	return list, nil
}

// isScenario reports whether a file is called as those of scenarios and sweeps are.
func isScenario(path string) bool {
	extension := strings.ToLower(filepath.Ext(path))
	return extension == ".yaml" || extension == ".yml"
}

func holdsResults(folder string) bool {
	for _, name := range []string{ManifestName, PlanName} {
		if _, err := os.Stat(filepath.Join(folder, name)); err == nil {
			return true
		}
	}
	return false
}
