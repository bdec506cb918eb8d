package scenarios_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/review"
	"postsale/scenarios"
)

// measured returns what trials of a scenario come to, by column.
func measured(t *testing.T, ref string, trials int, sets ...string) []map[string]float64 {
	t.Helper()
	s, err := scenarios.Load(ref, sets)
	require.NoError(t, err)
	c, layout := company.New(&s.Params, 1), s.Params.Layout()
	columns := layout.Columns()
	var rows []map[string]float64
	for trial := range trials {
		row := map[string]float64{}
		for i, v := range layout.Row(columns, c.Run(trial)) {
			row[columns[i].Measure.Name+"."+columns[i].Segment+"."+columns[i].Period.Name] = v
		}
		rows = append(rows, row)
	}
	return rows
}

const year = "horizon=4q"

// A role without work costs what it is paid, on the line that is stated, and changes nothing else.
func TestARoleWithoutWorkOnlyCosts(t *testing.T) {
	base := measured(t, "board", 2, year)
	for line, measure := range map[string]string{"services": "cost_services", "support": "cost_support", "success": "cost_success", "research": "cost_research"} {
		role := measured(t, "board", 2, year, "success.teams.director={people: 2, cost: 250k, line: "+line+", attrition: 0%}")
		for trial := range base {
			for column, v := range base[trial] {
				name, _, _ := strings.Cut(column, ".")
				more := 0.0
				switch {
				case strings.HasPrefix(column, measure+".all.FY"), strings.HasPrefix(column, measure+".all.run"), strings.HasPrefix(column, "cost_total.all."), strings.HasPrefix(column, "cost_net.all."):
					more = 2 * 250e3
					if strings.Contains(column, " Q") {
						more /= 4
					}
				case name == "contribution":
					more = -2 * 250e3
					if strings.Contains(column, " Q") {
						more /= 4
					}
				case name == "contribution_to_date":
					continue // adds up, which its own test holds
				case strings.HasPrefix(column, "headcount.all."):
					more = 2
				case slices.Contains([]string{"services_margin", "platform_margin", "success_cost_share", "support_cost_share", "cost_per_case", "cost_per_project", "success_per_new_dollar"}, name):
					continue // by the line
				}
				if math.IsNaN(v) {
					require.True(t, math.IsNaN(role[trial][column]), column)
					continue
				}
				require.InDelta(t, v+more, role[trial][column], 1e-6*(1+math.Abs(more)), "%s: %s", line, column)
			}
		}
	}
}

func TestATeamIsPaidByTheLineThatItStates(t *testing.T) {
	base, moved := measured(t, "board", 1, year)[0], measured(t, "board", 1, year, "support.tier2.line=success")[0]
	tier2 := base["cost_support.all.run"] - moved["cost_support.all.run"]
	assert.Greater(t, tier2, 100e3)
	assert.InDelta(t, base["cost_success.all.run"]+tier2, moved["cost_success.all.run"], 1e-6)
	assert.InDelta(t, base["cost_total.all.run"], moved["cost_total.all.run"], 1e-6)
	assert.Equal(t, base["headcount.team/tier2.run"], moved["headcount.team/tier2.run"])
	assert.Equal(t, base["first_response_mean.all.run"], moved["first_response_mean.all.run"], "what it does is as it was")

	none := measured(t, "board", 1, year, "engineering=null")[0]
	assert.NotContains(t, none, "cost_research.all.run")
	research := measured(t, "board", 1, year, "engineering=null", "success.teams.architect={people: 1, cost: 200k, line: research}")[0]
	assert.InDelta(t, 200e3, research["cost_research.all.run"], 1e-6)
	_, err := scenarios.Load("board", []string{"support.tier1.line=marketing"})
	assert.EqualError(t, err, `--set support.tier1.line=marketing: support.tier1.line: must be services, support, success or research, got "marketing"`)
}

func TestARoleWhoseLineIsStatedIsNotInDoubt(t *testing.T) {
	doubted := func(set string) string {
		s, err := scenarios.Load("board", []string{set})
		require.NoError(t, err)
		return strings.Join(review.Doubts(&s.Params), "\n")
	}
	const idle = "success.teams.director: it has nothing to do, for $250k a year"
	assert.Contains(t, doubted("success.teams.director={people: 1, cost: 250k}"), idle)
	assert.NotContains(t, doubted("success.teams.director={people: 1, cost: 250k, line: success}"), "director")
	assert.NotContains(t, doubted("delivery.teams.pmo={people: 1, cost: 150k, concurrent_projects: 1, line: services}"), "pmo")
}

