package reports

// Plots draws what there is to draw.
func (c *Comparison) Plots() (files []File, notes []string, err error) { return nil, nil, nil }

// Plots draws what there is to draw.
func (e *Explanation) Plots() (files []File, notes []string, err error) { return nil, nil, nil }
