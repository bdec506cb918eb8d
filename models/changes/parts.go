package changes

import (
	"math/bits"
	"reflect"
	"slices"
	"strings"
	"sync"

	"postsale/models/company"
	"postsale/models/customers"
	"postsale/models/units"
)

// Part is a part of what a scenario says, for telling which one made a difference.
type Part struct {
	Name string
	Says string // what it settles

	take func(into, from *company.Params) // copies it; what Params point to is shared
}

// Parts are all that can move a number; what is in none of them, two scenarios that
// are compared must share, or it is for readers. The first matter most.
var Parts = sync.OnceValue(func() []Part {
	sections := sections("accounts", "deals", "delivery", "support", "success", "outcomes", "money")
	return slices.Concat(unruled(divided), []Part{hiringRules}, unruled(sections), whole)
})

// sections returns a part of every section of a scenario but those that others divide.
func sections(others ...string) (list []Part) {
	params := reflect.TypeFor[company.Params]()
	for _, d := range company.Dictionaries() {
		keys, err := d.Keys()
		if err != nil {
			panic(err) // held by a test
		}
		for i := range params.NumField() {
			name := params.Field(i).Tag.Get("yaml")
			key, here := keys[name]
			of := params.Field(i).Type
			if of.Kind() == reflect.Pointer {
				of = of.Elem() // a section that may be left out
			}
			if !here || d == company.Keys || of.Kind() != reflect.Struct || slices.Contains(others, name) {
				continue
			}
			says := strings.TrimSuffix(strings.ToLower(key.Meaning[:1])+key.Meaning[1:], ".")
			list = append(list, Part{name, says, func(into, from *company.Params) {
				reflect.ValueOf(into).Elem().Field(i).Set(reflect.ValueOf(from).Elem().Field(i))
			}})
		}
	}
	return list
}

var divided = []Part{
	{"opening book", "who the customers of the first day are", func(into, from *company.Params) {
		into.Accounts = from.Accounts
		each(into, from, func(into, from *company.Segment) { into.Customers.Opening = from.Customers.Opening })
	}},
	{"prices and terms", "what customers pay, and for how long they sign", func(into, from *company.Params) {
		each(into, from, func(into, from *company.Segment) {
			into.Customers.ACV, into.Customers.Terms, into.Customers.Uplift = from.Customers.ACV, from.Customers.Terms, from.Customers.Uplift
			into.Customers.PriceByTerm = from.Customers.PriceByTerm
		})
	}},
	{"deals", "how many deals close, and when", func(into, from *company.Params) {
		into.Deals = from.Deals
		each(into, from, func(into, from *company.Segment) { into.Deals = from.Deals })
	}},
	{"churn and growth", "how likely customers are to leave, to give back and to buy more", func(into, from *company.Params) {
		each(into, from, func(into, from *company.Segment) {
			brings := into.Customers.Expansion.Brings
			into.Customers.Churn, into.Customers.Contraction, into.Customers.Expansion = from.Customers.Churn, from.Customers.Contraction, from.Customers.Expansion
			into.Customers.Expansion.Brings = brings // of the projects
		})
	}},
	{"effects", "how what customers live through moves them", func(into, from *company.Params) {
		into.Outcomes, into.Support.PoorDelivery = from.Outcomes, from.Support.PoorDelivery
	}},
	{"projects", "what it takes to get customers live", func(into, from *company.Params) {
		into.Delivery.HandOff, into.Delivery.Projects = from.Delivery.HandOff, from.Delivery.Projects
		into.Delivery.FreeEffort = from.Delivery.FreeEffort
		each(into, from, func(into, from *company.Segment) {
			into.Projects, into.Customers.Expansion.Brings = from.Projects, from.Customers.Expansion.Brings
		})
	}},
	{"cohorts", "on which days projects start", func(into, from *company.Params) {
		each(into, from, func(into, from *company.Segment) { into.Starts = from.Starts })
	}},
	{"delivery people", "the own delivery teams", func(into, from *company.Params) {
		before := *into
		into.Delivery.Teams = from.Delivery.Teams
		standIns(into, &before)
	}},
	{"stand-ins", "who stands in for whom, in how many hours, and what switching takes", standIns},
	{"partners", "the partners and what goes to them", func(into, from *company.Params) {
		into.Delivery.Partners, into.Delivery.Routes = from.Delivery.Partners, from.Delivery.Routes
	}},
	{"tickets", "how often customers ask", func(into, from *company.Params) {
		each(into, from, func(into, from *company.Segment) { into.Tickets = from.Tickets })
	}},
	{"support people", "the teams of support", func(into, from *company.Params) {
		before := *into
		into.Support.Tier1, into.Support.Tier2, into.Support.CSEngineers = from.Support.Tier1, from.Support.Tier2, from.Support.CSEngineers
		standIns(into, &before)
	}},
	{"success", "who looks after customers, and what they do", func(into, from *company.Params) {
		before := *into
		into.Success = from.Success
		standIns(into, &before)
		each(into, from, func(into, from *company.Segment) { into.Success = from.Success })
	}},
	{"support work", "what a ticket takes, who gets it, and its targets", func(into, from *company.Params) {
		to, support := &into.Support, &from.Support
		to.HowDoI, to.BreakFix, to.Configuration = support.HowDoI, support.BreakFix, support.Configuration
		to.Tier2Touch, to.Engineering, to.Reopened, to.Targets = support.Tier2Touch, support.Engineering, support.Reopened, support.Targets
		to.Urgent = support.Urgent
	}},
	{"induced demand", "how many questions fast answers bring", func(into, from *company.Params) { into.Support.Induced = from.Support.Induced }},
	{"office hours", "how many questions of use wait for a session, and who holds it", func(into, from *company.Params) { into.Support.OfficeHours = from.Support.OfficeHours }},
	{"works", "what teams make that lasts and fades", func(into, from *company.Params) { into.Works = from.Works }},
}

