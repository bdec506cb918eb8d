//go:build cgo

// Package data holds what DuckDB reads in the tables that the program writes against the CSV beside them and the summary. It
// is a module of its own, as DuckDB is large, needs a C compiler and is no part of the program. make data-test runs it.
package data

import (
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// commands make the folders, each by its name, in order: a later one may read an earlier.
var commands = []struct{ folder, words string }{
	{"run", "run board-lean --trials 300"},
	{"plain", "run board-lean --trials 300 --plain"},
	{"short", "run board-lean --trials 100 --set horizon=3q --set targets=[]"}, // with what does not exist in every trial
	{"plans", "compare board-lean board-hire --trials 300"},
	{"unlike", "compare board-lean short/scenario.yaml --shared-only --trials 20"}, // with controls that only one plan has
	{"study", "batch staff.yaml board-hire short/scenario.yaml --trials 100 --keep quarters"},
}

// files are the tables that are read, and how many rows they have: 0 for as many as the CSV.
var files = []struct {
	table string
	rows  int
}{
	{"run/trials", 300},
	{"run/quarters", 0},
	{"run/controls", 300},
	{"plain/trials", 300},
	{"plain/quarters", 0},
	{"short/trials", 100},
	{"short/quarters", 0},
	{"short/controls", 100},
	{"plans/trials", 600},
	{"plans/differences", 0},
	{"plans/controls", 600},
	{"unlike/trials", 40},
	{"unlike/differences", 0},
	{"unlike/controls", 40},
}

// place is where the folders are.
var place string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	var err error
	if place, err = os.MkdirTemp("", "postsale-data-"); err != nil {
		panic(err)
	}
	defer os.RemoveAll(place)
	program := filepath.Join(place, "postsale")
	build := exec.Command("go", "build", "-o", program, "./cmd/postsale")
	build.Dir, build.Env = filepath.Join("..", ".."), append(os.Environ(), "CGO_ENABLED=0") // as make run builds it
	done := func(cmd *exec.Cmd) bool {
		out, err := cmd.CombinedOutput()
		if err != nil {
			fmt.Printf("%s: %v\n%s", cmd, err, out)
		}
		return err == nil
	}
	if !done(build) {
		return 1
	}
	if err := os.WriteFile(in("staff.yaml"), []byte(staff), 0o666); err != nil {
		panic(err)
	}
	for _, c := range commands {
		words := append(strings.Fields(c.words), "--out", c.folder, "--data", "csv,parquet", "--quiet")
		if !strings.HasPrefix(c.words, "batch") {
			words = append(words, "--no-plots")
		}
		cmd := exec.Command(program, words...)
		if cmd.Dir = place; !done(cmd) {
			return 1
		}
	}
	return m.Run()
}

// in returns the path of a file in one of the folders.
func in(file string) string { return filepath.Join(place, filepath.FromSlash(file)) }

// duck is a database that reads files by their names in the folders, such as 'run/trials.parquet'.
type duck struct {
	*testing.T
	*sql.DB
}

func open(t *testing.T) duck {
	db, err := sql.Open("duckdb", "")
	require.NoError(t, err)
	t.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	_, err = db.Exec("SET file_search_path = '" + place + "'")
	require.NoError(t, err)
	return duck{t, db}
}

// rows returns the names of the columns of a query, and what is in them.
func (d duck) rows(query string, args ...any) (names []string, list [][]any) {
	d.Helper()
	rows, err := d.Query(query, args...)
	require.NoError(d, err, query)
	defer rows.Close()
	names, err = rows.Columns()
	require.NoError(d, err)
	for rows.Next() {
		row, to := make([]any, len(names)), make([]any, len(names))
		for i := range row {
			to[i] = &row[i]
		}
		require.NoError(d, rows.Scan(to...))
		list = append(list, row)
	}
	require.NoError(d, rows.Err())
	return names, list
}

// number returns the one number of a query.
func (d duck) number(query string, args ...any) float64 {
	d.Helper()
	var v float64
	require.NoError(d, d.QueryRow(query, args...).Scan(&v), query)
	return v
}

// lines reads CSV.
func lines(t *testing.T, table string) [][]string {
	t.Helper()
	file, err := os.Open(in(table + ".csv"))
	require.NoError(t, err)
	defer file.Close()
	list, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	return list
}

// object reads JSON.
func object(t *testing.T, file string, to any) {
	t.Helper()
	text, err := os.ReadFile(in(file))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, to))
}

// summary is what a run says of its measures.
type summary struct {
	Measures []struct {
		Measure, Segment, Period, Unit   string
		N                                int
		P5, P10, P25, P50, P75, P90, P95 *float64
	}
}

