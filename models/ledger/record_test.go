package ledger_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/ledger"
)

// small is a company of two segments and two teams, the second of them a partner.
var small = ledger.Layout{Segments: []string{"smb", "enterprise"}, Teams: []string{"own", "bench"}, Quarters: 2}

const (
	smb = iota
	enterprise
	all
	own
	bench
)

func warmedUp(quarters int) ledger.Layout {
	l := small
	l.WarmUp = quarters
	return l
}

// sums returns a flow of every scope, in order.
func sums(l *ledger.Ledger, flow ledger.Flow, from, to int) []float64 {
	var list []float64
	for scope := range l.Scopes() {
		list = append(list, l.Sum(flow, scope, from, to))
	}
	return list
}

func TestFlowsAreSummedByQuarterSegmentAndTeam(t *testing.T) {
	l := ledger.New(small).Write(ledger.Fact{At: 1, Kind: ledger.Signed, Customer: 0, Scope: smb, Amount: 100},
		ledger.Fact{At: 2, Kind: ledger.Signed, Customer: 1, Scope: enterprise, Amount: 1000},
		ledger.Fact{At: 60, Kind: ledger.Paid, Customer: 1, Scope: bench, Amount: 7},
		ledger.Fact{At: 70, Kind: ledger.Signed, Customer: 2, Scope: smb, Amount: 200},
		ledger.Fact{At: 71, Kind: ledger.Paid, Customer: 1, Scope: bench, Amount: 8})
	assert.Equal(t, []float64{100, 1000, 1100, 0, 0}, sums(l, ledger.Bookings, 0, 1))
	assert.Equal(t, []float64{200, 0, 200, 0, 0}, sums(l, ledger.Bookings, 1, 2))
	assert.Equal(t, []float64{300, 1000, 1300, 0, 0}, sums(l, ledger.Bookings, 0, 2))
	assert.Equal(t, []float64{2, 1, 3, 0, 0}, sums(l, ledger.Deals, 0, 2))
	assert.Equal(t, []float64{0, 0, 15, 0, 15}, sums(l, ledger.PartnerCost, 0, 2))
}

