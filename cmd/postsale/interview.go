package main

import (
	"errors"
	"fmt"
	"strings"

	"postsale/cmd/voice"
	"postsale/models/units"
	"postsale/reports/words"
	"postsale/scenarios/start"
)

// interview is what was told so far, by flags and at the terminal.
type interview struct {
	told     start.Told
	given    map[string]string // the words of each answer, by flag
	terminal *voice.Terminal
}

// question is one thing that somebody may know of their company.
type question struct {
	flag, means string
	ask         string // at the terminal; empty if it is not asked there
	read        func(t *start.Told, text string) error
	usual       func(n *newcomer) string // what an empty answer means; nil if there must be one
	takes       bool                     // an empty answer is that very text
}

func parts(to func(t *start.Told) *start.Parts, read func(string) (float64, error)) func(t *start.Told, text string) error {
	return func(t *start.Told, text string) (err error) {
		list, err := start.ReadParts(text, read)
		if err == nil {
			*to(t) = list
		}
		return err
	}
}

func number(to func(t *start.Told) *float64, read func(string) (float64, error)) func(t *start.Told, text string) error {
	return func(t *start.Told, text string) error {
		v, err := read(text)
		if err == nil {
			*to(t) = v
		}
		return err
	}
}

func said(to func(t *start.Told) *string) func(t *start.Told, text string) error {
	return func(t *start.Told, text string) error {
		*to(t) = strings.Join(strings.Fields(text), " ")
		return nil
	}
}

// questionnaire is what may be told, in the order in which it is asked.
var questionnaire = []question{
	{flag: "name", means: "what the company is called (default: as the file)", ask: "Name of the company", takes: true,
		read:  said(func(t *start.Told) *string { return &t.Name }),
		usual: func(n *newcomer) string { return "My company" }},
	{flag: "out", ask: "File to write", takes: true, usual: func(n *newcomer) string { return units.Short(n.told.Name) + ".yaml" }},
	{flag: "arr", means: "what customers pay a year, such as 8M", ask: "ARR, what customers pay a year, such as $8M",
		read: func(t *start.Told, text string) error {
			v, err := start.Amount(text)
			if err == nil && v <= 0 {
				return errors.New("must be above 0")
			}
			if err == nil {
				t.ARR = v
			}
			return err
		}},
	{flag: "customers", means: "how many, in all or by segment: 'smb=200 mid-market=70'", ask: "Customers, such as 280, or smb=200 mid-market=70 enterprise=10",
		read: func(t *start.Told, text string) error {
			list, err := start.ReadParts(text, start.Count)
			if err == nil && list.Sum() == 0 {
				return errors.New("must be at least one: there is nobody who could renew")
			}
			if err == nil {
				t.Customers = list
			}
			return err
		}},
	{flag: "like", means: "the built-in company to scale (default: the nearest)", ask: "Which built-in company is it like", takes: true,
		read: said(func(t *start.Told) *string { return &t.Like }),
		usual: func(n *newcomer) string {
			if a, err := start.Nearest(n.told); err == nil {
				return a.Name
			}
			return ""
		}},
	{flag: "delivery", means: "own, overflow, whole, co-delivery or self-serve", ask: "Delivery: own, overflow, whole, co-delivery or self-serve",
		read:  said(func(t *start.Told) *string { return &t.Delivery }),
		usual: func(n *newcomer) string { return "as there" }},
	{flag: "arr-by-segment", means: "of ARR, what each segment pays: 'smb=2.4M'", ask: "Of ARR, what segments pay, such as smb=2.4M",
		read:  parts(func(t *start.Told) *start.Parts { return &t.Paid }, start.Amount),
		usual: func(n *newcomer) string { return "by contracts of " + n.told.Like }},
	{flag: "deals", means: "deals signed a quarter, in all or by segment", ask: "Deals a quarter, such as 18, or new ARR a year, such as $2M",
		read: func(t *start.Told, text string) error {
			if strings.ContainsAny(text, "$mMkK") && !strings.Contains(text, "=") {
				v, err := start.Amount(text)
				if err == nil {
					t.NewARR, t.Deals = v, nil
				}
				return err
			}
			list, err := start.ReadParts(text, start.Rate)
			if err == nil {
				t.Deals = list
			}
			return err
		},
		usual: func(n *newcomer) string { return "as in " + n.told.Like }},
	{flag: "new-arr", means: "in place of deals, new ARR a year",
		read: number(func(t *start.Told) *float64 { return &t.NewARR }, start.Amount)},
	{flag: "people", means: "by role: 'implementation=4 support=5 success=3'",
		read: parts(func(t *start.Told) *start.Parts { return &t.People }, start.Count)},
	{flag: "grr", means: "GRR of last year, such as 88%", ask: "GRR of last year, such as 88%",
		read:  number(func(t *start.Told) *float64 { return &t.GRR }, start.Retention),
		usual: func(n *newcomer) string { return "not known" }},
	{flag: "nrr", means: "NRR of last year, such as 103%", ask: "NRR of last year, such as 103%",
		read:  number(func(t *start.Told) *float64 { return &t.NRR }, start.Retention),
		usual: func(n *newcomer) string { return "not known" }},
	{flag: "fiscal-year-starts", means: "the first month of the fiscal year (default: january)", ask: "First month of the fiscal year",
		read:  said(func(t *start.Told) *string { return &t.FiscalYear }),
		usual: func(n *newcomer) string { return "january" }},
	{flag: "start", means: "the first day, such as 2027-01-01", ask: "First day of the simulation",
		read:  said(func(t *start.Told) *string { return &t.Start }),
		usual: func(n *newcomer) string { return firstDay(n) }},
}

