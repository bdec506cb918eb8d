#!/bin/sh
#SBATCH --job-name=postsale-acme-s-plan-1-100-o-82e57adb-4-merge
#SBATCH --chdir="/home/me/Acme\'s \"plan\" \#1 100% \\o"
#SBATCH --output=jobs/4/merge.json
#SBATCH --error=jobs/4/merge.log
#SBATCH --open-mode=truncate
#SBATCH --requeue
#SBATCH --cpus-per-task=1
#SBATCH --mem=1500M
#SBATCH --time=01:00:00
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

# Submitted with --dependency=afterany on the tasks: it runs whatever became of them, and fails if a shard is missing.
export GOMAXPROCS=1 GOMEMLIMIT=1125MiB
exec '/opt/post sale/bin/postsale' merge '/home/me/Acme'\''s "plan" #1 100% \o/plan.json' --shards '/scratch/my shards' --format json