var whole = []Part{
	{"offerings", "what is sold beside subscriptions and projects", func(into, from *company.Params) { into.Offerings = from.Offerings }},
	{"later", "what is sold otherwise from a day on", func(into, from *company.Params) { into.Later = from.Later }},
	{"events", "what is known to happen", func(into, from *company.Params) { into.Events = from.Events }},
	{"money", "what hosting costs", func(into, from *company.Params) { into.Money = from.Money }},
	{"ARR", "from when on ARR counts", func(into, from *company.Params) { into.ARRFrom = from.ARRFrom }},
	{"ideals", "which mechanisms are idealised", func(into, from *company.Params) { into.Ideal = from.Ideal }},
}

// each copies a part of every segment.
func each(into, from *company.Params, take func(into, from *company.Segment)) {
	for i := range into.Segments {
		take(&into.Segments[i].Value, &from.Segments[i].Value)
	}
}

// Blend returns a with some parts of b. The two must have the same segments, in
// the same order.
func Blend(a, b *company.Params, parts []Part) *company.Params {
	blend := *a
	blend.Segments = slices.Clone(a.Segments)
	for _, part := range parts {
		part.take(&blend, b)
	}
	return &blend
}

// Changed returns the parts in which b differs from a, in the order of Parts. The
// two must have the same segments, in the same order.
func Changed(a, b *company.Params) []Part {
	var list []Part
	for _, part := range Parts() {
		if !alike(reflect.ValueOf(a), reflect.ValueOf(Blend(a, b, []Part{part}))) {
			list = append(list, part)
		}
	}
	return list
}

// mostGroups bounds how many groups of parts a difference is split into: every set
// of them is a company to simulate.
const mostGroups = 6

