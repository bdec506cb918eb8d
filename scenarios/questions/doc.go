// Package questions is arguments of the field as experiments: two plans, something that varies, and whose side is right where.
//
//	question, err := questions.Built("hiring-order")        // one of Names()
//	question, err := questions.Read("mine")                 // a folder of files
//	argument, err := question.Live(ctx, questions.Order{Seed: 1})
//
// A question is a folder: study.yaml says what is asked, who holds which position and what decides it; sweep.yaml is an ordinary
// sweep of two bases, the plans, over one thing that varies; beside them stand the plans that are not built in. Those that are
// built in have a page too (page.md, turn.svg), of which a test holds that it quotes what comes of the question.
//
// All that may be wrong with these files is told at once, before anything is lived through. Trials are those of a batch: the
// plan, its shards and its tables are in a folder, and what the plans differ by is what a comparison of that batch tells.
// What is decided of it is left to package turns.
package questions
