package start

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"postsale/models/units"
)

// Plan is the first scenario of a company, worked out.
type Plan struct {
	Like *Archetype

	told     Told
	segments []part
	teams    []seats
	cared    map[string]string // which success team looks after a segment, where it is another
	losses   float64           // by which the chances of leaving and giving back are multiplied
	gains    float64           // by which expansions are; below 0 there are none, and of price rises 1 + gains
	notes    []string
	reached  *Reached
}

// part is a segment of the company, beside that of the archetype.
type part struct {
	size
	like     size
	all      float64 // ARR
	customer string  // where the number of customers came from
	paid     string  // where ARR did
	signed   string  // where deals did
}

// Notes say what the answers imply, and what of them is left out.
func (p *Plan) Notes() []string { return p.notes }

// Plan scales the archetype to a company; an error is of all answers that do not fit together.
func (a *Archetype) Plan(t Told) (*Plan, error) {
	var f Faults
	if err := t.check(); err != nil {
		f = err.(Faults)
		return nil, f
	}
	t.date(a, &f)
	p := &Plan{Like: a, told: t, losses: 1, gains: 1, cared: map[string]string{}, notes: t.implied()}
	p.size(&f)
	if len(f) == 0 {
		p.staff(&f)
	}
	if len(f) == 0 {
		p.loads(&f)
	}
	return p, f.err()
}

// loads demands that the file is valid: what it is not comes of an answer that nothing else refuses.
func (p *Plan) loads(f *Faults) {
	_, err := p.Load()
	if err == nil {
		return
	}
	says, _, _ := strings.Cut(err.Error(), "\n")
	of := "customers arr"
	switch {
	case len(p.told.People) > 0 && strings.Contains(says, "people"):
		of = "people"
	case len(p.told.People) > 0:
		of = "people customers arr"
	}
	f.add(of, "no scenario can be made of these answers: %s", says)
}

// ACVs of a segment that are so many times those of the archetype are no longer contracts of that kind (JUDGEMENT).
const mostTimes = 12

// size works out how many customers, how much ARR and how many deals each segment has.
func (p *Plan) size(f *Faults) {
	t, a := p.told, p.Like
	for _, s := range a.sizes {
		p.segments = append(p.segments, part{size: size{name: s.name}, like: s, customer: "told"})
	}
	p.count(f)
	p.pay(f)
	for _, s := range p.segments {
		if s.customers == 0 || s.like.acv == 0 {
			continue
		}
		if times := s.acv / s.like.acv; times > mostTimes || times < 1./mostTimes {
			f.add("arr customers", "%s ARR of %s %s customers is %s each, and those of %s pay about %s: check both, or tell customers by segment, or --like another",
				money(s.arr()), units.Grouped(s.customers), s.name, money(s.acv), a.Name, money(s.like.acv))
		}
	}
	p.inOrder(f)
	p.sign(f)
	for i := range p.segments {
		s := &p.segments[i]
		if s.like.customers > 0 {
			s.tickets = min(scaled(s.like.tickets, float64(s.customers)/float64(s.like.customers)), s.customers)
		}
		if s.like.deals > 0 {
			s.inFlight = min(scaled(s.like.inFlight, s.deals/s.like.deals), s.customers/2)
		}
	}
	if t.ARR <= 0 {
		f.add("arr", "must be above 0")
	}
}

// count tells customers by segment.
func (p *Plan) count(f *Faults) {
	t := p.told
	if !t.Customers.InAll() {
		for i := range p.segments {
			n, _ := t.Customers.Of(p.segments[i].name)
			p.segments[i].customers = int(n)
		}
		return
	}
	all := int(t.Customers.Sum())
	rest := all
	for i := range p.segments {
		s := &p.segments[i]
		s.customers = int(math.Round(float64(all) * float64(s.like.customers) / float64(p.Like.Customers())))
		if len(p.segments) > 1 {
			s.customer = fmt.Sprintf("of the %s told, shares of %s", units.Grouped(all), p.Like.Name)
		}
		rest -= s.customers
	}
	largest := 0
	for i, s := range p.segments {
		if s.customers > p.segments[largest].customers {
			largest = i
		}
	}
	p.segments[largest].customers += rest
}

