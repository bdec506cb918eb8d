package events

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"postsale/models/units"
)

// Event is one thing that is known to happen, in one of the ways there are.
type Event struct {
	At           units.Moment `yaml:"at"`
	Leaves       *Account     `yaml:"leaves"`
	Renews       *Account     `yaml:"renews"`
	PaysLate     *Late        `yaml:"pays_late"`
	Loses        *Loss        `yaml:"loses"`
	PricesRise   *Rise        `yaml:"prices_rise"`
	ReleaseSlips *Slip        `yaml:"release_slips"`
}

// Account says whom an event befalls: one of the accounts by its id, or the largest of a segment or of all.
type Account struct {
	ID      ID         `yaml:"account"`
	Largest units.Name `yaml:"largest"`
}

// ID is the id of an account, as the file of accounts writes it.
type ID string

// Form says how an id is written, and what is in its place where there is none.
func (ID) Form() units.Form {
	return units.Form{Want: "the id of an account, or largest: smb in its place"}
}

// UnmarshalText takes any text: which ids there are is known elsewhere.
func (id *ID) UnmarshalText(text []byte) error {
	*id = ID(text)
	return nil
}

// MarshalText returns the id.
func (id ID) MarshalText() ([]byte, error) { return []byte(id), nil }

// ScalarKey says that a plain text is an id.
func (Account) ScalarKey() string { return "account" }

// Late is an account that pays late.
type Late struct {
	Account `yaml:",inline"`
	By      units.Duration `yaml:"by"`
}

// Loss is people whom a team loses.
type Loss struct {
	Team   units.Name  `yaml:"team"`
	People units.Count `yaml:"people"`
}

// Rise is prices that rise.
type Rise struct {
	By      units.Share `yaml:"by"`
	Segment units.Name  `yaml:"segment"`
}

// ScalarKey says that a plain share is by how much.
func (Rise) ScalarKey() string { return "by" }

// Slip is a release that comes later.
type Slip struct {
	By units.Duration `yaml:"by"`
}

// ScalarKey says that a plain duration is by how much.
func (Slip) ScalarKey() string { return "by" }

// All stands for all segments.
const All units.Name = "all"

// Most bounds how many events a scenario may have.
const Most = 1000

// The ways in which an event happens, as files name them.
const (
	Leaves       = "leaves"
	Renews       = "renews"
	PaysLate     = "pays_late"
	Loses        = "loses"
	PricesRise   = "prices_rise"
	ReleaseSlips = "release_slips"
)

var ways = []string{Leaves, Renews, PaysLate, Loses, PricesRise, ReleaseSlips}

// ways returns in which ways an event happens, of which it must have one.
func (e *Event) ways() (list []string) {
	for i, stated := range []bool{e.Leaves != nil, e.Renews != nil, e.PaysLate != nil, e.Loses != nil, e.PricesRise != nil, e.ReleaseSlips != nil} {
		if stated {
			list = append(list, ways[i])
		}
	}
	return list
}

// account returns whom an event befalls, nil if no account.
func (e *Event) account() *Account {
	switch {
	case e.Leaves != nil:
		return e.Leaves
	case e.Renews != nil:
		return e.Renews
	case e.PaysLate != nil:
		return &e.PaysLate.Account
	}
	return nil
}

// Names returns the id of the account that an event names; empty if it names none.
func (e *Event) Names() string {
	if a := e.account(); a != nil {
		return string(a.ID)
	}
	return ""
}

// Has reports whether some event of a list happens in a way.
func Has(list []Event, way string) bool {
	return slices.ContainsFunc(list, func(e Event) bool { return slices.Contains(e.ways(), way) })
}

// Slipped is the first release from a day on that comes so many days later.
type Slipped struct{ At, By float64 }

// Slips returns the releases that slip, in order of time.
func Slips(list []Event) (slips []Slipped) {
	for _, e := range list {
		if e.ReleaseSlips != nil {
			slips = append(slips, Slipped{At: float64(e.At), By: float64(e.ReleaseSlips.By)})
		}
	}
	slices.SortStableFunc(slips, func(a, b Slipped) int { return cmp.Compare(a.At, b.At) })
	return slips
}

// Words say of each event of a list where it stands and what it is.
func Words(list []Event) (words []string) {
	for i := range list {
		words = append(words, units.At("events", i)+": "+list[i].says("it", "the team"))
	}
	return words
}

// Dated says on which day an event happens and what it is, with the account or the team that it names, such as: 2027-08-15: A-1476 leaves.
func (e *Event) Dated(calendar units.Calendar) string {
	team := ""
	if e.Loses != nil {
		team = string(e.Loses.Team)
	}
	return calendar.Date(float64(e.At)).Format(time.DateOnly) + ": " + e.says(e.Names(), team)
}

