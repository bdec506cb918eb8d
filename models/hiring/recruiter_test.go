package hiring_test

import (
	"fmt"
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/fiscal"
	"postsale/models/hiring"
	"postsale/models/ledger"
	"postsale/models/lives"
	"postsale/models/people"
	"postsale/models/units"
	"postsale/sim"
)

// The event kinds of an office: months end before people join.
const (
	done sim.Kind = iota
	monthEnded
	joined
)

// office is a recruiter with nothing around it but a test, which is the roster too.
type office struct {
	*hiring.Recruiter
	sim    *sim.Simulator
	ledger *ledger.Ledger
	seats  []int
	first  []int
	value  map[units.Name]float64
	arr    float64
	deeds  []func()
}

// team is one of services whose people cost 100k a year, with some rules.
func team(rules ...people.Rule) hiring.Team {
	return hiring.Team{Line: ledger.ServicesLine, Cost: 100e3, Rules: rules}
}

// rule hires a person when projects wait, after so many days.
func rule(lead float64) people.Rule {
	return people.Rule{Measure: people.Queue, Above: units.Bound{Value: 2}, People: 1, Lead: units.Duration(lead)}
}

func most(n units.Count) *units.Count { return &n }

func open(limits map[int32]float64, seats []int, teams ...hiring.Team) *office {
	layout := ledger.Layout{Segments: []string{"smb"}, Quarters: 40}
	for i := range teams {
		layout.Teams = append(layout.Teams, string(rune('A'+i)))
		teams[i].Scope = layout.Team(i)
	}
	o := &office{sim: sim.New(), ledger: ledger.New(layout), first: seats, value: map[units.Name]float64{}}
	o.ledger.Keep()
	o.Recruiter = hiring.New(o.sim, joined, o.ledger, teams, limits)
	o.OnHire = func(team, people int) { o.seats[team] += people }
	o.Seats = func(team int) int { return o.seats[team] }
	o.ARR = func() float64 { return o.arr }
	o.Value = func(_ int, r *people.Rule) float64 { return o.value[r.Measure] }
	o.sim.Handle(done, func(i int32) { o.deeds[i]() })
	o.sim.Handle(monthEnded, func(month int32) {
		o.Review()
		o.sim.Schedule(monthEnded, month+1, fiscal.After(0, fiscal.Month, int(month)+1))
	})
	o.begin()
	return o
}

func (o *office) begin() {
	o.sim.Reset(0)
	o.ledger.Reset()
	o.deeds = o.deeds[:0]
	o.seats = append(o.seats[:0], o.first...)
	o.value[people.Queue], o.arr = 3, 1e6
	o.Begin()
	o.sim.Schedule(monthEnded, 1, fiscal.Month)
}

func (o *office) at(day float64, deed func()) {
	o.deeds = append(o.deeds, deed)
	o.sim.Schedule(done, int32(len(o.deeds)-1), day)
}

// days returns when people joined, in weeks.
func (o *office) weeks(kind ledger.Kind) (weeks []float64) {
	for _, f := range o.ledger.Facts() {
		if f.Kind == kind {
			weeks = append(weeks, f.At/fiscal.Week)
		}
	}
	return weeks
}

// The first review is after the first month, 4 1/3 weeks: people join 12 weeks later, and the first month that begins after
// that is the third one after the decision, 13 weeks.
func TestARuleThatIsAlwaysTrueHiresAsOftenAsItsLeadAllows(t *testing.T) {
	const month = 13. / 3 // weeks
	for _, c := range []struct{ lead, every float64 }{
		{12, 13}, // 12 weeks are over when the third month begins
		{0, month}, {1, month},
		{month, month}, // who joins on the day of a review is there
		{2 * month, 2 * month}, {13, 13},
		{13.1, 4 * month},
	} {
		o := open(nil, []int{1}, team(rule(c.lead*fiscal.Week)))
		o.sim.Run(fiscal.Year * 2)
		got := o.weeks(ledger.Hired)
		assert.Greater(t, len(got), 4)
		for i, at := range got {
			assert.InDelta(t, month+c.lead+c.every*float64(i), at, 1e-6, "lead %v, hire %d", c.lead, i)
		}
		assert.Len(t, got, o.seats[0]-1)
	}
}

func TestARuleHiresOnlyAboveItsBound(t *testing.T) {
	for value, want := range map[float64]int{2: 1, 2.0001: 2, 1: 1, math.Inf(1): 2, math.NaN(): 1} {
		o := open(nil, []int{1}, team(rule(0)))
		o.value[people.Queue] = value
		o.sim.Run(1.5 * fiscal.Month)
		assert.Equal(t, want, o.seats[0], value)
	}
}

func TestARuleFillsUpToItsMostWhoeverIsThere(t *testing.T) {
	three, five := rule(60), rule(60)
	three.People, three.Most = 3, most(5)
	five.People, five.Most = 5, most(8)
	o := open(nil, []int{1}, team(three, five))
	o.at(3*fiscal.Month, func() { o.seats[0] += 2 }) // dated
	o.sim.Run(fiscal.Year)
	var hired []float64
	for _, f := range o.ledger.Facts() {
		if f.Kind == ledger.Recruited {
			hired = append(hired, f.Extra)
		}
	}
	assert.Equal(t, []float64{3, 4}, hired, "the second sees whom the first has on the way")
	assert.Equal(t, 10, o.seats[0], "the plan goes on above it")
}

