package batch

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"postsale/models/company"
	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/batch/parts"
)

// Plan says which trials of which scenarios there are, and in which shards they are lived through. It holds all that is
// needed for that: whoever has the plan and the program has the batch.
type Plan struct {
	Format    int        `json:"format"`
	Program   string     `json:"program"` // its version
	Processor string     `json:"processor"`
	Seed      uint64     `json:"seed"`
	Output    Output     `json:"output"`
	Varied    []string   `json:"varied"` // paths
	Scenarios []Scenario `json:"scenarios"`
	Data      []Data     `json:"data"` // of the scenarios, each once
	Shards    []Shard    `json:"shards"`

	Before func(trial int) `json:"-"` // called before each trial, on its worker; may be nil
}

// Output is which tables are written, and as what.
type Output struct {
	Forms    []saved.Form `json:"forms"`
	Quarters bool         `json:"quarters"` // a row a trial and quarter too
}

// Scenario is one of a plan.
type Scenario struct {
	Name     string   `json:"name"`
	From     string   `json:"from"` // the file or the built-in name; of a sweep, that and the number
	SHA256   string   `json:"sha256"`
	Identity string   `json:"identity"` // of what is simulated, whatever it is called and asked for in trials
	Trials   int      `json:"trials"`
	Varied   []string `json:"varied,omitempty"` // what stands at the paths of the plan
	Resolved string   `json:"resolved"`
	Files    []File   `json:"files,omitempty"`
}

// planned returns it as records have it.
func (s Scenario) planned() results.PlannedScenario {
	return results.PlannedScenario{Name: s.Name, From: s.From, SHA256: s.SHA256, Trials: s.Trials, Varied: s.Varied}
}

// Record returns the record of a batch before anything is in it.
func (p *Plan) Record() *results.Batch {
	b := &results.Batch{Program: p.Program, Seed: p.Seed, Trials: p.Trials(), Varied: p.Varied}
	for _, s := range p.Scenarios {
		b.Planned = append(b.Planned, s.planned())
	}
	return b
}

// File is a data file of a scenario: its name there, and whose bytes it has.
type File struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// Data is what stands in a data file.
type Data struct {
	SHA256 string `json:"sha256"`
	Bytes  []byte `json:"bytes"`
}

// Shard is what is lived through, and written down, at once.
type Shard []Piece

// Piece is some trials of a scenario, of its number in the plan: those from the first on.
type Piece struct {
	Scenario int `json:"scenario"`
	First    int `json:"first"`
	Trials   int `json:"trials"`
}

func (p Piece) span() span { return span{p.First, p.First + p.Trials - 1} }

// PlanName is the name of a plan in the folder of its batch.
const PlanName = "plan.json"

// planFormat is raised when a plan means something else.
const planFormat = 1

// mostScenarios bounds a plan, which is read as a whole.
const mostScenarios = 20_000

// trials returns how many trials there are in a shard.
func (s Shard) trials() (n int) {
	for _, p := range s {
		n += p.Trials
	}
	return n
}

// Trials returns how many trials there are to live through: those of scenarios that simulate the same once.
func (p *Plan) Trials() (n int) {
	for _, s := range p.Shards {
		n += s.trials()
	}
	return n
}

// Rows returns how many trials of scenarios the results have.
func (p *Plan) Rows() (n int) {
	for i := range p.Scenarios {
		n += p.Scenarios[i].Trials
	}
	return n
}

// scenario returns one of the plan, ready to be simulated. Shown is the file that an error names.
func (p *Plan) scenario(shown string, at int) (*scenarios.Scenario, error) {
	s := &p.Scenarios[at]
	var files []units.DataFile
	for _, f := range s.Files {
		i := slices.IndexFunc(p.Data, func(d Data) bool { return d.SHA256 == f.SHA256 })
		if i < 0 {
			return nil, fmt.Errorf("%s: scenarios[%d].files: must be among the data, got %s", shown, at, f.SHA256)
		}
		files = append(files, units.DataFile{Name: f.Name, Data: p.Data[i].Bytes})
	}
	restored, err := scenarios.Restore(s.Name, []byte(s.Resolved), files)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: scenarios[%d]: cannot be read by this program: %v", shown, at, err)
	case restored.SHA256() != s.SHA256 || restored.Identity() != s.Identity || restored.Name != s.Name || int(restored.Params.Trials) != s.Trials:
		return nil, fmt.Errorf("%s: scenarios[%d]: must be as it was planned, but its hash, name or trials are not those that stand there: "+
			"it was changed by hand, or by another version", shown, at)
	}
	return restored, nil
}