func TestTheMagicNumberIsOfWhatIsToldBesides(t *testing.T) {
	assert.NotContains(t, measured(t, "board", 1, year)[0], "magic_number.all.FY27")
	for _, row := range measured(t, "board", 3, "horizon=8q", "money.acquisition=1.5") {
		for _, period := range []string{"FY27", "FY28", "FY27 Q3", "run"} {
			of := func(measure string) float64 { return row[measure+".all."+period] }
			fresh := of("arr_new")
			require.Greater(t, fresh, 0.0)
			assert.InDelta(t, (of("arr_closing")-of("arr_opening"))/(1.5*fresh+of("cost_success")), of("magic_number"), 1e-9, period)
			assert.InDelta(t, of("cost_success")/fresh, of("success_per_new_dollar"), 1e-9, period)
			assert.InDelta(t, of("arr_churn")/fresh, of("replacement_share"), 1e-9, period)
			assert.InDelta(t, of("revenue_services")/(of("revenue_services")+of("revenue_subscription")), of("services_revenue_share"), 1e-9, period)
		}
	}
	one, two := measured(t, "board", 1, year, "money.acquisition=1")[0], measured(t, "board", 1, year, "money.acquisition=2")[0]
	assert.Greater(t, one["magic_number.all.FY27"], two["magic_number.all.FY27"])
	_, err := scenarios.Load("board", []string{"money.acquisition=0"})
	assert.EqualError(t, err, "--set money.acquisition=0: money.acquisition: must be above 0 and at most 1000, got 0")
}

// With 30 % of tickets escalated and a tenth of closings that do not last, (1 - .3) x (1 - .1) = 63 % are settled by
// whoever takes them first.
func TestFirstContactsByTheirChances(t *testing.T) {
	rows := measured(t, "board", 6, year, "support.how_do_i.escalated=30%", "support.break_fix.escalated=30%", "support.configuration.escalated=30%", "support.reopened=10%",
		"support.tier1.people=12", "support.tier2.people=20", "support.tier1.attrition=0%", "support.tier2.attrition=0%")
	settled, n := 0.0, 0.0
	for _, row := range rows {
		tickets := row["cases_per_person.all.run"] * row["headcount.team/tier1.run"] // any weight will do: trials are alike
		settled, n = settled+tickets*row["first_contact_share.all.run"], n+tickets
	}
	resolved := 0.0
	for _, row := range rows {
		resolved += row["tickets.all.run"]
	}
	const share = .63
	assert.InDelta(t, share, settled/n, 4*math.Sqrt(share*(1-share)/resolved), "of %v tickets", resolved)
}

func TestCasesAreOfAllWhoAnswerTickets(t *testing.T) {
	row := measured(t, "board", 1, year)[0]
	resolved := row["cost_support.all.run"] / row["cost_per_case.all.run"]
	people := row["headcount.team/tier1.run"] + row["headcount.team/tier2.run"]
	assert.InDelta(t, resolved/(12*people), row["cases_per_person.all.run"], 1e-9)
}

// Where a partner does every project of a segment, and only those, what is told of it is what is told of the segment.
func TestAPartnerOfASegmentIsMeasuredAsTheSegment(t *testing.T) {
	for _, row := range measured(t, "board-partner-whole", 3, year) {
		partner := ""
		for column := range row {
			if rest, ok := strings.CutPrefix(column, "go_live_share.team/"); ok {
				partner, _, _ = strings.Cut(rest, ".")
			}
		}
		require.NotEmpty(t, partner)
		for _, period := range []string{"FY27 Q3", "FY27 Q4"} { // those found in flight are live by then
			of := func(measure string) float64 { return row[measure+".team/"+partner+"."+period] }
			smb := func(measure string) float64 { return row[measure+".smb."+period] }
			require.Positive(t, of("go_lives"))
			assert.Equal(t, smb("go_lives"), of("go_lives"), period)
			assert.InDelta(t, smb("time_to_live_mean"), of("time_to_live_mean"), 1e-9, period)
			assert.InDelta(t, smb("late_share"), of("late_share"), 1e-9, period)
			assert.InDelta(t, of("go_lives")/row["go_lives.all."+period], of("go_live_share"), 1e-9, period)
			assert.InDelta(t, of("cost_partners")/of("go_lives"), of("cost_per_project"), 1e-6, period)
		}
	}
}

// Every project takes the same hours: what is done for projects that a year ends with is made up by those that it began with.
func TestHoursAProjectAreThoseOfItsType(t *testing.T) {
	s, err := scenarios.Load("board", nil)
	require.NoError(t, err)
	hours := 0.0
	for _, phase := range s.Params.Delivery.Projects[0].Value.Phases {
		hours += 8 * float64(phase.Effort)
	}
	done := 0.0
	rows := measured(t, "board", 4, "horizon=12q")
	for _, row := range rows {
		done += row["hours_per_project.smb.run"] / float64(len(rows))
	}
	assert.InEpsilon(t, hours, done, .05)
}