// Every fact that is booked as a sum, and what it is booked as.
func TestWhatFactsAreBookedAs(t *testing.T) {
	for _, c := range []struct {
		name string
		fact ledger.Fact
		want map[ledger.Flow]float64
	}{
		{"sized", ledger.Fact{Kind: ledger.Sized, Amount: 40}, map[ledger.Flow]float64{ledger.SoldHours: 40}},
		{"hired", ledger.Fact{Kind: ledger.Hired, Amount: 2}, map[ledger.Flow]float64{ledger.Hires: 2}},
		{"recruited", ledger.Fact{Kind: ledger.Recruited, Amount: 2, Extra: 1}, nil},
		{"forbidden", ledger.Fact{Kind: ledger.Forbidden, Amount: 2}, nil},
		{"renewed", ledger.Fact{Kind: ledger.Renewed, Amount: 90}, map[ledger.Flow]float64{ledger.RenewedARR: 90}},
		{"contracted", ledger.Fact{Kind: ledger.Contracted, Amount: 4}, map[ledger.Flow]float64{ledger.ContractionARR: 4}},
		{"uplifted", ledger.Fact{Kind: ledger.Uplifted, Amount: 5}, map[ledger.Flow]float64{ledger.UpliftARR: 5}},
		{"expanded", ledger.Fact{Kind: ledger.Expanded, Amount: 6}, map[ledger.Flow]float64{ledger.ExpansionARR: 6}},
		{"churned", ledger.Fact{Kind: ledger.Churned, Amount: 100}, map[ledger.Flow]float64{ledger.ChurnARR: 100, ledger.Churns: 1, ledger.ChurnGreenARR: 100}},
		{"live in time", ledger.Fact{Kind: ledger.WentLive, Amount: 40, Extra: -2},
			map[ledger.Flow]float64{ledger.GoLives: 1, ledger.LiveDays: 40}},
		{"live late", ledger.Fact{Kind: ledger.WentLive, Amount: 40, Extra: 2, Marks: ledger.Late},
			map[ledger.Flow]float64{ledger.GoLives: 1, ledger.LiveDays: 40, ledger.LateGoLives: 1}},
		{"started", ledger.Fact{Kind: ledger.Started, Amount: 9}, map[ledger.Flow]float64{ledger.Starts: 1, ledger.StartDays: 9}},
		{"started at a partner", ledger.Fact{Kind: ledger.Started, Amount: 9, Marks: ledger.Partner},
			map[ledger.Flow]float64{ledger.Starts: 1, ledger.StartDays: 9, ledger.PartnerStarts: 1}},
		{"a further project started", ledger.Fact{Kind: ledger.Started, Amount: 9, Subject: 3},
			map[ledger.Flow]float64{ledger.Starts: 1, ledger.StartDays: 9, ledger.FurtherStarts: 1}},
		{"a further project finished", ledger.Fact{Kind: ledger.Finished, Subject: 3}, map[ledger.Flow]float64{ledger.Finishes: 1, ledger.FurtherEnds: 1}},
		{"brought", ledger.Fact{Kind: ledger.Brought, Subject: 3}, nil},
		{"foreseen", ledger.Fact{Kind: ledger.Foreseen, Amount: 30}, nil},
		{"scoped", ledger.Fact{Kind: ledger.Scoped, Amount: 24}, map[ledger.Flow]float64{ledger.ScopingHours: 24}},
		{"resumed", ledger.Fact{Kind: ledger.Resumed}, nil},
		{"worked", ledger.Fact{Kind: ledger.Worked, Amount: 20, Extra: 20}, map[ledger.Flow]float64{ledger.OwnHours: 20}},
		{"worked by a partner", ledger.Fact{Kind: ledger.Worked, Amount: 20, Extra: 23, Marks: ledger.Partner},
			map[ledger.Flow]float64{ledger.PartnerHours: 20}},
		{"finished", ledger.Fact{Kind: ledger.Finished}, map[ledger.Flow]float64{ledger.Finishes: 1}},
		{"opened", ledger.Fact{Kind: ledger.Opened}, map[ledger.Flow]float64{ledger.Tickets: 1}},
		{"found open at the start", ledger.Fact{Kind: ledger.Opened, Marks: ledger.Found}, nil},
		{"deflected", ledger.Fact{Kind: ledger.Deflected}, map[ledger.Flow]float64{ledger.Deflections: 1}},
		{"answered", ledger.Fact{Kind: ledger.Answered, Amount: .5}, map[ledger.Flow]float64{ledger.Answers: 1, ledger.AnswerDays: .5}},
		{"escalated", ledger.Fact{Kind: ledger.Escalated}, map[ledger.Flow]float64{ledger.Escalations: 1}},
		{"referred", ledger.Fact{Kind: ledger.Referred}, nil},
		{"reopened", ledger.Fact{Kind: ledger.Reopened}, map[ledger.Flow]float64{ledger.Reopenings: 1}},
		{"resolved", ledger.Fact{Kind: ledger.Resolved, Amount: 3, Extra: 1}, map[ledger.Flow]float64{ledger.Resolutions: 1, ledger.ResolutionDays: 3}},
		{"resolved in time, by whoever took it first", ledger.Fact{Kind: ledger.Resolved, Amount: 3, Marks: ledger.Kept},
			map[ledger.Flow]float64{ledger.Resolutions: 1, ledger.FirstContacts: 1, ledger.ResolutionDays: 3, ledger.Judgements: 1}},
		{"breached", ledger.Fact{Kind: ledger.Breached}, map[ledger.Flow]float64{ledger.Judgements: 1, ledger.Breaches: 1}},
		{"rescue opened", ledger.Fact{Kind: ledger.JobOpened, Subject: ledger.RescueJob}, map[ledger.Flow]float64{ledger.Rescues: 1}},
		{"renewal opened", ledger.Fact{Kind: ledger.JobOpened, Subject: ledger.RenewalJob}, nil},
		{"renewal unworked", ledger.Fact{Kind: ledger.JobWithdrawn, Subject: ledger.RenewalJob, Marks: ledger.Late}, map[ledger.Flow]float64{ledger.RenewalsUnworked: 1}},
		{"expansion lost", ledger.Fact{Kind: ledger.JobWithdrawn, Subject: ledger.ExpansionJob, Marks: ledger.Late}, map[ledger.Flow]float64{ledger.ExpansionsLost: 1}},
		{"expansion withdrawn", ledger.Fact{Kind: ledger.JobWithdrawn, Subject: ledger.ExpansionJob}, nil},
		{"rescued", ledger.Fact{Kind: ledger.Rescued}, map[ledger.Flow]float64{ledger.RescuesWon: 1}},
		{"rescued too late", ledger.Fact{Kind: ledger.RescueLate}, map[ledger.Flow]float64{ledger.RescuesLate: 1}},
		{"served", ledger.Fact{Kind: ledger.Served, Amount: 30}, map[ledger.Flow]float64{ledger.ServedDays: 30}},
		{"bought", ledger.Fact{Kind: ledger.Bought, Amount: 100}, nil},
		{"recommended", ledger.Fact{Kind: ledger.Recommended, Amount: .9}, map[ledger.Flow]float64{ledger.WordOfMouth: .9}},
		{"pulled", ledger.Fact{Kind: ledger.Pulled, Amount: 3}, map[ledger.Flow]float64{ledger.DealsPulled: 1}},
		{"its cohort starts", ledger.Fact{Kind: ledger.Entered, Amount: 12, Extra: 4}, map[ledger.Flow]float64{ledger.CohortStarts: 1, ledger.CohortDays: 12, ledger.CohortSizes: 4}},
		{"blocked", ledger.Fact{Kind: ledger.Blocked, Amount: 12}, nil},
		{"deterred", ledger.Fact{Kind: ledger.Deterred}, map[ledger.Flow]float64{ledger.DealsDeterred: 1}},
		{"assigned", ledger.Fact{Kind: ledger.Assigned}, map[ledger.Flow]float64{ledger.PartnerProjects: 1}},
		{"looked after", ledger.Fact{Kind: ledger.LookedAfter, Amount: .4}, map[ledger.Flow]float64{ledger.PartnersMet: 1, ledger.PartnersManaged: .4}},
		{"route opened", ledger.Fact{Kind: ledger.RouteOpened, Amount: .4}, nil},
		{"billed", ledger.Fact{Kind: ledger.Billed, Amount: 250}, map[ledger.Flow]float64{ledger.ServicesRevenue: 250}},
	} {
		t.Run(c.name, func(t *testing.T) {
			held := ledger.Fact{Kind: ledger.Held, Customer: 0, Scope: enterprise, Amount: 100}
			c.fact.At, c.fact.Scope = 5, enterprise
			before, after := ledger.New(small).Write(held), ledger.New(small).Write(held, c.fact)
			for flow := range ledger.CohortARR {
				assert.Equal(t, c.want[flow], after.Sum(flow, enterprise, 0, 1)-before.Sum(flow, enterprise, 0, 1), "flow %d", flow)
				assert.Equal(t, after.Sum(flow, enterprise, 0, 1), after.Sum(flow, all, 0, 1), "flow %d of the company", flow)
			}
		})
	}
}

