package customers

// Trusting returns the outcomes of customers whom it does not move that a partner delivered, and how well.
func (o Outcomes) Trusting() Outcomes {
	return o.with(func(e *Effects) { e.PartnerDelivered.Ratio, e.PartnerQuality.Ratio = 1, 1 })
}

// Content returns the outcomes of customers whom it does not move how much attention they get.
func (o Outcomes) Content() Outcomes {
	return o.with(func(e *Effects) { e.Unattended = nil })
}

// with returns outcomes with other effects on each decision; those that it is from stay as they are.
func (o Outcomes) with(change func(e *Effects)) Outcomes {
	change(&o.Leaving.Effects)
	change(&o.Expanding)
	if o.Contracting != nil {
		contracting := *o.Contracting
		change(&contracting.Effects)
		o.Contracting = &contracting
	}
	return o
}
