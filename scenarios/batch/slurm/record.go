package slurm

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"postsale/models/units"
	"postsale/scenarios/batch"
)

// recordName is the file in the folder of jobs that says what was submitted last.
const recordName = "slurm.json"

const recordFormat = 1

// record is what was submitted last.
type record struct {
	Format  int    `json:"format"`
	Number  int    `json:"number"`
	Name    string `json:"name"`
	Array   string `json:"array"`             // the number of its job; empty: nobody knows yet whether it is submitted
	Merge   string `json:"merge"`             // of the job that merges; empty: there is none
	Cluster string `json:"cluster,omitempty"` // if it is not the one of the machine
	Tasks   int    `json:"tasks"`
	Shards  int    `json:"shards"`
	Memory  int    `json:"memory_mib"` // of a task
	Minutes int    `json:"minutes"`    // of a task
}

func (j *record) merging() string { return j.Name + "-merge" }

// ids returns the numbers of its jobs, as commands take them.
func (j *record) ids() string {
	if j.Merge == "" {
		return j.Array
	}
	return j.Array + "," + j.Merge
}

// String names its jobs for people.
func (j *record) String() string {
	if j.Merge == "" {
		return "job " + j.Array
	}
	return fmt.Sprintf("jobs %s and %s", j.Array, j.Merge)
}

// folder returns where the scripts and logs are, in the study.
func (j *record) folder() string { return filepath.Join(batch.JobsName, strconv.Itoa(j.Number)) }

// readRecord returns what was submitted last for a study; nil if nothing was.
func readRecord(study *batch.Study) (*record, error) {
	path := filepath.Join(study.Jobs(), recordName)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var j record
	if err := json.Unmarshal(text, &j); err != nil || j.Format != recordFormat || j.Name == "" || !number(j.Array, true) || !number(j.Merge, true) {
		return nil, fmt.Errorf("%s: must be what postsale submit wrote there; take it away, and see with squeue that no job of the study runs", units.Shown(path))
	}
	return &j, nil
}

func number(text string, orNone bool) bool {
	_, err := strconv.Atoi(text)
	return err == nil || orNone && text == ""
}

func (j *record) keep(study *batch.Study) error {
	text, err := json.MarshalIndent(j, "", " ")
	if err != nil {
		return err
	}
	return study.Keep(recordName, append(text, '\n'))
}
