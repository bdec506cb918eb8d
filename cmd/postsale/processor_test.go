package main

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// From GOAMD64=v3 on Go fuses multiplications with additions, whose rounding
// differs: the bytes are promised for one level, the distributions for all.
func TestProcessorLevelsAgreeInDistribution(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program twice")
	}
	if runtime.GOARCH != "amd64" {
		t.Skip("GOAMD64 is of amd64")
	}
	const scenario, trials = "board-partner-overflow", "300"
	const rounding = 1e-9 // of a trial that takes the same course
	folder := t.TempDir()
	var rows [2][][]float64
	var header []string
	var bytes [2]string
	for i, level := range []string{"v1", "v3"} {
		program, out := filepath.Join(folder, level), filepath.Join(folder, "out-"+level)
		build := exec.Command("go", "build", "-o", program, ".")
		build.Env = append(os.Environ(), "GOAMD64="+level)
		text, err := build.CombinedOutput()
		require.NoError(t, err, "%s", text)
		if text, err := exec.Command(program, "scenarios").CombinedOutput(); err != nil {
			t.Skipf("this processor does not run %s: %s", level, text)
		}
		text, err = exec.Command(program, "run", scenario, "--trials", trials, "--out", out, "--quiet").CombinedOutput()
		require.NoError(t, err, "%s", text)

		var m struct {
			Go struct{ GOARCH, GOAMD64 string }
		}
		manifest, err := os.ReadFile(filepath.Join(out, "manifest.json"))
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(manifest, &m))
		assert.Equal(t, runtime.GOARCH, m.Go.GOARCH)
		assert.Equal(t, level, m.Go.GOAMD64)

		table, err := os.ReadFile(filepath.Join(out, "trials.csv"))
		require.NoError(t, err)
		bytes[i] = string(table)
		header, rows[i] = numbers(t, bytes[i])
	}
	same, near := 0, 0
	for i := range rows[0] {
		switch d := distance(rows[0][i], rows[1][i]); {
		case d == 0:
			same++
		case d < rounding:
			near++
		}
	}
	t.Logf("trials.csv has the same bytes: %v; of %d trials %d have the same numbers, %d differ by rounding, the others took another course",
		bytes[0] == bytes[1], len(rows[0]), same, near)
	for column, name := range header {
		differences, scale := []float64{}, 0.0
		for i := range rows[0] {
			a, b := rows[0][i][column], rows[1][i][column]
			if math.IsNaN(a) || math.IsNaN(b) {
				continue
			}
			differences = append(differences, b-a)
			scale = max(scale, math.Abs(a))
		}
		if len(differences) < 2 {
			continue
		}
		n := float64(len(differences))
		mean, sd := stat.MeanStdDev(differences, nil)
		limit := distuv.StudentsT{Sigma: 1, Nu: n - 1}.Quantile(1 - 1e-3/2/float64(len(header)))
		assert.LessOrEqual(t, math.Abs(mean), limit*sd/math.Sqrt(n)+rounding*scale, name)
	}
}

// numbers reads a table of trials; an empty cell is NaN.
func numbers(t *testing.T, text string) (header []string, rows [][]float64) {
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	for _, record := range records[1:] {
		row := make([]float64, len(record))
		for i, cell := range record {
			row[i] = math.NaN()
			if cell != "" {
				row[i], err = strconv.ParseFloat(cell, 64)
				require.NoError(t, err)
			}
		}
		rows = append(rows, row)
	}
	return records[0], rows
}

// distance returns how far two rows are apart, at most, as a share of their numbers.
func distance(a, b []float64) float64 {
	most := 0.0
	for i := range a {
		switch {
		case math.IsNaN(a[i]) != math.IsNaN(b[i]):
			return math.Inf(1)
		case a[i] != b[i] && !math.IsNaN(a[i]):
			most = max(most, math.Abs(a[i]-b[i])/max(1, math.Abs(a[i])))
		}
	}
	return most
}
