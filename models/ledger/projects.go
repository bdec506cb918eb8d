package ledger

// ofProjects are what becomes of projects, of the slots that they hold, and of the partners who do some.
var ofProjects = map[Kind]Definition{
	Brought: {Name: "brought", Subject: Project,
		Words:   says("{project} is sold"),
		Joins:   []Join{{Expanded, says(", and with it the {project}")}},
		Parting: "an expansion brings a project"},
	Sized: {Name: "sized", Subject: Project,
		Amount:      Hours,
		Joins:       []Join{{Signed, says(", a project of {amount}")}},
		Accompanies: true,
		books:       func(l *Ledger, f Fact) { l.add(f.Scope, SoldHours, f.Amount) }},
	Foreseen: {Name: "foreseen", Subject: Project,
		Amount:  Days,
		Words:   says("promised to be live {amount} after signature"),
		Joins:   []Join{{Signed, says(", promised to be live {amount} later")}},
		Parting: "a promise differs"},
	Resumed: {Name: "resumed",
		Words:   says("project found in flight"),
		Parting: "a project is found in flight",
		books:   func(l *Ledger, f Fact) { l.customers[f.Customer].started = true }},
	Gathered: {Name: "gathered", Subject: Project,
		Amount:  Day,
		Words:   says("{project} waits for the start of {amount}"),
		Parting: "a project waits for its cohort"},
	Entered: {Name: "entered", Subject: Project,
		Amount: Days, Extra: Projects,
		Words:   says("its cohort starts {amount} after signature, {extra} of its type in it"),
		Parting: "a cohort starts",
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, CohortStarts, 1)
			l.add(f.Scope, CohortDays, f.Amount)
			l.add(f.Scope, CohortSizes, f.Extra)
		}},
	Queued: {Name: "queued", Subject: Project,
		Words:   says("{project} waits for a slot"),
		Parting: "a project has to wait",
		books:   func(l *Ledger, f Fact) { l.move(f.At, f.Scope, Queue, 1) }},
	Unqueued: {Name: "unqueued", Subject: Project,
		Accompanies: true,
		books:       func(l *Ledger, f Fact) { l.move(f.At, f.Scope, Queue, -1) }},
	Started: {Name: "started", Subject: Project,
		Amount: Days, Marks: Partner,
		Words:   says("{project} started {amount} after signature"),
		Parting: "a project starts",
		books: func(l *Ledger, f Fact) {
			if f.Subject == 0 {
				l.customers[f.Customer].started = true
				l.customers[f.Customer].delay = f.Amount
			} else {
				l.add(f.Scope, FurtherStarts, 1)
			}
			l.add(f.Scope, Starts, 1)
			l.add(f.Scope, StartDays, f.Amount)
			l.note(f.Scope, StartDelays, f.Amount)
			if f.Marks&Partner != 0 {
				l.add(f.Scope, PartnerStarts, 1)
			}
		}},
	Blocked: {Name: "blocked", Subject: Project,
		Amount: Days, Marks: Found,
		Words:   []Phrase{{Unless: Found, Text: "{project} waits {amount} for a feature that is not built"}, {If: Found, Text: "{project} had waited {amount} for features"}},
		Joins:   []Join{{Started, says(", waits {amount} for a feature that is not built")}},
		Parting: "a project waits for a feature",
		books:   func(l *Ledger, f Fact) { l.customers[f.Customer].blocked += f.Amount }},
	PhaseQueued: {Name: "phase_queued", OfTeam: true, Subject: Project,
		Amount:  Slots,
		Words:   says("{project} waits for {slots}"),
		Parting: "a project has to wait for another team"},
	PhaseStarted: {Name: "phase_started", Subject: Project,
		Amount: Days, Marks: Late,
		Joins:       []Join{{Took, []Phrase{{If: Late, Text: " after waiting {amount} for it"}}}},
		Accompanies: true,
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, PhaseStarts, 1)
			l.add(f.Scope, PhaseDays, f.Amount)
		}},
	Worked: {Name: "worked", Subject: Project,
		Amount: Hours, Extra: Hours, Marks: Partner | Research,
		Words:   []Phrase{{Text: "{amount} of the {project} done"}, {If: Partner, Text: " in {extra} of a partner"}, {If: Research, Text: " by engineering"}},
		Parting: "work on a project is done",
		books: func(l *Ledger, f Fact) {
			switch {
			case f.Marks&Partner != 0:
				l.add(f.Scope, PartnerHours, f.Amount)
			case f.Marks&Research != 0:
				l.add(f.Scope, ResearchHours, f.Amount)
			default:
				l.add(f.Scope, OwnHours, f.Amount)
			}
		}},
	Billed: {Name: "billed", Subject: Project,
		Amount:  Dollars,
		Joins:   []Join{{Worked, says(", {amount} billed")}},
		Parting: "a customer is billed",
		books:   func(l *Ledger, f Fact) { l.add(f.Scope, ServicesRevenue, f.Amount) }},
	Paid: {Name: "paid", OfTeam: true, Subject: Project,
		Amount:  Dollars,
		Joins:   []Join{{Worked, says(", {amount} to {scope}")}},
		Parting: "a partner is paid",
		books:   func(l *Ledger, f Fact) { l.add(f.Scope, PartnerCost, f.Amount) }},
	Finished: {Name: "finished", Subject: Project,
		Words:   says("{project} finished"),
		Parting: "a project ends",
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, Finishes, 1)
			if f.Subject != 0 {
				l.add(f.Scope, FurtherEnds, 1)
			}
		}},
	Withdrawn: {Name: "withdrawn", Subject: Project,
		Words:   says("{project} withdrawn"),
		Parting: "a project is withdrawn"},

	Took: {Name: "took", OfTeam: true, Subject: Project,
		Amount: Slots, Marks: Partner,
		Words:   says("{project} takes {slots}"),
		Joins:   []Join{{Started, says(", {slots}")}, {Resumed, says(", {slots}")}},
		Parting: "a project takes a slot",
		books:   func(l *Ledger, f Fact) { l.occupy(f, f.Amount) }},
	Freed: {Name: "freed", OfTeam: true, Subject: Project,
		Amount: Slots, Marks: Partner,
		Accompanies: true,
		books:       func(l *Ledger, f Fact) { l.occupy(f, -f.Amount) }},
	Slotted: {Name: "slotted", OfTeam: true,
		Amount: Slots, Marks: Partner,
		Words: says("{amount} slots from now on"),
		books: func(l *Ledger, f Fact) { l.set(f.At, f.Scope, own(f.Marks, SlotsThere, PartnerThere), f.Amount) }},

	RouteOpened: {Name: "route_opened", OfTeam: true,
		Amount: Portion,
		Words:  says("a route opens, which takes {amount} of the projects that fit it")},
	Assigned: {Name: "assigned", OfTeam: true,
		Accompanies: true,
		books:       func(l *Ledger, f Fact) { l.add(f.Scope, PartnerProjects, 1) }},
	LookedAfter: {Name: "looked_after", OfTeam: true,
		Amount:  Portion,
		Words:   says("project looked after to {amount}"),
		Joins:   []Join{{Started, says(", looked after to {amount}")}, {Took, says(", looked after to {amount}")}},
		Parting: "a partner is looked after otherwise",
		books: func(l *Ledger, f Fact) {
			l.add(f.Scope, PartnersMet, 1)
			l.add(f.Scope, PartnersManaged, f.Amount)
		}},
	Delivered: {Name: "delivered", OfTeam: true,
		Accompanies: true,
		books:       func(l *Ledger, f Fact) { l.customers[f.Customer].by = f.Scope }},
}