func TestNoRuleHiresBeyondWhatItsLineMayCost(t *testing.T) {
	many := rule(60)
	many.People = 4
	other := hiring.Team{Line: ledger.ServicesLine, Cost: 50e3}
	apart := hiring.Team{Line: ledger.SupportLine, Cost: 1e9}
	for _, c := range []struct {
		name      string
		limit     float64
		hired     []float64
		forbidden int
	}{
		{"room for two", .55, []float64{2}, 3}, // 100k + 4 of 50k are there
		{"room for all", .70, []float64{4}, 3},
		{"to the cent", .40, []float64{1}, 3},
		{"a cent less", .39999, nil, 4},
		{"far above", .1, nil, 4},
	} {
		o := open(map[int32]float64{ledger.ServicesLine: c.limit}, []int{1, 4, 1}, team(many), other, apart)
		o.sim.Run(4.5 * fiscal.Month)
		var hired []float64
		for _, f := range o.ledger.Facts() {
			if f.Kind == ledger.Recruited {
				hired = append(hired, f.Extra)
			}
		}
		assert.Equal(t, c.hired, hired, c.name)
		assert.LessOrEqual(t, float64(o.seats[0])*100e3+200e3, max(300e3, c.limit*1e6), c.name)
	}
}

func TestALimitLooksAtTheARROfTheDay(t *testing.T) {
	o := open(map[int32]float64{ledger.ServicesLine: .2}, []int{2}, team(rule(5)))
	o.at(2.5*fiscal.Month, func() { o.arr = 1.5e6 })
	o.sim.Run(4.5 * fiscal.Month)
	assert.Len(t, o.weeks(ledger.Forbidden), 3, "after the first, second and fourth month")
	assert.InDeltaSlice(t, []float64{13}, o.weeks(ledger.Recruited), 1e-9)
}

func TestWhoCostsNothingIsNeverForbidden(t *testing.T) {
	free := team(rule(0))
	free.Cost = 0
	o := open(map[int32]float64{ledger.ServicesLine: 0}, []int{2}, free)
	o.sim.Run(1.5 * fiscal.Month)
	assert.Equal(t, 3, o.seats[0])
	paid := open(map[int32]float64{ledger.ServicesLine: 0}, []int{2}, team(rule(0)))
	paid.sim.Run(1.5 * fiscal.Month)
	assert.Equal(t, 2, paid.seats[0])
}

func TestATrialBeginsWithNobodyOnTheWay(t *testing.T) {
	o := open(nil, []int{1}, team(rule(60)))
	o.sim.Run(2 * fiscal.Month)
	first := fmt.Sprint(o.ledger.Facts())
	o.begin()
	o.sim.Run(2 * fiscal.Month)
	assert.Equal(t, first, fmt.Sprint(o.ledger.Facts()))
	assert.Zero(t, testing.AllocsPerRun(5, func() {
		o.ledger.Forget()
		o.begin()
		o.sim.Run(3 * fiscal.Year)
	}))
}

func TestWhereNobodyHiresByRuleABeginningIsNotHeard(t *testing.T) {
	var r *hiring.Recruiter
	assert.NotPanics(t, r.Begin)
}

func TestLives(t *testing.T) { lives.Play(t, func() lives.Stage { return &scene{} }) }

// scene is an office of a life.
type scene struct {
	limit float64
	teams []hiring.Team
	seats []int
	doing []func(o *office)
}

func (s *scene) Prepare(l lives.Line) error {
	switch l.Words[0] {
	case "limit": // of services, in per cent of ARR of $1M
		percent, err := strconv.ParseFloat(l.Word(0), 64)
		s.limit = percent / 100
		return err
	case "team": // of so many people
		seats, err := strconv.Atoi(l.Word(0))
		s.teams, s.seats = append(s.teams, team()), append(s.seats, seats)
		return err
	case "rule": // of the last team
		r := rule(60)
		rules := &s.teams[len(s.teams)-1].Rules
		*rules = append(*rules, r)
		return l.SetAll(&(*rules)[len(*rules)-1])
	}
	return l.Unknown()
}

func (s *scene) Do(l lives.Line) error {
	switch l.Words[0] {
	case "queue", "used": // is so much in the months that end from now on
		value, err := strconv.ParseFloat(l.Word(0), 64)
		s.doing = append(s.doing, func(o *office) { o.at(l.Day, func() { o.value[units.Name(l.Words[0])] = value }) })
		return err
	case "dated": // so many join the first team
		n, err := strconv.Atoi(l.Word(0))
		s.doing = append(s.doing, func(o *office) { o.at(l.Day, func() { o.seats[0] += n }) })
		return err
	}
	return l.Unknown()
}

func (s *scene) Run(until float64) (lines []string) {
	var limits map[int32]float64
	if s.limit > 0 {
		limits = map[int32]float64{ledger.ServicesLine: s.limit}
	}
	o := open(limits, s.seats, s.teams...)
	for _, do := range s.doing {
		do(o)
	}
	o.sim.Run(until)
	for _, f := range o.ledger.Facts() {
		t := int(f.Scope) - o.ledger.Team(0)
		who := fmt.Sprintf("%.6g %c: ", f.At, 'A'+t)
		says := s.teams[t].Rules[f.Subject].String()
		switch f.Kind {
		case ledger.Recruited:
			lines = append(lines, fmt.Sprintf("%s%s, was %.6g: %.6g to join", who, says, f.Amount, f.Extra))
		case ledger.Forbidden:
			lines = append(lines, fmt.Sprintf("%s%s, was %.6g: too dear", who, says, f.Amount))
		case ledger.Hired:
			lines = append(lines, fmt.Sprintf("%s%s: first day of %.6g", who, says, f.Amount))
		}
	}
	for i, seats := range o.seats {
		lines = append(lines, fmt.Sprintf("%c has %d seats", 'A'+i, seats))
	}
	return lines
}
