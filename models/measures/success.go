package measures

import "postsale/models/ledger"

var inSuccess = &Section{Title: "Success", Note: "attention: hours left for accounts, over those that accounts_per_person plans for them; hours on jobs: renewals, expansions, rescues"}

// What a company must have for measures of success to exist.
const (
	cared   = "segments.*.success"
	healthy = "success.health"
	rescued = "success.rescue"
)

var ofSuccess = []Measure{
	{Name: "attention", Section: inSuccess, Label: "attention", BySegment: "attention",
		Contrast: Contrast{Label: "attention, %"},
		Unit:     Share, Better: Up, Scopes: bySegment | Care, Wants: cared, Source: guide,
		Definition: "hours a week that the team that looks after customers has left for accounts, over those that its live accounts need by the design load; of a segment, that of its team",
		Formula:    "integral of left / integral of needed", Of: attention},
	{Name: "accounts_per_person", Section: inSuccess, Label: "live accounts a person",
		Unit: Number, Scopes: bySegment | Care, Wants: cared, Source: guide,
		Definition: "live accounts of a team over its people on the payroll; of a segment, those of its team", Formula: "integral of accounts / integral of people",
		Of: func(v View) float64 {
			accounts, people := 0.0, 0.0
			for _, team := range v.careTeams() {
				accounts += v.at(team).area(ledger.CareAccounts)
				people += v.at(team).area(ledger.Headcount)
			}
			return ratio(accounts, people)
		}},
	{Name: "jobs_share", Section: inSuccess, Label: "success hours on jobs",
		Unit: Share, Better: Down, Scopes: Company | Care, Wants: cared,
		Definition: "hours of success teams on renewals, expansions and rescues, over all that they have", Formula: "integral of hours on jobs / integral of hours there",
		Of: func(v View) float64 {
			jobs := v.area(ledger.CareJobs)
			return ratio(jobs, jobs+v.area(ledger.CareLeft))
		}},
	{Name: "health_green", Section: inSuccess, Label: "ARR that is green at the end", BySegment: "green",
		Unit: Share, Better: Up, Scopes: bySegment, Wants: healthy, Source: guide,
		Definition: "ARR of customers who were green when they were last looked at, over ARR, as the period ends", Formula: "1 - yellow - red",
		Of: func(v View) float64 {
			return max(0, 1-v.shaded(ledger.YellowARR)-v.shaded(ledger.RedARR)) // no less by rounding
		}},
	{Name: "health_yellow", Section: inSuccess, Label: "  yellow", BySegment: "yellow",
		Unit: Share, Better: Down, Scopes: bySegment, Wants: healthy, Source: guide,
		Definition: "ARR of customers who were yellow when they were last looked at, over ARR, as the period ends", Formula: "yellow ARR / ARR",
		Of: func(v View) float64 { return v.shaded(ledger.YellowARR) }},
	{Name: "health_red", Section: inSuccess, Label: "  red", BySegment: "red",
		Contrast: Contrast{Label: "red ARR, %"},
		Unit:     Share, Better: Down, Scopes: bySegment, Wants: healthy, Source: guide,
		Definition: "ARR of customers who were red when they were last looked at, over ARR, as the period ends", Formula: "red ARR / ARR",
		Of: func(v View) float64 { return v.shaded(ledger.RedARR) }},
	{Name: "churn_green", Section: inSuccess, Label: "lost ARR that was green", BySegment: "lost green",
		Unit: Share, Scopes: bySegment, Wants: healthy, Source: guide,
		Definition: "ARR lost with customers who were green when they were last looked at, over ARR lost: what health cannot see", Formula: "green ARR lost / ARR lost",
		Of: per(ledger.ChurnGreenARR, ledger.ChurnARR)},
	{Name: "churn_red", Section: inSuccess, Label: "  red",
		Unit: Share, Scopes: bySegment, Wants: healthy, Source: guide,
		Definition: "ARR lost with customers who were red when they were last looked at, over ARR lost", Formula: "red ARR lost / ARR lost",
		Of: per(ledger.ChurnRedARR, ledger.ChurnARR)},
	{Name: "rescues", Section: inSuccess, Label: "rescues", Told: Whole,
		Unit: Number, Scopes: bySegment, Wants: rescued, Source: engine,
		Definition: "rescues that were opened", Formula: "count", Of: sum(ledger.Rescues)},
	{Name: "rescues_won", Section: inSuccess, Label: "  that helped", Told: Whole,
		Contrast: Contrast{Label: "rescues won", AYear: true},
		Unit:     Number, Better: Up, Scopes: bySegment, Wants: rescued, Source: engine,
		Definition: "rescues that worked", Formula: "count", Of: sum(ledger.RescuesWon)},
	{Name: "rescues_too_late", Section: inSuccess, Label: "  whose customer left first", Told: Whole,
		Unit: Number, Better: Down, Scopes: bySegment, Wants: rescued, Source: engine,
		Definition: "customers who left while their rescue was open", Formula: "count", Of: sum(ledger.RescuesLate)},
	{Name: "renewals_unworked", Section: inSuccess, Label: "renewals that nobody worked", BySegment: "unworked", Told: Whole,
		Contrast: Contrast{Label: "renewals unworked", AYear: true},
		Unit:     Number, Better: Down, Scopes: bySegment, Wants: "success.renewals",
		Definition: "renewals that came before anybody had taken up their job", Formula: "count", Of: sum(ledger.RenewalsUnworked)},
	{Name: "expansions_lost", Section: inSuccess, Label: "opportunities that nobody worked", Told: Whole,
		Contrast: Contrast{Label: "chances unworked", AYear: true},
		Unit:     Number, Better: Down, Scopes: bySegment, Wants: "success.expansions",
		Definition: "opportunities to expand that nobody took up in time", Formula: "count", Of: sum(ledger.ExpansionsLost)},
	{Name: "sponsors_lost", Section: inSuccess, Label: "live customers without a sponsor",
		Contrast: Contrast{Label: "without a sponsor, %"},
		Unit:     Share, Better: Down, Scopes: bySegment, Wants: "success.sponsors",
		Definition: "live customers without a sponsor, over live customers", Formula: "integral of those without / integral of live",
		Of: used(ledger.SponsorsAway, ledger.Sponsoring)},
	{Name: "accounts_held", Section: inSuccess, Label: "accounts held by executives",
		Contrast: Contrast{Label: "accounts held"},
		Unit:     Number, Scopes: bySegment, Wants: "success.executives",
		Definition: "live accounts that an executive holds", Formula: "time average", Of: mean(ledger.AccountsHeld)},
}

// careTeams returns the scopes of the teams that look after the customers of the view: of a segment, of the company, or the
// team that it is.
func (v View) careTeams() []int {
	switch all := v.ledger.All(); {
	case v.scope == all:
		return v.roles.Care
	case v.scope < all && v.roles.CareOf[v.scope] == NoTeam:
		return nil
	case v.scope < all:
		return v.roles.CareOf[v.scope : v.scope+1]
	}
	return []int{v.scope}
}

func attention(v View) float64 {
	left, needed := 0.0, 0.0
	for _, team := range v.careTeams() {
		left += v.at(team).area(ledger.CareLeft)
		needed += v.at(team).area(ledger.CareNeeded)
	}
	return ratio(left, needed)
}

// shaded is the share of ARR whose customers are of a health, as the view ends.
func (v View) shaded(stock ledger.Stock) float64 {
	return max(0, ratio(v.closing(stock), v.closing(ledger.ARR)))
}
