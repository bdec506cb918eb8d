package measures_test

import "postsale/models/ledger"

// Customers pay for offerings: smb $100 and then $60 a day for support, enterprise $200 a day for services for a while. A
// deal is deterred, and word of mouth has it that there are a tenth fewer.
func init() {
	accrued := func(at float64, scope int16, line int32, amount float64) {
		story = append(story, ledger.Fact{At: at, Kind: ledger.Accrued, Customer: ledger.None, Scope: scope, Subject: line, Amount: amount})
	}
	accrued(0, smb, ledger.SupportLine, 100)
	accrued(26, smb, ledger.SupportLine, 60)
	accrued(13, enterprise, ledger.ServicesLine, 200)
	accrued(39, enterprise, ledger.ServicesLine, 0)
	story = append(story, ledger.Fact{At: 0, Kind: ledger.Recommended, Customer: ledger.None, Scope: all, Amount: .9},
		ledger.Fact{At: 20, Kind: ledger.Deterred, Customer: ledger.None, Scope: smb})

	const supports, services = 26*100 + 39*60., 26 * 200.
	subscription, revenue := byHand[cell{"revenue_subscription", "all"}], byHand[cell{"revenue_services", "all"}]+services
	byHand[cell{"revenue_offerings", "all"}] = supports + services
	byHand[cell{"revenue_offerings", "smb"}] = supports
	byHand[cell{"revenue_services", "all"}] = revenue
	byHand[cell{"revenue_services", "enterprise"}] = 25e3 + services
	byHand[cell{"services_margin", "all"}] = (revenue - byHand[cell{"cost_services", "all"}]) / revenue
	byHand[cell{"platform_margin", "all"}] = (subscription + supports - 65*200 - byHand[cell{"cost_support", "all"}]) / (subscription + supports)
	byHand[cell{"support_cost_share", "all"}] = byHand[cell{"cost_support", "all"}] / (subscription + supports + revenue)
	byHand[cell{"cost_net", "all"}] = byHand[cell{"cost_total", "all"}] - revenue - supports
	byHand[cell{"word_of_mouth", "all"}] = .9
	byHand[cell{"deals_deterred", "all"}] = 1
	byHand[cell{"deals_deterred", "enterprise"}] = 0
}
