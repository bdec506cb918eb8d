package success

// Jobs returns how many jobs wait and are under way.
func (f *Portfolio) Jobs() (waits, runs int) {
	for i := range f.jobs {
		switch f.jobs[i].state {
		case waiting:
			waits++
		case running:
			runs++
		}
	}
	return waits, runs
}
