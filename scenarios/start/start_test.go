package start_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"postsale/scenarios"
	"postsale/scenarios/start"
	"postsale/scenarios/studies"
)

func parts(t *testing.T, text string, read func(string) (float64, error)) start.Parts {
	t.Helper()
	if text == "" {
		return nil
	}
	p, err := start.ReadParts(text, read)
	require.NoError(t, err)
	return p
}

// invented returns a company of which so much is known.
func invented(t *testing.T, arr float64, customers, people string) start.Told {
	told := start.Nothing()
	told.Name, told.ARR = "Invented", arr
	told.Customers, told.People = parts(t, customers, start.Count), parts(t, people, start.Count)
	return told
}

func planned(t *testing.T, told start.Told) *start.Plan {
	t.Helper()
	like, err := start.Nearest(told)
	require.NoError(t, err)
	plan, err := like.Plan(told)
	require.NoError(t, err)
	return plan
}

// A company's file is short and valid, extends what it should, and keeps in other trials what was told.
func TestTheFirstYearKeepsWhatWasTold(t *testing.T) {
	for _, c := range []struct {
		name, customers, people, like string
		arr, grr, nrr                 float64
		long                          bool
	}{
		{"$1M", "30", "generalists=1", "stage-3", 1e6, .84, .95, false},
		{"$8M", "smb=200 mid-market=70 enterprise=12", "implementation=4 support=5 success=4", "stage-15", 8e6, .88, 1.03, false},
		{"$8M with few to look after customers", "smb=90 mid-market=80", "success=2", "stage-15", 8e6, .93, 1.1, true},
		{"$60M", "1500", "", "stage-80", 60e6, .91, 1.06, true},
		{"self-serve", "5,000", "", "self-serve", 10e6, .86, .94, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.long && testing.Short() {
				t.Skip("some seconds of trials")
			}
			told := invented(t, c.arr, c.customers, c.people)
			told.GRR, told.NRR = c.grr, c.nrr
			plan := planned(t, told)
			assert.Equal(t, c.like, plan.Like.Name)
			few := 60
			if told.Customers.Sum() > 1000 {
				few = 30
			}
			require.NoError(t, plan.Fit(context.Background(), 1, few, 0, nil))
			assert.Empty(t, plan.Notes())

			file := filepath.Join(t.TempDir(), "mine.yaml")
			require.NoError(t, os.WriteFile(file, plan.File(), 0o666))
			assert.Less(t, strings.Count(string(plan.File()), "\n"), 60)
			assert.Contains(t, string(plan.File()), "\nextends: "+c.like+"\n")
			scenario, err := scenarios.Load(file, nil)
			require.NoError(t, err, string(plan.File()))
			customers, arr := 0, 0.
			for i, n := range scenario.Params.OpeningCustomers() {
				customers += n
				arr += float64(n) * scenario.Params.Segments[i].Value.Customers.MeanACV()
			}
			assert.EqualValues(t, told.Customers.Sum(), customers)
			assert.InEpsilon(t, c.arr, arr, 1e-9)

			study, err := studies.NewRun(studies.Order{Scenario: file, Seed: 1, Trials: few, Settings: []string{"horizon=4q"}, Plain: true})
			require.NoError(t, err)
			run := study.Live(context.Background(), nil).Went()
			const reached, errors = .0025, 4 // the fit ends there; and both figures have errors
			for measure, want := range map[string]float64{"grr": c.grr, "nrr": c.nrr} {
				d := run.Estimate(measure, "all", "FY27")
				assert.InDelta(t, want, d.Mean, reached+errors*d.MCError, measure)
			}
		})
	}
}

