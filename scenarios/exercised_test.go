package scenarios_test

import (
	"fmt"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v4"

	"postsale/models/company"
	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/partners"
	"postsale/models/people"
	"postsale/models/units"
	"postsale/scenarios"
)

// Random scenarios prove nothing of a mechanism that they never switch on.
func TestRandomScenariosExerciseEveryMechanism(t *testing.T) {
	if testing.Short() {
		t.Skip("seconds of trials")
	}
	const scenarios, least = 300, .10
	exercised := make([]int, len(mechanisms))
	onAllCores(t, scenarios, func(number int) []bool {
		p := mustSettle(t, drawn.Example(number)...)
		c := company.New(p, uint64(number))
		c.Trace()
		l := live(p, c.Run(1))
		in := make([]bool, len(mechanisms))
		for m, mechanism := range mechanisms {
			in[m] = mechanism.in(l)
		}
		return in
	}, func(_ int, in []bool) {
		for m := range in {
			if in[m] {
				exercised[m]++
			}
		}
	})
	for m, mechanism := range mechanisms {
		share := float64(exercised[m]) / scenarios
		t.Logf("%3.0f %%  %s", 100*share, mechanism.name)
		assert.GreaterOrEqual(t, share, least, mechanism.name)
	}
}

// still are keys that no random scenario turns: they say only how much is computed or how a file is read, or the file
// states them because others depend on them, or they are written in short, or another key says it there.
var still = regexp.MustCompile(`^(trials$|accounts\.|segments\.\*\.opening\.arr$|deals\.profile\.named$|deals\.references|events)|^delivery\.projects\.\*\.(team|slots|phases)|\.(people$|hires|cuts|hire_when|ramp|transfers)` +
	`|^(works|engineering)\..*stand_in$`) // of teams that must leave it out

// turnable says whether a key has a value of its own.
func turnable(k scenarios.Key) bool {
	switch k.Kind {
	case scenarios.Quantity, scenarios.Word, scenarios.YesNo, scenarios.Spread:
		return true
	}
	return false
}

// A key that random scenarios never turn is tested by nothing that holds of all scenarios.
func TestRandomScenariosTurnEveryKey(t *testing.T) {
	const drawings = 60
	seen := map[string]map[string]int{} // by place and value
	for number := range drawings {
		s, err := scenarios.Load("testdata/random.yaml", drawn.Example(number))
		require.NoError(t, err)
		var document yaml.Node
		require.NoError(t, yaml.Unmarshal(s.Resolved(), &document))
		for _, at := range sitesOf(document.Content[0], "") {
			if !turnable(at.said()) {
				continue
			}
			text := fmt.Appendf(nil, "%d %s", at.value.Style, at.value.Value)
			if !scalar(at) {
				text, err = yaml.Marshal(at.value)
				require.NoError(t, err)
			}
			if seen[at.path] == nil {
				seen[at.path] = map[string]int{}
			}
			seen[at.path][string(text)]++
		}
	}
	turned := map[string]bool{}
	for place, values := range seen {
		k, _ := scenarios.Find(place)
		for _, n := range values {
			turned[k.Path] = turned[k.Path] || n < drawings
		}
	}
	for _, k := range scenarios.Keys() {
		ofAnother := k.Meaning == "" // an item of a list, a parameter of a spread
		if turnable(k) {
			assert.True(t, turned[k.Path] || ofAnother || still.MatchString(k.Path), k.Path)
		}
	}
}

// lived is a traced trial of a scenario.
type lived struct {
	*company.Params
	facts []ledger.Fact
	of    map[ledger.Kind][]ledger.Fact
}

func live(p *company.Params, written *ledger.Ledger) *lived {
	l := &lived{Params: p, facts: written.Facts(), of: map[ledger.Kind][]ledger.Fact{}}
	for _, f := range l.facts {
		l.of[f.Kind] = append(l.of[f.Kind], f)
	}
	return l
}

// any reports whether a fact of a kind holds all the marks.
func (l *lived) any(kind ledger.Kind, marks ledger.Marks) bool {
	return slices.ContainsFunc(l.of[kind], func(f ledger.Fact) bool { return f.Marks&marks == marks })
}

// decided reports whether a customer came to a decision of some kinds after a
// fact of another with all the marks.
func (l *lived) decided(after ledger.Kind, marks ledger.Marks, decisions ...ledger.Kind) bool {
	touched := map[int32]bool{}
	for _, f := range l.facts {
		if f.Kind == after && f.Marks&marks == marks {
			touched[f.Customer] = true
		}
		if touched[f.Customer] && slices.Contains(decisions, f.Kind) {
			return true
		}
	}
	return false
}

func (l *lived) renewing(after ledger.Kind, marks ledger.Marks) bool {
	return l.decided(after, marks, ledger.Renewed, ledger.Churned)
}

func (l *lived) expanding(after ledger.Kind, marks ledger.Marks) bool {
	return l.decided(after, marks, ledger.Expanded)
}

// segments reports whether a segment is like that.
func (l *lived) segments(like func(number int, s *company.Segment) bool) bool {
	for i := range l.Segments {
		if like(i, &l.Segments[i].Value) {
			return true
		}
	}
	return false
}

