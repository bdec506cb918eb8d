// Package slurm has the shards of a batch made by a cluster that Slurm runs, and sees it through.
//
//	order := slurm.Order{Program: path, Tries: 3}
//	order.Scripts(study, tasks, number)              // what would be submitted
//	run := slurm.Run{Order: order, Study: study, ...}
//	err := run.Follow(ctx)                           // submit, follow, submit what is missing again
//
// A job array makes the shards that are missing, several a task, and a second job merges when the array has ended, whatever
// became of its tasks (afterany): it looks what is there and fails if something is missing. After a job that must have gone
// well (afterok) it would wait for ever once a task has failed. What is true is what stands in the folder of the study: what
// Slurm says of a job (squeue, then sacct where there is accounting) only tells whether it is worth to wait on, and why
// something is missing. So a cluster that loses jobs, forgets them or stops answering costs time and nothing else.
//
// Scripts, logs and a record of what is submitted are kept in the folder of jobs of the study, which the nodes must see under
// the same path. Before anything is submitted its name is written down: who was cut off in between finds the job by it.
//
// The commands and their words are those of Slurm 20.11 and newer: sbatch(1), squeue(1), sacct(1), scontrol(1).
package slurm