// firstDay is the one that nobody has to tell.
func firstDay(n *newcomer) string {
	a, err := start.Nearest(n.told)
	if err != nil {
		return ""
	}
	return a.FirstDay(n.told.FiscalYear)
}

// answer is a flag that answers a question.
type answer struct {
	n *interview
	q *question
}

func (a *answer) String() string { return "" }
func (a *answer) Type() string   { return "ANSWER" }

func (a *answer) Set(text string) error {
	if strings.TrimSpace(text) == "" {
		return errors.New("must not be empty")
	}
	a.n.given[a.q.flag] = text
	if err := a.q.read(&a.n.told, text); err != nil {
		says, _, _ := strings.Cut(err.Error(), ", got ") // which is told of every flag
		return errors.New(says)
	}
	return nil
}

// ask asks what was not told by flags, and again what does not fit together.
func (n *newcomer) ask() error {
	defer n.terminal.Done()
	n.terminal.Tell("Enter takes what stands in brackets, - takes an answer back; Ctrl-C leaves and\nwrites nothing.")
	flags := map[string]bool{}
	for flag := range n.given {
		flags[flag] = true
	}
	flags["out"] = n.out != ""
	for i := range questionnaire {
		q := &questionnaire[i]
		if q.ask == "" || flags[q.flag] || q.flag == "deals" && flags["new-arr"] || q.flag == "arr-by-segment" && n.ofOneKind() {
			continue
		}
		if q.flag == "delivery" {
			n.terminal.Tell("Who brings customers live: " + strings.ReplaceAll(deliveryHelp(), "\n", "\n  ") + ".")
		}
		if err := n.put(q); err != nil {
			return err
		}
		if err := n.reconcile(); err != nil {
			return err
		}
	}
	if flags["people"] {
		return nil
	}
	if err := n.askPeople(); err != nil {
		return err
	}
	return n.reconcile()
}

// ofOneKind reports whether all customers are of one segment, so that it has all ARR.
func (n *newcomer) ofOneKind() bool {
	a, err := start.Nearest(n.told)
	return err == nil && len(a.Segments()) == 1
}

// untell takes an answer back.
func (n *newcomer) untell(flag string) {
	delete(n.given, flag)
	t, nothing := &n.told, start.Nothing()
	switch flag {
	case "like":
		t.Like = ""
	case "delivery":
		t.Delivery = ""
	case "start":
		t.Start = ""
	case "fiscal-year-starts":
		t.FiscalYear = ""
	case "grr":
		t.GRR = nothing.GRR
	case "nrr":
		t.NRR = nothing.NRR
	case "deals":
		t.Deals, t.NewARR = nil, nothing.NewARR
	case "arr-by-segment":
		t.Paid = nil
	}
}

