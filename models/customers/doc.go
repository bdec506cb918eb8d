// Package customers owns the book of business: every customer with its
// contract, its ARR and what it has lived through.
//
// A customer renews at the end of each term, or leaves with probability
//
//	p = 1 - exp(-H0 · exp(Σ b·x)),   H0 = -ln(1-θ),
//
// the complementary log-log form of Bolton, Lemon and Bramlett (2006) with the
// covariates x that Outcomes name. θ differs from customer to customer as a Beta(a, b)
// whose mean is the stated churn at the first renewal: with every hazard ratio
// at 1 this is the shifted beta-geometric model of Fader and Hardie (2007).
// Survivors of n renewals are the loyal ones, Beta(a, b+n), and the opening book
// is drawn so, with n beyond 100 rounded down to its first two digits.
//
// A renewal kept may contract; the uplift applies to what remains, and a new term
// of the same length begins. Both are a year's: they apply at the first renewal
// after each full year of the contract, so a monthly one is uplifted once a year.
// Churn is per renewal. Renewals are dated by the contract's beginning and their
// count: those of an account that a file dates by the months of the calendar,
// others by the clock; one that falls on the first day is still to come. From
// go-live on, opportunities to expand come at a constant rate, each taken or not as
// the covariates of that moment say.
//
// What contracts are sold may change from a day on (Sell), for who signs then.
//
// The Book holds the table; others hold a customer's number, from 0 in order of
// entering, the opening book first. It asks to be told when a customer is live
// (GoLive) and how its tickets were judged (Judge), senses what other mechanisms know
// of it (Sense), and tells its hooks who was there at the start, whose ARR changed and
// who left. Luck is what came of a segment's
// decisions less what was to be expected when they were made, by kind (Control).
package customers