// What a run keeps in its first year is what was told, within its printed error, or it is said why not.
func TestTheFirstYearOfTheRunIsAsToldWithinItsError(t *testing.T) {
	if testing.Short() {
		t.Skip("half a minute of trials")
	}
	for _, c := range []struct {
		name, customers, people string
		arr, grr, nrr           float64
		trials                  int
	}{
		{"few customers", "30", "", 1e6, .86, .97, 150},
		{"harbor", "smb=200 mid-market=40 enterprise=4", "implementation=3 support=6 success=5", 5e6, .84, .98, 100},
		{"start-up of low touch", "300", "", 1.8e6, .8, .92, 100},
	} {
		for _, seed := range []uint64{1, 2} {
			told := invented(t, c.arr, c.customers, c.people)
			told.GRR, told.NRR = c.grr, c.nrr
			plan := planned(t, told)
			require.NoError(t, plan.Fit(context.Background(), seed, c.trials, 0, nil))
			file := filepath.Join(t.TempDir(), "mine.yaml")
			require.NoError(t, os.WriteFile(file, plan.File(), 0o666))
			study, err := studies.NewRun(studies.Order{Scenario: file, Seed: seed, Trials: c.trials})
			require.NoError(t, err)
			run := study.Live(context.Background(), nil).Went()
			grr, nrr := run.Estimate("grr", "all", "FY27"), run.Estimate("nrr", "all", "FY27")
			misses := plan.Misses(start.Reached{GRR: grr.Mean, GRRError: grr.MCError, NRR: nrr.Mean, NRRError: nrr.MCError, Trials: c.trials})
			t.Logf("%s, seed %d: GRR %.4f (%.4f), NRR %.4f (%.4f) %v", c.name, seed, grr.Mean, grr.MCError, nrr.Mean, nrr.MCError, misses)
			assert.InDelta(t, c.grr, grr.Mean, 3*grr.MCError, c.name)
			assert.InDelta(t, c.nrr, nrr.Mean, 3*nrr.MCError, c.name)
			assert.Equal(t, math.Abs(grr.Mean-c.grr) > 2*grr.MCError, strings.Contains(strings.Join(misses, ""), "GRR misses last year's by"), c.name)
		}
	}
}

func TestWhatTheRunMissesIsSaidWithItsReason(t *testing.T) {
	told := invented(t, 1e6, "30", "")
	told.GRR = .84
	plan := planned(t, told)
	require.NoError(t, plan.Fit(context.Background(), 1, 20, 0, nil))
	reached := *plan.Reached()
	near, far := reached, reached
	near.GRR = .84 + 1.9*near.GRRError
	assert.Empty(t, plan.Misses(near))
	far.GRR, far.GRRError, far.Trials = .82, .005, 500
	assert.Equal(t, []string{"GRR misses last year's by 2.00 points, which is more than two errors: churn and expansion are fitted on 20 first years, as more of 30 customers take long."}, plan.Misses(far))
}

func TestAFirstDayWithinAYearIsTheReasonThatTheNextYearKeepsSomethingElse(t *testing.T) {
	told := invented(t, 1e6, "30", "")
	told.GRR, told.Start, told.FiscalYear = .84, "2027-05-01", "february"
	plan := planned(t, told)
	require.NoError(t, plan.Fit(context.Background(), 1, 20, 0, nil))
	ran := *plan.Reached()
	ran.GRR, ran.GRRError, ran.Trials = .86, .005, 500
	assert.Equal(t, []string{"GRR misses last year's by 2.00 points, which is more than two errors: its year begins three quarters after the first day, and what keeps 84 % is the twelve months from that day."}, plan.Misses(ran))
}

func TestOfNRRAloneWhatIsMissingIsLost(t *testing.T) {
	told := invented(t, 1e6, "30", "")
	for _, nrr := range []float64{.82, 1.15} {
		told.NRR = nrr
		plan := planned(t, told)
		require.NoError(t, plan.Fit(context.Background(), 1, 60, 0, nil))
		assert.Empty(t, plan.Notes())
		assert.InDelta(t, nrr, plan.Reached().NRR, .0025)
		assert.Equal(t, nrr < 1, strings.Contains(string(plan.File()), "worked out from NRR 82 %"))
	}
}

func TestWhatAYearDoesNotLoseIsSaid(t *testing.T) {
	if testing.Short() {
		t.Skip("seconds of trials")
	}
	told := invented(t, 20e6, "50", "")
	told.Like, told.GRR = "complex", .5 // where a third of the contracts are of three years
	plan := planned(t, told)
	require.NoError(t, plan.Fit(context.Background(), 1, 120, 0, nil))
	assert.Regexp(t, `GRR misses last year's by \d\.\d\d points, which is more than two errors: not all contracts end within a year`, plan.Kept())
}

