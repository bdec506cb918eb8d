package success_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/people"
	"postsale/models/success"
	"postsale/models/units"
)

// Whatever happens, who is held is who would be by looking at all accounts.
func TestWhoIsHeldIsAsIfAllAccountsWereLookedAt(t *testing.T) {
	type account struct {
		arr                float64
		there, held, named bool
		customer           int32
	}
	larger := func(a, b account) int { return cmp.Or(cmp.Compare(b.arr, a.arr), cmp.Compare(a.customer, b.customer)) }
	luck := rand.New(rand.NewPCG(1, 2))
	c := newCourt(sponsorship("20%", "9mo"), cover("70%", 2.5))
	for trial := range uint64(50) {
		c.begin(trial)
		c.executives.Open()
		var all []account
		places := 0
		those := func(held bool) (list []account) {
			for _, a := range all {
				if a.there && a.named && a.held == held {
					list = append(list, a)
				}
			}
			slices.SortFunc(list, larger)
			return list
		}
		for range 300 {
			switch n := luck.IntN(10); {
			case n < 4:
				a := account{arr: float64(luck.IntN(20)), there: true, named: luck.IntN(4) > 0, customer: int32(len(all))}
				segment := 1
				if a.named {
					segment = 0
				}
				all = append(all, a)
				c.enter(a.customer, segment, a.arr, false)
			case n < 6 && len(all) > 0:
				a := &all[luck.IntN(len(all))]
				a.there = false
				c.executives.Leave(a.customer)
			case n < 9 && len(all) > 0:
				if a := &all[luck.IntN(len(all))]; a.there {
					a.arr = float64(luck.IntN(20))
					c.executives.Resize(a.customer, a.arr)
				}
			default:
				people := luck.IntN(8)
				places = people * 5 / 2
				c.executives.Staff(people)
			}
			for held := those(true); len(held) > places; held = held[:len(held)-1] {
				all[held[len(held)-1].customer].held = false
			}
			for waiting := those(false); len(those(true)) < places && len(waiting) > 0; waiting = waiting[1:] {
				all[waiting[0].customer].held = true
			}
			for _, a := range all {
				want := 1.0
				if a.there && a.held {
					want = 1 - .7
				}
				require.InDelta(t, want, c.executives.Cushion(a.customer), 1e-15, "customer %d of trial %d", a.customer, trial)
			}
		}
	}
}

func TestTheLargestOfTheFirstDayAreHeldWhoeverCameFirst(t *testing.T) {
	c := newCourt(sponsorship("20%", "9mo"), cover("100%", 1))
	c.begin(1)
	c.executives.Staff(3)
	for customer := range int32(10) {
		c.enter(customer, 0, float64(customer), true)
	}
	assert.Equal(t, 1.0, c.executives.Cushion(9), "they are not all there yet")
	c.executives.Open()
	for customer := range int32(10) {
		assert.Equal(t, customer >= 7, c.executives.Cushion(customer) == 0, "customer %d", customer)
	}
}

func TestPlacesAreWhole(t *testing.T) {
	for _, c := range []struct {
		perPerson units.Number
		people    int
		want      int
	}{{20, 0, 0}, {20, 3, 60}, {2.5, 3, 7}, {.29, 100, 29}, {.3, 3, 0}, {100000, 1 << 20, 1<<31 - 1}} {
		cover := success.ExecutiveCover{AccountsPerPerson: c.perPerson}
		assert.Equal(t, c.want, cover.Places(c.people), "%d people of %v", c.people, c.perPerson)
	}
}

func TestWhatIsWrongWithSponsorsAndExecutivesIsTold(t *testing.T) {
	nan := units.Number(0)
	nan /= nan
	segments := []string{"large", "small"}
	for _, c := range []struct {
		name   string
		change func(p *success.Params)
		want   []units.Fault
	}{
		{"nothing", func(*success.Params) {}, nil},
		{"a delivery team", func(p *success.Params) { p.Executives.Team = "crew" }, nil},
		{"all leave", func(p *success.Params) { p.Sponsors.Leave = 1 },
			[]units.Fault{{Path: "sponsors.leave", Message: "must be 0% or more and below 100%, got 100%"}}},
		{"no number leaves", func(p *success.Params) { p.Sponsors.Leave = units.Share(nan) },
			[]units.Fault{{Path: "sponsors.leave", Message: "must be 0% or more and below 100%, got NaN%"}}},
		{"a constant", func(p *success.Params) { p.Sponsors.Regained = units.Fixed[units.Duration](130) },
			[]units.Fault{{Path: "sponsors.regained", Message: "must be exponential, such as {exponential: {mean: 9mo}}: who begins without a sponsor has waited already"}}},
		{"at once", func(p *success.Params) { p.Sponsors.Regained.Exponential.Mean = 0 },
			[]units.Fault{{Path: "sponsors.regained", Message: "exponential: mean must be above 0, got 0"}}},
		{"another team", func(p *success.Params) { p.Executives.Team = "cre" },
			[]units.Fault{{Path: "executives.team", Message: `must be a team of success or delivery, got "cre", did you mean "crew"?`}}},
		{"no segment", func(p *success.Params) { p.Executives.Segments = nil },
			[]units.Fault{{Path: "executives.segments", Message: "must name a segment, got none of large, small"}}},
		{"another segment", func(p *success.Params) { p.Executives.Segments = []units.Name{"large", "smal"} },
			[]units.Fault{{Path: "executives.segments[1]", Message: `must name a segment that exists, got "smal", did you mean "small"?`}}},
		{"a segment twice", func(p *success.Params) { p.Executives.Segments = []units.Name{"large", "large"} },
			[]units.Fault{{Path: "executives.segments[1]", Message: "must be there once, got large again"}}},
		{"no accounts", func(p *success.Params) { p.Executives.AccountsPerPerson = 0 },
			[]units.Fault{{Path: "executives.accounts_per_person", Message: "must be above 0 and at most 100000, got 0"}}},
		{"too much", func(p *success.Params) { p.Executives.Cushions = 1.1 },
			[]units.Fault{{Path: "executives.cushions", Message: "must be between 0% and 100%, got 110%"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			of, holds := sponsorship("20%", "9mo"), cover("70%", 20)
			holds.Team = "success"
			p := success.Params{Sponsors: &of, Executives: &holds, Teams: team("success")}
			c.change(&p)
			var f units.Faults
			p.ValidateSponsors(&f, segments, []string{"crew"})
			assert.Equal(t, c.want, f.All())
		})
	}
}

func team(name units.Name) units.Map[people.Team] {
	return units.Map[people.Team]{{Name: name, Value: people.Team{People: 1, ProductiveHours: 30}}}
}
