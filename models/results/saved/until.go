package saved

import (
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
