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
	StatedChurnARR // of it, by events of the file
	RenewedARR
	Churns
	GoLives
	LateGoLives
	LiveDays
	PartnerLives     // customers who went live by a partner, of the partner
	PartnerLateLives // of them, late ones
	PartnerLiveDays
	BlockedDays  // of those who went live, until then
	CohortStarts // projects whose cohort started
	CohortDays   // from their signature to then
	CohortSizes  // of their cohorts
	Starts
	PartnerStarts
	FurtherStarts // of projects that expansions brought
	FurtherEnds
	ScopingHours // by team
	StartDays
	Finishes      // of projects
	SoldHours     // of projects, that delivery has with them
	PhaseStarts   // of phases that take slots of another own team
	PhaseDays     // that these waited for them
	OwnHours      // of projects, by the own teams
	PartnerHours  // of projects, by partners
	ResearchHours // of projects, by engineering
	Tickets
	Deflections
	Answers
	AnswerDays
	Escalations
	Reopenings
	Resolutions
	FirstContacts // of them, settled by whoever took them first
	ResolutionDays
	Judgements
	Breaches
	ServedDays  // of people on tickets, by team
	HelpHours   // of teams for the work of others, by who does it
	SwitchHours // that teams lose by interrupts
	SessionAnswers
	SessionDays  // that those answered in office hours waited
	SessionSeats // of office hours held, by team
	Fixes        // shipped
	FixDays      // from referral to then
	PartnerCost
	ServicesRevenue
	Hires       // by rule, by team
	Questions   // how-do-I questions that a person had to answer
	WordOfMouth // factors, of the quarters
	DealsDeterred
	PartnerProjects // that a partner had for the first time
	PartnersMet     // the same, where somebody looks after partners
	PartnersManaged // of those as far as that was enough
	DealsPulled

	ChurnGreenARR // of customers who were green when they were last looked at
	ChurnRedARR
	Rescues
	RescuesWon
	RescuesLate
	RenewalsUnworked
	ExpansionsLost // opportunities that nobody took up in time

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
