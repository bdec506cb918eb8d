package estimate

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// Game says which sets of causes have to be run so that what all of them change together can be divided.
//
// Where all sets are few enough, they are all of them, and the shares are those of Shares. Else orders in which the causes
// come are drawn, each together with its reverse (antithetic: Castro, Gómez & Tejada 2009; Mitchell, Cooper, Frank & Holmes
// 2022, section 3.1), and the sets are what has come by then at each step of each order, and all sets of one cause and of
// all but one. A pair of an order and its reverse divides the whole on its own, without bias, and exactly where no more
// than two causes act together; the shares are the average of the pairs, so that they add up to the whole as well, and what
// the pairs differ by counts in their errors.
//
//	game := estimate.NewGame(12, 200, seed)
//	for i, set := range game.Sets() { worth[i] = ... } // by trial, under the same luck in all sets
//	shares, whole := game.Shares(worth, estimate.Mean)
type Game struct {
	causes int
	sets   []uint64
	pairs  [][]steps // of orders that were drawn; none if the sets are all
}

// steps are the places of the sets, in an order and in its reverse, before a cause has come and when it has.
type steps struct{ before, with [2]int }

const (
	fewestPairs = 4 // of orders, so that they tell what they differ by
	fewCauses   = 4 // whose sets are no more than those of so many pairs
	mostCauses  = 64
)

// NewGame returns the game of so many causes, at most 64, that is divided by at most so many sets, but by four pairs of orders
// if these have more. The orders are drawn by the seed.
func NewGame(causes, most int, seed uint64) *Game {
	if causes < 0 || causes > mostCauses {
		panic(fmt.Sprintf("estimate: causes: must be from 0 to %d, got %d", mostCauses, causes))
	}
	g := &Game{causes: causes}
	if causes <= fewCauses || causes < mostCauses-1 && 1<<causes <= most {
		for set := range uint64(1) << causes {
			g.sets = append(g.sets, set)
		}
		return g
	}
	all := uint64(1)<<causes - 1
	g.sets = append(g.sets, 0, all)
	for cause := range causes {
		g.sets = append(g.sets, 1<<cause, all&^(1<<cause))
	}
	luck := rand.New(rand.NewPCG(seed, uint64(causes)))
	var orders [][]int
	for range max(fewestPairs, (most-len(g.sets))/(2*causes-6)) { // of a pair's sets four are there
		order := luck.Perm(causes)
		orders = append(orders, order)
		var come uint64
		for _, cause := range order {
			come |= 1 << cause
			g.sets = append(g.sets, come, all&^come)
		}
	}
	slices.Sort(g.sets)
	g.sets = slices.Compact(g.sets)
	for _, order := range orders {
		g.pairs = append(g.pairs, g.steps(order, all))
	}
	return g
}

// steps returns the places of the sets that an order and its reverse need, by cause.
func (g *Game) steps(order []int, all uint64) []steps {
	list := make([]steps, g.causes)
	var come uint64
	for _, cause := range order {
		with := come | 1<<cause
		list[cause] = steps{
			before: [2]int{g.Place(come), g.Place(all &^ with)},
			with:   [2]int{g.Place(with), g.Place(all &^ come)},
		}
		come = with
	}
	return list
}

// Sets returns the sets as bit masks in ascending order, from 0, no cause, to all of them.
func (g *Game) Sets() []uint64 { return g.sets }

// Drawn returns the number of orders that were drawn, 0 if the sets are all.
func (g *Game) Drawn() int { return 2 * len(g.pairs) }

// Place returns which of Sets a set is; it panics if it is none. No cause, each alone, all but each, and all of them are
// there in every game.
func (g *Game) Place(set uint64) int {
	place, found := slices.BinarySearch(g.sets, set)
	if !found {
		panic(fmt.Sprintf("estimate: set: must be one of the game's, got %b", set))
	}
	return place
}

// Shares returns what each cause contributes to the whole, as the function Shares does, given what the sets of the game are
// worth by trial. A share ± 1.96 of its error holds the true one, of all orders and of trials without end, in 93 to 96 % of
// experiments with nine pairs of orders and 50 trials, whether orders or trials are to blame for most of it.
func (g *Game) Shares(worth [][]float64, of Statistic) (shares []Share, whole Share) {
	if len(worth) != len(g.sets) {
		panic(fmt.Sprintf("estimate: worth: must be of %d sets, got %d", len(g.sets), len(worth)))
	}
	if g.Drawn() == 0 {
		return Shares(g.causes, worth, of)
	}
	d := division{parts: g.causes + 1, worth: Complete(worth)}
	for _, pair := range g.pairs {
		d.by = append(d.by, inOrder(pair))
	}
	list := d.shares(of)
	return list[:g.causes], list[g.causes]
}

// inOrder divides by an order and its reverse.
func inOrder(pair []steps) split {
	return func(worth []float64) []float64 {
		shares := make([]float64, 0, len(pair)+1)
		for _, s := range pair {
			shares = append(shares, (worth[s.with[0]]-worth[s.before[0]]+worth[s.with[1]]-worth[s.before[1]])/2)
		}
		return append(shares, worth[len(worth)-1]-worth[0])
	}
}