// processor is what the program was built for: others round products and sums otherwise.
func processor() string { return saved.Processor() }

// digest returns a SHA-256 in hexadecimal digits.
func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// ReadPlan reads a plan: its file, or the folder of its batch.
func ReadPlan(path string) (*Plan, string, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, PlanName)
	}
	shown := units.Shown(path)
	const largest = 4 << 30
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, path, fmt.Errorf("%s: no such file; postsale batch writes a plan", shown)
	case err != nil:
		return nil, path, fmt.Errorf("%s: %w", shown, saved.Cause(err))
	case !info.Mode().IsRegular() || info.Size() > largest:
		return nil, path, fmt.Errorf("%s: must be the plan of a batch: a file of at most %d GB", shown, largest>>30)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, path, fmt.Errorf("%s: %w", shown, saved.Cause(err))
	}
	p, err := parsePlan(data)
	if err != nil {
		return nil, path, fmt.Errorf("%s: %w", shown, err)
	}
	return p, path, nil
}

// parsePlan demands that a plan makes sense, whatever wrote it.
func parsePlan(data []byte) (*Plan, error) {
	var p Plan
	var of struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(data, &of); err != nil {
		return nil, unread(err)
	}
	if of.Format != planFormat {
		return nil, fmt.Errorf("format: must be %d, that of this program, got %d: it was written by another version", planFormat, of.Format)
	}
	in := json.NewDecoder(bytes.NewReader(data))
	in.DisallowUnknownFields()
	if err := in.Decode(&p); err != nil {
		return nil, unread(err)
	}
	return &p, p.validate()
}

// unread says in the words of a plan why it is none.
func unread(err error) error {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) && kind.Field != "" {
		return fmt.Errorf("%s: must be what a plan has there, got %s", kind.Field, units.Shown(kind.Value))
	}
	return fmt.Errorf("must be the plan of a batch: %s", strings.TrimPrefix(err.Error(), "json: "))
}

// Fits demands that a plan is of this program, of such a version, on such a processor: the results of others are not to be
// mixed with its own.
func (p *Plan) Fits(shown, version string) error {
	switch {
	case p.Program != version:
		return fmt.Errorf("%s: is of version %s, and this program is %s: their results are not to be mixed; plan again with --replan",
			units.Shown(shown), units.Shown(p.Program), version)
	case p.Processor != processor():
		return fmt.Errorf("%s: is of processor %s, and this one is %s: they may round otherwise; run it there, or plan again with --replan",
			units.Shown(shown), units.Shown(p.Processor), processor())
	}
	return nil
}

func (p *Plan) validate() error {
	if len(p.Scenarios) == 0 || len(p.Scenarios) > mostScenarios {
		return fmt.Errorf("scenarios: must be 1 to %s, got %s", units.Grouped(mostScenarios), units.Grouped(len(p.Scenarios)))
	}
	for i, path := range p.Varied {
		if path == "" || slices.Contains(p.Varied[:i], path) {
			return fmt.Errorf("varied[%d]: must be a path that no other is, got %s", i, units.Quote(path))
		}
	}
	taken := map[string]bool{}
	for i, s := range p.Scenarios {
		switch {
		case s.Name == "" || taken[s.Name]:
			return fmt.Errorf("scenarios[%d].name: must be one that no other has, got %s", i, units.Quote(s.Name))
		case s.Trials < 1 || s.Trials > company.MostKept:
			return fmt.Errorf("scenarios[%d].trials: must be at least 1 and at most %s, got %d", i, units.Grouped(company.MostKept), s.Trials)
		case len(s.Varied) != len(p.Varied):
			return fmt.Errorf("scenarios[%d].varied: must be as many as the paths, %d, got %d", i, len(p.Varied), len(s.Varied))
		}
		taken[s.Name] = true
	}
	for i, d := range p.Data {
		if digest(d.Bytes) != d.SHA256 {
			return fmt.Errorf("data[%d]: must have the hash that stands there", i)
		}
	}
	for i, shard := range p.Shards {
		if len(shard) == 0 {
			return fmt.Errorf("shards[%d]: must hold trials, got none", i)
		}
		for k, piece := range shard {
			if piece.Scenario < 0 || piece.Scenario >= len(p.Scenarios) || piece.First < 1 || piece.First > company.MostKept ||
				piece.Trials < 1 || piece.Trials > mostPiece {
				return fmt.Errorf("shards[%d][%d]: must be 1 to %d trials from 1 on of a scenario of the plan, got %+v", i, k, mostPiece, piece)
			}
		}
	}
	if len(p.Output.Forms) == 0 {
		return errors.New("output.forms: must be one or more")
	}
	for i, form := range p.Output.Forms {
		if !slices.Contains(saved.Forms, form) || slices.Contains(p.Output.Forms[:i], form) {
			return fmt.Errorf("output.forms[%d]: must be %s, each once, got %s", i, saved.Joined(saved.Forms, ","), units.Quote(string(form)))
		}
	}
	return p.covered()
}

