package saved

import (
	"slices"

	"postsale/models/ledger"
)

// FactKinds returns the names of the facts for programs.
func FactKinds() []string { return slices.Clone(Kinds[:]) }

// Kinds are the names of the facts for programs.
var Kinds = [...]string{
	ledger.Held: "held", ledger.Signed: "signed", ledger.Began: "began", ledger.Renewed: "renewed",
	ledger.Contracted: "contracted", ledger.Uplifted: "uplifted", ledger.Expanded: "expanded", ledger.Churned: "churned",
	ledger.WentLive: "went_live",
	ledger.Resumed:  "resumed", ledger.Queued: "queued", ledger.Unqueued: "unqueued", ledger.Started: "started",
	ledger.Worked: "worked", ledger.Finished: "finished", ledger.Withdrawn: "withdrawn",
	ledger.Opened: "opened", ledger.Deflected: "deflected", ledger.Answered: "answered", ledger.Escalated: "escalated",
	ledger.Referred: "referred", ledger.Reopened: "reopened", ledger.Resolved: "resolved", ledger.Breached: "breached",
	ledger.Took: "took", ledger.Freed: "freed", ledger.Slotted: "slotted", ledger.Timed: "timed", ledger.Drew: "drew",
	ledger.Served: "served", ledger.Seated: "seated", ledger.Staffed: "staffed", ledger.PaidRate: "paid_rate",
	ledger.Hosted: "hosted", ledger.Paid: "paid", ledger.Billed: "billed",
	ledger.QuarterClosed: "quarter_closed",
}
