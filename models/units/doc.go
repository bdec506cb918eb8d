// Package units holds quantities as planners write them: 6w, 42k, 85%, 6.7h/w.
//
// It is the last room that knows text: a scenario file says `effort: 7h`, and everything behind this package
// sees a float64 in one fixed unit. Time is working time, 8 hours a day, 5 days a week, 13 weeks a quarter,
// 4 quarters a year, a month a third of a quarter; money is dollars, shares are 0–1, a pace is hours a week.
//
// Every type reads itself (UnmarshalText), says in an error which forms it accepts, and writes the shortest text
// that reads back as exactly the same value (String, MarshalText). NaN, infinities and negative times, moneys
// and counts are refused at reading; whether a share must lie in 0–1 or a number above 0 is for the sections
// that use it to say, in their Validate, with the checks of Faults:
//
//	func (p Phase) Validate(f *units.Faults) {
//		f.Positive("pace", p.Pace)
//		f.Spread("customer_wait", p.CustomerWait)
//	}
//
// A Spread is a quantity that differs from case to case: `3d`, or `{lognormal: {mean: 2d, cv: 1}}`; a
// lognormal one may state its median instead of its mean.
//
// Three marker methods tell the loader of scenarios how a type is written: Choice, Whole and ScalarKey.
package units
