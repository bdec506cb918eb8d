// Package dictionary is what is said of the keys of a scenario file: meaning, unit, range, what a key refers to, default
// and source. Every mechanism says it of its own keys, in the parameters.yaml beside its params.go, by their paths, with *
// for a name and [] for a place in a list:
//
//	segments.*.churn.first_renewal:
//	  meaning: Mean probability of leaving at the first renewal.
//	  range: between 0% and 100%
//	  required: true
//	delivery.routes[].partner:
//	  meaning: The partner.
//	  refers_to: delivery.partners
//	  required: true
//
// A key has a default, or is required, or is optional; a default is written as in a scenario file, as a text or in full. A
// Go type that stands in several places may be described once: (Team).people is the key people of every Team, where its
// path does not say otherwise.
//
// A range is written as it is told, "must be between 0% and 100%, got 120%", and stands nowhere else: the checks of the
// mechanisms read it (Section), and so do tests and studies that draw values from it (scenarios.Keys). What depends on
// other keys, such as more projects under way than there are customers, is for the mechanisms to check by themselves.
//
//	//go:embed parameters.yaml
//	var parameters string
//
//	var Keys = dictionary.New("money/parameters.yaml", parameters)
//
//	func (p Params) Validate(f *units.Faults) { Keys.Section(f, "money").Check("hosting", p.Hosting) }
package dictionary
