package customers

import "postsale/sim/exponential"

// memory is what a customer remembers of its tickets, forgotten exponentially.
type memory struct {
	judged, breached float64
	over             float64 // weeks over a target
	at               float64
}

// Judge says how a ticket of the customer fared at a moment not after now.
func (b *Book) Judge(customer int32, breached bool, at float64) {
	m := b.remember(customer)
	weight := 1.0
	if at < m.at {
		weight = exponential.Of((at - m.at) / b.forgets)
	}
	m.judged += weight
	if breached {
		m.breached += weight
	}
}

// Overran says by how many weeks a ticket of the customer went over a target, now that it is closed.
func (b *Book) Overran(customer int32, weeks float64) { b.remember(customer).over += weeks }

// Relieve makes a customer mind a share less, from now on, of its late go-live and of what it remembers of its tickets.
func (b *Book) Relieve(customer int32, share float64) {
	b.customers[customer].minds *= 1 - share
	m := b.remember(customer)
	m.breached *= 1 - share
	m.over *= 1 - share
}

// remember returns what a customer remembers now.
func (b *Book) remember(customer int32) *memory {
	m := &b.memories[customer]
	if now := b.sim.Now(); now > m.at {
		keep := exponential.Of((m.at - now) / b.forgets)
		*m = memory{m.judged * keep, m.breached * keep, m.over * keep, now}
	}
	return m
}

// review brings what a customer remembers of its tickets up to now, as it is about to decide.
func (b *Book) review(number int32) {
	b.OnReview(number)
	b.remember(number)
}