// pay tells ARR by segment: as told, and what is left by the contract values of the archetype.
func (p *Plan) pay(f *Faults) {
	t := p.told
	rest, weights := t.ARR, 0.0
	for _, s := range p.segments {
		if arr, told := t.Paid.Of(s.name); told {
			rest -= arr
			if s.customers == 0 && arr > 0 {
				f.add("customers arr-by-segment", "%s pays %s and has no customers: tell how many there are", s.name, money(arr))
			}
			continue
		}
		weights += float64(s.customers) * s.like.acv
	}
	for _, told := range t.Paid {
		if told.Name == "" {
			f.add("arr-by-segment", "must say of which segment it is, such as %s=2.4M", p.segments[0].name)
			return
		}
		if n := slices.IndexFunc(p.segments, func(s part) bool { return s.name == told.Name }); told.Value == 0 && n >= 0 && p.segments[n].customers > 0 {
			f.add("arr-by-segment", "%s has customers, and must pay more than nothing", told.Name)
			return
		}
	}
	const rounded = .01
	switch {
	case weights == 0 && math.Abs(rest) > rounded*t.ARR:
		f.add("arr arr-by-segment", "segments pay %s together, and the company has %s: tell --arr %s, or correct a segment",
			money(t.ARR-rest), money(t.ARR), money(t.ARR-rest))
		return
	case weights > 0 && rest <= 0:
		f.add("arr arr-by-segment", "segments that were told pay %s, and of %s nothing is left for the others: tell those, or correct --arr", money(t.ARR-rest), money(t.ARR))
		return
	}
	var largest *part
	off := 0.0
	for i := range p.segments {
		s := &p.segments[i]
		if s.customers == 0 {
			continue
		}
		arr, told := t.Paid.Of(s.name)
		switch {
		case told:
			s.paid = "told"
		case len(p.segments) == 1 || len(t.Customers) == 1 && !t.Customers.InAll():
			arr, s.paid = rest, "told"
		default:
			arr = rest * float64(s.customers) * s.like.acv / weights
			s.paid = fmt.Sprintf("by contracts of %s x %s", p.Like.Name, short(rest/weights))
		}
		s.all = arr
		if !told {
			s.all = rounding(arr, 3)
			off += arr - s.all
			if largest == nil || s.all > largest.all {
				largest = s
			}
		}
	}
	if largest != nil {
		largest.all = math.Round(largest.all + off) // so that the sum is what was told
	}
	for i := range p.segments {
		if s := &p.segments[i]; s.customers > 0 {
			s.acv = s.all / float64(s.customers)
		}
	}
}

// inOrder demands that kinds of customers are in the order of what they pay.
func (p *Plan) inOrder(f *Faults) {
	for _, a := range p.segments {
		for _, b := range p.segments {
			if a.customers > 0 && b.customers > 0 && a.like.acv < b.like.acv && a.acv > b.acv*(1+1e-9) && len(*f) == 0 {
				f.add("customers arr-by-segment", "%s customers pay %s each and %s customers %s: check whether they are told the other way round",
					a.name, money(a.acv), b.name, money(b.acv))
			}
		}
	}
}

