package studies

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"postsale/models/company"
	"postsale/models/results"
	"postsale/models/units"
	"postsale/scenarios"
)

// Order is which futures are asked for.
type Order struct {
	Scenario string    // a path or a built-in name, as scenarios.Load takes it
	Others   []string  // to compare it with
	Variants []Variant // after them: the scenario, otherwise
	Settings []string  // path=value, of all of them
	Trials   int       // 0: as many as the scenario says
	Until    string    // what is to be settled, by so many trials at most; empty: nothing
	Exact    bool      // an explanation is to be of every set of mechanisms
	Seed     uint64
	Plain    bool   // means, quantiles and odds of trials as they are, without control variates
	Kept     int    // of how many trials the numbers are kept at most; 0: company.MostKept
	Workers  int    // 0: one a core
	Program  string // its version, for the record

	Before func(plan, trial int) // called before each job of a plan and a trial, on its worker; may be nil
}

// OrderError is why an order makes no sense, whatever its files say.
type OrderError struct {
	Option string // the flag that asks for it; empty if it is the order as a whole
	Err    error
}

func (e *OrderError) Error() string {
	if e.Option != "" {
		return "--" + e.Option + ": " + e.Err.Error()
	}
	return e.Err.Error()
}

func (e *OrderError) Unwrap() error { return e.Err }

func wrongOrder(format string, args ...any) error {
	return &OrderError{Err: fmt.Errorf(format, args...)}
}

func wrongOption(option, format string, args ...any) error {
	return &OrderError{option, fmt.Errorf(format, args...)}
}

// Variant is a plan without a file: the scenario of an order with settings of its own.
type Variant struct {
	Text     string // as the command line says it
	Name     string
	Settings []string // path=value
}

// VariantOf reads a variant: a name, a colon and settings path=value, with semicolons between them; those within quotes, braces
// and brackets are of a value.
func VariantOf(text string) (Variant, error) {
	want := errors.New("want a name and what is otherwise, such as 'five: delivery.teams.implementation.people=5; support.tier1.people=4'")
	name, rest, found := strings.Cut(text, ":")
	v := Variant{Text: text, Name: strings.TrimSpace(name)}
	if !found || v.Name == "" || strings.Contains(name, "=") {
		return v, want
	}
	var title units.Title
	if err := title.UnmarshalText([]byte(v.Name)); err != nil {
		return v, err
	}
	set := map[string]bool{}
	for _, setting := range apart(rest) {
		if setting = strings.TrimSpace(setting); setting == "" {
			continue
		}
		path := pathOf(setting)
		switch {
		case path == "trials":
			return v, errors.New("trials are those of all plans: --trials says how many")
		case path == "name":
			return v, fmt.Errorf("name: stands before the colon, where it is %s", units.Quote(v.Name))
		case set[path]:
			return v, fmt.Errorf("%s: must stand once", units.Shown(path))
		}
		set[path] = true
		v.Settings = append(v.Settings, setting)
	}
	if len(v.Settings) == 0 {
		return v, want
	}
	return v, nil
}

func pathOf(setting string) string {
	path, _, _ := strings.Cut(setting, "=")
	return strings.TrimSpace(path)
}

// Stated returns the number of trials that settings of an order ask for; 0 if none does.
func (o Order) Stated() (trials int) {
	key, known := scenarios.Find("trials")
	for _, setting := range o.Settings {
		if _, value, _ := strings.Cut(setting, "="); known && pathOf(setting) == "trials" {
			n, _ := key.Read(strings.TrimSpace(value)) // what is no number is told when the scenario is loaded
			trials = int(n)
		}
	}
	return trials
}

// apart cuts a text at semicolons that are within no quotes, braces or brackets.
func apart(text string) (parts []string) {
	var quote rune
	depth, from := 0, 0
	for i, r := range text {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"', r == '\'':
			quote = r
		case r == '{', r == '[':
			depth++
		case r == '}', r == ']':
			depth--
		case r == ';' && depth <= 0:
			parts, from = append(parts, text[from:i]), i+1
		}
	}
	return append(parts, text[from:])
}

