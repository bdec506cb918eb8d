// Package reference holds the commands that tell what there is, and simulate nothing unless asked to: the built-in scenarios,
// the keys of scenario files, the measures, the mechanisms of the field, and the schema for editors.
//
//	root.AddCommand(reference.Scenarios(), reference.Measures(), reference.Keys(), reference.Mechanisms(), reference.Schema())
//
// Each takes a name, or words of one, and lists what fits; with one that fits it tells all of it. What is known of keys is
// in scenarios/handbook, of measures in models/measures, of mechanisms in scenarios/field; how it is told is reports/glossary.
// Flags, faults and exit codes are those of cmd/voice. A mechanism can be shown by an experiment (--seen), which is the only
// thing here that takes time and tells of its progress.
package reference
