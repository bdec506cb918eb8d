package measures_test

import "postsale/models/ledger"

// Two sessions of four seats are held, in which three questions are answered, after 1, 4 and 4 days.
func init() {
	about := func(at float64, kind ledger.Kind, scope int16, amount float64) {
		story = append(story, ledger.Fact{At: at, Kind: kind, Customer: ledger.None, Scope: scope, Amount: amount})
	}
	about(10, ledger.SessionHeld, tier2, 4)
	about(10, ledger.AnsweredInSession, smb, 1)
	about(30, ledger.SessionHeld, tier2, 4)
	about(30, ledger.AnsweredInSession, smb, 4)
	about(30, ledger.AnsweredInSession, enterprise, 4)
	byHand[cell{"session_answers", "all"}] = 3
	byHand[cell{"session_answers", "smb"}] = 2
	byHand[cell{"session_answers", "enterprise"}] = 1
	byHand[cell{"session_wait_mean", "all"}] = 9. / 3
	byHand[cell{"session_wait_mean", "smb"}] = 5. / 2
	byHand[cell{"session_wait_mean", "enterprise"}] = 4
	byHand[cell{"seats_used", "all"}] = 3. / 8
}
