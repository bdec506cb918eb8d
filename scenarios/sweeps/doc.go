// Package sweeps is small files that stand for many scenarios: a base, and what of it varies.
//
//	kind: sweep
//	base: board
//	vary:                       # every combination, the last of these fastest
//	  - delivery.teams.implementation.people: [8, 10, 12]
//	  - rows:                   # paths that move together
//	      - {name: lean, support.tier1.people: 5, support.tier2.people: 4}
//	      - {support.tier1.people: 6, support.tier2.people: 5}
//
// In place of vary, `design: design.csv` names a table: a column a path, a row a scenario, and a column name if there is one;
// an empty cell leaves the base as it is. Paths and values are those of --set path=value. Of several bases, `base: [lean, hire]`,
// every value stands in each, so that they can be set side by side at every value: names end with that of the base.
//
//	sweep, err := sweeps.Read("hiring.yaml")
//	for i := range sweep.Len() {
//		scenario, err := sweep.Load(i, nil)
//	}
//
// A scenario is made when it is asked for; a sweep itself holds its file and no more. Read tells every fault that a value has
// for its own sake, whether the path leads anywhere and what stands there reads; what makes no sense in the company that it
// is set in shows when a scenario is loaded, and Each gathers that of all of them. Faults stand in the file or in a line of
// the table, and each is told once, however many scenarios have it.
//
// Files come from strangers. A sweep is read with the bounds of a scenario file, so that a list has at most 1,000 values; a
// table is a data file of the folder in which the sweep lies. A sweep of more than 100,000 scenarios is refused by its number.
package sweeps