func TestTheSameAnswersGiveTheSameBytes(t *testing.T) {
	made := func(workers int) string {
		told := invented(t, 1e6, "30", "")
		told.GRR = .8
		plan := planned(t, told)
		require.NoError(t, plan.Fit(context.Background(), 7, 20, workers, nil))
		return string(plan.File())
	}
	assert.Equal(t, made(1), made(3))
}

func TestACompanyIsLikeTheNearest(t *testing.T) {
	for _, c := range []struct {
		arr       float64
		customers string
		delivery  string
		want      string
	}{
		{1e6, "30", "", "stage-3"},
		{2e6, "400", "", "low-touch-start-up"},
		{2e6, "18", "", "high-touch-start-up"},
		{8e6, "280", "", "stage-15"},
		{10e6, "5000", "", "self-serve"},
		{14e6, "2400", "", "scaling-low-touch"},
		{28e6, "180", "", "scaling-high-touch"},
		{60e6, "1400", "", "stage-80"},
		{40e6, "1000", "", "stage-40"},
		{22e6, "50", "", "complex"},
		{30e6, "smb=9000 enterprise=120", "", "product-led"},
	} {
		told := invented(t, c.arr, c.customers, "")
		told.Delivery = c.delivery
		like, err := start.Nearest(told)
		require.NoError(t, err, c.customers)
		assert.Equal(t, c.want, like.Name, "%v %s", c.arr, c.customers)
	}
}

func TestEveryArchetypeTakesACompanyOfHalfAndOfTwiceItsSize(t *testing.T) {
	for _, name := range start.Archetypes() {
		for _, times := range []float64{.1, .5, 1, 2} {
			told := start.Nothing()
			told.Name, told.Like = "Half", name
			like, err := start.Nearest(told)
			require.NoError(t, err)
			told.ARR = times * like.ARR()
			told.Customers = start.Parts{{Value: max(3, math.Round(times*float64(like.Customers())))}}
			plan, err := like.Plan(told)
			require.NoError(t, err, "%s x %v", name, times)
			_, err = plan.Load()
			assert.NoError(t, err, "%s x %v\n%s", name, times, plan.File())
			assert.Less(t, strings.Count(string(plan.File()), "\n"), 60, name)
			for _, d := range start.Deliveries {
				if times != .5 {
					break
				}
				told.Delivery = d.Name
				plan, err := like.Plan(told)
				require.NoError(t, err, name)
				_, err = plan.Load()
				assert.NoError(t, err, "%s x %v, %s\n%s", name, times, d.Name, plan.File())
			}
		}
	}
}

func TestPeopleAreScaledByTheirWorkAndNobodyIsLeftAlone(t *testing.T) {
	told := invented(t, 7.5e6, "smb=150 mid-market=65 enterprise=11", "")
	told.Like = "stage-15"
	for _, team := range planned(t, told).Teams() {
		assert.GreaterOrEqual(t, team.Value, 1., team.Name)
	}
	told.People = parts(t, "success=2", start.Count)
	plan := planned(t, told)
	assert.Contains(t, string(plan.File()), "success: {team: mid-market-success}", "who look after others too")
	told.Customers = parts(t, "smb=150 mid-market=65", start.Count)
	told.People = nil
	plan = planned(t, told)
	enterprise, _ := plan.Teams().Of("enterprise-success")
	assert.Zero(t, enterprise, "there is nobody to look after")
	assert.Contains(t, string(plan.File()), "opening: {customers: 0, in_flight: 0, open_tickets: 0}")
}

func TestACompanyThatSignsNothingHasSomebodyToDeliver(t *testing.T) {
	for _, deals := range []string{"0", "smb=0"} {
		told := invented(t, 8e6, "smb=200 mid-market=70", "")
		told.Deals = parts(t, deals, start.Rate)
		_, err := planned(t, told).Load()
		assert.NoError(t, err, deals)
	}
}

// The terms of a partner where the archetype has none are those of the library's.
func TestAPartnerIsThatOfTheLibrary(t *testing.T) {
	told := invented(t, 8e6, "282", "")
	told.Delivery = start.Overflow
	mine, err := planned(t, told).Load()
	require.NoError(t, err)
	theirs, err := scenarios.Load("board-partner-overflow", nil)
	require.NoError(t, err)
	require.Len(t, mine.Params.Delivery.Partners, 1)
	a, b := mine.Params.Delivery.Partners[0].Value, theirs.Params.Delivery.Partners[0].Value
	b.ConcurrentProjects = a.ConcurrentProjects
	assert.Equal(t, b, a)
}

