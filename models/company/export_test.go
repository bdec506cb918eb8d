package company

// What the tests hold or let a trial take.
const (
	CustomerBytes = customerBytes
	TicketBytes   = ticketBytes
)

// Limit sets how many bytes trials may take from now on.
func (c *Company) Limit(bytes float64) { c.watch.most = bytes }

// Left returns how many tickets are expected to be open at the end, at the least.
func (p *Params) Left() float64 { return p.size().left }

// ExpectedFacts returns how many facts a trace is expected to have, rather too many.
func (p *Params) ExpectedFacts() float64 { return p.size().facts() }
