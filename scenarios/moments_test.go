package scenarios

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/units"
)

const crewHires, firstHire = "delivery.teams.implementation.hires", "delivery.teams.implementation.hires[0].at"

// hiresOf returns when the board plan hires for implementation, with settings.
func hiresOf(t *testing.T, ref string, sets ...string) (days []float64) {
	t.Helper()
	s, err := Load(ref, sets)
	require.NoError(t, err)
	return daysOf(s)
}

func daysOf(s *Scenario) (days []float64) {
	crew := &s.Params.Delivery.Teams[s.Params.Delivery.Teams.Find("implementation")].Value
	for _, c := range crew.Hires {
		days = append(days, float64(c.At))
	}
	return days
}

// The board plan begins on 2027-01-01, in January as its fiscal years.
func TestAMomentIsATimeADateOrAFiscalQuarter(t *testing.T) {
	for at, want := range map[string]float64{
		"6w": 30, "0": 0, "FY27 Q1": 0, "FY27 Q3": 130, "FY2027 Q3": 130, "FY29 Q4": 65 * 11, "FY31 Q1": 65 * 16, // beyond the horizon
		"2027-01-01": 0, "2027-07-01": 130, "2027-07-02": 130 + 65./92, "2027-01-02": 65. / 90, // a Saturday
		"2028-02-29": 260 + 65*59./91, "2028-03-01": 260 + 65*60./91,
	} {
		assert.InDeltaSlice(t, []float64{want}, hiresOf(t, "board", crewHires+"=[{at: "+at+", people: 1}]"), 1e-9, at)
	}
	assert.Equal(t, []float64{130, 520}, hiresOf(t, "board", firstHire+"=2027-07-01"), "set alone")
}

func TestAFiscalQuarterMovesWithTheFiscalYear(t *testing.T) {
	third := crewHires + "=[{at: FY28 Q3, people: 1}]"
	assert.Equal(t, []float64{260 + 130}, hiresOf(t, "board", third))
	assert.Equal(t, []float64{195}, hiresOf(t, "board", third, "fiscal_year_starts=april"), "October 2027 begins it")
	assert.Equal(t, []float64{195}, hiresOf(t, "board", "fiscal_year_starts=april", third), "whichever is set first")
	assert.Equal(t, []float64{0}, hiresOf(t, "board", third, "start=2028-07-01"))
	assert.Equal(t, []float64{195}, hiresOf(t, "board", crewHires+"=[{at: 2027-10-01, people: 1}]", "fiscal_year_starts=april"), "a date stays")
}

func TestAMomentIsReadWhenAllFilesAreLaidOverOneAnother(t *testing.T) {
	dir := t.TempDir()
	below, above := filepath.Join(dir, "below.yaml"), filepath.Join(dir, "above.yaml")
	require.NoError(t, os.WriteFile(below, []byte("extends: board\ndelivery: {teams: {implementation: {hires: [{at: FY28 Q3, people: 1}]}}}\n"), 0o600))
	require.NoError(t, os.WriteFile(above, []byte("extends: below.yaml\nfiscal_year_starts: april\n"), 0o600))
	assert.Equal(t, []float64{390}, hiresOf(t, below))
	assert.Equal(t, []float64{195}, hiresOf(t, above))
	assert.Equal(t, []float64{325}, hiresOf(t, above, "fiscal_year_starts=october"))

	b := opened(t, below)
	for _, starts := range []string{"january", "april", "july", "january"} {
		got, err := b.Load(Lines([]string{"fiscal_year_starts=" + starts}))
		require.NoError(t, err)
		assert.Equal(t, hiresOf(t, below, "fiscal_year_starts="+starts), daysOf(got), "what the base knows is not taken for it")
	}
}