func TestNamesAreWrittenSoThatTheyReadBack(t *testing.T) {
	for _, name := range []string{`Acme: "#1" 'GmbH'`, "A # no comment", "Über & Söhne {x: [1]}", "1e5", "null", "yes", `back\slash`, "日本 株式会社", "a: b", "x %s ${HOME}"} {
		told := invented(t, 1e6, "30", "")
		told.Name = name
		scenario, err := planned(t, told).Load()
		require.NoError(t, err, name)
		assert.Equal(t, name, scenario.Name)
	}
	told := invented(t, 1e6, "30", "")
	told.Name = "two\nlines"
	like, err := start.Nearest(told)
	require.NoError(t, err)
	_, err = like.Plan(told)
	assert.ErrorContains(t, err, `--name: want a name that begins with a letter or digit, on one line, got "two\nlines", did you mean "two lines"?`)
}

func TestAnswersThatDoNotFitAreToldWithWhatToChange(t *testing.T) {
	for _, c := range []struct {
		change func(told *start.Told)
		want   string
	}{
		{func(told *start.Told) { told.Customers = parts(t, "smb=30", start.Count) }, "--arr, --customers: $8M ARR of 30 smb customers is $267k each"},
		{func(told *start.Told) { told.Paid = parts(t, "smb=5M mid-market=5M enterprise=1M", start.Amount) }, "segments pay $11M together, and the company has $8M: tell --arr $11M"},
		{func(told *start.Told) { told.Paid = parts(t, "smb=6M enterprise=0.5M", start.Amount) }, "check whether they are told the other way round"},
		{func(told *start.Told) { told.GRR, told.NRR = .7, 1.05 }, "takes expansion of 35 points: every dollar that stays would have to grow by 50 % within the year; NRR of at most 104 % goes with that GRR, or GRR of at least 71 %"},
		{func(told *start.Told) { told.Paid = parts(t, "2.4M", start.Amount) }, "--arr-by-segment: must say of which segment it is, such as smb=2.4M"},
		{func(told *start.Told) { told.Paid = parts(t, "smb=0", start.Amount) }, "--arr-by-segment: smb has customers, and must pay more than nothing"},
		{func(told *start.Told) { told.Deals = parts(t, "gold=3", start.Rate) }, "--deals: no segment is called \"gold\""},
		{func(told *start.Told) { told.People = parts(t, "5", start.Count) }, "--people: must say of which role they are, such as implementation=5"},
		{func(told *start.Told) { told.ARR = .008 }, "--arr, --customers: "},
		{func(told *start.Told) { told.People = parts(t, "implementation=1000000", start.Count) }, "--people: no scenario can be made of these answers: "},
		{func(told *start.Told) { told.GRR = 1.05 }, "--grr: must be at most 100 %"},
		{func(told *start.Told) { told.GRR, told.NRR = .95, .9 }, "NRR must be at least GRR"},
		{func(told *start.Told) { told.People = parts(t, "implementation=0", start.Count) }, "nobody is there to bring customers live"},
		{func(told *start.Told) { told.People = parts(t, "support=0", start.Count) }, "nobody is there to answer tickets"},
		{func(told *start.Told) { told.People = parts(t, "suport=1", start.Count) }, `no role is called "suport", did you mean "support"?`},
		{func(told *start.Told) { told.Like = "stage-16" }, `no built-in company is called "stage-16", did you mean "stage-15"?`},
		{func(told *start.Told) { told.Delivery = "partners" }, "no way to bring customers live is called"},
		{func(told *start.Told) { told.Deals = parts(t, "400", start.Rate) }, "deals are told a quarter"},
		{func(told *start.Told) { told.Start = "2027-02-03" }, "--start, --fiscal-year-starts: must be the first day of a fiscal quarter"},
		{func(told *start.Told) { told.Name, told.GRR = "#", 2 }, "--name: want a name that begins with a letter or digit, on one line, got \"#\"\n--grr"},
	} {
		told := invented(t, 8e6, "smb=200 mid-market=70 enterprise=12", "")
		c.change(&told)
		like, err := start.Nearest(told)
		if err == nil {
			_, err = like.Plan(told)
		}
		var faults start.Faults
		require.ErrorAs(t, err, &faults)
		assert.ErrorContains(t, err, c.want)
	}
}

