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
