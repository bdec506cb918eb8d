package units

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFaultsAreCollectedWithTheirPaths(t *testing.T) {
	var f Faults
	delivery := f.Under("delivery")
	delivery.Positive("effort", Duration(0))
	delivery.Under("routes[0]").NotNegative("after", Number(-1))
	delivery.Under("routes").Add("[1]", "no partner %q", "hungry")
	f.Share01("churn", Share(1.2))
	f.Share01("slip", Share(5))
	f.Between("month", Count(13), Count(1), Count(12))
	f.Positive("nan", Number(math.NaN()))
	f.NotNegative("nan", Share(math.NaN()))
	f.Share01("nan", Share(math.NaN()))
	f.Positive("well", Money(1))
	f.NotNegative("well", Money(0))
	f.Share01("well", 1)
	f.Add("", "no segments")
	assert.Equal(t, []Fault{
		{"delivery.effort", "must be above 0, got 0"},
		{"delivery.routes[0].after", "must be 0 or more, got -1"},
		{"delivery.routes[1]", `no partner "hungry"`},
		{"churn", "must be between 0% and 100%, got 120%"},
		{"slip", "must be between 0% and 100%, got 500%; 5 per cent is written 5%"},
		{"month", "must be between 1 and 12, got 13"},
		{"nan", "must be above 0, got NaN"},
		{"nan", "must be 0 or more, got NaN%"},
		{"nan", "must be between 0% and 100%, got NaN%"},
		{"", "no segments"},
	}, f.All())
}

func TestASpreadGivesExactlyOneFamily(t *testing.T) {
	three := Duration(3)
	for _, c := range []struct {
		name   string
		spread Spread[Duration]
		want   string
	}{
		{"none", Spread[Duration]{}, "want a quantity or a spread such as {lognormal: {mean: ..., cv: ...}}, got nothing"},
		{"two", Spread[Duration]{Constant: &three, Exponential: &Mean[Duration]{3}}, "want one spread, got constant and exponential"},
		{"bad", Spread[Duration]{Exponential: &Mean[Duration]{0}}, "exponential: mean must be above 0, got 0"},
		{"empty", Spread[Duration]{Empirical: &Column[Duration]{}}, "empirical: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			var f Faults
			f.Spread("wait", c.spread)
			require.Len(t, f.All(), 1)
			assert.Contains(t, f.All()[0].Message, c.want)
		})
	}
}

func TestEverySpreadHasTheMeanThatTheFileStates(t *testing.T) {
	for _, c := range []struct {
		name   string
		spread Spread[Duration]
	}{
		{"constant", Fixed(Duration(3))},
		{"uniform", Spread[Duration]{Uniform: &Range[Duration]{2, 4}}},
		{"exponential", Spread[Duration]{Exponential: &Mean[Duration]{3}}},
		{"lognormal", Lognormal(Duration(3), 1)},
		{"gamma", Spread[Duration]{Gamma: &MeanCV[Duration]{3, 1}}},
		{"weibull", Spread[Duration]{Weibull: &MeanShape[Duration]{3, 2}}},
		{"triangular", Spread[Duration]{Triangular: &LowModeHigh[Duration]{2, 3, 4}}},
		{"pert", Spread[Duration]{Pert: &LowModeHigh[Duration]{2, 3, 4}}},
		{"empirical", Spread[Duration]{Empirical: &Column[Duration]{Values: []float64{2, 4}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			law, err := c.spread.Distribution()
			require.NoError(t, err)
			assert.InDelta(t, 3, law.Mean(), 1e-12)
		})
	}
}

func TestNearestForgivesAThirdOfTheLetters(t *testing.T) {
	valid := []string{"acv", "churn", "expansion", "tickets", "terms"}
	for _, c := range []struct{ got, want string }{
		{"chrun", "churn"},
		{"churm", "churn"},
		{"Churn", "churn"},
		{"tickts", "tickets"},
		{"exspansion", "expansion"},
		{"term", "terms"},
		{"partners", ""},
		{"", ""},
	} {
		assert.Equal(t, c.want, Nearest(c.got, valid), c.got)
	}
	assert.Empty(t, Nearest("", []string{"s"}), "nothing is near to nothing")
	assert.Equal(t, "hiring-01-lean", Nearest("hiring-01", []string{"hiring-02", "hiring-01-lean"}))
	assert.Equal(t, "hiring-02", Nearest("hiring-01", []string{"hiring-02", "hiring-01-lean", "hiring-01-rich"}), "which of two is not known")
}

func TestOfVeryManyFaultsTheFirstAreKept(t *testing.T) {
	var f Faults
	for i := range 1500 {
		f.Under("segments").Add("", "number %d", i)
	}
	require.Len(t, f.All(), 1000)
	assert.Equal(t, Fault{"segments", "number 999"}, f.All()[999])
	assert.Equal(t, 500, f.More())
	f.MeanAbove0("acv", Spread[Money]{}) // a law that is not there must not be asked for its mean
	assert.Equal(t, 501, f.More())
}

func TestSharesOfAWholeAreToldAsTheyWereWritten(t *testing.T) {
	var f Faults
	f.Whole("terms", 1)
	f.Whole("terms", .1+.2+.7)
	f.Whole("terms", Share(1+.3499999999999999))
	f.Whole("terms", .9999)
	assert.Equal(t, []Fault{{"terms", "must add up to 100%, got 135%"}, {"terms", "must add up to 100%, got 99.99%"}}, f.All())
}

func TestRowsOfAFileTakeLittleMemory(t *testing.T) {
	rows, wrong := NewRows([]byte("\ufeffa,b\n" + strings.Repeat("x", 60_000) + ",y\n" + strings.Repeat(",", 1<<20)))
	require.Nil(t, wrong)
	assert.Equal(t, []string{"a", "b"}, rows.Header)
	row, wrong := rows.Read()
	require.Nil(t, wrong)
	assert.Len(t, row[0], 60_000)
	_, wrong = rows.Read()
	assert.Equal(t, "must have no row of more than 64 kB", wrong.Error())
	row, wrong = rows.Read()
	assert.Empty(t, row)
	assert.Nil(t, wrong)
}