func TestWhatIsPossibleAndRareIsSaid(t *testing.T) {
	told := invented(t, 8e6, "282", "")
	told.GRR, told.NRR = .75, 1.05
	assert.Equal(t, []string{"NRR 105 % of GRR 75 % takes expansion of 30 points: every dollar that stays grows by 40 % within the year, which few companies reach"},
		planned(t, told).Notes())
}

func TestPeopleForWhomThereIsNoTeamAreSaidToBeLeftOut(t *testing.T) {
	told := invented(t, 8e6, "282", "engineering=4")
	told.Like = "stage-15"
	plan := planned(t, told)
	require.Len(t, plan.Notes(), 1)
	assert.Contains(t, plan.Notes()[0], "stage-15 has no team for engineering, and those who were told are left out; it has implementation, support, success")
	told.Like = "board"
	plan = planned(t, told)
	assert.Empty(t, plan.Notes())
	assert.Contains(t, string(plan.File()), "\nengineering: {people: 4, ")
	assert.Contains(t, string(plan.File()), "bugs: {opening: 113, created_per_month: 12}", "as many for an engineer as there")
}

func TestAFiscalYearBeginsOnItsFirstDay(t *testing.T) {
	told := invented(t, 1e6, "30", "")
	told.FiscalYear = "February"
	file := string(planned(t, told).File())
	assert.Contains(t, file, "\nstart: 2027-02-01 # first day of the fiscal year\nfiscal_year_starts: february # told\n")
}

func TestNumbersAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]float64{"$8M": 8e6, "8m": 8e6, "8,000,000": 8e6, "8e6": 8e6, "8 million": 8e6, "$8,000,000.00": 8e6, "8000k": 8e6, "US$ 8M": 8e6, "8'000'000": 8e6, "8M USD": 8e6} {
		v, err := start.Amount(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, v, text)
	}
	for text, want := range map[string]float64{"105%": 1.05, "1.05": 1.05, "105": 1.05, "88 %": .88, ".9": .9, "0.885": .885} {
		v, err := start.Retention(text)
		require.NoError(t, err, text)
		assert.InDelta(t, want, v, 1e-12, text)
	}
	for _, text := range []string{"", "a lot", "-3", "8X", "1T", "1.2.3", "NaN", "inf", "8,00"} {
		_, err := start.Amount(text)
		assert.Error(t, err, text)
		_, err = start.Count(text)
		assert.Error(t, err, text)
		_, err = start.Retention(text)
		assert.Error(t, err, text)
	}
	_, err := start.Count("2.5")
	assert.Error(t, err)
	_, err = start.Retention("5")
	assert.Error(t, err, "5 % or 500 %?")
	for text, want := range map[string]start.Parts{
		"300":                            {{"", 300}},
		"smb=1,200, mid-market=40":       {{"smb", 1200}, {"mid-market", 40}},
		"smb: 1.2k mid-market = 40 ":     {{"smb", 1200}, {"mid-market", 40}},
		"success.smb=2;implementation=3": {{"success.smb", 2}, {"implementation", 3}},
	} {
		list, err := start.ReadParts(text, start.Count)
		require.NoError(t, err, text)
		assert.Equal(t, want, list, text)
	}
	for _, text := range []string{"300 smb=3", "smb=1 smb=2", "smb=", "smb=x", "smb"} {
		_, err := start.ReadParts(text, start.Count)
		assert.Error(t, err, text)
	}
}

func TestWhateverIsWrittenIsReadOrRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([a-c]|smb|[a-z.-]{1,4}|[0-9]{1,3}|[,;=: kM$%.]|\x00|ü){0,12}`).Draw(t, "text")
		list, err := start.ReadParts(text, start.Count)
		if err != nil {
			return
		}
		again := ""
		for _, p := range list {
			if p.Name != "" {
				again += p.Name + "="
			}
			again += fmt.Sprintf("%.0f ", p.Value)
		}
		same, err := start.ReadParts(again, start.Count)
		require.NoError(t, err)
		require.Equal(t, list, same)
	})
}
