package ledger

import (
	"slices"
	"strconv"
)

// Kinds says of every kind what a fact of it is called, carries, is told as and books. A new kind is its constant in
// facts.go and its entry in one of these tables.
var Kinds = gather(ofCustomers, ofProjects, ofTickets, ofTeams)

// gather puts tables into one, by kind.
func gather(tables ...map[Kind]Definition) (all [kinds]Definition) {
	for _, table := range tables {
		for kind, is := range table {
			if all[kind].Name != "" {
				panic("two entries for " + is.Name)
			}
			all[kind] = is
		}
	}
	return all
}

// Definition is what a kind of fact is called, carries, is told as, and books.
type Definition struct {
	Name          string // for programs
	Amount, Extra Unit
	Subject       Subject
	Marks         Marks // that it may have
	OfTeam        bool  // its Scope is a team

	Words       []Phrase // what a trace says of it; nothing of a fact that only keeps the books
	Joins       []Join   // with which facts it shares a line
	Parting     string   // what happens where two plans part with it
	Accompanies bool     // it only comes with another, which says more

	books booking // nil for what moves nothing
}

// booking books a fact of its kind.
type booking func(l *Ledger, f Fact)

// Unit is what an Amount or Extra is in.
type Unit uint8

// The units.
const (
	Nothing Unit = iota // it is 0
	Dollars
	DollarsADay
	Days        // working
	DaysInHours // working days that people are told in working hours
	Hours
	HoursADay
	Chance // 0 to 1
	Times  // a multiple
	Slots
	People
	Portion   // of what is today, 1 for all of it
	Customers // or as much as so many
	Bugs
	Weeks  // of days
	ByRule // that of what the rule looks at
	Projects
	Day // a moment, in working days, told as its date
)

// Subject is what a Subject numbers.
type Subject uint8

// The subjects.
const (
	NoSubject Subject = iota
	Ticket            // among those of its customer
	Project           // by which opportunity of its customer it came, 0 for that of the signature
	CostLine
	Job        // its kind: RescueJob and so on
	HiringRule // among those of its team
	Accounts   // how many
	Change     // of what is sold, from 0 on
	OtherTeam  // its scope
	Event      // of the file, from 0 on
)

// The kinds of jobs of success.
const (
	RescueJob int32 = iota
	RenewalJob
	ExpansionJob
)

// JobNames are what people call them.
var JobNames = [...]string{RescueJob: "rescue", RenewalJob: "renewal", ExpansionJob: "expansion"}

// ProjectName returns what people call the project of a fact's subject, among those of its customer.
func ProjectName(subject int32) string {
	if subject == 0 {
		return "project"
	}
	return "project of opportunity " + strconv.Itoa(int(subject))
}

// Phrase is a part of what is told of a fact, where it has the marks of If and none of Unless. In Text stand
// {amount} and {extra} in their units, {-extra} with the sign turned, {ticket}, {project}, {job}, {rule} (what it looks at), {joins} (the day
// on which whom it hired does), {scope} (the segment or team), {team} (the other team), {slots} (the Amount of slots and whose they are), {seats} (the
// Extra that were added or taken away), {quarter} (the one that is over), {change} (of what is sold)
// and {event} (of the file).
type Phrase struct {
	If, Unless Marks
	Text       string
}

// Join says that a fact goes on the line of a fact of a kind, of the same customer and moment, and with which words.
type Join struct {
	With  Kind
	Words []Phrase
}

// Join returns how a fact goes on the line of one of a kind, if it does.
func (d *Definition) Join(with Kind) (Join, bool) {
	i := slices.IndexFunc(d.Joins, func(j Join) bool { return j.With == with })
	if i < 0 {
		return Join{}, false
	}
	return d.Joins[i], true
}

// Tells reports whether the phrase is told of a fact with marks.
func (p Phrase) Tells(m Marks) bool { return m&p.If == p.If && m&p.Unless == 0 }

// says returns words that are told whatever the marks.
func says(text string) []Phrase { return []Phrase{{Text: text}} }

// sets returns the booking that sets a stock of the team of a fact.
func sets(stock Stock, to float64) booking {
	return func(l *Ledger, f Fact) { l.set(f.At, f.Scope, stock, to) }
}