func TestDaysForFeaturesAreOfWhoGoesLive(t *testing.T) {
	blocked := func(at float64, customer int32, days float64) ledger.Fact {
		return ledger.Fact{At: at, Kind: ledger.Blocked, Customer: customer, Scope: smb, Amount: days}
	}
	live := func(at float64, customer int32) ledger.Fact {
		return ledger.Fact{At: at, Kind: ledger.WentLive, Customer: customer, Scope: smb}
	}
	signed := func(customer int32) ledger.Fact {
		return ledger.Fact{Kind: ledger.Signed, Customer: customer, Scope: smb}
	}
	l := ledger.New(small).Write(signed(0), signed(1), signed(2), blocked(1, 0, 5), blocked(2, 1, 7), blocked(9, 0, 4), live(20, 0), live(66, 1), live(67, 2), blocked(70, 2, 100))
	assert.Equal(t, []float64{9, 0, 9, 0, 0}, sums(l, ledger.BlockedDays, 0, 1))
	assert.Equal(t, []float64{7, 0, 7, 0, 0}, sums(l, ledger.BlockedDays, 1, 2), "what comes after go-live is not of it")
}

func TestAFactAtAQuartersEndBelongsToTheNext(t *testing.T) {
	l := ledger.New(small).Write(ledger.Fact{At: math.Nextafter(65, 0), Kind: ledger.Signed, Customer: 0, Scope: smb, Amount: 1},
		ledger.Fact{At: 65, Kind: ledger.Signed, Customer: 1, Scope: smb, Amount: 10},
		ledger.Fact{At: 65, Kind: ledger.Started, Customer: 1, Scope: smb, Amount: 0},
		ledger.Fact{At: 65, Kind: ledger.Queued, Customer: 0, Scope: smb})
	assert.Equal(t, 1., l.Sum(ledger.Bookings, all, 0, 1))
	assert.Equal(t, 10., l.Sum(ledger.Bookings, all, 1, 2))
	assert.Equal(t, 0., l.Peak(ledger.Queue, all, 0, 1))
	assert.Equal(t, 1., l.Peak(ledger.Queue, all, 1, 2))
	assert.True(t, math.IsNaN(quantile(l, .9, ledger.StartDelays, all, 0, 1)))
	assert.Equal(t, 0., quantile(l, .9, ledger.StartDelays, all, 1, 2))
	waits := l.Waits(nil)
	require.Len(t, waits, 2)
	assert.EqualValues(t, 12, waits[0].Week, "the last moment of the last week")
	assert.EqualValues(t, 0, waits[1].Week, "the first of the first")
	assert.Equal(t, 1., l.Triangle()[l.Cell(smb, 1, 0)], "the cohort of the first quarter")
	assert.Equal(t, 10., l.Triangle()[l.Cell(smb, 2, 0)], "the cohort of the second")
}

