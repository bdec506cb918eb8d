package scenarios

import (
	"strings"

	"postsale/models/units"
)

// parameter is what the dictionary says of one key of a scenario file.
type parameter struct {
	meaning  string
	unit     string // where the type does not say it
	source   string
	required bool
	standard *node // the default, nil if there is none
}

// dictionary describes every key of a scenario file by its path, with * for a name and [] for a place in a list:
//
//	segments.*.churn.first_renewal:
//	  meaning: Mean share of customers who leave at their first renewal.
//	  required: true
//	segments.*.churn.concentration:
//	  meaning: a+b of the Beta distribution of churn among customers; without it they are alike.
//	  source: facts, COMPUTED
//	deals.slip:
//	  meaning: Share of deals that close in the next quarter instead.
//	  default: 5%
//	  source: ...
//
// A key has a default, or is required, or is optional; a default is written as in a scenario file, as a text or in
// full. A Go type that stands in several places may be described once: (Effect).ratio is the key ratio of every
// Effect, where its path does not say otherwise.
type dictionary struct {
	parameters map[string]parameter
	used       map[string]bool
}

func readDictionary(name, text string, into *dictionary) error {
	var r report
	root := parse(&source{shown: name}, []byte(text), &r)
	if root == nil {
		return r.failed()
	}
	if root.kind != mapping {
		r.at(root, "", "want a mapping of paths, got %s", root.said())
	}
	for _, e := range root.entries {
		path := e.key.text
		if _, twice := into.parameters[path]; twice {
			r.at(e.key, path, "described already")
		}
		into.parameters[path] = readParameter(e, &r)
	}
	return r.failed()
}

func readParameter(e entry, r *report) parameter {
	var p parameter
	if e.value.kind != mapping {
		r.at(e.value, e.key.text, "want a mapping, got %s", e.value.said())
		return p
	}
	for _, property := range e.value.entries {
		value := property.value
		text := strings.Join(strings.Fields(value.text), " ")
		switch property.key.text {
		case "meaning":
			p.meaning = text
		case "unit":
			p.unit = text
		case "source":
			p.source = text
		case "default":
			p.standard = value
			continue
		case "required":
			p.required = value.tag == "!!bool" && value.text == "true"
			if !p.required {
				r.at(value, e.key.text, "required: want true, got %s", value.said())
			}
			continue
		default:
			known := []string{"meaning", "unit", "default", "required", "source"}
			r.at(property.key, e.key.text, "unknown key %s%s", units.Quote(property.key.text), units.Hint(property.key.text, known))
		}
		if value.kind != scalar || text == "" {
			r.at(value, e.key.text, "%s: want a text, got %s", property.key.text, value.said())
		}
	}
	if p.meaning == "" {
		r.at(e.key, e.key.text, "wants a meaning")
	}
	if p.required && p.standard != nil {
		r.at(e.key, e.key.text, "is required and has a default")
	}
	return p
}

// lookup returns what is said of a key; of its paths, the first that is in the dictionary counts.
func (d *dictionary) lookup(paths []string) (p parameter, found bool) {
	for _, path := range paths {
		if p, found = d.parameters[path]; found {
			d.used[path] = true
			return p, true
		}
	}
	return p, false
}
