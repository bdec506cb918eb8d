// Ratios tells from the text of the benchmarks how fast the program is, beside
// what it should reach.
//
//	go test -run '^$' -bench . -benchmem ./... > bench.txt
//	ratios bench.txt
//
// Seconds and events a second mean little on a machine that is shared, so most
// figures are ratios of two benchmarks: the kernel against the same queue written
// by hand, one worker against two. Each round of the benchmarks gives one ratio,
// and a figure is the median over the rounds. The targets stand in one table,
// figures.
//
// The text is in the Go benchmark format of golang.org/x/perf, which benchstat
// reads as well. A benchmark that a figure needs and that is not there is an error;
// a figure that is missed is none, as on a busy machine any of them may be.
package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: ratios FILE")
		os.Exit(2)
	}
	if err := tell(os.Stdout, os.Args[1]); err != nil {
		fmt.Fprintf(os.Stderr, "ratios: %v\n", err)
		os.Exit(1)
	}
}

// figure is something to reach, at least or at most a bound.
type figure struct {
	what     string
	measured func(t *text) series
	target   target
	bound    float64
	digits   int
}

type target string

const (
	atLeast target = "at least"
	atMost  target = "at most"
	below   target = "below"
)

var figures = []figure{
	{"M/M/1: kernel / loop without a library", rate("Queue/kernel/servers=1", "Queue/by-hand/servers=1"), atLeast, 0.6, 2},
	{"M/M/1: kernel / loop with a bare heap", rate("Queue/kernel/servers=1", "Queue/by-heap/servers=1"), atLeast, 0.75, 2},
	{"M/M/10: kernel / loop with a bare heap", rate("Queue/kernel/servers=10", "Queue/by-heap/servers=10"), atLeast, 0.75, 2},
	{"1,000 pending: kernel / bare 4-ary heap", rate("Hold/kernel/pending=1000", "Hold/bare/pending=1000"), atLeast, 0.9, 2},
	{"100,000 pending: kernel / bare 4-ary heap", rate("Hold/kernel/pending=100000", "Hold/bare/pending=100000"), atLeast, 0.9, 2},
	{"board loaded and its company made, CPU ms", func(t *text) series { return t.of("SetUp", "cpu-ms/op") }, below, 5, 1},
	{"the program for one trial, CPU ms", func(t *text) series { return t.of("Program/trials=1", "cpu-ms/op") }, below, 40, 0},
	{"200 files validated, seconds", func(t *text) series { return t.of("Validate", "s/op") }, below, 1, 2},
	{"two plans beyond their 1,000 trials, CPU ms", func(t *text) series { return t.of("Comparison", "cpu-ms/op") }, below, 200, 0},
	{"pictures of a run, seconds", func(t *text) series { return t.of("Pictures", "s/op") }, below, 0.3, 2},
	{"allocations per event of board", func(t *text) series {
		return over(t.of(board, "allocs/op"), t.of(board, "events/op"))
	}, below, 0.001, 4},
	{"allocations per trial of board", func(t *text) series { return t.of(board, "allocs/op") }, below, 50, 0},
	{"events per core-second: board / M/M/1", func(t *text) series {
		return over(t.of("Queue/kernel/servers=1", "ns/event"), t.of(board, "cpu-ns/event"))
	}, atLeast, 0.25, 2},
	{"events per core-second: board / ticket loop", func(t *text) series {
		return over(t.of("Tickets/by-hand", "cpu-ns/event"), t.of(board, "cpu-ns/event"))
	}, atLeast, 0.75, 2},
	{"1,000 trials of board, seconds", func(t *text) series { return t.of("Program/trials=1000", "s/op") }, below, 3.6, 2},
	{"trials per second: 2 workers / 1 worker", func(t *text) series {
		return over(t.of("Experiment/workers=2", "trials/s"), t.of("Experiment/workers=1", "trials/s"))
	}, atLeast, 1.8, 2},
	{"1,000 trials: two plans compared / one run", func(t *text) series {
		return over(t.of("Program/compare=1000", "s/op"), t.of("Program/trials=1000", "s/op"))
	}, atMost, 2.05, 2},
	{"a batch of 5,000 trials / its trials, CPU", func(t *text) series { return t.of("Batch", "over") }, atMost, 1.05, 2},
	{"mean NRR FY27: variance, plain / freed", known("FY27-mean"), atLeast, 20, 1},
	{"mean NRR FY28: variance, plain / freed", known("FY28-mean"), atLeast, 10, 1},
	{"mean NRR FY29: variance, plain / freed", known("FY29-mean"), atLeast, 8, 1},
	{"odds of NRR FY27: variance, plain / freed", known("FY27-odds"), atLeast, 2.2, 2},
	{"odds of NRR FY28: variance, plain / freed", known("FY28-odds"), atLeast, 1.9, 2},
	{"odds of NRR FY29: variance, plain / freed", known("FY29-odds"), atLeast, 1.7, 2},
	// What 1,000 trials in 3.6 seconds on two cores come to, with those variances.
	{"CPU seconds to 0.05 points of mean NRR FY29", known("mean-s"), below, 2, 1},
	{"CPU seconds to 0.05 points of it, plain", known("plain-mean-s"), below, 16, 1},
	{"CPU seconds to 1 point of odds of NRR FY29", known("odds-s"), below, 7, 1},
	{"CPU seconds to 1 point of them, plain", known("plain-odds-s"), below, 12, 1},
	{"why: work to an error, orders / combinations", func(t *text) series {
		return over(t.of("Why/orders", "work"), t.of("Why/exact", "work"))
	}, below, 0.33, 2},
	{"10,000 trials of board, peak MB", func(t *text) series { return t.of("Program/trials=10000", "peak-MB") }, below, 500, 0},
	{"1,000,000 trials of board, peak MB", func(t *text) series { return t.of("Passing/trials=1000000", "peak-MB") }, below, 600, 0},
	{"time of a trial, $20M / $5M, over n log n", growth("Trial/arr=5M", board), atMost, 1, 2},
	{"time of a trial, $100M / $20M, over n log n", growth(board, "Trial/arr=100M"), atMost, 1, 2},
}

