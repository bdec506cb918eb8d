package saved_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/sample"
	"postsale/models/results/saved"
	"postsale/models/results/tables"
	"postsale/sim/estimate"
)

func TestWhatWasWrittenIsToldAsBefore(t *testing.T) {
	for name, record := range records(t) {
		forms := saved.Forms
		if testing.Short() && name != "one trial" && name != "freed" {
			if name != "three plans" && name != "why" && name != "drawn orders" {
				continue // left to make verify
			}
			forms = forms[:1]
		}
		t.Run(name, func(t *testing.T) {
			before := told(t, record)
			for _, form := range forms {
				files, m := contents(t, record, form)
				again, err := read(put(t, files, m), record)
				require.NoError(t, err)
				sameLines(t, before, told(t, again))
			}
		})
	}
}

func TestEveryColumnSaysInWhichUnitItIsAndWhatThatMeans(t *testing.T) {
	run := freed(sample.Shape{Trials: 3, Quarters: 4, Start: sample.NewYear}.Run(t))
	run.Estimates = run.Table.Estimate()
	for name, record := range map[string]results.Record{"run": run, "plans": unlike(sample.ThreePlans(t))} {
		for _, table := range saved.TablesOf(record) {
			written := text(t, func(w io.Writer) error { return table.Write(w, saved.Parquet) })
			in, err := tables.OpenParquet(strings.NewReader(written), int64(len(written)))
			require.NoError(t, err)
			for _, c := range in.Columns() {
				assert.NotEmpty(t, c.Says, "%s: %s: %s", name, table.File(saved.Parquet), c.Name)
				assert.Equal(t, c.Kind == tables.Real, c.Unit != "" && c.Unit != "trials", "%s: %s: %s", name, table.File(saved.Parquet), c.Name)
				if measure, _, by := strings.Cut(c.Name, "."); by {
					if m, measured := measures.Find(measure); measured {
						assert.Equal(t, tables.Column{Name: c.Name, Kind: tables.Real, Unit: string(m.Unit), Says: m.Definition}, c)
					}
				}
			}
		}
	}
}

// What is in a table of Parquet that nobody would write is refused with its place.
func TestRowsOfParquetAreRefusedWithTheirPlace(t *testing.T) {
	s := sample.Shape{Trials: 5, Quarters: 4, Start: sample.Board.Start}.Run(t)
	files, m := contents(t, s, saved.Parquet)
	two := func(name string, kind tables.Kind) []tables.Column {
		return []tables.Column{{Name: "trial", Kind: tables.Whole}, {Name: name, Kind: kind}}
	}
	for _, c := range []struct {
		name, file string
		columns    []tables.Column
		values     []tables.Values
		says       string
	}{
		{"no trial", "trials.parquet", two("nrr.all.FY26", tables.Real)[1:], []tables.Values{{}}, "must begin with the column trial"},
		{"a trial twice", "trials.parquet", two("nrr.all.FY26", tables.Real), []tables.Values{{Wholes: []int64{1, 1}}, {}},
			`row 2: trial: must be a whole number from 0, above the one before, got "1"`},
		{"a trial that is none", "trials.parquet", two("nrr.all.FY26", tables.Real), []tables.Values{{}, {}}, `row 1: trial: must be a whole number from 0, above the one before, got ""`},
		{"a text for a number", "trials.parquet", two("nrr.all.FY26", tables.Text), []tables.Values{{Wholes: []int64{1, 2}}, {Texts: []string{"1.0"}}},
			`row 1: nrr.all.FY26: must be a finite number, got "1.0"`},
		{"trials that are missing", "trials.parquet", two("nrr.all.FY26", tables.Real), []tables.Values{{Wholes: []int64{1, 2}}, {}}, "must have the 5 trials that manifest.json tells of, got 2"},
		{"other columns", "quarters.parquet", two("nrr.all.FY26", tables.Real), []tables.Values{{}, {}}, "must have the column measure as number 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			spoiled := maps.Clone(files)
			spoiled[c.file] = text(t, func(to io.Writer) error {
				w, err := tables.NewParquet(to, c.columns, nil)
				require.NoError(t, err)
				require.NoError(t, w.Write(2, c.values))
				return w.Close()
			})
			dir := put(t, spoiled, m)
			_, err := read(dir, s)
			assert.EqualError(t, err, filepath.Join(dir, c.file)+": "+c.says)
		})
	}
	spoiled := maps.Clone(files)
	spoiled["trials.parquet"] = "PAR1"
	dir := put(t, spoiled, m)
	_, err := read(dir, s)
	assert.ErrorContains(t, err, filepath.Join(dir, "trials.parquet")+": must be Parquet: ")
}

// sameLines demands that two texts are equal, and shows where they part.
func sameLines(t *testing.T, want, got string) {
	t.Helper()
	one, two := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(one), len(two)) {
		if one[i] != two[i] {
			t.Fatalf("line %d: want %.300q, got %.300q", 1+i, one[i], two[i])
		}
	}
	require.Equal(t, len(one), len(two), "lines")
}

