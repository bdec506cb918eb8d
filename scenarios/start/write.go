package start

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"postsale/models/units"
)

// writer writes lines of a scenario with comments.
type writer struct{ strings.Builder }

func (w *writer) line(depth int, text, comment string) {
	w.WriteString(strings.Repeat("  ", depth) + text)
	if comment != "" {
		w.WriteString(" # " + comment)
	}
	w.WriteByte('\n')
}

// section writes what belongs below a key, if there is anything.
func (w *writer) section(depth int, key string, lines func(w *writer)) {
	var below writer
	if lines(&below); below.Len() > 0 {
		w.line(depth, key+":", "")
		w.WriteString(below.String())
	}
}

// quoted writes what people wrote as YAML that reads back as the same, whatever it is.
func quoted(text string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b) // whose texts are YAML too
	e.SetEscapeHTML(false)
	e.Encode(text)
	return strings.TrimSpace(b.String())
}

// File returns the scenario file.
func (p *Plan) File() []byte {
	t, a := p.told, p.Like
	w := &writer{}
	w.line(0, fmt.Sprintf("# Made by postsale new. It extends %s, a company of %s: what is not stated here is as there.", a.Name, money(a.ARR())), "")
	w.line(0, "name: "+quoted(t.Name), "")
	w.line(0, "description: "+quoted(p.description()), "")
	w.line(0, "extends: "+a.Name, "")
	switch {
	case t.Start != "":
		w.line(0, "start: "+t.Start, "told")
	case t.begins != "":
		w.line(0, "start: "+t.begins, "first day of the fiscal year")
	}
	if t.FiscalYear != "" {
		w.line(0, "fiscal_year_starts: "+t.FiscalYear, "told")
	}
	w.section(0, "segments", func(w *writer) {
		for i := range p.segments {
			p.segment(w, i)
		}
	})
	w.section(0, "delivery", p.delivery)
	w.section(0, "support", func(w *writer) { p.people(w, 1, "support.") })
	if i := slices.IndexFunc(p.teams, func(s seats) bool { return s.path == "engineering" }); i >= 0 {
		p.engineering(w, p.teams[i])
	}
	w.section(0, "works", func(w *writer) { p.people(w, 1, "works.") })
	w.section(0, "success", func(w *writer) {
		w.section(1, "teams", func(w *writer) { p.people(w, 2, "success.teams.") })
	})
	return []byte(w.String())
}

func (p *Plan) description() string {
	text := fmt.Sprintf("%s of ARR, %s customers; from %s, scaled.", money(p.told.ARR), units.Grouped(p.customers()), p.Like.Name)
	switch t := p.told; {
	case !math.IsNaN(t.GRR) && !math.IsNaN(t.NRR):
		text += fmt.Sprintf(" Set so that the first year keeps GRR %s and NRR %s, as last year.", percent(t.GRR), percent(t.NRR))
	case !math.IsNaN(t.GRR):
		text += fmt.Sprintf(" Set so that the first year keeps GRR %s, as last year.", percent(t.GRR))
	case !math.IsNaN(t.NRR):
		text += fmt.Sprintf(" Set so that the first year keeps NRR %s, as last year.", percent(t.NRR))
	}
	return text
}

// segment writes what is known of a kind of customers.
func (p *Plan) segment(w *writer, i int) {
	s := p.segments[i]
	w.line(1, s.name+":", "")
	if s.customers == 0 {
		w.line(2, "opening: {customers: 0, in_flight: 0, open_tickets: 0}", "none told")
		w.line(2, "deals_per_quarter: 0", "")
		return
	}
	opening := fmt.Sprintf("opening: {customers: %d, arr: %s, in_flight: %d, open_tickets: %d}", s.customers, units.Money(s.all), s.inFlight, s.tickets)
	comment := "customers " + s.customer
	if s.paid != s.customer {
		comment += "; ARR " + s.paid
	} else {
		comment = "customers and ARR " + s.paid
	}
	w.line(2, opening, comment)
	w.line(2, "deals_per_quarter: "+units.Number(s.deals).String(), s.signed)
	if team := p.cared[s.name]; team != "" {
		w.line(2, "success: {team: "+team+"}", "who look after others too, as so few people were told")
	}
	c := &p.Like.params.Segments[i].Value.Customers
	if p.losses != 1 {
		why := fmt.Sprintf("leaving x %s, worked out from %s", short3(p.losses), p.from())
		w.line(2, "churn: {"+p.churn(i)+"}", why)
		if c.Contraction.Probability > 0 {
			w.line(2, "contraction: {probability: "+shareText(min(1, float64(c.Contraction.Probability)*p.losses))+"}", "the same")
		}
	}
	if p.gains != 1 {
		why := fmt.Sprintf("x %s, worked out from NRR %s", short3(max(0, p.gains)), percent(p.told.NRR))
		w.line(2, "expansion: {per_year: "+units.Number(rounding(float64(c.Expansion.PerYear)*max(0, p.gains), 3)).String()+"}", why)
		if p.gains < 0 {
			w.line(2, "uplift: "+shareText(float64(c.Uplift)*(1+p.gains)), "the same")
		}
	}
}

