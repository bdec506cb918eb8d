// Package offerings sells customers more than their subscription: premium support,
// managed services, paid training.
//
//	offerings:
//	  premium: {share: {enterprise: 20%}, price: {arr_share: 15%}, line: support, premium: true}
//	  managed: {share: {enterprise: 10%}, price: {a_year: 24k}, line: services, hours: 5h/w, team: experts}
//
// That share of a segment's customers buys it from go-live on, for as long as they
// stay; who buys is the luck of the customer with that offering, so that a larger
// share adds buyers and takes none away. What is paid is revenue by time, of services
// or of support, and never ARR: a share of the customer's ARR of the moment, or so
// much a year. The hours of all buyers are a background on a delivery team, which
// slows its projects as the oversight of partners does. A customer with premium
// support goes first at the desk, by the luck by which the desk tells premium
// customers, so that stating the share here or there makes no difference to tickets.
//
// Orders hold who has bought what. They are told of customers who go live, whose ARR
// changes and who leave, tell their hook of hours, and record what a segment pays a
// day from then on.
//
// That premium support costs 10 to 20 % of ARR is usual among software vendors; the
// shares of customers who buy are for each company to say.
package offerings
