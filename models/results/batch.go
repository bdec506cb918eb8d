package results

import (
	"time"

	"postsale/sim/estimate"
)

// Batch is what the scenarios of a batch came to.
type Batch struct {
	Program   string // its version
	Seed      uint64
	Trials    int // that were lived through in all, failed ones too
	Scenarios []BatchLine
	Varied    []string          // paths that sweeps vary
	Planned   []PlannedScenario // in the same order
}

// BatchLine is what a scenario came to, in a few numbers.
type BatchLine struct {
	Name         string
	Done, Failed int    // trials
	Cause        string // of the first that failed
	Period       string // the last in which there is NRR; empty if there is none
	NRR, GRR     estimate.Distribution
}

// BatchPlan is what a batch would do.
type BatchPlan struct {
	Program        string // its version
	Seed           uint64
	Scenarios      []PlannedScenario
	Trials, Shards int
	Workers        int
	Probed         int           // trials that were lived through to find out
	Each           time.Duration // of a processor, for a trial
	All            time.Duration // on so many workers
	Bytes          float64       // of the shards at most, before they are compressed
}

// PlannedScenario is a scenario of a batch and what it asks for.
type PlannedScenario struct {
	Name, From string
	SHA256     string // of the resolved file
	Trials     int
	Varied     []string // what stands at the paths of the batch
}
