package people

import (
	_ "embed"

	"postsale/models/dictionary"
)

//go:embed parameters.yaml
var parameters string

// Keys say what stands in a scenario file of the keys of a team.
var Keys = dictionary.New("models/people/parameters.yaml", parameters)