func TestDistributionsComeBackToTheLastDigit(t *testing.T) {
	s := sample.Board.Run(t)
	s.Table.Values(s.Table.Find("nrr", "smb", "FY27"))[7] = math.NaN()
	s.Estimates = s.Table.Estimate()
	files, m := contents(t, s)
	record, err := read(put(t, files, m), s)
	require.NoError(t, err)
	again := record.Went()
	for i, c := range s.Table.Columns {
		want := s.Estimates[i]
		if want.N == 0 {
			assert.Negative(t, again.Table.Find(c.Measure.Name, c.Segment, c.Period.Name))
			continue
		}
		if c.Period.Name == measures.Run {
			none := estimate.Of(nil)
			want.P5Error, want.P50Error, want.P95Error = none.P5Error, none.P50Error, none.P95Error
		}
		got := again.Estimate(c.Measure.Name, c.Segment, c.Period.Name)
		assert.Equal(t, fmt.Sprint(want), fmt.Sprint(got), saved.ColumnName(c)) // of which NaN equals NaN
	}
	assert.Equal(t, s.Targets, again.Targets)
	assert.Equal(t, s.Started, again.Started)
	assert.Equal(t, s.Table.Trials, again.Table.Trials)
}

// Whatever a folder holds under a manifest that is true of it, it is told, or refused with its place.
func TestNothingInAFolderMakesItPanic(t *testing.T) {
	luck := rand.New(rand.NewPCG(3, 4))
	all := records(t)
	refused := 0
	for _, name := range []string{"one trial", "no whole year", "settled", "three plans", "plans, a single quarter", "freed", "plans, freed", "why", "changes", "drawn orders", "orders by trial"} {
		record := all[name]
		files, m := contents(t, record)
		inParquet, ofParquet := contents(t, record, saved.Parquet)
		tries := 60
		if testing.Short() {
			tries = 2
			if name != "settled" && name != "three plans" && name != "freed" && name != "why" {
				continue // left to make verify
			}
		}
		for try := range tries {
			if try == tries/2 {
				files, m = inParquet, ofParquet
			}
			broken := maps.Clone(files)
			name := slices.Sorted(maps.Keys(files))[luck.IntN(len(files))]
			broken[name] = spoiled(luck, files[name])
			dir := put(t, broken, m)
			again, err := read(dir, record)
			if err != nil {
				refused++
				assert.Contains(t, err.Error(), dir)
				assert.NotContains(t, err.Error(), "\n")
				continue
			}
			assert.NotPanics(t, func() { told(t, again) })
		}
		t.Logf("%s: refused %d of %d so far", name, refused, tries)
	}
	assert.NotZero(t, refused)
}

func TestControlsComeBackPlanByPlan(t *testing.T) {
	for name, record := range records(t) {
		before := runsOf(record)
		if before[0].Table.Luck == nil || testing.Short() && name != "plans, freed" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			files, m := contents(t, record)
			again, err := read(put(t, files, m), record)
			require.NoError(t, err)
			for i, s := range runsOf(again) {
				assert.Equal(t, before[i].Table.Luck, s.Table.Luck, s.Name)
			}
		})
	}
}

// runsOf returns the runs of a record, of a comparison all plans'.
func runsOf(record results.Record) []*results.Run {
	if c, is := record.(*results.Comparison); is {
		return c.Runs()
	}
	return []*results.Run{record.Went()}
}

func TestControlsThatAreNotThoseOfTheScenarioAreRefused(t *testing.T) {
	s := freed(sample.Shape{Trials: 3, Quarters: 4, Start: sample.NewYear}.Run(t))
	s.Estimates = s.Table.Estimate()
	files, m := contents(t, s)
	lines := strings.Split(files["controls.csv"], "\n")
	last := lines[0][strings.LastIndex(lines[0], ",")+1:]
	for _, c := range []struct {
		name, says string
		spoil      func(text string) string
	}{
		{"another name", "controls.csv: must have " + last + " in every trial of board", func(text string) string { return strings.Replace(text, last, "stayed.all.FY99", 1) }},
		{"one empty", "controls.csv: must have " + last + " in every trial of board", func(text string) string { return text[:strings.LastIndex(text, ",")+1] + "\n" }},
		{"one more", "controls.csv:1: must have the 6 controls of board and no other, got 7", func(string) string {
			return strings.Join([]string{lines[0] + ",stayed.all.FY99", lines[1] + ",1", lines[2] + ",", lines[3] + ",", ""}, "\n")
		}},
		{"a trial less", "controls.csv: must have the trials that trials.csv has", func(string) string { return strings.Join(lines[:3], "\n") + "\n" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			spoiled := maps.Clone(files)
			spoiled["controls.csv"] = c.spoil(spoiled["controls.csv"])
			_, err := read(put(t, spoiled, m), s)
			assert.ErrorContains(t, err, c.says)
		})
	}
}

