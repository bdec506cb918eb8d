package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"runtime/debug"
	"slices"
	"strconv"

	"postsale/models/company"
	"postsale/models/measures"
	"postsale/scenarios"
)

// pass lets so many trials of a scenario pass and estimates what they tell, as a run does.
func pass() {
	const lived = 500
	debug.SetGCPercent(25) // as a run of more than 100 trials does
	trials, _ := strconv.Atoi(os.Args[2])
	scenario, err := scenarios.Load(os.Args[1], nil)
	if err != nil {
		panic(err)
	}
	layout, c := scenario.Params.Layout(), company.New(&scenario.Params, 1)
	table, pool := measures.Passing(layout.Annual(), layout.Controls()), measures.NewPool(layout)
	var rows, lucks [][]float64
	for trial := range min(lived, trials) {
		facts := c.Run(1 + trial)
		pool.Add(facts.Waits(nil), facts.Triangle())
		rows, lucks = append(rows, layout.Row(table.Columns, facts)), append(lucks, slices.Clone(c.Luck()))
	}
	random, row := rand.New(rand.NewPCG(1, 2)), make([]float64, len(table.Columns))
	for trial := range trials {
		from := rows[random.IntN(len(rows))]
		for i, v := range from {
			row[i] = v
			if v != math.Trunc(v) { // counts stay counts
				row[i] += 0.2 * (rows[random.IntN(len(rows))][i] - v) * random.NormFloat64()
			}
			if math.IsNaN(row[i]) {
				row[i] = v
			}
		}
		table.Append(1+trial, row, lucks[trial%len(lucks)]...)
	}
	if n := table.Estimate()[0].N; n != trials {
		panic(fmt.Sprintf("%d of %d trials have passed", n, trials))
	}
}
