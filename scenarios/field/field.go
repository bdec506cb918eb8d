// Package field tells where the model holds what practitioners say of companies after the sale, and shows it: of every
// mechanism that their texts name what is said, the keys of scenario files, measures, built-in scenarios and Go tests that hold
// it, and one experiment that anybody can make again.
//
//	all := field.Mechanisms()
//	m, ok := practice.Find(all, "clumping")
//	sight, err := field.See(ctx, *m.Seen, studies.Order{Seed: 1}, nil)
//
// The files are of the parts of the field, an entry a mechanism: its texts and what they say, what the model does, names that
// must exist, and what is seen - in a built-in scenario, with settings where no file has the mechanism, beside the same made
// idle, a measure that moves up or down over so many trials. Both plans have as many people, unless an entry says that people
// are the mechanism. They live through the same luck, as a comparison of the command line, and the experiment holds if the
// measure moves as it should by more than three standard errors of the mean difference (Law, Simulation Modeling and Analysis,
// 2015, section 11.2).
//
// Reading tells all faults of all files at once, each where it stands. That scenarios load with the settings, that tests exist
// and that experiments hold is what the tests of this package do: they fail where a name goes, and where a mechanism moves
// nothing any more.
package field

import (
	"embed"
	"sync"

	"postsale/models/practice"
)

//go:embed *.yaml
var files embed.FS

// parts are the files, in the order in which they are told.
var parts = []string{"demand.yaml", "implementation.yaml", "support.yaml", "success.yaml", "organisation.yaml"}

// Texts are the practitioners' texts that the mechanisms are from.
var Texts = []practice.Text{
	{Title: "How to structure your Implementation Team", Author: "the newsletter Retention Starts in Implementation"},
	{Title: "Human Horsepower", Author: "Tim Schukar"},
	{Title: "Structuring and Scaling a Post-Sales Org", Author: "Rod Cherkas"},
	{Title: "A Guide to Building your First Customer Success Organization", Year: 2020},
	{Title: "How To Structure A Customer Success Team", Author: "Roi Kiouri", Year: 2023},
}

// Mechanisms returns all mechanisms, in the order of the field. Callers must not change them.
func Mechanisms() []practice.Mechanism { return all() }

var all = sync.OnceValue(func() []practice.Mechanism {
	list, err := Read(files, parts...)
	if err != nil {
		panic(err) // held by a test
	}
	return list
})