const board = "Trial/arr=20M"

// known returns what known luck was worth, in a unit of its benchmark.
func known(unit string) func(*text) series {
	return func(t *text) series { return t.of("KnownLuck", unit) }
}

// rate returns the events per second of one benchmark over those of another.
func rate(of, against string) func(*text) series {
	return func(t *text) series { return over(t.of(against, "ns/event"), t.of(of, "ns/event")) }
}

// growth returns how much longer a trial of the larger company takes, over what
// n log n of its customers would be.
func growth(small, large string) func(*text) series {
	time := func(t *text, name string) series {
		events, each, customers := t.of(name, "events/op"), t.of(name, "cpu-ns/event"), t.of(name, "customers")
		list := make(series, min(len(events), len(each), len(customers)))
		for i := range list {
			list[i] = events[i] * each[i] / (customers[i] * math.Log(customers[i]))
		}
		return list
	}
	return func(t *text) series { return over(time(t, large), time(t, small)) }
}

// series is a number for every round.
type series []float64

// over divides round by round, as far as there are both.
func over(a, b series) series {
	list := make(series, min(len(a), len(b)))
	for i := range list {
		list[i] = a[i] / b[i]
	}
	return list
}

func (s series) median() float64 {
	sorted := slices.Sorted(slices.Values(s))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// text is what the benchmarks said, by name and unit.
type text struct {
	numbers map[string]series
	cpu     string
	cores   string
	missing []string
}

// of returns the numbers of a benchmark, and notes when there are none.
func (t *text) of(name, unit string) series {
	found := t.numbers[name+" "+unit]
	if len(found) == 0 {
		if missing := "Benchmark" + name + " with " + unit; !slices.Contains(t.missing, missing) {
			t.missing = append(t.missing, missing)
		}
	}
	return found
}

func read(from io.Reader, name string) (*text, error) {
	t := &text{numbers: map[string]series{}, cores: "1"}
	lines := benchfmt.NewReader(from, name)
	for lines.Scan() {
		switch record := lines.Result().(type) {
		case *benchfmt.SyntaxError:
			return nil, record
		case *benchfmt.Result:
			full := record.Name.String()
			if _, parts := record.Name.Parts(); len(parts) > 0 {
				if cores, ok := strings.CutPrefix(string(parts[len(parts)-1]), "-"); ok {
					t.cores, full = cores, strings.TrimSuffix(full, "-"+cores)
				}
			}
			t.cpu = record.GetConfig("cpu")
			for _, v := range record.Values {
				number, unit := v.Value, v.Unit
				if v.OrigUnit != "" { // the reader makes seconds of nanoseconds
					number, unit = v.OrigValue, v.OrigUnit
				}
				t.numbers[full+" "+unit] = append(t.numbers[full+" "+unit], number)
			}
		}
	}
	return t, lines.Err()
}

// tell prints the table.
func tell(out io.Writer, name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	t, err := read(file, name)
	if err != nil {
		return err
	}
	var table strings.Builder
	rounds := 0
	for _, f := range figures {
		measured := f.measured(t)
		if len(measured) == 0 {
			continue // t.missing tells why
		}
		rounds = max(rounds, len(measured))
		got := measured.median()
		reached := "reached"
		if f.target == atLeast && got < f.bound || f.target == atMost && got > f.bound || f.target == below && got >= f.bound {
			reached = "missed"
		}
		fmt.Fprintf(&table, "%-44s%9.*f  %-8s %-6v %s\n", f.what, f.digits, got, f.target, f.bound, reached)
	}
	if len(t.missing) > 0 {
		return fmt.Errorf("%s: want %s, got none", name, strings.Join(t.missing, ", "))
	}
	_, err = fmt.Fprintf(out, "rounds: %d; cores: %s; cpu: %s\n\n%s", rounds, t.cores, t.cpu, &table)
	return err
}
