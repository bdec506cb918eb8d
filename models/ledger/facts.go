package ledger

// Marks qualify a fact.
type Marks uint8

// The marks.
const (
	Partner  Marks = 1 << iota // delivered by a partner
	Late                       // after the promised day
	Kept                       // within its targets
	Found                      // was there at the start
	Yellow                     // the health of a customer
	Red                        // the health of a customer
	Research                   // of engineering, beside delivery
	ByEvent                    // as the file states that it happens
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
	ResearchLine
)

// Kind says what happened.
type Kind uint8

// The facts. Scope is the customer's segment, or the team where that is said.
// Amount and Extra are zero where nothing is said of them.
const (
	// Customers.
	Held       Kind = iota // in the opening book; Amount: ARR that counts; Extra: days since signature
	Signed                 // a deal closed; Amount: ARR booked
	Began                  // ARR begins to count; Amount: ARR
	Renewed                // Amount: ARR renewed; Extra: the probability of leaving that was escaped; marks: ByEvent
	Contracted             // Amount: ARR lost
	Uplifted               // Amount: ARR gained; marks: ByEvent
	Expanded               // Amount: ARR gained
	Churned                // Amount: ARR lost; Extra: the probability of leaving; marks: ByEvent
	WentLive               // Amount: days since signature; Extra: days after the promise; marks: Late, Partner

	// Projects; Subject is by which of its customer's opportunities the project came, from 1, or 0 for that of the signature.
	Sized     // was sold; Amount: hours that delivery has with it
	Resumed   // found in flight at the start
	Queued    // waits for a slot
	Unqueued  // waits no more
	Started   // Amount: days from signature, or the expansion, to slot; marks: Partner
	Worked    // Amount: hours of the project done; Extra: hours drawn for them; marks: Partner, Research
	Finished  // its last phase ended
	Withdrawn // the customer left before the end
	Delivered // a partner did the project of a customer who goes live, or a part of it; Scope: the partner
	Brought   // by an expansion
	Foreseen  // what it takes was found out before it was signed; Amount: days promised
	Scoped    // what a project takes that may be signed; Amount: hours; Scope: the team

	// Phases that take slots of another own team.
	PhaseQueued  // waits for them; Amount: slots; Scope: that team
	PhaseStarted // has them; Amount: days that it waited; marks: Late, when it had to
	Gathered     // Amount: the day on which its cohort starts
	Entered      // its cohort starts; Amount: days since signature; Extra: how many of its type are in it
	Blocked      // Amount: days that it waits for a feature; marks: Found, when it had by the start

	// Tickets; Subject is the ticket, among those of its customer.
	Opened    // Extra: days of touch before it is escalated or closed for the first time; marks: Found, when it was open at the start
	Deflected // answered by self-service, and no ticket in the end
	Answered  // Amount: days from opening to the first person
	Escalated // to tier 2
	Referred  // to engineering
	Reopened  // closed, and it did not last
	Resolved  // Amount: days from opening, engineering's left out; Extra: how often it was passed on or came back; marks: Kept
	Breached  // missed a target at At, which may be known later

	// Office hours; Subject is the question, as the ticket that it may become is called.
	SessionAwaited    // by a question
	AnsweredInSession // Amount: days that it waited
	SessionFull       // it found no seat, and became a ticket
	SessionHeld       // Amount: people who find a seat; Scope: the team

	// Teams; Scope is the team.
	Took     // Amount: slots taken for the customer; marks: Partner
	Freed    // Amount: slots freed; marks: Partner
	Slotted  // Amount: slots there from now on; marks: Partner
	Timed    // Amount: hours a day there from now on; marks: Research
	Drew     // Amount: hours a day drawn from now on; marks: Research
	Served   // Amount: days that people were on tickets since the quarter began
	Seated   // Amount: people there for tickets from now on
	Staffed  // Amount: people on the payroll from now on; Extra: seats added or, below 0, taken away
	PaidRate // Amount: dollars a day of pay from now on; Subject: the cost line

	// Teams that do another's work; Scope is the team, and Subject the scope of the other.
	StoodIn     // another team does its work from now on
	TookBack    // it does its work itself from now on
	Helped      // Amount: hours that the team takes for what is another's
	Switched    // Amount: hours that the team loses by an interrupt
	Transferred // Amount: people who come from another team

	// Success; Subject is the kind of the job.
	Turned       // the health of a customer changed; Amount: its risk; marks: Yellow, Red
	JobOpened    // for a customer
	JobTaken     // Amount: days since it opened
	JobDone      // whether or not it helped
	JobWithdrawn // marks: Late, when nobody took it up in time
	Rescued      // a rescue worked
	RescueLate   // a customer left whose rescue was open
	Attended     // Amount: hours a day left for accounts from now on; Extra: hours a day that they need; Subject: how many they are; Scope: the team
	Jobbed       // Amount: hours a day on jobs from now on; Scope: the team

	// Money.
	Hosted // Amount: dollars a day of hosting from now on; Scope: the company
	Paid   // Amount: dollars to a partner; Scope: the partner
	Billed // Amount: dollars of services revenue; Scope: the segment

	// Partners, and what is sold later; Scope is the partner.
	RouteOpened // projects may go to the partner by another route from now on; Amount: the share of those that fit
	Assigned    // the partner has the customer's project for the first time
	LookedAfter // as Assigned; Amount: how far the own partner managers are enough
	Changed     // who signs from now on signs something else; Subject: the number of the change; Scope: the company

	// Works and adoption.
	Questioned // a ticket that opened is a how-do-I question; Subject is the ticket
	Stocked    // Amount: hours of a work's stock; Extra: the value that they make for; Scope: its team
	Adopted    // Amount: shares of the product that live customers leave unused, in all; Extra: live customers
	Induced    // Amount: how-do-I questions from now on against today, by how fast answers were; Scope: the company

	// Sponsors at customers, and executives here.
	Sponsored       // the customer is live: from now on it is seen whether it has a sponsor, which it has unless another fact says otherwise
	SponsorLost     // marks: Found, when there was none at the start
	SponsorRegained // another is won
	Covered         // an executive holds the account from now on
	Released        // none does from now on

	// Demand that answers back.
	Bought      // Amount: dollars a year for what is sold beside subscriptions, at go-live
	Accrued     // Amount: dollars a day of that from now on; Scope: the segment; Subject: the line
	Recommended // Amount: factor of word of mouth on the deals of the quarter that begins; Scope: the company
	Deterred    // a deal was not signed because of its project's price
	Pulled      // a deal closed at a cut-off; Amount: so many days before it would have

	// Engineering.
	// Hiring by rule; Scope is the team, Subject is its rule.
	Recruited // people are to join; Amount: what the rule's measure came to; Extra: people
	Forbidden // at_most lets nobody join; Amount: what the rule's measure came to
	Hired     // people have joined; Amount: people

	Shipped // a ticket's fix; Amount: days since it was referred; Scope: the segment; Subject: the ticket
	Bugged  // Amount: bugs in the product from now on; Scope: the company

	// What the file states to happen; Subject is the number of the event.
	Known    // an event comes, of a customer, a segment or the company
	Unmet    // one that finds nobody; marks: Late, when its customer has left
	Lost     // people of a team; Amount: how many leave; marks: Late, when that is fewer than stated; Scope: the team
	Withheld // a bill is not paid; Amount: dollars; Extra: what its segment owes from now on
	Settled  // as Withheld, when it is paid

	QuarterClosed // what follows belongs to the next quarter, at the same moment too

	kinds
)