func TestFactsAfterTheRunAreIgnored(t *testing.T) {
	l := ledger.New(small)
	l.Keep()
	l.Write(ledger.Fact{At: 1, Kind: ledger.Signed, Customer: 0, Scope: smb, Amount: 100})
	kept := len(l.Facts())
	for kind := range ledger.QuarterClosed + 1 {
		l.Record(ledger.Fact{At: 130, Kind: kind, Customer: 0, Scope: smb, Amount: 1000})
	}
	assert.Equal(t, 100., l.Sum(ledger.Bookings, all, 0, 2))
	assert.Equal(t, []ledger.Wait{{Days: 129, Segment: smb}}, l.Waits(nil))
	assert.Len(t, l.Facts(), kept)
	l.Keep()
	l.Record(ledger.Fact{At: 130, Kind: ledger.Signed, Customer: 1, Scope: smb, Amount: 1000})
	assert.Len(t, l.Facts(), kept, "not even when it is asked again")
}

func TestLinearityTellsMonthsAndTheLastWeekByTheirFirstMoment(t *testing.T) {
	for _, c := range []struct {
		name  string
		day   float64
		month ledger.Flow
		last  bool
	}{
		{name: "first day", day: 0, month: ledger.BookingsMonth1},
		{name: "end of month 1", day: math.Nextafter(65./3, 0), month: ledger.BookingsMonth1},
		{name: "month 2", day: 65. / 3, month: ledger.BookingsMonth2},
		{name: "end of month 2", day: math.Nextafter(130./3, 0), month: ledger.BookingsMonth2},
		{name: "month 3", day: 130. / 3, month: ledger.BookingsMonth3},
		{name: "end of week 12", day: math.Nextafter(60, 0), month: ledger.BookingsMonth3},
		{name: "week 13", day: 60, month: ledger.BookingsMonth3, last: true},
		{name: "last moment", day: math.Nextafter(65, 0), month: ledger.BookingsMonth3, last: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, layout := range []ledger.Layout{small, warmedUp(1)} {
				l := ledger.New(layout).Write(ledger.Fact{At: c.day, Kind: ledger.Signed, Customer: 0, Scope: smb, Amount: 3})
				for _, month := range []ledger.Flow{ledger.BookingsMonth1, ledger.BookingsMonth2, ledger.BookingsMonth3} {
					want := 0.
					if month == c.month {
						want = 3
					}
					assert.Equal(t, want, l.Sum(month, all, 0, 1))
				}
				assert.Equal(t, c.last, l.Sum(ledger.BookingsLastWeek, all, 0, 1) == 3)
			}
		})
	}
}