// sign tells deals a quarter.
func (p *Plan) sign(f *Faults) {
	t := p.told
	named := !t.Deals.InAll() && len(t.Deals) > 0
	brings, signs := 0.0, 0.0
	for i := range p.segments {
		s := &p.segments[i]
		if s.customers == 0 && named {
			if n, told := t.Deals.Of(s.name); told && n > 0 {
				f.add("customers deals", "%s signs %s deals a quarter and has no customers: tell a few, so that it is known what they pay", s.name, trimmed(n))
			}
		}
		if s.customers == 0 || s.like.customers == 0 {
			continue
		}
		s.deals = s.like.deals * float64(s.customers) / float64(s.like.customers)
		s.signed = fmt.Sprintf("as many a customer as in %s", p.Like.Name)
		brings += 4 * s.deals * s.acv
		signs += s.deals
	}
	for i := range p.segments {
		s := &p.segments[i]
		switch n, told := t.Deals.Of(s.name); {
		case s.customers == 0:
		case named && told:
			s.deals, s.signed = n, "told"
		case named:
			s.deals, s.signed = 0, "none told"
		case t.Deals.InAll() && signs > 0:
			s.deals *= t.Deals.Sum() / signs
			s.signed = "told"
			if len(p.segments) > 1 {
				s.signed = fmt.Sprintf("of the %s told, shares of %s", trimmed(t.Deals.Sum()), p.Like.Name)
			}
		case !math.IsNaN(t.NewARR) && brings > 0:
			s.deals *= t.NewARR / brings
			s.signed = fmt.Sprintf("of %s of new ARR a year", money(t.NewARR))
		}
		s.deals = rounding(s.deals, 3)
	}
	if all, most := p.newARR(), 3*t.ARR; all > most {
		of := "arr deals"
		if len(t.Deals) == 0 && !math.IsNaN(t.NewARR) {
			of = "arr new-arr"
		}
		f.add(of, "deals bring %s of new ARR in a year, and there are %s: deals are told a quarter, check them", money(all), money(t.ARR))
	}
}

// newARR returns what deals bring in a year.
func (p *Plan) newARR() (sum float64) {
	for _, s := range p.segments {
		sum += 4 * s.deals * s.acv
	}
	return sum
}

// scaled returns a number of things of the archetype as it is in the company: none only where there are none.
func scaled(n int, ratio float64) int {
	if n == 0 || ratio == 0 {
		return 0
	}
	return max(1, int(math.Round(float64(n)*ratio)))
}

// rounding keeps so many digits of a number.
func rounding(v float64, digits int) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', digits-1, 64), 64)
	if err != nil {
		return v
	}
	return rounded
}

// short writes a factor.
func short(v float64) string { return fmt.Sprint(units.Number(rounding(v, 2))) }

// money writes an amount with at most three digits.
func money(v float64) string { return "$" + units.Money(rounding(v, 3)).String() }

// served names the segments with customers, for whom somebody has to be there.
func (p *Plan) served() (names []string) {
	for _, s := range p.segments {
		if s.customers > 0 {
			names = append(names, s.name)
		}
	}
	return names
}

// ends returns the segments of the smallest and the largest contracts that have customers.
func (p *Plan) ends() (least, most *part) {
	for i := range p.segments {
		s := &p.segments[i]
		if s.customers == 0 {
			continue
		}
		if least == nil || s.acv < least.acv {
			least = s
		}
		if most == nil || s.acv > most.acv {
			most = s
		}
	}
	return least, most
}

// projectOf returns the project that most customers of a segment have, and its phases.
func (p *Plan) projectOf(segment string) (name string, phases []string) {
	params := p.Like.params
	mix := params.Segments[slices.Index(params.Segments.Names(), segment)].Value.Projects
	share := units.Share(0)
	for _, e := range mix {
		if e.Value > share {
			share, name = e.Value, string(e.Name)
		}
	}
	for _, e := range params.Delivery.Projects {
		if string(e.Name) == name {
			for _, ph := range e.Value.Phases {
				phases = append(phases, string(ph.Name))
			}
		}
	}
	return name, phases
}

// partnersPhases returns which phases of a project a partner does: the standard build, or what lies between the first and the last.
func partnersPhases(phases []string) []string {
	var list []string
	for _, name := range phases {
		if slices.Contains([]string{"configure", "launch", "build"}, name) {
			list = append(list, name)
		}
	}
	switch {
	case len(list) > 0 && len(list) < len(phases):
		return list
	case len(phases) > 2:
		return phases[1 : len(phases)-1]
	}
	return phases[:min(1, len(phases))]
}

func joined(list []string) string { return "[" + strings.Join(list, ", ") + "]" }
