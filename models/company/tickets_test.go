//go:build unix

package company_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/models/support"
	"postsale/sim"
	"postsale/sim/random"
)

// askers are the customers of the board's first day as the desks know them: all live, for nobody but themselves, and they
// stay what they are. Those who answer them stay too.
type askers struct {
	params   support.Params
	segments []support.Segment
	acv      []float64
	premium  []float64
	clients  []asker
}

type asker struct {
	entity    random.Entity
	segment   int
	arr, live float64
}

func newAskers(tb testing.TB) *askers {
	p := load(tb, "board", "support.configuration.owner=support", "events=[]", "engineering=null", "support.targets.fix=null")
	a := &askers{params: p.Support}
	for i, e := range p.Segments {
		law := random.Must(e.Value.Customers.ACV.Distribution())
		a.segments = append(a.segments, e.Value.Tickets)
		a.acv = append(a.acv, law.Mean())
		a.premium = append(a.premium, float64(e.Value.Tickets.Premium))
		for k := range uint64(e.Value.Customers.Opening.Customers) {
			client := random.Name("asker", string(e.Name)).Child(k)
			size, age, _, _ := random.New(1, "asker").Four(client, 0)
			a.clients = append(a.clients, asker{client, i, law.Quantile(size), -4 * fiscal.Year * age})
		}
	}
	return a
}

// byKernel lets the tickets of so many quarters happen with the model's own parts and returns the ledger, with all in one quarter.
func (a *askers) byKernel(s *sim.Simulator, demand *support.Demand, desk *support.Desk, l *ledger.Ledger, trial uint64, quarters float64) {
	s.Reset(0)
	l.Reset()
	demand.Begin(trial)
	desk.Begin(trial)
	desk.Staff(support.Tier1, int(a.params.Tier1.People))
	desk.Staff(support.Tier2, int(a.params.Tier2.People))
	for i, c := range a.clients {
		demand.GoLive(int32(i), c.entity, c.segment, c.arr, c.live, 0)
	}
	s.Run(quarters * fiscal.Quarter)
	desk.Settle()
	l.Record(ledger.Fact{At: s.Now(), Kind: ledger.QuarterClosed, Customer: ledger.None, Scope: int16(l.All())})
}

// newParts returns the model's parts that tickets pass through.
func (a *askers) newParts() (*sim.Simulator, *support.Demand, *support.Desk, *ledger.Ledger) {
	s := sim.New()
	l := ledger.New(ledger.Layout{Segments: make([]string, len(a.segments)), Teams: make([]string, 2), Quarters: 1})
	kinds := support.Kinds{Tier1Done: 0, Tier2Done: 1, EngineersDone: 2, Fixed: 3, Asked: 4, Misconfigured: 5, AskedEarly: 6, MisconfiguredEarly: 7}
	demand := support.NewDemand(s, kinds, 1, a.segments, a.acv, float64(a.params.PoorDelivery))
	desk := support.NewDesk(s, kinds, l, 1, a.params, a.premium, [3]int{l.Team(0), l.Team(1), l.Team(1)}, 0)
	demand.OnTicket = desk.Open
	desk.OnJudged = func(int32, bool, float64) {}
	desk.OnCrowd = func(int) {}
	return s, demand, desk, l
}

func TestTheTicketLoopWrittenByHandLetsTheSameHappenAsTheModel(t *testing.T) {
	const quarters = 12
	a := newAskers(t)
	s, demand, desk, l := a.newParts()
	hand := newTicketLoop(a)
	for trial := range uint64(2) {
		a.byKernel(s, demand, desk, l, trial, quarters)
		hand.begin(trial)
		hand.run(quarters * fiscal.Quarter)
		assert.Greater(t, hand.events, 20_000)
		assert.Equal(t, int(s.Events()), hand.events)
		for segment := range a.segments {
			sum := func(flow ledger.Flow) float64 { return l.Sum(flow, segment, 0, 1) }
			got := hand.tallies[segment]
			assert.Equal(t, []float64{sum(ledger.Tickets), sum(ledger.Deflections), sum(ledger.Answers), sum(ledger.Escalations),
				sum(ledger.Reopenings), sum(ledger.Resolutions), sum(ledger.Breaches), sum(ledger.AnswerDays), l.Closing(ledger.Backlog, segment, 0)},
				[]float64{got.tickets, got.deflected, got.answered, got.escalated, got.reopened, got.resolved, got.breached, got.answerDays, got.backlog.value})
			assert.InDelta(t, sum(ledger.ResolutionDays), got.resolutionDays, 1e-6)
			assert.InDelta(t, l.Area(ledger.Backlog, segment, 0, 1), got.backlog.area, 1e-6)
		}
	}
}

// BenchmarkTickets is the path of tickets, with the model's parts and written by hand. The time of an event is that of processors.
func BenchmarkTickets(b *testing.B) {
	const quarters = 12
	a := newAskers(b)
	measure := func(b *testing.B, trial func(number uint64) (events int)) {
		for number := range uint64(8) {
			trial(number)
		}
		events, before := 0, spent(b)
		for n := uint64(0); b.Loop(); n++ {
			events += trial(n % 8)
		}
		b.ReportMetric(float64((spent(b)-before).Nanoseconds())/float64(events), "cpu-ns/event")
	}
	b.Run("model", func(b *testing.B) {
		s, demand, desk, l := a.newParts()
		measure(b, func(number uint64) int {
			a.byKernel(s, demand, desk, l, number, quarters)
			return int(s.Events())
		})
	})
	b.Run("by-hand", func(b *testing.B) {
		hand := newTicketLoop(a)
		measure(b, func(number uint64) int {
			hand.begin(number)
			hand.run(quarters * fiscal.Quarter)
			return hand.events
		})
	})
}
