#!/bin/sh
#SBATCH --job-name=postsale-acme-s-plan-1-100-o-82e57adb-4
#SBATCH --chdir="/home/me/Acme\'s \"plan\" \#1 100% \\o"
#SBATCH --array=0-2%50
#SBATCH --output=jobs/4/task-%a.log
#SBATCH --open-mode=append
#SBATCH --requeue
#SBATCH --cpus-per-task=2
#SBATCH --mem=620M
#SBATCH --time=1-02:30:00
#SBATCH --nodes=1
#SBATCH --ntasks=1
#SBATCH --partition=short
#SBATCH --account="R \& D"
#SBATCH --qos=long
#SBATCH --exclusive
#SBATCH --constraint=a\&b\|c
#SBATCH -C "x y"
#SBATCH --comment="it\'s \"mine\""
#SBATCH --mail-user=me@example.com

# 7 shards, 1,750 trials, in 3 tasks: I of N makes the shards I, I+N, I+2N and so on of those listed, but for what is there.
# Time: as it was tried.
# Memory: as it was worked out.
export GOMAXPROCS=2 GOMEMLIMIT=465MiB
exec '/opt/post sale/bin/postsale' shard '/home/me/Acme'\''s "plan" #1 100% \o/plan.json' --shards '/scratch/my shards' --index 0-3,7,9-10 --part "$SLURM_ARRAY_TASK_ID/3" --workers 2
