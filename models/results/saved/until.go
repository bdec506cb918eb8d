package saved

import (
	"math"
	"strings"

	"postsale/models/measures"
	"postsale/models/results"
)

type UntilRecord struct {
	Expression string        `json:"expression"`
	Settled    bool          `json:"settled"`
	Trials     int           `json:"trials"`
	Looks      int           `json:"looks"`
	Claims     []claimRecord `json:"claims"`
}

type claimRecord struct {
	Claim    string `json:"claim"`
	Estimate Number `json:"estimate"`
	Low      Number `json:"low"`
	High     Number `json:"high"`
}

// UntilOf returns what programs read; a bound that is infinite is null.
func UntilOf(u *results.Until, done int) *UntilRecord {
	if u == nil {
		return nil
	}
	r := &UntilRecord{Expression: u.Expression, Settled: u.Settled, Trials: done, Looks: u.Looks}
	for _, c := range u.Claims {
		r.Claims = append(r.Claims, claimRecord{c.Name, Number(c.Estimate), Number(c.Low), Number(c.High)})
	}
	return r
}

// read returns what was written, of a run or of plans that are compared: which measure a claim is about stands in the expression.
func (r *UntilRecord) read(compared bool) *results.Until {
	if r == nil {
		return nil
	}
	u := &results.Until{Expression: r.Expression, Settled: r.Settled, Looks: r.Looks}
	subject := strings.TrimSpace(r.Expression)
	name, _, _ := strings.Cut(subject, ".")
	measure, figure := measures.Find(name)
	for _, c := range r.Claims {
		claim := results.Claim{Name: c.Claim, Unit: measures.Share, Difference: compared, Estimate: float64(c.Estimate),
			Low: orInfinite(c.Low, -1), High: orInfinite(c.High, 1)}
		if figure {
			claim.Measure, claim.Unit = name, measure.Unit
		}
		u.Claims = append(u.Claims, claim)
	}
	return u
}

// orInfinite returns a bound, infinite where none was written.
func orInfinite(bound Number, sign int) float64 {
	if math.IsNaN(float64(bound)) {
		return math.Inf(sign)
	}
	return float64(bound)
}
