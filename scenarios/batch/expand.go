package batch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/batch/parts"
)

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
	if err != nil {
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
