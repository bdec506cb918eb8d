package review

import (
	"cmp"
	"strings"

	"postsale/models/company"
	"postsale/models/units"
)

// Assumption is a number that the results rest on and the trials cannot test.
type Assumption struct {
	Name, Value string
	Source      string // or "assumption"
}

// Assumptions returns how what a customer lives through is said to move its
// decisions: no trial can test it.
func Assumptions(p *company.Params) []Assumption {
	var list []Assumption
	var off []string
	if Invented(p) {
		list = append(list, Assumption{Name: "opening book", Value: "made up once for a seed, the same in every trial: try other seeds, or give accounts", Source: "assumption"})
	}
	state := func(path, value, source string) {
		list = append(list, Assumption{Name: path, Value: value, Source: cmp.Or(source, "assumption")})
	}
	if s := &p.Support; !s.Escalates() && s.HowDoI.Escalated+s.BreakFix.Escalated+s.Configuration.Escalated > 0 {
		state("support.tier2", "left out: nothing is escalated, whatever the shares", "")
	}
	o := &p.Outcomes
	for _, l := range o.Links() {
		path := "outcomes." + l.Path
		if l.Ratio == 1 {
			off = append(off, path)
			continue
		}
		state(path, l.Moves+" × "+l.Ratio.String(), l.Source)
	}
	if o.Feels("month_late") {
		state("outcomes.late_fades", "a late go-live weighs "+o.LateFades.String()+" at every further renewal", "")
	}
	if ratio := p.Support.PoorDelivery; ratio != 1 && len(p.Delivery.Routes) > 0 {
		state("support.poor_delivery_multiple", "ticket rate after a delivery of quality 0 × "+ratio.String(), "")
	}
	if o.Feels("tickets_breached") {
		state("outcomes.forgets", "half of the tickets are forgotten after "+o.Forgets.String(), "")
	}
	if e := p.Success.Executives; e != nil && p.Success.Sponsors != nil && o.Feels("sponsor_lost") {
		state("success.executives.cushions", "a lost sponsor matters "+e.Cushions.String()+" less where an executive holds the account", "")
	}
	if d := p.Deals.Detractors; d != nil {
		state("deals.detractors", "deals fewer by "+d.PerPoint.String()+" for every point of customers lost in a year beyond "+d.Normal.String(), "")
	}
	if r := p.Deals.References; r != nil {
		normal := "that of the first day"
		if r.Normal != nil {
			normal = r.Normal.String()
		}
		state("deals.references", "deals more by "+r.PerPoint.String()+" for every point of ARR that is green beyond "+normal, "")
	}
	for _, e := range p.Delivery.Partners {
		if m := e.Value.Managed; m != nil {
			state("delivery.partners."+string(e.Name)+".managed", "without partner managers it delivers at a quality of "+m.Quality.String()+", after "+m.LeadTime.String(), "")
		}
	}
	for _, e := range p.Segments {
		if s := e.Value.Starts; s.Pulls() {
			state("segments."+string(e.Name)+".starts.pulled", s.Pulled.String()+" of the deals that would close within "+s.Window.String()+" after a cut-off close at it", "")
		}
	}
	for _, e := range p.Delivery.Projects {
		if e.Value.Deters > 0 && !e.Value.Price.IsFree() {
			state("delivery.projects."+string(e.Name)+".deters", "its price loses "+e.Value.Deters.String()+" of its deals", "")
		}
	}
	if e := p.Engineering; e != nil && e.Bugs != nil && e.Bugs.Known > 0 {
		state("engineering.bugs.known", e.Bugs.Known.String()+" of break-fix moves with the bugs in the product", "")
	}
	for i, e := range p.Events {
		state(units.At("events", i), e.Dated(p.Calendar()), "stated")
		if e.PricesRise != nil {
			state(units.At("events", i)+".prices_rise", "nobody leaves or gives back because prices rise by "+e.PricesRise.By.String(), "")
		}
	}
	if len(off) > 0 {
		state("without effect", strings.Join(off, ", "), "")
	}
	return list
}

// Invented reports whether the opening book is made up.
func Invented(p *company.Params) bool {
	for _, e := range p.Segments {
		if e.Value.Customers.Opening.Customers > 0 {
			return true
		}
	}
	return false
}