// Every table has the columns, the rows and the cells of its CSV: texts, whole numbers, reals to the last bit, and a null where a
// cell is empty.
func TestTheCellsAreThoseOfTheCSV(t *testing.T) {
	d := open(t)
	nulls := 0
	for _, f := range slices.Concat(files, batched) {
		t.Run(f.table, func(t *testing.T) {
			want := lines(t, f.table)
			names, list := d.rows("FROM '" + f.table + ".parquet'")
			require.Equal(t, want[0], names)
			require.Len(t, list, len(want)-1)
			if f.rows > 0 {
				require.Len(t, list, f.rows)
			}
			for i, row := range list {
				for k, got := range row {
					cell := want[1+i][k]
					ok := false
					switch v := got.(type) {
					case nil:
						ok = cell == ""
						nulls++
					case string:
						ok = cell == v && v != ""
					case int64:
						ok = cell == strconv.FormatInt(v, 10)
					case float64:
						number, err := strconv.ParseFloat(cell, 64)
						ok = err == nil && math.Float64bits(number) == math.Float64bits(v)
					}
					require.True(t, ok, "row %d of %s: want %q, got %v (%T)", 1+i, names[k], cell, got, got)
				}
			}
			_, types := d.rows("SELECT column_name, column_type FROM (DESCRIBE FROM '" + f.table + ".parquet')")
			for _, c := range types {
				want := "DOUBLE"
				switch c[0] {
				case "plan", "measure", "segment", "quarter", "period", "unit", "other", "scenario", "from", "sha256", "description", "first_failure":
					want = "VARCHAR"
				case "trial", "n", "same", "trials", "failed_trials":
					want = "BIGINT"
				}
				require.Equal(t, want, c[1], c[0])
			}
		})
	}
	assert.NotZero(t, nulls)
}

// What does not exist in a trial is a null there: as many trials have a number as the summary says.
func TestNullsAreWhatDoesNotExist(t *testing.T) {
	d := open(t)
	partly := 0
	for _, folder := range []string{"run", "short"} {
		var s summary
		object(t, folder+"/summary.json", &s)
		names, counts := d.rows("SELECT count(COLUMNS(*)) FROM '" + folder + "/trials.parquet'")
		seen := map[string]int64{}
		for i, name := range names {
			seen[name] = counts[0][i].(int64)
		}
		for _, m := range s.Measures {
			name := m.Measure + "." + m.Segment + "." + m.Period
			if count, there := seen[name]; there {
				require.EqualValues(t, m.N, count, name)
				if count < seen["trial"] {
					partly++
				}
			}
		}
		quarters := "FROM '" + folder + "/quarters.parquet'"
		assert.Equal(t, d.number("SELECT count(*) FILTER (n > 0) "+quarters), d.number("SELECT count(mean) "+quarters))
	}
	assert.NotZero(t, partly, "measures that exist in some trials only")
	assert.Zero(t, d.number("SELECT count(\"stayed.smb.FY29\") FROM 'unlike/controls.parquet' WHERE plan <> 'board-lean'"))
	assert.EqualValues(t, 20, d.number("SELECT count(\"stayed.smb.FY29\") FROM 'unlike/controls.parquet'"))
}

// DuckDB's own quantiles are ours (type 7: Hyndman and Fan 1996), where known luck is left in.
func TestQuantilesAreThoseOfTheSummary(t *testing.T) {
	d := open(t)
	var s summary
	object(t, "plain/summary.json", &s)
	names, list := d.rows(`SELECT quantile_cont(COLUMNS('\.FY29$'), [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]) FROM 'plain/trials.parquet'`)
	found := map[string][]any{}
	for i, name := range names {
		found[name], _ = list[0][i].([]any)
	}
	compared := 0
	for _, m := range s.Measures {
		name := m.Measure + "." + m.Segment + "." + m.Period
		got, there := found[name]
		if !there {
			continue
		}
		require.Len(t, got, 7, name)
		for i, want := range []*float64{m.P5, m.P10, m.P25, m.P50, m.P75, m.P90, m.P95} {
			within := 1e-12 * math.Max(1, math.Abs(*want))
			assert.InDelta(t, *want, got[i], within, "quantile %d of %s", i, name)
		}
		compared++
	}
	assert.Equal(t, len(names), compared)
	assert.Contains(t, names, "nrr.all.FY29")
}

// Trials and controls are of the same trials: joined, the luck of who stayed has mean 0 and goes with the ARR of the end.
func TestTrialsJoinTheirControls(t *testing.T) {
	d := open(t)
	var stayed []string
	for _, name := range lines(t, "run/controls")[0] {
		if regexp.MustCompile(`^stayed\..*\.FY`).MatchString(name) {
			stayed = append(stayed, strconv.Quote(name))
		}
	}
	luck := strings.Join(stayed, "+")
	const joined = " FROM 'run/trials.parquet' JOIN 'run/controls.parquet' USING (trial)"
	assert.EqualValues(t, 300, d.number("SELECT count(*)"+joined))
	assert.Less(t, math.Abs(d.number("SELECT avg("+luck+") / (stddev("+luck+") / sqrt(300))"+joined)), 4., "standard errors from 0")
	assert.Greater(t, d.number("SELECT corr(\"arr_closing.all.FY29\", "+luck+")"+joined), 0.2)
	assert.EqualValues(t, 600, d.number("SELECT count(*) FROM 'plans/trials.parquet' JOIN 'plans/controls.parquet' USING (plan, trial)"))
}

