package company_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/company"
	"postsale/models/customers"
	"postsale/models/delivery"
	"postsale/models/units"
)

func TestShortTermsAndIdlePartnersAreDoubted(t *testing.T) {
	var p company.Params
	assert.Empty(t, p.Doubts())
	const month = units.Duration(65. / 3)
	p.Segments = append(p.Segments, units.Entry[company.Segment]{Name: "smb", Value: company.Segment{Customers: customers.Segment{
		Terms: customers.Terms{month: .5, 260: .5}, Uplift: .03, Churn: customers.Churn{FirstRenewal: .2},
	}}})
	p.Delivery.Partners = append(p.Delivery.Partners, units.Entry[delivery.Partner]{Name: "idle"})
	assert.Equal(t, []string{
		"delivery.partners.idle: no route leads to it, so it gets no project",
		"segments.smb: a contract of 1mo renews every 1mo, with an uplift of 3% each time, " +
			"and leaves with a chance of 20% at the first (churn.by_term can say otherwise)",
	}, p.Doubts())
}
