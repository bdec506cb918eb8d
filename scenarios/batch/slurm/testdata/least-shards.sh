#!/bin/sh
#SBATCH --job-name=postsale-study-0426bfac-1
#SBATCH --chdir=/study
#SBATCH --array=0-0
#SBATCH --output=jobs/1/task-%a.log
#SBATCH --open-mode=append
#SBATCH --requeue
#SBATCH --cpus-per-task=1
#SBATCH --mem=620M
#SBATCH --time=00:15:00
#SBATCH --nodes=1
#SBATCH --ntasks=1

# 7 shards, 1,750 trials, in 1 task: I of N makes the shards I, I+N, I+2N and so on of those listed, but for what is there.
export GOMAXPROCS=1 GOMEMLIMIT=465MiB
exec postsale shard /study/plan.json --index 0-3,7,9-10 --part "$SLURM_ARRAY_TASK_ID/1" --workers 1
