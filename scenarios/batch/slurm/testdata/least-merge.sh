#!/bin/sh
#SBATCH --job-name=postsale-study-0426bfac-1-merge
#SBATCH --chdir=/study
#SBATCH --output=jobs/1/merge.txt
#SBATCH --error=jobs/1/merge.log
#SBATCH --open-mode=truncate
#SBATCH --requeue
#SBATCH --cpus-per-task=1
#SBATCH --mem=1500M
#SBATCH --time=01:00:00
#SBATCH --nodes=1
#SBATCH --ntasks=1

# Submitted with --dependency=afterany on the tasks: it runs whatever became of them, and fails if a shard is missing.
export GOMAXPROCS=1 GOMEMLIMIT=1125MiB
exec postsale merge /study/plan.json
