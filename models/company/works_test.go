package company_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/measures"
)

// works runs a trial of board with settings and returns its ledger.
func worked(tb testing.TB, sets ...string) *ledger.Ledger {
	c := company.New(load(tb, "board", sets...), 1)
	c.Trace()
	return c.Run(1)
}

const (
	tools = "works.tools={people: 1, moves: productivity, to: 200%, half: 1h, opening: 0h, of: "
	calm  = "support.configuration.owner=support"
)

func TestProductivityShortensTicketsAndAddsHoursFromTheNextMonthOn(t *testing.T) {
	plain, tooled := worked(t, calm), worked(t, calm, tools+"[tier1, implementation]}")
	scope := func(l *ledger.Ledger, name string) int16 {
		for i, team := range l.Teams {
			if team == name {
				return int16(l.Team(i))
			}
		}
		panic(name)
	}
	hours := func(l *ledger.Ledger, from, to float64) float64 {
		most := 0.0
		for _, f := range l.Facts() {
			if f.Kind == ledger.Timed && f.Scope == scope(l, "implementation") && f.At >= from && f.At < to {
				most = max(most, f.Amount)
			}
		}
		return most
	}
	assert.Equal(t, hours(plain, 0, 20), hours(tooled, 0, 20), "the first month is today's")
	assert.InEpsilon(t, 2*hours(plain, 0, 20), hours(tooled, fiscal.Month, 30), 1e-9, "and the second twice that")

	served := func(l *ledger.Ledger, quarter int) float64 {
		return l.Sum(ledger.ServedDays, int(scope(l, "tier1")), quarter, quarter+1) / l.Sum(ledger.Answers, l.All(), quarter, quarter+1)
	}
	assert.InDelta(t, .5, served(tooled, 2)/served(plain, 2), .05)
	assert.Equal(t, plain.Sum(ledger.ServedDays, int(scope(plain, "tier2")), 0, 1) > 0, tooled.Sum(ledger.ServedDays, int(scope(tooled, "tier2")), 0, 1) > 0)
}

// Fewer how-do-I questions leave what is broken alone, ticket by ticket, until the rates part: the same uniform tells one
// from the other, so that a ticket that stays at its time keeps what it is about unless it would have been a question.
func TestGuidanceTakesQuestionsAwayAndNothingThatIsBroken(t *testing.T) {
	const guidance = "works.guides={people: 1, moves: how-do-i, to: 0%, half: 0.001h, opening: 0h}"
	const still = "works.guides={people: 1, moves: how-do-i, to: 100%, half: 0.001h, opening: 0h}"
	guided, plain := worked(t, calm, guidance), worked(t, calm, still)
	year := func(l *ledger.Ledger, flow ledger.Flow) float64 { return l.Sum(flow, l.All(), 1, 5) }
	assert.Zero(t, year(guided, ledger.Questions)+year(guided, ledger.Deflections))
	broken := year(plain, ledger.Tickets) - year(plain, ledger.Questions)
	assert.Greater(t, year(plain, ledger.Questions), 1000.)
	assert.InEpsilon(t, broken, year(guided, ledger.Tickets), .05)
}

func TestWorksArePaidOnTheLineOfWhatTheyAreFor(t *testing.T) {
	paid := func(moves string) (lines [3]float64) {
		l := worked(t, "works.w={people: 2, cost: 100k, to: 60%, moves: "+moves+"}", "adoption={}")
		plain := worked(t, "adoption={}")
		for line := range lines {
			stock := ledger.ServicesPay + ledger.Stock(line)
			lines[line] = l.Area(stock, l.All(), 0, 4) - plain.Area(stock, plain.All(), 0, 4)
		}
		return lines
	}
	for moves, line := range map[string]int32{"deflection": ledger.SupportLine, "how-do-i": ledger.SupportLine,
		"adoption": ledger.SuccessLine, "productivity, of: [tier1]": ledger.SuccessLine} {
		want := [3]float64{}
		want[line] = 200e3
		got := paid(moves)
		for i := range got {
			assert.InDelta(t, want[i], got[i], 1e-3, "%s, line %d", moves, i)
		}
	}
}

func TestWorksMoveNoOtherScope(t *testing.T) {
	plain := load(t, "board", "events=[]", "engineering=null").Layout()
	with := load(t, "board", "events=[]", "engineering=null", "works.guides={people: 1, moves: deflection, to: 55%}").Layout()
	assert.Equal(t, plain.Ledger.Teams, with.Ledger.Teams[:len(plain.Ledger.Teams)])
	has := func(l measures.Layout, name string) bool { _, err := l.Column(name); return err == nil }
	assert.True(t, has(with, "work_value.team/guides.run"))
	assert.True(t, has(with, "self_service_share.run"))
	assert.False(t, has(plain, "self_service_share.run"))
	assert.False(t, has(with, "unadopted_share.run"))
}