func TestAWarmUpIsBookedAndNotMeasured(t *testing.T) {
	l := ledger.New(warmedUp(2)).Write(ledger.Fact{At: -130, Kind: ledger.Held, Customer: 0, Scope: smb, Amount: 50},
		ledger.Fact{At: -70, Kind: ledger.Signed, Customer: 1, Scope: smb, Amount: 100},
		ledger.Fact{At: -70, Kind: ledger.Began, Customer: 1, Scope: smb, Amount: 100},
		ledger.Fact{At: -5, Kind: ledger.Started, Customer: 1, Scope: smb, Amount: 65},
		ledger.Fact{At: 5, Kind: ledger.Signed, Customer: 2, Scope: smb, Amount: 7},
		ledger.Fact{At: 5, Kind: ledger.Began, Customer: 2, Scope: smb, Amount: 7},
		ledger.Fact{At: 6, Kind: ledger.Started, Customer: 2, Scope: smb, Amount: 1})
	assert.Equal(t, 7., l.Sum(ledger.Bookings, all, 0, 2))
	assert.Equal(t, 150., l.OpeningARR(smb, 0), "what the warm-up left")
	assert.Equal(t, 157., l.OpeningARR(smb, 1))
	assert.Equal(t, (60*157.+5*150)/65, l.Mean(ledger.ARR, smb, 0, 1))
	assert.Equal(t, 1., quantile(l, 1, ledger.StartDelays, smb, 0, 2))
	assert.Equal(t, []ledger.Wait{{Days: 1, Segment: smb, Week: 1, Started: true}}, l.Waits(nil))
}

func TestResetForgetsEverything(t *testing.T) {
	for _, layout := range []ledger.Layout{small, warmedUp(3)} {
		first, second := madeUp(layout, 1), madeUp(layout, 2)
		want := ledger.New(layout).Write(first...)
		got := ledger.New(layout).Write(second...)
		require.NotEqual(t, answers(want), answers(got))
		got.Reset()
		for _, f := range second[:len(second)/2] { // and is left in the middle
			got.Record(f)
		}
		got.Reset()
		assert.Zero(t, got.Area(ledger.ARR, all, 0, layout.Quarters))
		assert.Equal(t, answers(want), answers(got.Write(first...)))
	}
}

func TestKeptFactsCanBeBookedAgain(t *testing.T) {
	for _, layout := range []ledger.Layout{small, warmedUp(3)} {
		l := ledger.New(layout)
		l.Write(madeUp(layout, 1)...)
		assert.Empty(t, l.Facts(), "nobody asked for them")
		l.Keep()
		l.Reset()
		told := madeUp(layout, 2)
		l.Write(told...)
		require.Len(t, l.Facts(), len(told)+layout.WarmUp+layout.Quarters)
		again := ledger.New(layout)
		for _, f := range l.Facts() {
			again.Record(f)
		}
		assert.Equal(t, answers(l), answers(again))
	}
}

func TestATrialInSteadyStateAllocatesNothing(t *testing.T) {
	l := ledger.New(small)
	facts := madeUp(small, 1)
	var waits []ledger.Wait
	assert.Zero(t, testing.AllocsPerRun(5, func() {
		l.Reset()
		l.Write(facts...)
		quantile(l, .9, ledger.AnswerTimes, all, 0, 2)
		waits = l.Waits(waits[:0])
	}))
}

// BenchmarkRecord measures what booking a fact takes, of all kinds that happen to customers.
func BenchmarkRecord(b *testing.B) {
	layout := warmedUp(2)
	layout.Quarters = 12
	l := ledger.New(layout)
	l.Write(madeUp(layout, 1)...)
	l.Keep()
	l.Reset()
	l.Write(madeUp(layout, 1)...)
	facts := l.Facts()
	again := ledger.New(layout)
	b.ReportAllocs()
	for b.Loop() {
		again.Reset()
		for _, f := range facts {
			again.Record(f)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(facts)), "ns/fact")
}
