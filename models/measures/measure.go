package measures

import (
	"math"
	"slices"
	"strings"

	"postsale/models/fiscal"
	"postsale/models/ledger"
	"postsale/sim/estimate"
)

// Unit is the unit of a measure.
type Unit string

// The units.
const (
	Share   Unit = "share"
	Dollars Unit = "dollars"
	Days    Unit = "days" // working
	Hours   Unit = "hours"
	Number  Unit = "count"
)

// Direction says which way a measure gets better.
type Direction int

// The directions.
const (
	Down    Direction = -1
	Neither Direction = 0
	Up      Direction = 1
)

// Scopes says for which scopes a measure exists.
type Scopes uint8

// The scopes.
const (
	Segments Scopes = 1 << iota
	Company
	Delivery // own delivery teams
	Partners
	Payroll // every team with people on the payroll
	Care    // teams that look after customers
	Workers // teams that only work on a stock
	Ruled   // teams that hire by rule
)

// Measure is one thing that is measured.
type Measure struct {
	Name         string
	Section      *Section
	Label        string // its line in the section, indented as a part of the line above; empty where a summary does not tell it
	Last         bool   // told after the others of its section
	BySegment    string // its column in a table of segments, besides those of retention; empty where it has none
	ByPartner    string // its column in a table of partners; empty where it has none
	Told         Told
	Contrast     Contrast
	Unit         Unit
	Better       Direction
	Scopes       Scopes
	Wants        string // what a company must have for it to exist, such as support.tier2; empty where it may be any company
	PartnersOnly bool   // says nothing of a company without partners
	Yearly       bool   // over twelve months that end with the period; does not exist for the run
	Definition   string
	Formula      string
	Source       string
	Of           func(v View) float64
}

// Exists reports whether a company has what the measure wants, of all that it has of what companies may lack.
func (m *Measure) Exists(has []string) bool { return m.Wants == "" || slices.Contains(has, m.Wants) }

// Find returns the measure of a name.
func Find(name string) (*Measure, bool) {
	i := slices.IndexFunc(All, func(m Measure) bool { return m.Name == name })
	if i < 0 {
		return nil, false
	}
	return &All[i], true
}

// Worded returns the measures whose name or line in a summary or comparison has a text of some length in it.
func Worded(text string) (list []Measure) {
	const shortest = 4
	if len(text) < shortest {
		return nil
	}
	text = strings.ToLower(text)
	for _, m := range All {
		if strings.Contains(strings.ToLower(m.Name+"\n"+m.Label+"\n"+m.Contrast.Label), text) {
			list = append(list, m)
		}
	}
	return list
}

// Names returns the names of all measures.
func Names() []string {
	names := make([]string, len(All))
	for i := range All {
		names[i] = All[i].Name
	}
	return names
}

// View is one scope of a trial over measured quarters from to to-1.
type View struct {
	ledger   *ledger.Ledger
	roles    *Roles
	scope    int
	from, to int
}

func (v View) sum(flow ledger.Flow) float64 { return v.ledger.Sum(flow, v.scope, v.from, v.to) }

// last returns a flow of the last quarter alone.
func (v View) last(flow ledger.Flow) float64 { return v.ledger.Sum(flow, v.scope, v.to-1, v.to) }

func (v View) mean(stock ledger.Stock) float64 { return v.ledger.Mean(stock, v.scope, v.from, v.to) }

func (v View) area(stock ledger.Stock) float64 { return v.ledger.Area(stock, v.scope, v.from, v.to) }

func (v View) peak(stock ledger.Stock) float64 { return v.ledger.Peak(stock, v.scope, v.from, v.to) }

func (v View) closing(stock ledger.Stock) float64 { return v.ledger.Closing(stock, v.scope, v.to-1) }

// at returns the same quarters of another scope.
func (v View) at(scope int) View {
	v.scope = scope
	return v
}

// company returns the same quarters of the whole company.
func (v View) company() View { return v.at(v.ledger.All()) }

// years returns how many years the view spans.
func (v View) years() float64 { return float64(v.to-v.from) * fiscal.Quarter / fiscal.Year }

// p90 returns the 90 % quantile of a sample.
func (v View) p90(sample ledger.Sample) float64 {
	values, zeros := v.ledger.Durations(sample, v.scope, v.from, v.to)
	return estimate.QuantileOf(values, zeros, 0.9)
}

