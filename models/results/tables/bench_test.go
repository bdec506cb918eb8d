package tables

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// counting counts the bytes that are written to it.
type counting int64

func (c *counting) Write(p []byte) (int, error) {
	*c += counting(len(p))
	return len(p), nil
}

// BenchmarkTables writes trials in blocks of 1,000, with numbers of which one in a hundred does not exist.
func BenchmarkTables(b *testing.B) {
	const block = 1000
	pool, luck := make([]float64, 1<<20), rand.New(rand.NewPCG(1, 2)) // from which every column has another part in every block
	for i := range pool {
		if pool[i] = 1 + 0.03*luck.NormFloat64(); luck.IntN(100) == 0 {
			pool[i] = math.NaN()
		}
	}
	for _, form := range []string{"parquet", "csv"} {
		for _, c := range []struct{ reals, rows int }{{40, 1_000_000}, {698, 100_000}} {
			if form == "csv" {
				c.rows /= 10 // it takes several times as long
			}
			b.Run(fmt.Sprintf("%s/columns=%d", form, c.reals+2), func(b *testing.B) {
				columns := trials(c.reals)
				values := make([]Values, len(columns))
				values[0].Wholes, values[1].Texts = make([]int64, block), []string{"board"}
				var size counting
				peak := peakMemory()
				for b.Loop() {
					size = 0
					w, err := writers[form](&size, columns)
					require.NoError(b, err)
					for at := 0; at < c.rows; at += block {
						for i := range values[0].Wholes {
							values[0].Wholes[i] = int64(at + i)
						}
						for i := range values[2:] {
							from := (7919*at + 104_729*i) % (len(pool) - block)
							values[2+i].Reals = pool[from : from+block]
						}
						require.NoError(b, w.Write(block, values))
					}
					require.NoError(b, w.Close())
				}
				count := float64(len(columns)) * float64(c.rows)
				b.ReportMetric(count*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mvalues/s")
				b.ReportMetric(float64(size)/count, "bytes/value")
				b.ReportMetric(peak()/1e6, "peak-MB")
			})
		}
	}
}

// peakMemory watches how many bytes of memory the program has from the system, and returns what tells the most of it.
func peakMemory() (peak func() float64) {
	debug.FreeOSMemory()
	var most atomic.Uint64
	ended := make(chan struct{})
	go func() {
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most.Store(max(most.Load(), m.Sys-m.HeapReleased))
			select {
			case <-ended:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	return func() float64 {
		close(ended)
		return float64(most.Load())
	}
}
