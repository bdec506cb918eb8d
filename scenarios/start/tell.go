package start

import (
	"fmt"
	"strings"

	"postsale/models/units"
)

// Told returns the GRR and NRR that were told, NaN where they were not.
func (p *Plan) Told() (grr, nrr float64) { return p.told.GRR, p.told.NRR }

// Teams returns how many people each team has on the first day, but for those that the archetype has nobody in.
func (p *Plan) Teams() (list Parts) {
	for _, s := range p.teams {
		if s.like > 0 || s.people > 0 {
			list = append(list, Part{s.name(), float64(s.people)})
		}
	}
	return list
}

func (p *Plan) customers() (n int) {
	for _, s := range p.segments {
		n += s.customers
	}
	return n
}

// InWords says what was made of what.
func (p *Plan) InWords() string {
	return fmt.Sprintf("%s with %s customers, from %s with %s", money(p.told.ARR), units.Grouped(p.customers()), p.Like.Name, money(p.Like.ARR()))
}

// Kept says what the first year keeps in the trials of the fit, and what of last year it misses.
func (p *Plan) Kept() string {
	r := p.reached
	if r.Trials == 1 {
		return fmt.Sprintf("In 1 first year it keeps GRR %.1f %% and NRR %.1f %%.", 100*r.GRR, 100*r.NRR)
	}
	text := fmt.Sprintf("In %s first years it keeps GRR %.1f %% and NRR %.1f %% on average (errors %.2f and %.2f points).",
		units.Grouped(r.Trials), 100*r.GRR, 100*r.NRR, 100*r.GRRError, 100*r.NRRError)
	return strings.Join(append([]string{text}, p.Misses(*r)...), " ")
}

// Unknown names what moves the results and was not told, with its value and where it stands: how often customers ask, how much
// work a project is, and what it does to customers if these are slow.
func (p *Plan) Unknown() []string {
	var asks, projects, effects []string
	params := p.Like.params
	for i, s := range p.segments {
		if s.customers > 0 {
			asks = append(asks, s.name+" "+params.Segments[i].Value.Tickets.PerMonth.String())
		}
	}
	for _, e := range params.Delivery.Projects {
		hours := 0.0
		for _, ph := range e.Value.Phases {
			hours += 8 * float64(ph.Effort)
		}
		projects = append(projects, fmt.Sprintf("%s %s h", e.Name, trimmed(hours)))
	}
	for _, l := range params.Outcomes.Links() {
		if of, ratio, _ := strings.Cut(l.Path, "."); of == "leaving" && l.Ratio != 1 {
			effects = append(effects, ratio+" "+l.Ratio.String())
		}
	}
	list := []string{
		"Tickets a customer opens in a month: " + units.Several(asks, 4) + " (segments.NAME.tickets.per_month)",
		"Hours that a project takes: " + units.Several(projects, 4) + " (delivery.projects.NAME.phases)",
	}
	if len(effects) > 0 {
		list = append(list, "How many times likelier customers leave for what they live through: "+units.Several(effects, 4)+" (outcomes.leaving)")
	}
	return list
}

// Short returns how many people were told of a team, and how many the archetype would have for the same work; ok is false if
// they were not told.
func (p *Plan) Short(team string) (told, scaledTo int, ok bool) {
	for _, s := range p.teams {
		if s.name() == team && s.why == "told" && s.like > 0 {
			ratio, _ := p.work(s.path)
			return s.people, scaled(s.like, ratio), true
		}
	}
	return 0, 0, false
}
