package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// policy is what each package may import besides the standard library: packages of
// this module by their folder, and other modules. It is a statement of policy; do
// not widen a line to fix a build.
var policy = map[string]string{
	// Generic: knows nothing of software companies.
	"sim":             "",
	"sim/exponential": "",
	"sim/random":      "sim/exponential gonum.org/v1/gonum",
	"sim/estimate":    "gonum.org/v1/gonum",
	"sim/experiment":  "golang.org/x/sys",
	"sim/crossing":    "sim/estimate",
	"sim/theory":      "sim sim/random sim/experiment gonum.org/v1/gonum",

	// The words and books that the mechanisms share.
	"models/units": "sim/random",
	// What is said of the keys of a scenario file.
	"models/dictionary": "models/units go.yaml.in/yaml/v4",
	"models/fiscal":     "",
	"models/ledger":     "models/fiscal sim",

	// Plays the lives of mechanisms that stand in files, for their tests.
	"models/lives": "",

	// The terms of those who deliver besides, and of what they deliver.
	"models/partners": "models/units models/dictionary sim/exponential",
	"models/product":  "models/units models/dictionary sim/random",

	// What practitioners say, as records.
	"models/practice": "",

	// Who the customers of the first day are, from a table of others.
	"models/accounts": "models/fiscal models/units models/dictionary sim/random",

	// The mechanisms that import more or less than the others, which have no line.
	// None imports another, but delivery, support, engineering, success and works are staffed by teams
	// of people, whose parameters and events people defines, and hiring reads the rules of these.
	"models/customers":   mechanism + " models/accounts",
	"models/delivery":    mechanism + " models/people models/partners models/product",
	"models/support":     mechanism + " models/people",
	"models/works":       mechanism + " models/people",
	"models/success":     mechanism + " models/people",
	"models/engineering": mechanism + " models/people",
	"models/hiring":      "models/ledger models/people sim",
	"models/events":      "models/fiscal models/ledger models/units models/dictionary sim",
	"models/money":       "models/fiscal models/ledger models/units models/dictionary sim",

	// What has been, as a file states it, and what a year comes to with it.
	"models/actuals": "models/accounts models/fiscal models/ledger models/measures models/units",

	// What is measured, and the wiring, which knows every mechanism.
	"models/measures": "models/fiscal models/ledger sim/estimate",
	"models/targets":  "models/measures models/units",
	// How much of what happened to customers was luck, as measures ask for it.
	"models/luck":    "models/measures",
	"models/company": mechanism + " models/accounts models/actuals models/measures models/targets models/hiring models/luck",

	// What differs between two companies, and what a reader should know of one: both
	// read the parameters of the mechanisms.
	"models/changes": "models/actuals models/company models/customers models/people models/measures models/ledger models/units",
	"models/review": `models/company models/accounts models/delivery models/partners models/success models/support models/people models/offerings
		models/works models/measures models/fiscal models/units`,

	// What goes in and what comes out.
	"scenarios/tree":         "models/units go.yaml.in/yaml/v4",
	"scenarios/opening":      "scenarios/tree models/units",
	"scenarios/start/strain": `scenarios/start models/measures models/results models/units`,
	"scenarios/start":        `scenarios models/company models/changes models/fiscal models/measures models/units sim/estimate sim/experiment`,
	"scenarios":              "scenarios/tree scenarios/opening models/company models/dictionary models/units go.yaml.in/yaml/v4 github.com/invopop/jsonschema",
	"scenarios/sweeps":       "scenarios scenarios/tree models/units",
	// What people are told of scenario files.
	"scenarios/handbook": "scenarios scenarios/tree models/dictionary models/units",
	// What may be asked of a figure, and the values of keys that reach it.
	"scenarios/goals": "models/company models/fiscal models/measures models/results models/targets models/units sim/estimate",
	"scenarios/seek": `scenarios scenarios/goals scenarios/studies models/company models/measures models/fiscal models/results models/results/saved
		models/results/sought models/review models/units sim/crossing sim/estimate sim/experiment`,
	// Where the model holds what practitioners say, and the experiments that show it.
	"scenarios/field": "scenarios scenarios/tree scenarios/studies models/practice models/results models/measures models/units sim/estimate",
	"scenarios/studies": `scenarios scenarios/goals models/targets models/company models/changes models/review models/results models/results/saved
		models/measures models/ledger models/fiscal models/units sim/experiment sim/estimate`,
	// What readers of a page do with plans.
	"scenarios/moves": `scenarios scenarios/tree scenarios/studies models/company models/measures models/results models/targets models/units
		go.yaml.in/yaml/v4`,
	"scenarios/batch": `scenarios scenarios/studies scenarios/sweeps scenarios/batch/parts scenarios/batch/sheets models/company models/measures
		models/results models/results/saved models/results/tables models/units sim/experiment github.com/klauspost/compress`,
	// Files as a whole or not at all, and how runs become rows of the tables of a batch.
	"scenarios/batch/parts":  "models/results/saved models/units",
	"scenarios/batch/sheets": "scenarios/batch/parts models/measures models/results models/results/saved models/results/tables models/units sim/estimate",
	// What a cluster is told, and what it says: neither knows what a trial is.
	"scenarios/batch/slurm":      "scenarios/batch models/units",
	"scenarios/batch/kubernetes": "scenarios/batch models/units",
	// What the futures have in common that miss a target.
	"scenarios/misses": "scenarios/studies models/company models/targets models/measures models/results models/results/misses models/units",
	// Arguments of the field: two plans, what varies, and who is right where.
	"scenarios/questions": `scenarios scenarios/tree scenarios/studies scenarios/sweeps scenarios/batch models/results models/results/saved
		models/results/turns models/measures models/units`,
	"scenarios/textbook": `scenarios models/company models/measures models/ledger models/fiscal sim/theory
		gonum.org/v1/gonum`,

	// What was found, how it is saved, and records that are made up, for tests.
	"models/results":        "models/measures models/ledger models/fiscal sim/estimate sim/theory",
	"models/results/sought": "models/results models/measures",
	"models/results/misses": `models/results models/results/saved models/measures models/targets models/ledger models/fiscal models/units sim/estimate`,
	"models/results/turns":  "models/results models/results/saved models/measures models/units sim/estimate",
	"models/results/saved":  "models/results models/results/tables models/measures models/ledger sim/estimate",
	"models/results/sample": "models/results models/results/saved models/measures models/ledger models/fiscal scenarios sim/estimate",

	// Wide tables for other tools, which know nothing of what is in them.
	"models/results/tables": "github.com/parquet-go/parquet-go",

	// How it is shown.
	"reports": `models/results models/results/saved models/measures models/ledger models/fiscal sim/theory
		reports/document reports/text reports/markdown reports/page reports/misses reports/words reports/story reports/plots reports/folder
		models/results/misses`,
	"reports/document":       "models/results",
	"reports/text":           "reports/document reports/words",
	"reports/markdown":       "reports/document reports/text reports/words",
	"reports/page":           "reports/document reports/text reports/words",
	"reports/page/simulator": "",
	"reports/sheet":          "models/results reports/document reports/words github.com/xuri/excelize/v2",
	"reports/workbook":       "models/results models/results/saved models/results/turns models/measures reports reports/document reports/sheet reports/turning reports/words github.com/xuri/excelize/v2", // reads it back in tests
	"reports/words":          "models/results models/measures models/fiscal reports/document github.com/jedib0t/go-pretty/v6",
	"reports/story":          "models/results models/measures models/ledger models/fiscal reports/words",
	"reports/outcome": `models/results models/results/saved models/results/sought models/measures reports/document reports/drawing reports/folder reports/words
		gonum.org/v1/plot`,
	"reports/data": "models/results models/results/misses models/results/saved models/ledger reports/story sim/theory",
	"reports/drawing": `models/results models/measures reports/words reports/folder
		gonum.org/v1/plot golang.org/x/image codeberg.org/go-fonts/liberation`,
	"reports/operation": "models/results models/measures reports/drawing reports/words gonum.org/v1/plot",
	"reports/plots": `models/results models/measures reports/drawing reports/operation reports/plots/bridges reports/plots/fans
		reports/words reports/folder gonum.org/v1/plot`,
	"reports/plots/bridges": "models/results models/measures reports/drawing reports/words gonum.org/v1/plot",
	"reports/plots/fans":    "models/results models/measures reports/drawing reports/words gonum.org/v1/plot",
	"reports/turning": `models/results models/results/turns models/measures models/fiscal reports/document reports/drawing reports/markdown reports/page reports/words
		gonum.org/v1/plot`,
	"reports/misses":   "models/results models/results/misses models/measures models/fiscal reports/document reports/words",
	"reports/glossary": "models/measures models/dictionary models/practice models/units reports/document",
	"reports/progress": "models/units reports/words golang.org/x/term",
	"reports/folder":   "models/results models/results/saved models/units reports/words golang.org/x/sys",

	// Reads the benchmarks.
	"cmd/ratios": "golang.org/x/perf",

	// The program in a page, for browsers.
	"cmd/page-simulator": "scenarios/moves reports",

	// Flags, voice and exit codes: what all commands have in common, those of many scenarios, and the program.
	"cmd/voice": `models/units scenarios scenarios/studies reports reports/folder reports/progress models/results/saved
		github.com/spf13/cobra github.com/spf13/pflag golang.org/x/term`,
	// Copies spare the files that scenarios were read from, which package tree knows.
	"cmd/copies": "cmd/voice reports/folder reports/page reports/sheet scenarios/tree models/units github.com/spf13/pflag",
	"cmd/batches": `cmd/copies cmd/voice scenarios scenarios/batch scenarios/batch/slurm scenarios/batch/kubernetes scenarios/sweeps
		reports reports/text reports/folder reports/page reports/progress reports/sheet reports/words reports/workbook
		models/results models/results/saved models/company models/units github.com/spf13/cobra`,
	"cmd/reference": `cmd/voice scenarios scenarios/field scenarios/handbook scenarios/studies scenarios/sweeps reports reports/document reports/folder reports/glossary reports/progress reports/words
		models/dictionary models/measures models/practice models/units github.com/spf13/cobra`,
	"cmd/postsale": `cmd/voice cmd/copies cmd/batches cmd/reference reports/page reports/page/simulator scenarios/misses scenarios/moves scenarios scenarios/batch scenarios/handbook scenarios/questions scenarios/seek scenarios/start scenarios/start/strain scenarios/studies scenarios/sweeps
		scenarios/textbook reports reports/sheet reports/workbook reports/document reports/text reports/markdown reports/data reports/misses reports/outcome reports/folder reports/progress
		reports/turning reports/words models/results models/results/saved models/results/misses models/results/sought models/results/turns models/company models/review models/units sim/theory
		github.com/spf13/cobra github.com/spf13/pflag`,
}

