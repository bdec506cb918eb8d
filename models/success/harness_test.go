package success_test

import (
	"fmt"
	"math"
	"slices"

	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/success"
	"postsale/models/units"
	"postsale/sim"
	"postsale/sim/random"
)

// The event kinds of an office: what a test does goes first, and what customers decide last.
const (
	done sim.Kind = iota
	returned
	jobDone
	reviewed
	nears
	patienceEnded
	came
	renews
)

// The teams and segments of an office. The crew is a delivery team.
var (
	teams    = []string{"success", "closers", "crew"}
	segments = []string{"smb", "large"}
)

// office is a portfolio with nothing around it but a test, which is the book and the crew too.
type office struct {
	*success.Portfolio
	sim       *sim.Simulator
	ledger    *ledger.Ledger
	deeds     []func()
	risks     []float64 // by customer
	terms     []float64
	chances   []uint64
	gone      []bool
	called    []int32 // jobs that wait for the crew
	told      []string
	heard     int // facts that have been told
	decisions []decision
	relieved  []int32
}

// decision is an opportunity that was decided.
type decision struct {
	customer int32
	chance   uint64
	part     float64
	at       float64
}

// plan is an office before it opens. Its zero value has two segments, of which success looks after the first, two accounts a
// person, with 8 hours a day, and remembers half of half a year ago.
type plan struct {
	params   success.Params
	segments [2]*success.Segment
	hours    units.Pace
	forgets  units.Duration
	trial    uint64
}

func plainSegment() *success.Segment {
	return &success.Segment{Team: "success", AccountsPerPerson: 2, HalfAt: .5}
}

func plain() plan {
	return plan{segments: [2]*success.Segment{plainSegment(), nil}, hours: 40, forgets: 130}
}

func (p plan) open() *office {
	o := &office{sim: sim.New(), ledger: ledger.New(ledger.Layout{Segments: segments, Teams: teams, Quarters: 1})}
	o.ledger.Keep()
	var members []success.Member
	for i, name := range teams {
		members = append(members, success.Member{Name: units.Name(name), Scope: o.ledger.Team(i), Plan: people.Team{ProductiveHours: p.hours}, Delivers: name == "crew"})
	}
	o.Portfolio = success.New(o.sim, success.Kinds{JobDone: jobDone, Reviewed: reviewed, RenewalNears: nears, PatienceEnded: patienceEnded},
		o.ledger, 1, p.params, members, p.segments[:], p.forgets)
	o.sim.Handle(done, func(i int32) { o.deeds[i]() })
	o.sim.Handle(returned, o.Done)
	o.sim.HandleMovable(renews, o.renew)
	o.sim.Handle(came, o.come)
	o.OnInterrupt = func(_ int, job int32) { o.called = append(o.called, job) }
	o.OnLook = func(customer int32) float64 { return math.Log(o.risks[customer]) }
	o.OnDecided = func(customer int32, chance uint64, part float64) {
		o.decisions = append(o.decisions, decision{customer, chance, part, o.sim.Now()})
		o.tell("%s decides on opportunity %d at %.6g of its chance", name(customer), chance, part)
	}
	o.OnRelieved = func(customer int32, relief float64) {
		o.relieved = append(o.relieved, customer)
		o.tell("%s minds %.6g less", name(customer), relief)
	}
	o.begin(p.trial)
	return o
}

func (o *office) begin(trial uint64) {
	o.sim.Reset(0)
	o.ledger.Reset()
	o.deeds, o.called, o.heard = o.deeds[:0], o.called[:0], 0
	o.risks, o.terms, o.chances, o.gone = o.risks[:0], o.terms[:0], o.chances[:0], o.gone[:0]
	o.Begin(trial)
}

// at schedules a deed.
func (o *office) at(day float64, deed func()) {
	o.deeds = append(o.deeds, deed)
	o.sim.Schedule(done, int32(len(o.deeds)-1), day)
}

// staff gives a team people, all of them fully productive.
func (o *office) staff(team string, people int) { o.employ(team, people, float64(people)) }

func (o *office) employ(team string, full int, working float64) {
	o.Staff(o.Find(units.Name(team)), people.Staffing{Full: full, Working: working})
}

