//go:build cgo

package data

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// staff is a sweep of six scenarios.
const staff = `kind: sweep
base: board-lean
vary:
  - delivery.teams.implementation.people: [8, 9, 10]
  - deals.slip: [5%, 10%]
`

// batched are the tables of a batch of those, of board-hire, and of one that is too short for a fiscal year.
var batched = []struct {
	table string
	rows  int
}{
	{"study/scenarios", 8},
	{"study/trials", 800},
	{"study/summary", 0},
	{"study/targets", 0},
	{"study/quarters", 0},
	{"study/trial-quarters", 100 * (7*12 + 3)},
}

// DuckDB's quantiles of the trials of each scenario are those that the batch tells, which has too few trials to take known luck out.
func TestQuantilesOfABatchAreThoseOfItsSummary(t *testing.T) {
	d := open(t)
	const both = `FROM (SELECT scenario, quantile_cont("nrr.all.FY29", [0.05, 0.5, 0.95]) AS q, avg("nrr.all.FY29") AS m, stddev("nrr.all.FY29") AS s
		FROM 'study/trials.parquet' GROUP BY scenario) JOIN 'study/summary.parquet' USING (scenario) WHERE measure = 'nrr' AND segment = 'all' AND period = 'FY29'`
	names, list := d.rows("SELECT scenario, n, controls_gain, abs(q[1] - p5), abs(q[2] - p50), abs(q[3] - p95), abs(m - mean), abs(s - sd), abs(s / 10 - mc_error) " + both)
	require.Len(t, list, 7, "all that have the year")
	for _, row := range list {
		assert.EqualValues(t, 100, row[1])
		assert.EqualValues(t, 1, row[2])
		for i := 3; i < len(row); i++ {
			assert.Less(t, row[i], 1e-12, "%s of %v", names[i], row[0])
		}
	}
	assert.Zero(t, d.number(`SELECT count(*) FROM 'study/quarters.parquet' q JOIN 'study/trial-quarters.parquet' r USING (scenario, quarter)
		WHERE q.measure = 'nrr' AND q.segment = 'all' AND q.n = 0 AND r."nrr.all" IS NOT NULL`))
	assert.EqualValues(t, 1, d.number(`SELECT count(DISTINCT abs(a.p50 / b.p50 - 1) < 1e-12) FROM 'study/quarters.parquet' a JOIN
		(SELECT scenario, quarter, median("arr_closing.all") AS p50 FROM 'study/trial-quarters.parquet' GROUP BY ALL) b USING (scenario, quarter)
		WHERE a.measure = 'arr_closing' AND a.segment = 'all' AND a.controls_gain = 1`), "medians of every quarter")
}

// What varies are numbers in every table, by which scenarios are found, whether they are of a sweep or not.
func TestWhatVariesIsAColumn(t *testing.T) {
	d := open(t)
	for _, table := range []string{"scenarios", "trials", "summary", "targets", "quarters", "trial-quarters"} {
		from := " FROM 'study/" + table + ".parquet'"
		assert.EqualValues(t, 1, d.number(`SELECT count(DISTINCT scenario)`+from+` WHERE "delivery.teams.implementation.people" = 9 AND "deals.slip" = 0.1`), table)
		assert.Zero(t, d.number(`SELECT count(*)`+from+` WHERE "deals.slip" IS NULL`), "those that are of no sweep have it too: %s", table)
	}
	assert.Zero(t, d.number(`SELECT count("nrr.all.FY29") FROM 'study/trials.parquet' WHERE "nrr.all.FY28" IS NULL`))
	// More people are no loss, with the same luck trial by trial.
	assert.Greater(t, d.number(`SELECT avg(CASE WHEN b."time_to_live_mean.all.FY29" <= a."time_to_live_mean.all.FY29" THEN 1 ELSE 0 END)
		FROM 'study/trials.parquet' a JOIN 'study/trials.parquet' b USING (trial, "deals.slip")
		WHERE a."delivery.teams.implementation.people" = 8 AND b."delivery.teams.implementation.people" = 10
		AND a.scenario LIKE 'staff%' AND b.scenario LIKE 'staff%'`), 0.9)
}

// The files of a batch say what made them and what is in them.
func TestTheMetadataOfABatchSayWhatMadeIt(t *testing.T) {
	d := open(t)
	var m struct {
		Program, SHA256 string
		Seed            int
	}
	object(t, "study/manifest.json", &m)
	for _, f := range batched {
		_, list := d.rows("SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)", in(f.table+".parquet"))
		all := map[string]string{}
		for _, row := range list {
			all[row[0].(string)] = row[1].(string)
		}
		assert.Equal(t, "postsale "+m.Program, all["program"])
		assert.Equal(t, "1", all["seed"])
		assert.Equal(t, "8", all["scenarios"])
		assert.Equal(t, m.SHA256, all["scenarios_sha256"])
		assert.NotEmpty(t, all["table"])
		var columns []struct{ Name, Unit, Says string }
		require.NoError(t, json.Unmarshal([]byte(all["columns"]), &columns))
		for _, c := range columns {
			assert.NotEmpty(t, c.Says, "%s: %s", f.table, c.Name)
			if c.Name == "deals.slip" || c.Name == "nrr.all.FY29" || c.Name == "nrr.all" {
				assert.Equal(t, "share", c.Unit, c.Name)
			}
		}
	}
	assert.False(t, math.IsNaN(d.number("SELECT avg(odds) FROM 'study/targets.parquet'")))
}
