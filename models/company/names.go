package company

import (
	"fmt"

	"postsale/models/customers"
	"postsale/models/ledger"
)

// Facts returns the facts of the last trial, up to where it failed if it did. It
// has them only after Trace.
func (c *Company) Facts() []ledger.Fact { return c.ledger.Facts() }

// CustomerNames returns what the customers of the last trial are called, by their
// numbers: the id of an account that came from a file, otherwise the segment and
// a count in the order in which its customers entered, such as smb-0301. No two
// are the same. It has them only after Trace.
func (c *Company) CustomerNames() []string {
	var accounts []customers.Account
	if c.params.Accounts != nil {
		accounts = c.params.opening(0) // the seed does not change who they are
	}
	taken := map[string]bool{"": true}
	for _, a := range accounts {
		taken[a.ID] = true
	}
	var names []string
	entered := make([]int, len(c.params.Segments))
	for _, f := range c.Facts() {
		if f.Kind != ledger.Held && f.Kind != ledger.Signed {
			continue
		}
		if len(names) < len(accounts) {
			names = append(names, accounts[len(names)].ID)
			entered[f.Scope]++
			continue
		}
		name := ""
		for taken[name] {
			entered[f.Scope]++
			name = fmt.Sprintf("%s-%04d", c.params.Segments[f.Scope].Name, entered[f.Scope])
		}
		names = append(names, name)
	}
	return names
}