// enter lets a customer in who signed a time ago.
func (o *office) enter(segment string, ago float64) int32 {
	customer := int32(len(o.risks))
	o.ledger.Record(ledger.Fact{At: o.sim.Now(), Kind: ledger.Held, Customer: customer, Scope: int16(slices.Index(segments, segment))})
	o.risks, o.terms, o.chances, o.gone = append(o.risks, 1), append(o.terms, 0), append(o.chances, 0), append(o.gone, false)
	o.Enter(customer, random.Name("customer").Child(uint64(customer)), slices.Index(segments, segment), o.sim.Now()-ago)
	return customer
}

// leave takes a customer out.
func (o *office) leave(customer int32) {
	o.gone[customer] = true
	o.sim.Cancel(renews, customer)
	o.Leave(customer)
}

// agree begins terms of so many days, one after the other, of which some are left of the first.
func (o *office) agree(customer int32, days, left float64) {
	o.terms[customer] = days
	o.sim.Schedule(renews, customer, o.sim.Now()+left)
	o.Term(customer, o.sim.Now()+left, days)
}

func (o *office) renew(customer int32) {
	o.tell("%s renews, unworked %.6g", name(customer), o.Unworked(customer))
	o.agree(customer, o.terms[customer], o.terms[customer])
}

// come brings a customer its next opportunity.
func (o *office) come(customer int32) {
	n := o.chances[customer]
	o.chances[customer]++
	if !o.Chance(customer, n) {
		o.tell("%s decides on opportunity %d at once", name(customer), n)
	}
}

// take lets a person of the crew take up the job that has waited longest.
func (o *office) take() {
	job := o.called[0]
	o.called = o.called[1:]
	if days := o.Take(job); days >= 0 {
		o.sim.Schedule(returned, job, o.sim.Now()+days)
	}
}

// tell adds a line to what happened, after the facts up to now.
func (o *office) tell(text string, args ...any) {
	for _, f := range o.ledger.Facts()[o.heard:] {
		if f.Kind != ledger.Held {
			o.told = append(o.told, phrase(f))
		}
	}
	o.heard = len(o.ledger.Facts())
	if text != "" {
		o.told = append(o.told, fmt.Sprintf("%.6g ", o.sim.Now())+fmt.Sprintf(text, args...))
	}
}

// phrase tells a fact.
func phrase(f ledger.Fact) string {
	day, who := fmt.Sprintf("%.6g", f.At), name(f.Customer)
	if f.Customer == ledger.None {
		who = teams[int(f.Scope)-len(segments)-1]
	}
	job := ledger.JobNames[f.Subject%int32(len(ledger.JobNames))]
	switch f.Kind {
	case ledger.Attended:
		return fmt.Sprintf("%s %s has %.6g hours a day for %d accounts that need %.6g", day, who, f.Amount, f.Subject, f.Extra)
	case ledger.Jobbed:
		return fmt.Sprintf("%s %s spends %.6g on jobs", day, who, f.Amount)
	case ledger.JobOpened:
		return fmt.Sprintf("%s %s: %s opens", day, who, job)
	case ledger.JobTaken:
		return fmt.Sprintf("%s %s: %s taken up after %.6g", day, who, job, f.Amount)
	case ledger.JobDone:
		return fmt.Sprintf("%s %s: %s done", day, who, job)
	case ledger.JobWithdrawn:
		late := ""
		if f.Marks&ledger.Late != 0 {
			late = ", too late"
		}
		return fmt.Sprintf("%s %s: %s withdrawn%s", day, who, job, late)
	case ledger.Turned:
		colour := "green"
		if f.Marks&ledger.Yellow != 0 {
			colour = "yellow"
		} else if f.Marks&ledger.Red != 0 {
			colour = "red"
		}
		return fmt.Sprintf("%s %s turns %s at %.6g", day, who, colour, f.Amount)
	case ledger.Rescued:
		return fmt.Sprintf("%s %s is rescued", day, who)
	case ledger.RescueLate:
		return fmt.Sprintf("%s %s is rescued too late", day, who)
	}
	return fmt.Sprintf("%s %s %s", day, who, ledger.Kinds[f.Kind].Name)
}

// count returns how many facts there are of a kind about a kind of job.
func (o *office) count(kind ledger.Kind, subject int32) (n int) {
	for _, f := range o.ledger.Facts() {
		if f.Kind == kind && f.Subject == subject {
			n++
		}
	}
	return n
}

func name(customer int32) string { return string(rune('A' + customer)) }