// from says what churn was worked out from.
func (p *Plan) from() string {
	if math.IsNaN(p.told.GRR) {
		return "NRR " + percent(p.told.NRR)
	}
	return "GRR " + percent(p.told.GRR)
}

// churn writes the chances of leaving of a segment, with as many times the hazard.
func (p *Plan) churn(i int) string {
	churn := &p.Like.params.Segments[i].Value.Customers.Churn
	more := func(chance units.Share) string { return shareText(1 - math.Pow(1-float64(chance), p.losses)) }
	text := "first_renewal: " + more(churn.FirstRenewal)
	if len(churn.ByTerm) > 0 {
		var terms []string
		for _, length := range slices.Sorted(maps.Keys(churn.ByTerm)) {
			terms = append(terms, length.String()+": "+more(churn.ByTerm[length]))
		}
		text += ", by_term: {" + strings.Join(terms, ", ") + "}"
	}
	return text
}

func shareText(v float64) string { return units.Share(rounding(v, 3)).String() }
func short3(v float64) string    { return units.Number(rounding(v, 3)).String() }

// people writes the teams below a path that differ from the archetype's.
func (p *Plan) people(w *writer, depth int, below string) {
	for _, s := range p.teams {
		if strings.HasPrefix(s.path, below) && s.changed() {
			why := s.why
			if why == "told" && strings.HasPrefix(s.hires, "[{") {
				why += "; hires of " + p.Like.Name + ", scaled"
			}
			w.line(depth, s.name()+": {"+s.line()+"}", why)
		}
	}
}

func (p *Plan) engineering(w *writer, s seats) {
	text := s.line()
	if b := p.Like.params.Engineering.Bugs; b != nil && s.like > 0 {
		ratio, _ := p.work("support.tier1")
		text += fmt.Sprintf(", bugs: {opening: %d, created_per_month: %s}", scaled(int(b.Opening), ratio), units.Number(rounding(float64(b.Created)*float64(s.people)/float64(s.like), 2)))
	}
	if s.changed() {
		w.line(0, "engineering: {"+text+"}", s.why)
	}
}

// delivery writes who brings customers live.
func (p *Plan) delivery(w *writer) {
	params := p.Like.params
	w.section(1, "teams", func(w *writer) { p.people(w, 2, "delivery.teams.") })
	least, largest := p.ends()
	partner := "partner"
	if names := params.Delivery.Partners.Names(); len(names) > 0 {
		partner = names[0]
	}
	bench := func(slots int) {
		text := fmt.Sprintf("concurrent_projects: %d", slots)
		if len(params.Delivery.Partners) == 0 {
			text += ", lead_time: 1w, effort_factor: 1.15, oversight: 10%, price_per_hour: 197"
		}
		w.line(1, "partners: {"+partner+": {"+text+"}}", "JUDGEMENT")
	}
	switch p.told.Delivery {
	case "":
		for _, e := range params.Delivery.Partners {
			ratio := 0.0
			for _, s := range p.segments {
				if s.like.deals > 0 {
					ratio = max(ratio, s.deals/s.like.deals)
				}
			}
			w.line(1, fmt.Sprintf("partners: {%s: {concurrent_projects: %d}}", e.Name, scaled(int(math.Ceil(float64(e.Value.ConcurrentProjects))), ratio)),
				fmt.Sprintf("%s x %s, as deals", p.Like.Name, short(ratio)))
		}
	case Own:
		if len(params.Delivery.Routes) > 0 {
			w.line(1, "routes: []", "told: own people")
		}
	case Overflow:
		own := 0.0
		for _, e := range params.Delivery.Teams {
			for _, s := range p.teams {
				if s.path == "delivery.teams."+string(e.Name) {
					own += float64(s.people) * float64(e.Value.ConcurrentProjects)
				}
			}
		}
		bench(max(2, int(math.Round(.3*own))))
		w.line(1, "routes: [{partner: "+partner+", mode: overflow, after: 2w}]", "told")
	case Whole:
		bench(p.slots(least))
		w.line(1, "routes: [{segments: ["+least.name+"], partner: "+partner+", mode: whole}]", "told")
	case CoDelivery:
		_, phases := p.projectOf(largest.name)
		bench(p.slots(largest))
		w.line(1, "routes: [{segments: ["+largest.name+"], partner: "+partner+", mode: co-deliver, phases: "+joined(partnersPhases(phases))+", coordination: 10%}]", "told")
	case SelfServe:
		if !p.Like.alone() {
			w.section(1, "projects", func(w *writer) {
				for _, e := range params.Delivery.Projects {
					w.line(2, string(e.Name)+": {slots: 0}", "told: customers start by themselves")
				}
			})
		}
	}
}

// slots returns how many projects of a segment a partner has under way, with some room.
func (p *Plan) slots(s *part) int {
	const room, weeks = 1.5, 13.
	name, _ := p.projectOf(s.name)
	for _, e := range p.Like.params.Delivery.Projects {
		if string(e.Name) == name {
			return max(2, int(math.Ceil(room*s.deals*float64(e.Value.Promised)/5/weeks*max(.5, float64(e.Value.Slots)))))
		}
	}
	return 2
}
