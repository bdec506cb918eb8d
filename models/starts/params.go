package starts

import "postsale/models/units"

// Params say on which days the projects of a segment start.
type Params struct {
	Every  units.Duration `yaml:"every"`   // from one start day to the next
	CutOff units.Duration `yaml:"cut_off"` // before a start day, for signatures
	Pulled units.Share    `yaml:"pulled"`  // chance of a deal that would close within the window after a cut-off
	Window units.Duration `yaml:"window"`
}

// Validate adds what is wrong with the parameters to the faults.
func (p *Params) Validate(f *units.Faults) {
	if p == nil {
		return
	}
	in := Keys.Section(f, "segments.*.starts")
	in.Check("every", p.Every)
	in.Check("cut_off", p.CutOff)
	in.Check("pulled", p.Pulled)
	in.Check("window", p.Window)
}

// Pulls reports whether a deal may be pulled to a cut-off.
func (p *Params) Pulls() bool { return p != nil && p.Pulled > 0 && p.Window > 0 }
