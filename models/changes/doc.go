// Package changes tells what differs between two plans: in what they say, and in
// what they live through under the same luck.
//
// Changed lists the Parts of a scenario in which two differ, Blend takes some of
// them over, and ChangedGroups joins those that are not valid without each other,
// so that every set of groups is a scenario to simulate:
//
//	groups := changes.ChangedGroups(a, b)
//	halfway := changes.Blend(a, b, groups[:1])
//
// Unlike names what two scenarios must share for their trials to be compared at
// all. Shared tells which luck two companies had in common in a trial, thing by
// thing and by name, and where their stories part.
package changes
