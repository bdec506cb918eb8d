// Package batch runs many scenarios, on one machine or on many, and brings what they came to into one set of tables.
//
//	found, err := batch.Gather(ctx, request)   // files, folders, patterns, names and sweeps
//	found.Plan.Write(dir)                      // all that is needed, in one file
//	found.Plan.Live(ctx, plan, shards, ...)    // here, or each shard wherever the plan is
//	store, err := found.Plan.OpenStore(shards, true)
//	found.Plan.Merge(ctx, plan, dir, store, ...)
//
// A plan holds the resolved scenarios with their data, the seed, and the shards: which trials of which scenarios are lived
// through, and written down, at once. A shard is a file whose name is the hash of its content, that is there whole or not at
// all; two that make the same one make the same bytes. What a shard is made of are pieces, some trials of a scenario each,
// known by the scenario's identity: the hash of what is simulated. So a plan that has changed keeps what is still of use, and
// nothing else; and scenarios that simulate the same are simulated once.
//
// The tables are made of the pieces alone: whoever made them, in whatever shards, the bytes are the same. A shard of another
// seed, program or processor is refused.
//
// # The protocol
//
// A plan is JSON: format, program, processor, seed, output; a scenario, a data file and a shard a line. A shard begins with a
// line of JSON: what it is, its format, program, processor and seed, and how many pieces follow. Each piece is a line of JSON
// (identity, first trial, trials, those that failed and why, how many columns of measures and of controls, how many bytes
// follow) and its numbers, compressed by Zstandard: column by column, the trials in order that did not fail, 64-bit floating
// point with the lowest byte first, NaN where a measure does not exist in a trial. The columns are those of the scenario's
// layout, in its order, and its controls. The name of the file is the first 32 hexadecimal digits of the SHA-256 of all
// that, and .shard. Anything else in the folder is left alone.
//
// Whoever has the plan may make any of its shards, in any order, and more than once. A cluster makes them in tasks: the I-th of
// N, counted from 0, makes the I-th of a list of shards and every N-th after it. What a task was told and said is in the folder
// jobs; nothing is read from there but which jobs may still go on.
package batch
