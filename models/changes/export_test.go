package changes

import "postsale/models/ledger"

// PartingOf returns where two stories part.
func PartingOf(a, b ledger.Story) (Parting, bool) { return part(told(a), told(b)) }

// PartingOfAll is PartingOf, but looks at every fact.
func PartingOfAll(a, b ledger.Story) (Parting, bool) { return partOf(told(a), told(b)) }
