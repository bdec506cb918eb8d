package customers

// Trusting returns the outcomes of customers whom it does not move that a partner delivered, and how well.
func (o Outcomes) Trusting() Outcomes {
	all := []*Effects{&o.Leaving.Effects, &o.Expanding}
	if o.Contracting != nil {
		trusting := *o.Contracting
		o.Contracting = &trusting
		all = append(all, &trusting.Effects)
	}
	for _, e := range all {
		e.PartnerDelivered.Ratio, e.PartnerQuality.Ratio = 1, 1
	}
	return o
}
