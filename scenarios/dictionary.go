package scenarios

import (
	"errors"
	"fmt"

	"postsale/models/dictionary"
)

// parameter is what the dictionaries say of one key of a scenario file.
type parameter struct {
	dictionary.Key
	standard *node // the default, nil if there is none
}

// keys are what is said of all keys, by path, and which of it was asked for.
type keys struct {
	parameters map[string]parameter
	used       map[string]bool
}

// gather reads dictionaries; no two may describe the same key.
func gather(all []*dictionary.Dictionary) (*keys, error) {
	k := &keys{parameters: map[string]parameter{}, used: map[string]bool{}}
	var faults []error
	for _, d := range all {
		said, err := d.Keys()
		if err != nil {
			faults = append(faults, err)
		}
		for path, key := range said {
			if _, twice := k.parameters[path]; twice {
				faults = append(faults, fmt.Errorf("%s: %s: described already", d.Name(), path))
			}
			p := parameter{Key: key}
			if key.Default != nil {
				var r report
				p.standard = convert(&source{shown: d.Name()}, key.Default, path, 0, &r)
				if err := r.failed(); err != nil {
					faults = append(faults, err)
				}
			}
			k.parameters[path] = p
		}
	}
	return k, errors.Join(faults...)
}

// lookup returns what is said of a key; of its paths, the first that is in a dictionary counts.
func (k *keys) lookup(paths []string) (p parameter, found bool) {
	for _, path := range paths {
		if p, found = k.parameters[path]; found {
			k.used[path] = true
			return p, true
		}
	}
	return parameter{Key: dictionary.Key{Range: dictionary.Anything}}, false
}