// forTests are the modules that only tests may import, besides those of policy.
const forTests = `github.com/stretchr/testify pgregory.net/rapid github.com/rogpeppe/go-internal
	github.com/santhosh-tekuri/jsonschema/v6 gonum.org/v1/gonum k8s.io/api k8s.io/apimachinery sigs.k8s.io/yaml`

// mechanism is what a mechanism may import: the words and books that they share.
const mechanism = "models/fiscal models/ledger models/units models/dictionary sim sim/exponential sim/random"

// mechanisms are the folders that say what stands of them in a scenario file, but for the scenario as a whole and for who
// its customers are.
var mechanisms = func() (list []string) {
	files, err := filepath.Glob("../../models/*/parameters.yaml")
	if err != nil {
		panic(err)
	}
	for _, file := range files {
		if folder := "models/" + filepath.Base(filepath.Dir(file)); folder != "models/company" && folder != "models/accounts" {
			list = append(list, folder)
		}
	}
	return list
}()

func init() {
	for _, folder := range mechanisms {
		if _, own := policy[folder]; !own {
			policy[folder] = mechanism
		}
		policy["models/company"] += " " + folder
	}
}

// staffed are those that teams of people do.
var staffed = []string{"models/delivery", "models/support", "models/success", "models/works", "models/engineering", "models/hiring"}

