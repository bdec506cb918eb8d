package scenarios

import (
	"reflect"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"postsale/models/dictionary"
	"postsale/models/units"
)

// plan holds one of every kind of thing that a scenario file may hold.
type plan struct {
	Name        units.Title         `yaml:"name"`
	Description string              `yaml:"description"`
	Start       units.Date          `yaml:"start"`
	Horizon     units.Duration      `yaml:"horizon"`
	Trials      units.Count         `yaml:"trials"`
	Fiscal      units.Month         `yaml:"fiscal_year_starts"`
	Targets     []target            `yaml:"targets"`
	Segments    units.Map[segment]  `yaml:"segments"`
	Profile     profile             `yaml:"profile"`
	Effects     effects             `yaml:"effects"`
	Partners    map[units.Name]team `yaml:"partners"`
	Success     *success            `yaml:"success"`
}

type target struct {
	Measure units.Name    `yaml:"measure"`
	AtLeast *units.Number `yaml:"at_least"`
}

type segment struct {
	Sales   `yaml:",inline"`
	Churn   churn          `yaml:"churn"`
	Terms   terms          `yaml:"terms"`
	Opening units.DataFile `yaml:"opening"`
}

type Sales struct {
	ACV   units.Spread[units.Money]     `yaml:"acv"`
	Delay *units.Spread[units.Duration] `yaml:"delay"`
}

type churn struct {
	First units.Share   `yaml:"first_renewal"`
	Alpha *units.Number `yaml:"alpha"`
}

type terms map[units.Duration]units.Share

func (terms) Whole() {}

type profile struct {
	Named units.Name     `yaml:"named"`
	Weeks []units.Number `yaml:"weeks"`
}

func (profile) Choice()           {}
func (profile) ScalarKey() string { return "named" }

type effects struct {
	Late    effect `yaml:"late"`
	NotLive effect `yaml:"not_live"`
}

type effect struct {
	Ratio  units.Number `yaml:"ratio"`
	Source string       `yaml:"source"`
}

func (effect) ScalarKey() string { return "ratio" }

type team struct {
	People units.Count `yaml:"people"`
	Pace   units.Pace  `yaml:"pace"`
	Open   bool        `yaml:"open"`
	Price  price       `yaml:"price"`
	Hires  []hire      `yaml:"hires"`
}

type price struct {
	Fixed   *units.Money `yaml:"fixed"`
	PerHour *units.Money `yaml:"per_hour"`
}

func (price) Choice() {}

type hire struct {
	At     units.Duration `yaml:"at"`
	People units.Count    `yaml:"people"`
}

type success struct {
	Coverage units.Share `yaml:"coverage"`
	Note     string      `yaml:"note"`
}

func (p *plan) Validate(f *units.Faults) {
	f.Positive("trials", p.Trials)
	for _, s := range p.Segments {
		f := f.Under("segments." + string(s.Name))
		f.Spread("acv", s.Value.ACV)
		f.Share01("churn.first_renewal", s.Value.Churn.First)
		if alpha := s.Value.Churn.Alpha; alpha != nil {
			f.Positive("churn.alpha", *alpha)
		}
		sum := units.Share(0)
		for _, share := range s.Value.Terms {
			sum += share
		}
		if !(sum > 0.999 && sum < 1.001) {
			f.Add("terms", "must add up to 100%%, got %s", sum)
		}
	}
}

const planDictionary = `
name: {meaning: Name of the scenario in reports.}
description: {meaning: What the scenario is about.}
start: {meaning: First day of a fiscal quarter., required: true}
horizon: {meaning: Length of the run., default: 12q, source: JUDGEMENT}
trials: {meaning: Number of trials., default: 2000, source: JUDGEMENT}
fiscal_year_starts: {meaning: First month of the fiscal year., default: january, source: JUDGEMENT}
targets: {meaning: What the board wants.}
targets[].measure: {meaning: Measure., required: true}
targets[].at_least: {meaning: Least value., unit: the measure's}
segments: {meaning: Kinds of customer., required: true}
segments.*.acv: {meaning: Annual contract value., required: true}
segments.*.delay: {meaning: Delay.}
segments.*.churn: {meaning: Who leaves.}
segments.*.churn.first_renewal: {meaning: Share who leave at the first renewal., default: 10%, source: "facts, READ"}
segments.*.churn.alpha: {meaning: First parameter of the Beta distribution.}
segments.*.terms: {meaning: Shares of contract lengths., default: {1y: 100%}, source: JUDGEMENT}
segments.*.terms.*: {meaning: Share of customers with this contract length.}
segments.*.opening: {meaning: Customers of the first day.}
profile: {meaning: When in the quarter deals close., default: default, source: "facts, READ"}
(profile).named: {meaning: A named profile.}
(profile).weeks: {meaning: Weights of the weeks.}
effects: {meaning: Hazard ratios.}
effects.late: {meaning: Ratio for a month late., default: {ratio: 1.3, source: assumption}, source: JUDGEMENT}
effects.not_live: {meaning: Ratio for a customer not live.}
(effect).ratio: {meaning: The hazard ratio., default: 1, source: neutral}
(effect).source: {meaning: Where the ratio is from.}
partners: {meaning: Partner benches.}
partners.*.people: {meaning: Heads., required: true}
partners.*.pace: {meaning: Pace., default: 19.1h/w, source: COMPUTED}
partners.*.open: {meaning: Whether it takes projects., default: true, source: JUDGEMENT}
partners.*.price: {meaning: What it is paid; nothing without it.}
(price).fixed: {meaning: For a project.}
(price).per_hour: {meaning: For an hour.}
partners.*.hires: {meaning: Planned hires., default: [{at: 1y, people: 1}], source: JUDGEMENT}
(hire).at: {meaning: When., required: true}
(hire).people: {meaning: How many., default: 1, source: JUDGEMENT}
success: {meaning: The success team.}
success.coverage: {meaning: Share covered., default: 80%, source: JUDGEMENT}
success.note: {meaning: A note.}
`

const board = `name: board
description: The board plan.
start: 2027-01-01
segments:
  smb:
    acv: {lognormal: {mean: 12k, cv: 0.5}}
    terms: {1y: 65%, 2y: 15%, 3y: 20%}
partners:
  hungry: {people: 4}
`

func planFormat(t testing.TB) *format {
	library := fstest.MapFS{
		"board.yaml":           {Data: []byte(board)},
		"board-overflow.yaml":  {Data: []byte("extends: board\npartners: {hungry: {people: 12}}\n")},
		"real-accounts.yaml":   {Data: []byte("extends: board\nsegments: {smb: {opening: data/accounts.csv}}\n")},
		"data/accounts.csv":    {Data: []byte("id,arr\na,12k\n")},
		"data/not-a-scenario":  {},
		"notes/elsewhere.yaml": {},
	}
	f, err := newFormat(reflect.TypeFor[document[plan]](), library, dictionary.New("the dictionary", planDictionary))
	require.NoError(t, err)
	return f
}

// written returns the plan that a format loaded.
func (l *loaded) plan() plan { return l.document.FieldByName("Params").Interface().(plan) }
