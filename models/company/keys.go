package company

import (
	_ "embed"

	"postsale/models/accounts"
	"postsale/models/customers"
	"postsale/models/deals"
	"postsale/models/delivery"
	"postsale/models/dictionary"
	"postsale/models/money"
	"postsale/models/people"
	"postsale/models/success"
	"postsale/models/support"
)

//go:embed parameters.yaml
var parameters string

// Keys say what stands in a scenario file of the keys of a scenario as a whole.
var Keys = dictionary.New("models/company/parameters.yaml", parameters)

// Dictionaries describe every key of a scenario file, a file a mechanism.
func Dictionaries() []*dictionary.Dictionary {
	return []*dictionary.Dictionary{Keys, accounts.Keys, customers.Keys, deals.Keys, delivery.Keys, people.Keys, support.Keys,
		success.Keys, money.Keys}
}
