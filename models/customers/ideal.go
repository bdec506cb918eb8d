package customers

// Trusting returns the outcomes of customers whom it does not move that a partner delivered, and how well.
func (o Outcomes) Trusting() Outcomes {
	o.Leaving.PartnerDelivered.Ratio, o.Leaving.PartnerQuality.Ratio = 1, 1
	o.Expanding.PartnerDelivered.Ratio, o.Expanding.PartnerQuality.Ratio = 1, 1
	return o
}
