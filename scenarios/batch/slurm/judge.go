package slurm

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"postsale/models/units"
	"postsale/scenarios/batch"
)

// unknown is the state of a task that nobody knows of any more.
const unknown = "unknown"

// states returns the last that is known of the tasks of an array, by index, and of the job that merges, by its name.
func states(job *record, lists ...[]task) map[string]string {
	went := map[string]string{}
	for _, list := range lists {
		for _, t := range list {
			index := t.index
			if t.job == job.Merge {
				index = job.merging()
			}
			went[index] = t.state
		}
	}
	return went
}

// learn sees what tasks had too little of.
func (r *Run) learn(job *record, went map[string]string) {
	for _, state := range went {
		switch state {
		case "OUT_OF_MEMORY":
			r.memory = max(r.memory, 2*job.Memory)
		case "TIMEOUT":
			r.time = max(r.time, 2*time.Duration(job.Minutes)*time.Minute)
		}
	}
}

// asUsual are why tasks wait that will run by themselves.
var asUsual = []string{"", "None", "Resources", "Priority", "Dependency", "BeginTime", "JobArrayTaskLimit", "Cleaning", "Prolog", "Reservation"}

// tellWaiting counts the tasks that run and wait, and says once why they wait if that is no matter of course.
func (r *Run) tellWaiting(tasks []task) (running, waiting int) {
	why := map[string]int{}
	for _, t := range tasks {
		switch {
		case t.ended():
		case t.state == "PENDING" || strings.HasPrefix(t.state, "REQUEUE") || t.state == "SPECIAL_EXIT":
			waiting++
			if !slices.Contains(asUsual, t.reason) {
				why[t.reason]++
			}
		default:
			running++
		}
	}
	for _, reason := range slices.Sorted(maps.Keys(why)) {
		if r.told[reason] {
			continue
		}
		r.told[reason] = true
		text := fmt.Sprintf("%s: %s", count(why[reason], "task waits", "tasks wait"), units.Shown(reason))
		switch {
		case strings.Contains(strings.ToLower(reason), "held"):
			text += fmt.Sprintf("; scontrol release %s lets them run", r.job.Array)
		case strings.Contains(reason, "Limit") || strings.Contains(reason, "Constraints"):
			text += fmt.Sprintf("; if that does not end, scancel %s, and ask for something else", strings.ReplaceAll(r.job.ids(), ",", " "))
		}
		r.Note(text)
	}
	return running, waiting
}

// judge says why shards are missing after all tasks have ended, or has an error if they are not to be submitted again.
func (r *Run) judge(went map[string]string, before int, missing []int, try int) error {
	r.learn(r.job, went)
	of := map[string]int{}
	for index, state := range went {
		if index != r.job.merging() {
			of[state]++
		}
	}
	tasks := 0
	var parts []string
	for _, state := range slices.Sorted(maps.Keys(of)) {
		tasks += of[state]
		parts = append(parts, fmt.Sprintf("%s %s", units.Grouped(of[state]), state))
	}
	text := fmt.Sprintf("the tasks of job %s ended: %s", r.job.Array, strings.Join(parts, ", "))
	if tasks == 0 {
		text = fmt.Sprintf("job %s is lost: neither squeue nor sacct knows of it", r.job.Array)
	}
	text += fmt.Sprintf("; %s of %s shards are missing", units.Grouped(len(missing)), units.Grouped(len(r.Study.Plan.Shards)))
	if log := r.firstLog(went); log != "" {
		text += "; " + log
	}
	hopeless := tasks > 0 && of["FAILED"] == tasks && len(missing) == before
	switch {
	case hopeless:
		return fmt.Errorf("%s; every task failed and nothing came of them: it is not tried again", text)
	case try >= r.Tries:
		return fmt.Errorf("%s: %s; it was tried %s: the same command again goes on, postsale shard %s --index %s makes them here", text,
			batch.Ranges(missing, 8), count(try, "time", "times"), units.Shown(r.Study.Dir), batch.Ranges(missing, 8))
	}
	r.Note(text + ": they are submitted again")
	return nil
}

// firstLog returns what a task that failed said last, or one of which nobody knows.
func (r *Run) firstLog(went map[string]string) string {
	for _, state := range []string{"FAILED", unknown} {
		for _, index := range slices.Sorted(maps.Keys(went)) {
			log := filepath.Join(r.Study.Dir, r.job.folder(), "task-"+index+".log")
			if line := lastLine(log); went[index] == state && line != "" {
				return fmt.Sprintf("%s says: %s", units.Shown(log), line)
			}
		}
	}
	return ""
}

// lastLine returns the last line of a file that says something.
func lastLine(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	lines := bytes.Split(bytes.TrimSpace(text), []byte("\n"))
	return units.Abridged(units.Shown(strings.TrimSpace(string(lines[len(lines)-1]))))
}

// tellMerge says why there may be no tables though all shards are there.
func (r *Run) tellMerge(went map[string]string) {
	state := cmp.Or(went[r.job.merging()], unknown)
	if r.job.Merge == "" || state == "COMPLETED" || r.Study.Plan.Complete(r.Study.Dir) != nil {
		return
	}
	text := fmt.Sprintf("job %s, which was to merge, ended: %s", r.job.Merge, state)
	if line := lastLine(filepath.Join(r.Study.Dir, r.job.folder(), "merge.log")); line != "" {
		text += "; it says: " + line
	}
	r.Note(text)
}
