package start

import (
	"slices"
	"strings"

	"postsale/models/changes"
)

// checkServing demands that there is somebody to do what has to be done.
func (p *Plan) checkServing(f *Faults) {
	way := p.told.Delivery
	deliverers, told := 0, false
	for _, s := range p.teams {
		if ratio, what := p.work(s.path); strings.HasPrefix(s.path, "delivery.teams.") && (what == "hours of projects" || p.standsIn(s.path)) && ratio > 0 {
			deliverers += s.people
			told = told || s.why == "told"
			if s.people == 0 && len(p.Like.teams()) > 0 && s.hires != "" && s.hires != "[]" {
				deliverers++
			}
		}
	}
	if told && deliverers == 0 && !p.Like.alone() {
		switch {
		case way == "" || way == Own || way == Overflow || way == CoDelivery:
			f.add("people delivery", "nobody is there to bring customers live: tell at least one of implementation, or --delivery whole or self-serve")
		case way == Whole && len(p.served()) > 1:
			f.add("people delivery", "a partner does all for the smallest customers, and nobody is there for %s: tell at least one of implementation",
				strings.Join(p.served()[1:], ", "))
		case way == SelfServe:
			f.add("people delivery", "%s has work for implementation even where customers start by themselves: tell at least one, or --like self-serve", p.Like.Name)
		}
	}
	support, supported := 0, false
	for _, s := range p.teams {
		if strings.HasPrefix(s.path, "support.") {
			support += s.people
			supported = supported || s.why == "told"
		}
	}
	if supported && support == 0 && !slices.ContainsFunc(p.Like.teams(), func(t changes.Plan) bool { return t.Path == "support.tier1" && t.StandIn != "" }) {
		f.add("people", "nobody is there to answer tickets: tell at least one of support; whoever does it beside other work is one of them")
	}
}

// standsIn reports whether a team does the work of another that has nobody yet.
func (p *Plan) standsIn(path string) bool {
	name := (seats{path: path}).name()
	return slices.ContainsFunc(p.Like.teams(), func(t changes.Plan) bool { return string(t.StandIn) == name })
}
