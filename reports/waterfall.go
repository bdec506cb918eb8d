package reports

// Plots draws what there is to draw.
func (e *Explanation) Plots() (files []File, notes []string, err error) { return nil, nil, nil }