// takes reports whether all routes that a segment may take have a mode.
func (l *lived) takes(segment int, mode units.Name) bool {
	found := false
	for _, r := range l.Delivery.Routes {
		if len(r.Segments) > 0 && !slices.Contains(r.Segments, l.Segments[segment].Name) {
			continue
		}
		if r.Mode == mode {
			found = true
		} else if r.Mode != delivery.CoDeliver {
			return false // a co-delivered project starts in-house
		}
	}
	return found
}

func (l *lived) atPartner(mode units.Name) bool {
	return slices.ContainsFunc(l.of[ledger.Started], func(f ledger.Fact) bool {
		return f.Marks&ledger.Partner != 0 && l.takes(int(f.Scope), mode)
	})
}

// coDelivered reports whether a project held a slot of its own team and one of a
// partner.
func (l *lived) coDelivered() bool {
	own := map[project]bool{}
	for _, f := range l.of[ledger.Took] {
		p := projectOf(f)
		if f.Marks&ledger.Partner == 0 {
			own[p] = true
		} else if own[p] {
			return true
		}
	}
	return false
}

// changed reports whether the headcount of the crew rose or fell on a day that is
// planned, or on one that is not.
func (l *lived) changed(up, planned bool) bool {
	crew := l.Delivery.Teams[0].Value
	scope := int16(len(l.Segments) + 1)
	before, first := 0.0, true
	for _, f := range l.of[ledger.Staffed] {
		if f.Scope != scope {
			continue
		}
		onPlan := slices.ContainsFunc(slices.Concat(crew.Hires, crew.Cuts), func(c people.Change) bool { return float64(c.At) == f.At })
		if !first && onPlan == planned && f.Amount != before && (f.Amount > before) == up {
			return true
		}
		before, first = f.Amount, false
	}
	return false
}

// unready reports whether a customer left before it went live.
func (l *lived) unready() bool {
	waits := map[int32]bool{}
	for _, f := range l.facts {
		switch f.Kind {
		case ledger.Resumed, ledger.Signed:
			waits[f.Customer] = true
		case ledger.WentLive:
			delete(waits, f.Customer)
		case ledger.Churned:
			if waits[f.Customer] {
				return true
			}
		}
	}
	return false
}

// queueing reports whether a project waited in the crew's queue of a discipline.
func queueing(discipline units.Name) func(l *lived) bool {
	return func(l *lived) bool {
		return l.Delivery.Teams[0].Value.Queue == discipline && l.any(ledger.Queued, 0)
	}
}

// later reports whether somebody signed after a change of what is sold that is like that.
func later(like func(p *company.Policy) bool) func(l *lived) bool {
	return func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.Changed], func(changed ledger.Fact) bool {
			return like(&l.Later[changed.Subject]) && slices.ContainsFunc(l.of[ledger.Signed], func(f ledger.Fact) bool { return f.At > changed.At })
		})
	}
}

// moved reports whether a work that moves one of some things is worth another value than on the first day.
func (l *lived) moved(things ...units.Name) bool {
	first := l.Params.Layout().Roles.Works
	for i, e := range l.Works {
		values := map[float64]bool{}
		for _, f := range l.of[ledger.Stocked] {
			if int(f.Scope) == first[i] {
				values[f.Extra] = true
			}
		}
		if len(values) > 1 && slices.Contains(things, e.Value.Moves) {
			return true
		}
	}
	return false
}

// attendedInPlace reports whether a team's accounts got attention of another.
func (l *lived) attendedInPlace() bool {
	covered := map[int16]bool{}
	for _, f := range l.facts {
		switch f.Kind {
		case ledger.StoodIn, ledger.TookBack:
			covered[f.Scope] = f.Kind == ledger.StoodIn
		case ledger.Attended:
			if covered[f.Scope] && f.Subject > 0 && f.Amount > 0 {
				return true
			}
		}
	}
	return false
}

// attended reports whether a team had an attention like that to give.
func attended(like func(attention float64) bool) func(l *lived) bool {
	return func(l *lived) bool {
		return slices.ContainsFunc(l.of[ledger.Attended], func(f ledger.Fact) bool { return f.Extra > 0 && like(f.Amount/f.Extra) })
	}
}

// job reports whether there is a fact of a kind of jobs, with marks.
func job(kind ledger.Kind, subject int32, marks ledger.Marks) func(l *lived) bool {
	return func(l *lived) bool {
		return slices.ContainsFunc(l.of[kind], func(f ledger.Fact) bool { return f.Subject == subject && f.Marks&marks == marks })
	}
}

func sells(mix delivery.Mix, project units.Name) bool {
	return slices.ContainsFunc(mix, func(e units.Entry[units.Share]) bool { return e.Name == project && e.Value > 0 })
}

func profiled(like func(l *lived) bool) func(l *lived) bool {
	return func(l *lived) bool { return l.any(ledger.Signed, 0) && like(l) }
}

func has(kind ledger.Kind, marks ledger.Marks) func(l *lived) bool {
	return func(l *lived) bool { return l.any(kind, marks) }
}

func helper(l *lived) *partners.Partner { return &l.Delivery.Partners[0].Value }

func configured(like func(owner units.Name) bool) func(l *lived) bool {
	return func(l *lived) bool {
		return like(l.Support.Configuration.Owner) && l.any(ledger.Opened, 0) &&
			l.segments(func(_ int, s *company.Segment) bool { return s.Tickets.ConfigurationPerWeek > 0 })
	}
}