func TestAManifestIsHeldAgainstTheFiles(t *testing.T) {
	s := sample.Shape{Trials: 5, Quarters: 4, Start: sample.Board.Start}.Run(t)
	files, m := contents(t, s)
	for _, c := range []struct {
		name   string
		change func(m *saved.Manifest)
		says   string
	}{
		{"seed", func(m *saved.Manifest) { m.Seed = 2 }, "summary.json: seed: must be as in manifest.json, 2, got 1"},
		{"scenario", func(m *saved.Manifest) { m.Scenario.Name = "other" }, "summary.json: scenario: must be as in manifest.json, {other 6ac3}, got {board 6ac3}"},
		{"no trials", func(m *saved.Manifest) { m.Trials.Done = 0 }, "manifest.json: trials: must be 1 or more that were done"},
		{"very many trials", func(m *saved.Manifest) { m.Trials.Asked, m.Trials.Done = math.MaxInt, math.MaxInt }, "summary.json: trials: must be as in manifest.json"},
		{"more done than asked for", func(m *saved.Manifest) { m.Trials.Asked = 4 }, "manifest.json: trials: must be 1 or more that were done"},
		{"failures", func(m *saved.Manifest) { m.Trials.Failed = []saved.FailureRecord{{Trial: 3}} }, "summary.json: failed_trials: must be as in manifest.json, [3], got []"},
		{"time", func(m *saved.Manifest) { m.Started = "yesterday" }, `manifest.json: started: must be a time such as 2026-11-22T06:00:00Z, got "yesterday"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			changed := m
			c.change(&changed)
			_, err := read(put(t, files, changed), s)
			assert.ErrorContains(t, err, c.says)
		})
	}
}

func TestAFolderThatCannotBeReadSaysWhy(t *testing.T) {
	s := sample.Shape{Trials: 5, Quarters: 4, Start: sample.Board.Start}.Run(t)
	files, m := contents(t, s)
	manifest := func(dir string) string { return filepath.Join(dir, saved.ManifestName) }
	replaced := func(file string, by func(file string) error) error {
		if err := os.Remove(file); err != nil {
			return err
		}
		return by(file)
	}
	for _, c := range []struct {
		name     string
		spoil    func(dir string) error
		says     string
		noFolder bool // of results at all
	}{
		{"no manifest", func(dir string) error { return os.Remove(manifest(dir)) }, ": has no manifest.json; want a folder that --out of this program wrote", true},
		{"folder for a manifest", func(dir string) error {
			return replaced(manifest(dir), func(f string) error { return os.Mkdir(f, 0o777) })
		}, ": has a manifest.json that is no file; ", true},
		{"links in a circle", func(dir string) error {
			return replaced(manifest(dir), func(f string) error { return os.Symlink(f, f) })
		}, ": has a manifest.json that is no file; ", true},
		{"folder for a file", func(dir string) error {
			return replaced(filepath.Join(dir, "trials.csv"), func(f string) error { return os.Mkdir(f, 0o777) })
		}, "trials.csv: is no file; restore it, or make the results anew: postsale run board --trials 200 --seed 1", false},
		{"no list of files", func(dir string) error {
			return os.WriteFile(manifest(dir), []byte(`{"program": {"name": "postsale", "version": "v9"}}`), 0o666)
		},
			"manifest.json: go: must be there", false},
		{"form of another version", func(dir string) error {
			text, err := os.ReadFile(manifest(dir))
			if err != nil {
				return err
			}
			return os.WriteFile(manifest(dir), bytes.Replace(text, []byte("{"), []byte(`{"pages": 3,`), 1), 0o666)
		}, `manifest.json: holds "pages", which this version does not know`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := put(t, files, m)
			require.NoError(t, c.spoil(dir))
			_, err := read(dir, s)
			require.ErrorContains(t, err, c.says)
			assert.True(t, strings.HasPrefix(err.Error(), dir), err)
			var none *saved.NoResultsError
			assert.Equal(t, c.noFolder, errors.As(err, &none))
		})
	}
	t.Run("no permission", func(t *testing.T) {
		if os.Geteuid() == 0 {
			t.Skip("root may read everything")
		}
		dir := put(t, files, m)
		require.NoError(t, os.Chmod(filepath.Join(dir, "trials.csv"), 0))
		_, err := read(dir, s)
		assert.EqualError(t, err, filepath.Join(dir, "trials.csv")+": permission denied")
	})
}

// spoiled changes a text in one place.
func spoiled(luck *rand.Rand, text string) string {
	at := luck.IntN(len(text))
	end := min(len(text), at+1+luck.IntN(8))
	pieces := []string{"", "9", "-", "null", "1e999", "-1e300", "NaN", "\"", "{", "]", ",", "\n", "\x00", "\xff", "all", "99999999999999999999"}
	piece := pieces[luck.IntN(len(pieces))]
	switch luck.IntN(4) {
	case 0:
		return text[:at] // cut off
	case 1:
		return text[:at] + piece + text[at:]
	}
	return text[:at] + piece + text[end:]
}
