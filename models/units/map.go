package units

// Map is a map of a scenario whose entries keep the order of the file: segments, teams and project types are listed,
// numbered and printed in it.
type Map[V any] []Entry[V]

// Entry is a named value.
type Entry[V any] struct {
	Name  Name
	Value V
}

// Find returns the number of the entry of that name, or -1.
func (m Map[V]) Find(name Name) int {
	for i := range m {
		if m[i].Name == name {
			return i
		}
	}
	return -1
}

// Names returns the names in order.
func (m Map[V]) Names() []string {
	names := make([]string, len(m))
	for i := range m {
		names[i] = string(m[i].Name)
	}
	return names
}