// readers are who may know the mechanisms.
var readers = []string{"models/company", "models/changes", "models/review"}

const module = "postsale/"

func TestImportsFollowThePolicy(t *testing.T) {
	seen := map[string]bool{}
	for file, imports := range sources(t) {
		folder := path.Dir(file)
		test := strings.HasSuffix(file, "_test.go") || folder == "models/results/sample"
		line, known := policy[folder]
		if !known {
			t.Errorf("%s: the policy has no line for package %s", file, folder)
			continue
		}
		seen[folder] = seen[folder] || !strings.HasSuffix(file, "_test.go")
		for _, imported := range imports {
			own, ours := strings.CutPrefix(imported, module)
			switch {
			case !ours && !strings.Contains(strings.Split(imported, "/")[0], "."):
				// the standard library
			case !ours && within(imported, line), !ours && test && within(imported, forTests):
			case ours && slices.Contains(strings.Fields(line), own):
			case ours && test && (generic(own) || !generic(folder)):
				// tests compare freely, but nothing generic looks up
			default:
				t.Errorf("%s: the policy does not let it import %s", file, imported)
			}
		}
	}
	for folder := range policy {
		assert.True(t, seen[folder], "the policy has a line for %s, which is no package", folder)
	}
}

func TestThePolicyHoldsTheLayers(t *testing.T) {
	for folder, line := range policy {
		for _, imported := range strings.Fields(line) {
			if _, ours := policy[imported]; !ours {
				continue
			}
			if generic(folder) {
				assert.True(t, generic(imported), "%s is generic and imports %s", folder, imported)
			}
			byPeople := imported == "models/people" && slices.Contains(staffed, folder)
			if slices.Contains(mechanisms, folder) && slices.Contains(mechanisms, imported) && !byPeople {
				t.Errorf("%s and %s are mechanisms, one imports the other", folder, imported)
			}
			if slices.Contains(mechanisms, imported) && !slices.Contains(readers, folder) && !byPeople {
				t.Errorf("%s imports %s, which only company and its readers know", folder, imported)
			}
		}
		for module := range strings.FieldsSeq(forTests) {
			if module != "gonum.org/v1/gonum" {
				assert.NotContains(t, strings.Fields(line), module, "%s imports what is for tests", folder)
			}
		}
	}
}

func generic(folder string) bool { return folder == "sim" || strings.HasPrefix(folder, "sim/") }

// within reports whether a package belongs to one of the modules of a line.
func within(imported, line string) bool {
	return slices.ContainsFunc(strings.Fields(line), func(module string) bool {
		return imported == module || strings.HasPrefix(imported, module+"/")
	})
}

// sources returns what every Go file of the module imports, by its path.
func sources(t *testing.T) map[string][]string {
	t.Helper()
	root := filepath.Join("..", "..")
	files := map[string][]string{}
	require.NoError(t, filepath.WalkDir(root, func(place string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && place != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "out") {
			return fs.SkipDir
		}
		if filepath.Ext(name) != ".go" {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), place, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, place)
		if err != nil {
			return err
		}
		imports := []string{}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			imports = append(imports, imported)
		}
		files[filepath.ToSlash(relative)] = imports
		return nil
	}))
	return files
}
