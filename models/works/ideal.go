package works

import (
	"math"
	"slices"

	"postsale/models/units"
)

// Lasting returns works of which nothing that was done is ever out of date: nobody has to keep them up.
func Lasting(list units.Map[Work]) units.Map[Work] {
	return each(list, func(w *Work) { w.Fades = units.Duration(math.Inf(1)) })
}

// Settled returns works of teams that nobody leaves, and in which who joins is productive at once.
func Settled(list units.Map[Work]) units.Map[Work] {
	return each(list, func(w *Work) { w.Team = w.Team.Settled() })
}

func each(list units.Map[Work], change func(w *Work)) units.Map[Work] {
	list = slices.Clone(list)
	for i := range list {
		change(&list[i].Value)
	}
	return list
}

// AtOnce returns the adoption of customers who use as much of the product at go-live as those who have long been live,
// nil where there is none.
func (a *Adoption) AtOnce() *Adoption {
	if a == nil {
		return nil
	}
	ideal := *a
	ideal.Ideal = true
	return &ideal
}