// says returns what happens in words, such as: the largest of smb leaves.
func (e *Event) says(who, team string) string {
	if a := e.account(); a != nil && a.Largest != "" {
		who = "the largest of " + string(a.Largest)
	}
	switch {
	case e.Leaves != nil:
		return who + " leaves"
	case e.Renews != nil:
		return who + " is to renew for certain"
	case e.PaysLate != nil:
		return fmt.Sprintf("%s pays %s late", who, e.PaysLate.By)
	case e.Loses != nil && e.Loses.People == 1:
		return "a person leaves " + team
	case e.Loses != nil:
		return fmt.Sprintf("%d people leave %s", e.Loses.People, team)
	case e.PricesRise != nil:
		return fmt.Sprintf("prices of %s rise by %s", e.PricesRise.Segment, e.PricesRise.By)
	}
	return fmt.Sprintf("a release slips by %s", e.ReleaseSlips.By)
}

// Company is what events may name.
type Company struct {
	Segments []string
	Known    bool     // it is known whether there are accounts, and which
	Accounts []string // their ids
	File     string   // of accounts; empty where there are none
	Teams    []string
	People   func(team int, at float64) int // whom a team has by then at the most
	Releases bool                           // engineering ships any
	Ends     units.Duration
	Calendar units.Calendar // nil where it is not known, nor when days are
}

// Validate adds what is wrong with the events to the faults.
func Validate(f *units.Faults, list []Event, of Company) {
	validateRises(f, list, of.Segments)
	for i := range list {
		at, e := f.Under(units.At("events", i)), &list[i]
		in := Keys.Section(at, "events[]")
		in.Check("at", e.At)
		if of.Calendar != nil && float64(e.At) >= float64(of.Ends) {
			at.Add("at", "must come before the run ends, at %s, got %s", of.Ends, e.At.On(of.Calendar))
		}
		switch stated := e.ways(); len(stated) {
		case 0:
			at.Add("", "must say what happens: one of %s, got none", strings.Join(ways, ", "))
			continue
		case 1:
		default:
			at.Add("", "must say one thing that happens, got %s; write an event each", strings.Join(stated, " and "))
			continue
		}
		if a := e.account(); a != nil {
			a.validate(at.Under(e.ways()[0]), of)
		}
		switch {
		case e.PaysLate != nil:
			in.Check("pays_late.by", e.PaysLate.By)
		case e.Loses != nil:
			in.Check("loses.people", e.Loses.People)
			team := at.Known("loses.team", "name an own team", e.Loses.Team, of.Teams)
			if team < 0 {
				continue
			}
			if most := of.People(team, float64(e.At)); of.Calendar != nil && int(e.Loses.People) > most {
				at.Add("loses.people", "must be at most the %d whom %s has by then, got %d", most, e.Loses.Team, e.Loses.People)
			}
		case e.PricesRise != nil:
			in.Check("prices_rise.by", e.PricesRise.By)
			at.Known("prices_rise.segment", "name a segment, or all", e.PricesRise.Segment, append([]string{string(All)}, of.Segments...))
		case e.ReleaseSlips != nil:
			in.Check("release_slips.by", e.ReleaseSlips.By)
			if !of.Releases {
				at.Add("release_slips", "must be left out without engineering, whose releases slip")
			}
		}
	}
}

// mostRaised is how many times as high prices become at the most, by all that is known; JUDGEMENT: more was typed twice.
const mostRaised = 10

// validateRises demands that prices of no segment rise beyond all bounds.
func validateRises(f *units.Faults, list []Event, segments []string) {
	for _, segment := range segments {
		times := 1.0
		for i := range list {
			rise := list[i].PricesRise
			if rise == nil || rise.Segment != All && string(rise.Segment) != segment {
				continue
			}
			if times *= 1 + float64(rise.By); times > mostRaised {
				f.Add(units.At("events", i)+".prices_rise.by", "must leave prices of %s at most %d times as high as they were, got %s times by all that rises up to this one",
					segment, mostRaised, units.Rough(times, 3))
				return
			}
		}
	}
}

// validate demands that an account is there to name.
func (a *Account) validate(f *units.Faults, of Company) {
	switch {
	case (a.ID == "") == (a.Largest == ""):
		f.Add("", "must name an account or the segment of which it is the largest, as in {largest: %s}, got %s",
			append(of.Segments, string(All))[0], map[bool]string{true: "none", false: "both"}[a.ID == ""])
	case a.Largest != "":
		f.Known("largest", "name a segment, or all", a.Largest, append([]string{string(All)}, of.Segments...))
	case of.Known && of.File == "":
		f.Add("", "must be {largest: a segment} without accounts: the customers of the first day are made up anew by every seed, got account %s", units.Quote(string(a.ID)))
	case of.Known:
		f.Known("", "be the id of an account in "+units.Printable(of.File), units.Name(a.ID), of.Accounts)
	}
}
