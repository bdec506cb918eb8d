package ledger

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
	HoursDrawn     // hours a day
	HoursThere     // hours a day
	EngineersDrawn // hours a day
	EngineersThere // hours a day
	ServersThere
	Headcount
	StoodInFor  // 1 while another team does the team's work
	ServicesPay // dollars a day
	SupportPay  // dollars a day
	SuccessPay  // dollars a day
	ResearchPay // dollars a day
	HostingPay  // dollars a day
	YellowARR   // dollars that count, of customers who are yellow
	RedARR
	CareLeft        // hours a day that success has left for accounts
	CareNeeded      // hours a day that these need by the design load
	CareAccounts    // live accounts
	CareJobs        // hours a day on jobs
	WorkHours       // of a work that have not faded
	WorkValue       // that they make for
	Unused          // shares of the product that live customers leave unused, in all
	Users           // live customers, as quarters end
	Sponsoring      // live customers, where sponsors are followed
	SponsorsAway    // of them, those without one
	AccountsHeld    // by executives
	OfferedServices // dollars a day of offerings, by line
	OfferedSupport
	BugsOpen // in the product
	Overdue  // dollars of bills that are not paid
	stocks
)

// ofTeams reports whether the company's stock is the sum of its teams' as a
// quarter ends, without a peak.
func (s Stock) ofTeams() bool {
	switch s {
	case SlotsThere, PartnerThere, HoursThere, EngineersDrawn, EngineersThere, ServersThere, Headcount, StoodInFor, ServicesPay, SupportPay, SuccessPay, ResearchPay, CareLeft, CareNeeded, CareAccounts, CareJobs, WorkHours, WorkValue:
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
