package saved

import "postsale/models/ledger"

// FactKinds returns the names of the facts for programs.
func FactKinds() []string {
	var names []string
	for _, kind := range ledger.Kinds {
		names = append(names, kind.Name)
	}
	return names
}
