package measures_test

import "postsale/models/ledger"

// Two phases of smb get the slots of another team, one of them at once and one after five days; one of enterprise after 13.
func init() {
	for _, f := range []struct {
		scope  int16
		waited float64
		marks  ledger.Marks
	}{{smb, 0, 0}, {smb, 5, ledger.Late}, {enterprise, 13, ledger.Late}} {
		story = append(story, ledger.Fact{At: 40, Kind: ledger.PhaseStarted, Scope: f.scope, Amount: f.waited, Marks: f.marks})
	}
	byHand[cell{"phase_wait_mean", "all"}] = 18. / 3
	byHand[cell{"phase_wait_mean", "smb"}] = 5. / 2
	byHand[cell{"phase_wait_mean", "enterprise"}] = 13
}