func TestAResolvedScenarioMeansTheSame(t *testing.T) {
	path := filepath.Join(t.TempDir(), "resolved.yaml")
	for at, written := range map[string]string{
		"FY28 Q1": "at: 1y", "2027-07-01": "at: 2q", "2027-07-15": "at: 2027-07-15", "2028-02-29": "at: 2028-02-29", "2.5w": "at: 2.5w", "1y": "at: 1y",
		"2027-04-15": "at: 15w", // 14 of the quarter's 91 days, which is 10 of 65
	} {
		s, err := Load("board", []string{crewHires + "=[{at: " + at + ", people: 1}]"})
		require.NoError(t, err)
		assert.Contains(t, string(s.Resolved()), "hires: [{"+written+", people: 1}]", at)
		require.NoError(t, os.WriteFile(path, s.Resolved(), 0o600))
		back, err := Load(path, nil)
		require.NoError(t, err)
		assert.Equal(t, s.Params, back.Params, at)
		assert.Equal(t, string(s.Resolved()), string(back.Resolved()), at)
	}
	a, err := Load("board", []string{firstHire + "=FY28 Q1"})
	require.NoError(t, err)
	b, err := Load("board", []string{firstHire + "=1y"})
	require.NoError(t, err)
	assert.Equal(t, a.SHA256(), b.SHA256(), "the same plan in other words")
	c, err := Load("board", []string{firstHire + "=2027-07-15"})
	require.NoError(t, err)
	assert.Equal(t, []Difference{{firstHire, "FY28 Q1", "2027-07-15"}}, Differences(a, c))
	assert.Equal(t, []string{"2027-07-15"}, c.Values([]string{firstHire}))
}

func TestAMomentThatCannotBe(t *testing.T) {
	const place = "--set " + firstHire + "="
	const want = ": " + firstHire + ": want a time since the first day such as 6w, a fiscal quarter such as FY27 Q3 or a date such as 2027-07-01, got "
	const before = ": " + firstHire + ": must be on the first day of the run, 2027-01-01, or after it, got "
	for at, fault := range map[string]string{
		"FY27 Q5":    place + "FY27 Q5" + want + `"FY27 Q5"`,
		"2027-02-29": place + "2027-02-29" + want + `"2027-02-29"`,
		"FY28":       place + "FY28" + want + `"FY28", did you mean "FY28 Q1"?`,
		"2026-12-31": place + "2026-12-31" + before + `"2026-12-31"`,
		"FY26 Q4":    place + "FY26 Q4" + before + `"FY26 Q4"`,
		"-1w":        place + "-1w" + want + `"-1w"`,
	} {
		_, err := Load("board", []string{firstHire + "=" + at})
		assert.EqualError(t, err, fault, at)
	}
}

// What is wrong with the calendar is told once, and nothing of the moments that hang on it.
func TestAFaultOfTheCalendarIsNoneOfItsMoments(t *testing.T) {
	plan := []string{"delivery.teams.implementation.people=1", crewHires + "=[{at: FY28 Q1, people: 4}]", "delivery.teams.implementation.cuts=[{at: 2028-06-15, people: 4}]"}
	for set, fault := range map[string]string{
		"start=2027-02-01":          "start: must be the first day of a fiscal quarter (fiscal years start in january), such as 2027-01-01 or 2027-04-01, got 2027-02-01",
		"start=soon":                `start: want a date such as 2027-01-01, got "soon"`,
		"start=null":                "start: missing, want a date such as 2027-01-01",
		"fiscal_year_starts=monday": `fiscal_year_starts: want a month such as january or jan, got "monday"`,
	} {
		_, err := Load("board", append(plan, set))
		require.Error(t, err, set)
		assert.Equal(t, 1, strings.Count(err.Error(), "\n")+1, "%s: %v", set, err)
		assert.Contains(t, strings.ToLower(err.Error()), strings.ToLower(fault))
		_, again := Load("board", append(plan, set, crewHires+"[0].at=1999-05-01"))
		assert.EqualError(t, again, err.Error(), "whether that is before the first day nobody knows")
		_, err = Load("board", append(plan, set, crewHires+"[0].at=FY27 Q7"))
		assert.ErrorContains(t, err, `got "FY27 Q7"`)
	}
	_, err := Load("board", append(plan, "delivery.teams.implementation.cuts=[{at: FY27 Q2, people: 4}]"))
	assert.ErrorContains(t, err, "delivery.teams.implementation.cuts: must leave 0 people or more, got -3 at 1q")
}

func TestWhereverAFileSaysWhenItMayBeADay(t *testing.T) {
	days := 0
	for _, k := range Keys() {
		if strings.HasSuffix(k.Path, ".at") {
			days++
			assert.Equal(t, reflect.TypeFor[units.Moment](), k.shape.typ, k.Path)
			assert.Equal(t, Quantity, k.Kind, k.Path)
			assert.Equal(t, "6w", k.Write(30))
		}
	}
	assert.Greater(t, days, 10)
}
