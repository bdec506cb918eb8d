package ledger

// Kind says what happened.
type Kind uint8

// The facts. Scope is the customer's segment, or the team where that is said.
// Amount and Extra are zero where nothing is said of them.
const (
	// Customers.
	Held       Kind = iota // in the opening book; Amount: ARR that counts; Extra: days since signature
	Signed                 // a deal closed; Amount: ARR booked
	Began                  // ARR begins to count; Amount: ARR
	Renewed                // Amount: ARR renewed; Extra: the probability of leaving that was escaped
	Contracted             // Amount: ARR lost
	Uplifted               // Amount: ARR gained
	Expanded               // Amount: ARR gained
	Churned                // Amount: ARR lost; Extra: the probability of leaving
	WentLive               // Amount: days since signature; Extra: days after the promise; marks: Late, Partner

	// Projects.
	Resumed   // found in flight at the start
	Queued    // waits for a slot
	Unqueued  // waits no more
	Started   // Amount: days from signature to slot; marks: Partner
	Worked    // Amount: hours of the project done; Extra: hours drawn for them; marks: Partner
	Finished  // its last phase ended
	Withdrawn // the customer left before the end

	// Tickets; Subject is the ticket, among those of its customer.
	Opened    // Extra: days of touch before it is escalated or closed for the first time; marks: Found, when it was open at the start
	Deflected // answered by self-service, and no ticket in the end
	Answered  // Amount: days from opening to the first person
	Escalated // to tier 2
	Referred  // to engineering
	Reopened  // closed, and it did not last
	Resolved  // Amount: days from opening, engineering's left out; marks: Kept
	Breached  // missed a target at At, which may be known later

	// Teams; Scope is the team.
	Took     // Amount: slots taken for the customer; marks: Partner
	Freed    // Amount: slots freed; marks: Partner
	Slotted  // Amount: slots there from now on; marks: Partner
	Timed    // Amount: hours a day there from now on
	Drew     // Amount: hours a day drawn from now on
	Served   // Amount: days that people were on tickets since the quarter began
	Seated   // Amount: people there for tickets from now on
	Staffed  // Amount: people on the payroll from now on
	PaidRate // Amount: dollars a day of pay from now on; Subject: the cost line

	// Money.
	Hosted // Amount: dollars a day of hosting from now on; Scope: the company
	Paid   // Amount: dollars to a partner; Scope: the partner
	Billed // Amount: dollars of services revenue; Scope: the segment

	QuarterClosed // what follows belongs to the next quarter, at the same moment too
)

// Marks qualify a fact.
type Marks uint8

// The marks.
const (
	Partner Marks = 1 << iota // delivered by a partner
	Late                      // after the promised day
	Kept                      // within its targets
	Found                     // was there at the start
)

// Fact is one thing that happened.
type Fact struct {
	At       float64 // working days since the start of the measured run
	Amount   float64
	Extra    float64
	Customer int32 // its number, or None
	Subject  int32
	Scope    int16
	Kind     Kind
	Marks    Marks
}

// None is the Customer of a fact that is about no customer.
const None int32 = -1

// The cost lines of PaidRate.
const (
	ServicesLine int32 = iota
	SupportLine
	SuccessLine
)

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
