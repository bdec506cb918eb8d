package sweeps

import _ "embed"

//go:embed schema.json
var schema []byte

// Schema returns the JSON Schema of sweeps, for editors.
func Schema() []byte { return schema }
