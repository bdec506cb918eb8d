package ledger

// Flow is a sum over a period.
type Flow uint8

// The flows. Money in dollars, durations in working days, hours in hours.
const (
	Deals Flow = iota
	Bookings
	BookingsMonth1
	BookingsMonth2
	BookingsMonth3
	BookingsLastWeek
	HeldARR
	NewARR
	ExpansionARR
	UpliftARR
	ContractionARR
	ChurnARR
	RenewedARR
	Churns
	GoLives
	LateGoLives
	LiveDays
	Starts
	PartnerStarts
	StartDays
	OwnHours     // of projects, by the own teams
	PartnerHours // of projects, by partners
	Tickets
	Deflections
	Answers
	AnswerDays
	Escalations
	Reopenings
	Resolutions
	ResolutionDays
	Judgements
	Breaches
	ServedDays // of people on tickets, by team
	PartnerCost
	ServicesRevenue

	// The twelve months that end with the quarter: their cohort is the
	// customers whose ARR was above 0 at the beginning.
	CohortARR   // at the beginning
	CohortKept  // at the end
	CohortCap   // at the end, no customer above its beginning
	CohortLost  // by churn and contraction meanwhile
	CohortGain  // by expansion and uplift meanwhile
	CohortLogos // at the beginning
	CohortStay  // logos at the end

	flows
)

// Stock is a level that changes in steps.
type Stock uint8

// The stocks.
const (
	ARR     Stock = iota // dollars that count
	Logos                // customers under contract
	Queue                // projects that wait for a slot
	Backlog              // tickets not resolved
	SlotsBusy
	SlotsThere
	PartnerBusy
	PartnerThere
	HoursDrawn // hours a day
	HoursThere // hours a day
	ServersThere
	Headcount
	ServicesPay // dollars a day
	SupportPay  // dollars a day
	SuccessPay  // dollars a day
	HostingPay  // dollars a day
	stocks
)

// ofTeams reports whether the company's stock is the sum of its teams' as a
// quarter ends, without a peak.
func (s Stock) ofTeams() bool {
	switch s {
	case SlotsThere, PartnerThere, HoursThere, ServersThere, Headcount, ServicesPay, SupportPay, SuccessPay:
		return true
	}
	return false
}

// Sample is a kind of duration whose single values are kept.
type Sample uint8

// The samples, in working days.
const (
	StartDelays Sample = iota
	LiveTimes
	AnswerTimes
	samples
)