// ChangedGroups returns the parts in which b differs from a, joined where one is
// not valid without another and into a few: with the groups of any set, and not the
// others, a becomes a valid scenario. Both must be valid and have the same segments,
// in the same order.
func ChangedGroups(a, b *company.Params) []Part {
	var groups []group
	for _, part := range Changed(a, b) {
		groups = append(groups, group{part})
	}
	groups = inseparable(a, b, groups, 1)
	for len(groups) > mostGroups {
		groups = joined(groups, len(groups)-2, len(groups)-1) // the first matter most
	}
	var list []Part
	for _, g := range inseparable(a, b, groups, mostGroups/2) {
		list = append(list, g.part())
	}
	return list
}

// group are parts that stay together, in the order of Parts.
type group []Part

// part returns the group as one part.
func (g group) part() Part {
	var names, says []string
	for _, part := range g {
		names, says = append(names, part.Name), append(says, part.Says)
	}
	return Part{strings.Join(names, ", "), strings.Join(says, "; "), func(into, from *company.Params) {
		for _, part := range g {
			part.take(into, from)
		}
	}}
}

// joined returns the groups with one of them joined to an earlier one.
func joined(groups []group, one, other int) []group {
	var both group
	for _, part := range Parts() {
		same := func(p Part) bool { return p.Name == part.Name }
		if slices.ContainsFunc(groups[one], same) || slices.ContainsFunc(groups[other], same) {
			both = append(both, part)
		}
	}
	groups = slices.Delete(slices.Clone(groups), other, other+1)
	groups[one] = both
	return groups
}

// inseparable joins groups until every blend is valid that takes over or leaves out
// at most so many of them.
func inseparable(a, b *company.Params, groups []group, most int) []group {
	for few := 1; few <= most && few < len(groups); few++ {
		for set := range 1 << len(groups) {
			if bits.OnesCount(uint(set)) != few {
				continue
			}
			for _, pair := range [][2]*company.Params{{a, b}, {b, a}} {
				if one, other, apart := conflict(pair[0], pair[1], groups, set); apart {
					return inseparable(a, b, joined(groups, one, other), most)
				}
			}
		}
	}
	return groups
}

// conflict tells which two groups to join when a with a set of those of b is not
// valid: one of the set, and one without which it is not, if there is one alone.
func conflict(a, b *company.Params, groups []group, set int) (one, other int, found bool) {
	if blends(a, b, groups, set) {
		return 0, 0, false
	}
	one, other = bits.TrailingZeros(uint(set)), bits.TrailingZeros(^uint(set))
	for i := range groups {
		if more := set | 1<<i; more != set && blends(a, b, groups, more) {
			other = i
			break
		}
	}
	return min(one, other), max(one, other), true
}

// blends reports whether a with a set of the groups of b is valid.
func blends(a, b *company.Params, groups []group, set int) bool {
	var parts []Part
	for i, g := range groups {
		if set>>i&1 == 1 {
			parts = append(parts, g...)
		}
	}
	var f units.Faults
	Blend(a, b, parts).Validate(&f)
	return len(f.All()) == 0
}

// alike reports whether two values say the same: an empty list says what none says,
// and where an effect is from changes nothing.
func alike(a, b reflect.Value) bool {
	switch a.Kind() {
	case reflect.Pointer:
		return a.IsNil() == b.IsNil() && (a.IsNil() || alike(a.Elem(), b.Elem()))
	case reflect.Struct:
		for i := range a.NumField() {
			source := a.Type() == reflect.TypeFor[customers.Effect]() && a.Type().Field(i).Name == "Source"
			if !source && !alike(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice:
		for i := range min(a.Len(), b.Len()) {
			if !alike(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return a.Len() == b.Len()
	case reflect.Map:
		for _, key := range a.MapKeys() {
			if v := b.MapIndex(key); !v.IsValid() || !alike(a.MapIndex(key), v) {
				return false
			}
		}
		return a.Len() == b.Len()
	}
	return a.Equal(b)
}