// entrant is a plan of an order: a file or the scenario otherwise, and as the command line names it.
type entrant struct {
	ref, called string
	own         []string // settings; nil of a file
}

// entrants are the plans of an order, the scenario first.
func (o Order) entrants() []entrant {
	list := []entrant{{o.Scenario, o.Scenario, nil}}
	for _, ref := range o.Others {
		list = append(list, entrant{ref, ref, nil})
	}
	for _, v := range o.Variants {
		list = append(list, entrant{o.Scenario, v.Name, v.Settings})
	}
	return list
}

// named are the words that name the plans of an order after a command, and its options.
func (o Order) named(command string, options ...string) []string {
	words := slices.Concat(strings.Fields(command), options, []string{o.Scenario}, o.Others)
	for _, v := range o.Variants {
		words = append(words, "--plan", v.Text)
	}
	return words
}

// tracing is the command line that tells of a trial that failed.
func (o Order) tracing(f results.Failure) string {
	ref := cmp.Or(f.Plan, o.Scenario)
	for _, v := range o.Variants {
		if v.Name == f.Plan {
			ref, o.Settings = o.Scenario, slices.Concat(o.Settings, v.Settings)
		}
	}
	return o.Line("trace", ref, "--trial", strconv.Itoa(f.Trial))
}

// MisfitError is a fault of settings that fit other scenarios of an order, and not this one.
type MisfitError struct {
	Scenario string
	Err      error
}

func (e *MisfitError) Error() string { return units.Shown(e.Scenario) + ": " + e.Err.Error() }

// Load reads the scenario of an order. The number of trials becomes a part of it, so that what
// is written of it gives the same results again, and its description says what was
// set, so that nobody takes it for another.
func (o Order) Load() (*scenarios.Scenario, error) {
	sets := slices.Clip(o.Settings)
	if o.Trials > 0 {
		sets = append(sets, "trials="+strconv.Itoa(o.Trials))
	}
	scenario, err := scenarios.Load(o.Scenario, sets)
	if err != nil {
		return nil, err
	}
	standing := scenarios.Standing(sets)
	if o.Trials > 0 {
		standing = standing[:len(standing)-1] // a flag is no change
	}
	if len(standing) == 0 {
		return scenario, nil
	}
	return scenario.WithDescription(strings.TrimSpace(scenario.Description + " Changed: " + strings.Join(standing, ", ") + ".")), nil
}

// keeps demands that the numbers of each trial of a scenario can be kept, as what is done with them needs.
func (o Order) keeps(what string, plan *scenarios.Scenario) error {
	if trials, most := int(plan.Params.Trials), o.mostKept(); trials > most {
		return wrongOption("trials", "%s needs the numbers of each trial, which are kept of at most %s trials, got %s; take --trials %d, or tell of more with run",
			what, units.Grouped(most), units.Grouped(trials), most)
	}
	return nil
}

func (o Order) mostKept() int { return cmp.Or(o.Kept, company.MostKept) }

// identify returns what tells an order from others, but for the number of trials:
// the command, what each scenario says in all, and the seed.
func (o Order) identify(command string, plans []*scenarios.Scenario) string {
	hash := sha256.New()
	fmt.Fprintf(hash, "%s\nseed %d\n", command, o.Seed)
	for _, plan := range plans {
		fmt.Fprintln(hash, plan.WithTrials(1).SHA256())
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// Identify is what identify returns, of a command that is not one of this package.
func (o Order) Identify(command string, plans ...*scenarios.Scenario) string {
	return o.identify(command, plans)
}

// Line is a command line of the program, for a shell, with the seed and the settings.
func (o Order) Line(words ...string) string {
	words = append([]string{"postsale"}, words...)
	words = append(words, "--seed", strconv.FormatUint(o.Seed, 10))
	for _, s := range o.Settings {
		words = append(words, "--set", s)
	}
	for i, w := range words {
		words[i] = units.ShellWord(w)
	}
	return strings.Join(words, " ")
}
