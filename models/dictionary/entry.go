package dictionary

// Entry is what people are told of one key of a scenario file.
type Entry struct {
	Path     string   `json:"path"` // with * for a name and [] for a place in a list
	Holds    string   `json:"holds"`
	Meaning  string   `json:"meaning,omitempty"`
	Unit     string   `json:"unit,omitempty"`
	Written  string   `json:"written,omitempty"` // how: a duration such as 6w
	Range    string   `json:"range,omitempty"`
	Required bool     `json:"required,omitempty"`
	Default  string   `json:"default,omitempty"`
	RefersTo string   `json:"refers_to,omitempty"`
	Source   string   `json:"source,omitempty"`
	Example  *Example `json:"example,omitempty"`
	Below    []string `json:"below,omitempty"` // the keys that stand in it
}

// Example is how a built-in scenario states a key.
type Example struct {
	Path     string `json:"path"`
	Value    string `json:"value"`
	Scenario string `json:"scenario"`
}
