package company

import _ "embed"

// Dictionary describes every key of a scenario file, with its default and source.
//
//go:embed parameters.yaml
var Dictionary string
