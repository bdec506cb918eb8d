package scenarios_test

import (
	"math"
	"slices"

	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/ledger"
	"postsale/models/measures"
)

// most is the greatest value of the measures that have one; where the text of a
// measure lets it be more (slots that a cut takes away while they are held, a
// ticket escalated in one period and closed in the next), there is none.
var most = map[string]float64{
	"self_service_share": 1, "unadopted_share": 1, "work_value": 4,
	"grr": 1, "logo_retention": 1, "grr_flow": 1, "renewal_rate": 1,
	"bookings_month_1": 1, "bookings_month_2": 1, "bookings_month_3": 1, "bookings_last_week": 1,
	"partners_managed": 1, "sponsors_lost": 1, "late_share": 1, "go_live_share": 1, "first_contact_share": 1, "services_revenue_share": 1, "hours_used": 1, "partner_share": 1, "partner_hours_share": 1,
	"reopen_share": 1, "breach_share": 1, "services_margin": 1, "platform_margin": 1,
	"billable_utilisation": 1, // of 40 hours a week, of which no more are productive here
}

// mayBeNegative are the measures of what may be lost.
var mayBeNegative = map[string]bool{"services_margin": true, "platform_margin": true, "nrr_flow": true, "grr_flow": true, "cost_net": true, "contribution": true, "contribution_to_date": true, "magic_number": true}

// divisor is what a measure of a scope and quarters from to to-1 is divided by.
type divisor func(l *measures.Layout, b *ledger.Ledger, scope, from, to int) float64

// over is what the measures that need not exist are divided by.
var over = map[string]divisor{
	"nrr": cohort(ledger.CohortARR), "grr": cohort(ledger.CohortARR), "logo_retention": cohort(ledger.CohortLogos),
	"nrr_flow": cohort(ledger.CohortARR), "grr_flow": cohort(ledger.CohortARR),
	"renewal_rate":     total(ledger.RenewedARR, ledger.ChurnARR),
	"bookings_month_1": total(ledger.Bookings), "bookings_month_2": total(ledger.Bookings),
	"bookings_month_3": total(ledger.Bookings), "bookings_last_week": total(ledger.Bookings),
	"start_delay_mean": total(ledger.Starts), "start_delay_p90": total(ledger.Starts), "partner_share": total(ledger.Starts),
	"taken_share": func(l *measures.Layout, b *ledger.Ledger, _, from, to int) float64 {
		return b.Sum(ledger.Starts, l.Ledger.All(), from, to)
	},
	"partners_managed":  total(ledger.PartnersMet),
	"time_to_live_mean": orPartner(ledger.PartnerLives, ledger.GoLives), "time_to_live_p90": total(ledger.GoLives), "late_share": orPartner(ledger.PartnerLives, ledger.GoLives),
	"cohort_wait_mean": total(ledger.CohortStarts), "cohort_size_mean": total(ledger.CohortStarts), "blocked_days_mean": total(ledger.GoLives),
	"partner_hours_share": total(ledger.OwnHours, ledger.PartnerHours),
	"first_response_mean": total(ledger.Answers), "first_response_p90": total(ledger.Answers),
	"resolution_mean": total(ledger.Resolutions), "cost_per_case": total(ledger.Resolutions),
	"escalation_share": total(ledger.Resolutions, ledger.Reopenings), "reopen_share": total(ledger.Resolutions, ledger.Reopenings),
	"breach_share":        total(ledger.Judgements),
	"first_contact_share": total(ledger.Resolutions),
	"cases_per_person": func(l *measures.Layout, b *ledger.Ledger, _, from, to int) float64 {
		heads := 0.0
		for _, team := range l.Roles.Support {
			heads += b.Area(ledger.Headcount, team, from, to)
		}
		return heads
	},
	"hours_per_project": total(ledger.Finishes), "success_per_new_dollar": total(ledger.NewARR), "replacement_share": total(ledger.NewARR),
	"magic_number": total(ledger.NewARR), "go_live_share": func(l *measures.Layout, b *ledger.Ledger, _, from, to int) float64 {
		return b.Sum(ledger.GoLives, l.Ledger.All(), from, to)
	},
	"cost_per_project": orPartner(ledger.PartnerLives, ledger.Finishes),
	"services_revenue_share": func(_ *measures.Layout, b *ledger.Ledger, scope, from, to int) float64 {
		return b.Area(ledger.ARR, scope, from, to) + b.Sum(ledger.ServicesRevenue, scope, from, to) + b.Area(ledger.OfferedServices, scope, from, to) +
			b.Area(ledger.OfferedSupport, scope, from, to)
	},
	"phase_wait_mean":   total(ledger.PhaseStarts),
	"session_wait_mean": total(ledger.SessionAnswers), "seats_used": total(ledger.SessionSeats),
	"self_service_share": total(ledger.Deflections, ledger.Questions),
	"unadopted_share": func(_ *measures.Layout, b *ledger.Ledger, scope, _, to int) float64 {
		return b.Closing(ledger.Users, scope, to-1)
	},
	"sponsors_lost": integral(ledger.Sponsoring),
	"services_margin": func(_ *measures.Layout, b *ledger.Ledger, scope, from, to int) float64 {
		const cent = .01 // less is what rounding leaves
		if revenue := b.Sum(ledger.ServicesRevenue, scope, from, to) + b.Area(ledger.OfferedServices, scope, from, to); revenue >= cent {
			return revenue
		}
		return 0
	},
	"platform_margin": integral(ledger.ARR), "success_cost_share": integral(ledger.ARR),
	"support_cost_share": func(_ *measures.Layout, b *ledger.Ledger, scope, from, to int) float64 {
		return b.Area(ledger.ARR, scope, from, to) + b.Sum(ledger.ServicesRevenue, scope, from, to) + b.Area(ledger.OfferedServices, scope, from, to)
	},
	"stand_in_hours_share": integral(ledger.HoursDrawn),
	"team_utilisation":     integral(ledger.SlotsThere), "hours_used": integral(ledger.HoursThere),
	"billable_utilisation": func(l *measures.Layout, b *ledger.Ledger, _, from, to int) float64 {
		heads := 0.0
		for _, team := range l.Roles.Delivery {
			heads += b.Area(ledger.Headcount, team, from, to)
		}
		return heads
	},
	"tier1_utilisation": func(l *measures.Layout, b *ledger.Ledger, _, from, to int) float64 {
		return b.Area(ledger.ServersThere, l.Roles.Tier1, from, to)
	},
	"tier2_utilisation": func(l *measures.Layout, b *ledger.Ledger, _, from, to int) float64 {
		return b.Area(ledger.ServersThere, l.Roles.Tier2, from, to)
	},
}