// The metadata say of every column the unit that the summary says, and of the file what made it.
func TestTheMetadataSayWhatTheTableIs(t *testing.T) {
	d := open(t)
	said := func(table string) map[string]string {
		_, list := d.rows("SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)", in(table+".parquet"))
		all := map[string]string{}
		for _, row := range list {
			all[row[0].(string)] = row[1].(string)
		}
		return all
	}
	type column struct{ Name, Unit, Says string }
	for _, f := range files {
		folder, _, _ := strings.Cut(f.table, "/")
		var m struct {
			Program  struct{ Version string }
			Command  string
			Seed     int
			Scenario struct{ Name, SHA256 string }
			Others   json.RawMessage
		}
		object(t, folder+"/manifest.json", &m)
		all := said(f.table)
		var columns []column
		require.NoError(t, json.Unmarshal([]byte(all["columns"]), &columns))
		names := []string{}
		for _, c := range columns {
			names = append(names, c.Name)
			assert.NotEmpty(t, c.Says, "%s: %s", f.table, c.Name)
		}
		assert.Equal(t, lines(t, f.table)[0], names)
		assert.Equal(t, "postsale "+m.Program.Version, all["program"])
		assert.Equal(t, m.Command, all["command"])
		assert.Equal(t, strconv.Itoa(m.Seed), all["seed"])
		assert.Equal(t, m.Scenario.Name, all["scenario"])
		assert.Equal(t, m.Scenario.SHA256, all["scenario_sha256"])
		assert.NotEmpty(t, all["table"])
		if m.Others != nil {
			assert.JSONEq(t, string(m.Others), all["others"])
		}
	}
	var s summary
	object(t, "run/summary.json", &s)
	units := map[string]string{}
	for _, m := range s.Measures {
		units[m.Measure+"."+m.Segment+"."+m.Period] = m.Unit
	}
	var columns []column
	require.NoError(t, json.Unmarshal([]byte(said("run/trials")["columns"]), &columns))
	for _, c := range columns[1:] {
		assert.Equal(t, units[c.Name], c.Unit, c.Name)
	}
}

// Row groups tell their least and greatest values, by which DuckDB passes over those that a query does not ask for.
func TestRowGroupsTellTheirBounds(t *testing.T) {
	d := open(t)
	for _, f := range files {
		from := " FROM '" + f.table + ".parquet'"
		names, least := d.rows("SELECT min(COLUMNS(*))::VARCHAR" + from)
		_, greatest := d.rows("SELECT max(COLUMNS(*))::VARCHAR" + from)
		_, count := d.rows("SELECT count(*) - count(COLUMNS(*))" + from)
		_, list := d.rows("SELECT stats_min_value, stats_max_value, stats_null_count, compression FROM parquet_metadata(?) ORDER BY column_id", in(f.table+".parquet"))
		require.Len(t, list, len(names), "one row group")
		for i, c := range list {
			assert.Equal(t, []any{least[0][i], greatest[0][i], count[0][i], "ZSTD"}, c, "%s: %s", f.table, names[i])
		}
	}
}

// What the README tells people to type into DuckDB answers with the medians that compare printed.
func TestTheREADMEAsksDuckDBForWhatIsThere(t *testing.T) {
	d := open(t)
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	require.NoError(t, err)
	query := regexp.MustCompile(`duckdb -c "(.*)"`).FindSubmatch(readme)
	require.NotNil(t, query)
	names, list := d.rows(strings.ReplaceAll(string(query[1]), `\"`, `"`))
	require.Len(t, list, 2, "a row a plan")
	require.Equal(t, "plan", names[0])
	for _, row := range list {
		var nrr []float64
		all := lines(t, "plans/trials")
		for _, line := range all[1:] {
			for i, name := range all[0] {
				if name == "nrr.all.FY29" && line[0] == row[0] {
					v, err := strconv.ParseFloat(line[i], 64)
					require.NoError(t, err)
					nrr = append(nrr, v)
				}
			}
		}
		require.Len(t, nrr, 300)
		below, above := 0, 0
		for _, v := range nrr {
			if v <= row[1].(float64) {
				below++
			} else {
				above++
			}
		}
		assert.Equal(t, below, above, "as many trials below the median as above it")
	}
}