// covered demands that the shards hold every trial of what is simulated, and once.
func (p *Plan) covered() error {
	_, trials := firsts(p.Scenarios)
	spans := make([][]span, len(p.Scenarios))
	for _, shard := range p.Shards {
		for _, piece := range shard {
			spans[piece.Scenario] = append(spans[piece.Scenario], piece.span())
		}
	}
	for i, list := range spans {
		slices.SortFunc(list, func(a, b span) int { return a.first - b.first })
		next := 1
		fault := func(last int, what string) error {
			return fmt.Errorf("shards: must hold each trial of a scenario once, but trials %d to %d of %s are %s", next, last,
				units.Shown(p.Scenarios[i].Name), what)
		}
		for _, s := range list {
			switch {
			case next > trials[i]:
				next = s.first
				return fault(s.last, "more than are asked for")
			case s.first > next:
				return fault(min(s.first-1, trials[i]), "in none of them")
			case s.first < next:
				last := min(next-1, s.last)
				next = s.first
				return fault(last, "in two")
			}
			next = s.last + 1
		}
		if next <= trials[i] {
			return fault(trials[i], "in none of them")
		}
	}
	return nil
}

// encode writes a plan, a scenario and a shard a line.
func (p *Plan) encode() ([]byte, error) {
	var out bytes.Buffer
	lines := func(name string, n int, of func(i int) any) error {
		fmt.Fprintf(&out, " %q: [", name)
		for i := range n {
			line, err := compact(of(i))
			if err != nil {
				return err
			}
			if i > 0 {
				out.WriteString(",")
			}
			out.WriteString("\n  ")
			out.Write(line)
		}
		out.WriteString("\n ]")
		return nil
	}
	head, err := compact(struct {
		Format    int    `json:"format"`
		Program   string `json:"program"`
		Processor string `json:"processor"`
		Seed      uint64 `json:"seed"`
		Output    Output `json:"output"`
	}{p.Format, p.Program, p.Processor, p.Seed, p.Output})
	if err != nil {
		return nil, err
	}
	out.Write(head[:len(head)-1])
	out.WriteString(",\n")
	err = lines("varied", len(p.Varied), func(i int) any { return p.Varied[i] })
	out.WriteString(",\n")
	err = cmp.Or(err, lines("scenarios", len(p.Scenarios), func(i int) any { return p.Scenarios[i] }))
	out.WriteString(",\n")
	err = cmp.Or(err, lines("data", len(p.Data), func(i int) any { return p.Data[i] }))
	out.WriteString(",\n")
	err = cmp.Or(err, lines("shards", len(p.Shards), func(i int) any { return p.Shards[i] }))
	out.WriteString("\n}\n")
	return out.Bytes(), err
}

// compact returns a value as JSON, with its letters as they are.
func compact(v any) ([]byte, error) {
	var line bytes.Buffer
	out := json.NewEncoder(&line)
	out.SetEscapeHTML(false)
	err := out.Encode(v)
	return bytes.TrimSpace(line.Bytes()), err
}

// Write writes the plan into the folder of its batch, which is made if there is none.
func (p *Plan) Write(dir string) error {
	text, err := p.encode()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return parts.Placed(dir, err)
	}
	return parts.Placed(dir, parts.Replace(dir, PlanName, func(to io.Writer) error {
		_, err := to.Write(text)
		return err
	}))
}
