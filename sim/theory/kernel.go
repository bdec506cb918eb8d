package theory

import (
	"math"
	"slices"

	"postsale/sim/random"
)

// Kernel returns the cases of this module's own kernel. The luck of a case is its own, named by the case and by what
// it is for, so that its tallies depend on the seed and the replication alone.
func Kernel() []Case {
	return slices.Concat(
		queues(), transients(), priorities(), flows(), networks(), sharing(), limited(), breakdowns(),
		losses(), bundles(), overflows(), startsFromEmpty(), sinusoids(), clumps(), exacts(),
	)
}

// replicated is a case whose standard errors come from replications. Tallies whose line has no name are left out.
func replicated(name string, lines []Line, open func(seed uint64) func(replication int) []Tally) Case {
	c := Case{Level: KernelLevel, Quick: 50, Full: 600}
	var asked []int
	for i, line := range lines {
		if line.Name != "" {
			asked = append(asked, i)
			line.Name = name + ": " + line.Name
			c.Lines = append(c.Lines, line)
		}
	}
	c.New = func(seed uint64) func(int) []Tally {
		replicate := open(seed)
		return func(replication int) []Tally {
			all := replicate(replication)
			told := make([]Tally, len(asked))
			for i, line := range asked {
				told[i] = all[line]
			}
			return told
		}
	}
	return c
}

// twoSizes is the law of mean 1 that is a half with chance two thirds, and else 2.
type twoSizes struct{}

func (twoSizes) Quantile(u float64) float64 {
	if u < 2./3 {
		return .5
	}
	return 2
}
func (twoSizes) Least() float64    { return .5 }
func (twoSizes) Mean() float64     { return 1 }
func (twoSizes) Variance() float64 { return .5 }

// Laws of mean 1.
var (
	deterministic = random.Must(random.Constant(1))
	exponential   = random.Must(random.Exponential(1))
	skewed        = random.Must(random.Lognormal(1, 1.5))
)

// squaredCV returns the squared coefficient of variation.
func squaredCV(d random.Distribution) float64 { return d.Variance() / (d.Mean() * d.Mean()) }

// warmUp returns how long a queue runs before it is measured: twelve times the relaxation time of M/M/1 (Morse 1955) at
// its utilisation, whose services take a time on average, and longer as they vary.
func warmUp(utilisation, service, squaredCV float64) float64 {
	gap := 1 - math.Sqrt(utilisation)
	return 12 * service * max(1, (1+squaredCV)/2) / (gap * gap)
}