func total(flows ...ledger.Flow) divisor {
	return func(_ *measures.Layout, b *ledger.Ledger, scope, from, to int) float64 {
		sum := 0.0
		for _, flow := range flows {
			sum += b.Sum(flow, scope, from, to)
		}
		return sum
	}
}

// orPartner is a total of a partner and another of other scopes.
func orPartner(partner, other ledger.Flow) divisor {
	return func(l *measures.Layout, b *ledger.Ledger, scope, from, to int) float64 {
		if slices.Contains(l.Roles.Partners, scope) {
			return b.Sum(partner, scope, from, to)
		}
		return b.Sum(other, scope, from, to)
	}
}

func cohort(flow ledger.Flow) divisor {
	return func(_ *measures.Layout, b *ledger.Ledger, scope, _, to int) float64 {
		return b.Sum(flow, scope, to-1, to)
	}
}

func integral(stock ledger.Stock) divisor {
	return func(_ *measures.Layout, b *ledger.Ledger, scope, from, to int) float64 {
		return b.Area(stock, scope, from, to)
	}
}

// inRange holds that measures lie where their text says, that one does not exist
// just where there is nothing to divide by, and that customers add up.
func inRange(t require.TestingT, p *company.Params, layout *measures.Layout, columns []measures.Column, row []float64, l *ledger.Ledger) {
	type cell struct {
		measure         string
		scope, from, to int
	}
	at := map[cell]float64{}
	for i, c := range columns {
		v, name := row[i], c.Measure.Name
		at[cell{name, c.Scope, c.Period.From, c.Period.To}] = v
		of, ratio := over[name]
		if math.IsNaN(v) {
			require.True(t, ratio, "%s of %s in %s must exist", name, c.Segment, c.Period.Name)
			require.LessOrEqual(t, of(layout, l, c.Scope, c.Period.From, c.Period.To), 0.0, "%s of %s in %s must exist", name, c.Segment, c.Period.Name)
			continue
		}
		if ratio {
			require.Positive(t, of(layout, l, c.Scope, c.Period.From, c.Period.To), "%s of %s in %s must not exist", name, c.Segment, c.Period.Name)
		} else if name != "work_value" { // what a stock is worth
			require.NotEqual(t, measures.Share, c.Measure.Unit, "%s is a share of something", name)
		}
		if !mayBeNegative[name] {
			require.GreaterOrEqual(t, v, -1e-6, "%s of %s in %s", name, c.Segment, c.Period.Name)
		}
		ideal := name == "billable_utilisation" && (slices.Contains(p.Ideal, "delivery-time") || slices.Contains(p.Ideal, "start-delay")) // by hours that nobody is paid for
		if limit, ok := most[name]; ok && !ideal {
			require.LessOrEqual(t, v, limit+1e-9, "%s of %s in %s", name, c.Segment, c.Period.Name)
		}
	}
	for i, c := range columns {
		here := func(measure string) float64 { return at[cell{measure, c.Scope, c.Period.From, c.Period.To}] }
		switch c.Measure.Name {
		case "customers":
			before, ok := at[cell{"customers", c.Scope, c.Period.From - 1, c.Period.From}]
			if ok {
				require.Equal(t, before+here("deals")-here("customers_lost"), row[i], "customers of %s in %s", c.Segment, c.Period.Name)
			}
		case "bookings":
			if row[i] > 0 {
				months := here("bookings_month_1") + here("bookings_month_2") + here("bookings_month_3")
				require.InDelta(t, 1, months, 1e-9, "months of %s in %s", c.Segment, c.Period.Name)
				require.LessOrEqual(t, here("bookings_last_week"), here("bookings_month_3")+1e-9)
			}
		}
	}
}
