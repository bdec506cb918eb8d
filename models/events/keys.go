package events

import (
	_ "embed"

	"postsale/models/dictionary"
)

//go:embed parameters.yaml
var parameters string

// Keys say what stands in a scenario file of the keys that this package reads.
var Keys = dictionary.New("models/events/parameters.yaml", parameters)