// ratio is NaN where there is nothing to divide by.
func ratio(part, whole float64) float64 {
	if !(whole > 0) {
		return math.NaN()
	}
	return part / whole
}

// Section is a table that measures are told in: those of the company, by period.
type Section struct {
	Title string
	In    string // what its figures are in, where that is not said by the labels; Money stands for the unit of money
	Means bool   // told by means, which add up; else by medians
	Note  string // what its words mean; of one line
	// Decided says that its measures are what customers decided: the luck of that is taken out of their means, quantiles and odds.
	Decided bool
}

// Money stands in a section's In for thousands or millions of dollars, as fits the company.
const Money = "MONEY"

// Told is what the values of a measure are written in for people, where its unit does not say it.
type Told uint8

// What values are told in.
const (
	AsUnit         Told = iota // days as working days, a count with a decimal
	InWeeks                    // of days
	InWorkingHours             // of days
	Whole                      // a count without decimals
	InHundredths               // a count with two
	InDollars                  // of dollars: not in thousands or millions
)

// Measures returns the measures that are told in the section, in order: those that have a label.
func (s *Section) Measures() []*Measure {
	return those(func(m *Measure) bool { return m.Section == s && m.Label != "" }, func(m *Measure) bool { return m.Last })
}

// BySegment returns the measures that a table of segments tells, in order.
func BySegment() []*Measure {
	return those(func(m *Measure) bool { return m.BySegment != "" }, func(m *Measure) bool { return false })
}

// ByPartner returns the measures that a table of partners tells: how much they did, and then how well.
func ByPartner() []*Measure {
	return those(func(m *Measure) bool { return m.ByPartner != "" }, func(m *Measure) bool { return m.Better == Down })
}

// Contrast is how a comparison tells a measure of the company: by fiscal year if it is yearly, else of the whole run.
type Contrast struct {
	Label string // its line, indented as a part of the line above; empty where a comparison does not tell it
	Told  Told
	AYear bool // a sum over the run, told a year
	Last  bool // told after the others
}

// Compared returns the measures that a comparison tells, in order.
func Compared() []*Measure {
	return those(func(m *Measure) bool { return m.Contrast.Label != "" }, func(m *Measure) bool { return m.Contrast.Last })
}

// those returns some measures, and of them the last ones after the others.
func those(some, last func(m *Measure) bool) []*Measure {
	var list, end []*Measure
	for i := range All {
		switch m := &All[i]; {
		case !some(m):
		case last(m):
			end = append(end, m)
		default:
			list = append(list, m)
		}
	}
	return slices.Concat(list, end)
}

// All are the measures, a list of each mechanism, in the order in which they are reported.
var All = slices.Concat(ofRetention, ofARR, ofDeals, ofAnswers, ofDelivery, ofSupport, ofEngineering, ofSuccess, ofWorks, ofPeople, ofCover, ofMoney, ofOfferings)

// Sections are the tables that a summary tells measures in, in order.
var Sections = []*Section{inRetention, inARR, inDeals, inDelivery, inSupport, inEngineering, inSuccess, inWorks, inMoney}

const (
	bySegment = Segments | Company
	saas      = "SaaS Capital, 2019 B2B SaaS Retention Benchmarks"
	cherkas   = "R. Cherkas, Structuring and Scaling a Post-Sales Org"
	board     = "SaaS Metrics Standards Board; ChartMogul"
	guide     = "A Guide to Building your First Customer Success Organization (2020)"
	engine    = "Human Horsepower (Schukar)"
	// The newsletter, of R. Kiouri.
	retentionStarts = "Retention Starts in Implementation"
	queueing        = "Law, Simulation Modeling and Analysis (2015), ch. 1"
)

func sum(flow ledger.Flow) func(v View) float64 {
	return func(v View) float64 { return v.sum(flow) }
}

func mean(stock ledger.Stock) func(v View) float64 {
	return func(v View) float64 { return v.mean(stock) }
}

func peak(stock ledger.Stock) func(v View) float64 {
	return func(v View) float64 { return v.peak(stock) }
}

func per(part, whole ledger.Flow) func(v View) float64 {
	return func(v View) float64 { return ratio(v.sum(part), v.sum(whole)) }
}

func used(part, whole ledger.Stock) func(v View) float64 {
	return func(v View) float64 { return ratio(v.area(part), v.area(whole)) }
}

func p90(sample ledger.Sample) func(v View) float64 {
	return func(v View) float64 { return v.p90(sample) }
}