// put asks a question until there is an answer to it.
func (n *newcomer) put(q *question) error {
	for {
		standard := n.given[q.flag]
		again := standard != ""
		if !again && q.usual != nil {
			standard = q.usual(n)
		}
		text, typed, err := n.terminal.Ask(q.ask, standard)
		if err != nil {
			return err
		}
		switch {
		case text == "":
			err = errors.New("there has to be an answer to this")
		case !again && !typed && q.usual != nil && !q.takes:
			return nil // whatever it comes to
		case text == "-" && q.usual != nil && (!q.takes || q.flag == "like"):
			n.untell(q.flag)
			return nil
		case q.flag == "out":
			if err = n.checkOut(text); err == nil {
				n.out = outFile(text)
			}
		default:
			if err = q.read(&n.told, text); err == nil {
				n.given[q.flag] = text
			} else if text == standard && !again {
				return nil // the words in brackets
			}
		}
		if err == nil {
			return nil
		}
		n.tell("  " + units.Shown(strings.TrimPrefix(err.Error(), "new: --out: ")))
	}
}

// tell says something between questions, in lines of a terminal.
func (n *newcomer) tell(text string) {
	for i, line := range words.Wrapped(strings.TrimSpace(text), words.Columns-4, words.Terminal) {
		n.terminal.Tell(strings.Repeat(" ", min(2+2*i, 4)) + line)
	}
}

// reconcile tells what does not fit together so far, and asks again for what that is about.
func (n *newcomer) reconcile() error {
	for len(n.told.Lacks()) == 0 {
		_, err := n.planned()
		var faults start.Faults
		if err == nil {
			return nil
		}
		if !errors.As(err, &faults) {
			return err
		}
		of := map[string]bool{} // what is to be asked again
		for _, fault := range faults {
			n.tell("  " + units.Shown(fault.Err.Error()))
			for _, flag := range fault.Of {
				of[flag] = of[flag] || n.given[flag] != "" || len(fault.Of) == 1 || flag == "people"
			}
			if len(fault.Of) == 1 {
				n.untell(fault.Of[0])
			}
		}
		asked := false
		for i := range questionnaire {
			q := &questionnaire[i]
			var again error
			switch {
			case of[q.flag] && q.flag == "people":
				again = n.askPeople()
			case of[q.flag] && q.ask != "":
				again = n.put(q)
			default:
				continue
			}
			if asked = true; again != nil {
				return again
			}
		}
		if !asked {
			return n.wrong(err)
		}
	}
	return nil
}

// askPeople asks for the people of each team, with those of the archetype, scaled, as what Enter takes.
func (n *newcomer) askPeople() error {
	n.told.People = nil
	plan, err := n.planned()
	if err != nil {
		return n.wrong(err)
	}
	n.terminal.Tell(fmt.Sprintf("People on the first day, by team; in brackets those of %s, scaled to you.\nA number, or all that you know at once, such as implementation=4 support=5 success=3.", plan.Like.Name))
	var told start.Parts
	for _, team := range plan.Teams() {
		for {
			standard := fmt.Sprint(team.Value)
			text, typed, err := n.terminal.Ask("  "+team.Name, standard)
			if err != nil {
				return err
			}
			if typed && strings.Contains(text, "=") { // all of them, as the flag takes them
				list, err := start.ReadParts(text, start.Count)
				if err == nil {
					n.told.People = append(told, list...)
					if _, err = n.planned(); err == nil {
						return nil
					}
				}
				n.told.People = nil
				n.tell("  " + units.Shown(err.Error()))
				continue
			}
			v, err := start.Count(text)
			if err == nil {
				if typed {
					told = append(told, start.Part{Name: team.Name, Value: v})
				}
				break
			}
			n.tell("  " + units.Shown(err.Error()))
		}
	}
	n.told.People = told
	return nil
}

// planned returns what the answers so far come to.
func (n *newcomer) planned() (*start.Plan, error) {
	told := n.told
	if told.Name == "" {
		told.Name = "My company"
	}
	like, err := start.Nearest(told)
	if err != nil {
		return nil, err
	}
	return like.Plan(told)
}
