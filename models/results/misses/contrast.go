package misses

import (
	"cmp"
	"math"
	"slices"
)

// Contrast is the difference of a mean between the futures that miss a target and those that reach it.
type Contrast struct {
	Missing, Reaching float64 // means
	Difference        float64 // of the missing less the reaching
	Error             float64 // standard error of that
}

// contrast compares two samples that need not vary alike (Welch 1947).
func contrast(missing, reaching []float64) Contrast {
	m, vm := moments(missing)
	r, vr := moments(reaching)
	a, b := vm/float64(len(missing)), vr/float64(len(reaching))
	return Contrast{Missing: m, Reaching: r, Difference: m - r, Error: math.Sqrt(a + b)}
}

// InErrors returns the difference in its standard errors; NaN where neither group varies.
func (c Contrast) InErrors() float64 { return c.Difference / c.Error }

// leaning is the skew of a mean up to which it is taken for normal.
const leaning = 0.1

// apart returns how far one sample lies from what chance expects of so many values out of both, in standard deviations, and
// how likely it is that it lies as far. It goes by the mean where that is close to normal, with a correction for what skew it has
// (Edgeworth 1905), and by ranks where it is not. Which of them depends on both samples together, and so on nothing that is tested.
// It is NaN where all values are the same.
func apart(missing, reaching []float64) (z, chance float64) {
	all := slices.Concat(missing, reaching)
	n, whole := float64(len(missing)), float64(len(all))
	mean, variance := moments(all)
	if !(variance > 0) {
		return math.NaN(), math.NaN()
	}
	third := 0.
	for _, v := range all {
		third += (v - mean) * (v - mean) * (v - mean)
	}
	skew := third / whole / math.Pow(variance, 1.5) * (whole - 2*n) / math.Sqrt(n*whole*(whole-n))
	if !(math.Abs(skew) < leaning) {
		return ranked(missing, reaching)
	}
	those, _ := moments(missing)
	z = (those - mean) / math.Sqrt(variance/n*(whole-n)/whole)
	chance = math.Erfc(math.Abs(z) / math.Sqrt2)
	if skew*z > 0 {
		chance += math.Abs(skew) / 3 * math.Max(0, z*z-1) * math.Exp(-z*z/2) / math.Sqrt(2*math.Pi)
	}
	return z, chance
}

// ranked returns how far the sum of ranks of one sample among both is from what chance expects, in its standard deviations, and
// how likely it is that it is as far (Wilcoxon 1945; Mann & Whitney 1947, with ties as in Hemelrijk 1952). It does not mind how skewed the samples
// are, and is NaN where all values are the same.
func ranked(missing, reaching []float64) (z, chance float64) {
	type value struct {
		v       float64
		missing bool
	}
	var all []value
	for _, v := range missing {
		all = append(all, value{v, true})
	}
	for _, v := range reaching {
		all = append(all, value{v, false})
	}
	slices.SortFunc(all, func(a, b value) int { return cmp.Compare(a.v, b.v) })
	n, m, r := float64(len(all)), float64(len(missing)), float64(len(reaching))
	sum, ties := 0., 0.
	for from := 0; from < len(all); {
		to, those := from, 0.
		for to < len(all) && all[to].v == all[from].v {
			if all[to].missing {
				those++
			}
			to++
		}
		many := float64(to - from)
		sum += those * (float64(from+to+1) / 2)
		ties += many * (many*many - 1)
		from = to
	}
	variance := m * r / 12 * (n + 1 - ties/(n*(n-1)))
	z = (sum - m*(n+1)/2) / math.Sqrt(variance)
	return z, math.Erfc(math.Abs(z) / math.Sqrt2)
}

func moments(values []float64) (mean, variance float64) {
	for _, v := range values {
		mean += v
	}
	mean /= float64(len(values))
	for _, v := range values {
		variance += (v - mean) * (v - mean)
	}
	return mean, variance / float64(len(values)-1)
}
