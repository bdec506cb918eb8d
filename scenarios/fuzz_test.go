package scenarios

import (
	"bytes"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/scenarios/tree"
)

// The fuzz targets hold of whatever is read: no panic, no hang, no more memory than the package says, faults that print,
// and what is accepted is a company whose resolved scenario loads as the same. `make verify` runs each for a while; their
// corpus lies in testdata/fuzz.
const (
	hang       = 20 * time.Second // no speed: a load takes milliseconds
	mostMemory = 1e9              // bytes, all told, to load or refuse a scenario
)

func FuzzLoad(f *testing.F) {
	archives, err := filepath.Glob("testdata/*/*.txtar")
	require.NoError(f, err)
	for _, path := range archives {
		for _, data := range scenariosIn(f, path) {
			f.Add(data, "segments.smb.acv=3k")
		}
	}
	for _, name := range Names() {
		data, _, err := Source(name)
		require.NoError(f, err)
		f.Add(data, "trials=1")
	}
	formats := []*format{planFormat(f), builtIn()}
	f.Fuzz(func(t *testing.T, data []byte, setting string) {
		for _, format := range formats {
			holds(t, format, data, []string{setting})
		}
	})
}

func FuzzSet(f *testing.F) {
	small, err := os.ReadFile("testdata/random.yaml")
	require.NoError(f, err)
	for _, setting := range []string{
		"horizon=8q", "segments.small.opening.customers=5", "deals.profile={weeks: [1, 0, 0, 2, 1, 1, 1, 1, 1, 1, 1, 1, 9]}",
		"targets=[{measure: nrr, at_least: 90%}]", "targets[0].at_least=1", "delivery.routes=[{partner: helper, mode: overflow, after: 1w}]",
		"segments.small.terms={1mo: 50%, 1y: 50%}", "segments.large.acv={empirical: {file: accounts.csv, column: arr}}",
		"delivery.teams.crew.hires=[{at: 1q, people: 2}]", "delivery.teams.crew.cuts=[{at: 1q, people: 1}]", "name=null", "segments={}",
		"segments.small.expansion={per_year: 1000, size: 10}", "segments.small.tickets.size=2", "delivery.partners.helper.growth=-99%",
		"delivery.partners.helper.learning={half_every: 1e-12, effort_factor: 1e15, quality: 1}",
		"support.reopened=95%", "warm_up=5q", "arr_from=go-live", "outcomes.leaving.month_late=1000", "start=0001-01-01", "a..b=1", "=", "a[=1",
	} {
		f.Add(setting, "support.tier1.people=1")
	}
	f.Fuzz(func(t *testing.T, one, other string) {
		holds(t, builtIn(), small, []string{one, other})
	})
}

func FuzzAccounts(f *testing.F) {
	_, data, err := Source("board-from-accounts")
	require.NoError(f, err)
	for _, text := range data {
		f.Add(bytes.ReplaceAll(text[:1000], []byte("smb"), []byte("small")), "accounts.csv")
	}
	for _, text := range []string{
		"id,segment,arr,start,term\na,small,10k,2026-01-01,1y\n", "\ufeffID, Segment,ARR,start,renewal,live\nb,large,1,2020-02-29,2027-07-28,no\n",
		"id,segment,arr,start,term\n\"a\nb\",small,1e15,0001-01-01,1d\n", "id,id\n", "\"", "id,segment,arr,start,term\n\"x\"y,,\n",
	} {
		f.Add([]byte(text), "accounts.csv")
	}
	for _, c := range []struct{ text, accounts string }{
		{"Account ID;Tier;ARR;Start;Term (months)\r\n;;;;\r\n0015000000vNa1L;SMALL;$12,000;1/31/2026;12\r\n",
			"{file: accounts.csv, columns: {id: account id, segment: Tier, term: Term (months)}, dates: month-first}"},
		{"sep=\t\nid\tsegment\tarr\tstart\trenewal\tlive\na\tBig\t(1'200)\t31.01.2026 00:00\tJan 31, 2028\tOnboarding\n",
			"{file: accounts.csv, dates: day-first, segments: {big: large}, live: {onboarding: no, \"\": yes}}"},
		{"id,segment,arr,start,term\na,small,USD 12k,2026-01-31T00:00:00.5+02:00,12\na,small,€1,46053,Annual\n",
			"{file: accounts.csv, columns: {term: {column: TERM, unit: mo}}}"},
		{"\xff\xfei\x00d\x00,\x00", "{file: accounts.csv}"}, {"\xfe\xff\x00i\xd8\x00", "accounts.csv"}, {"PK\x03\x04xl/", "accounts.csv"},
		{"id,segment;arr\n", "{file: accounts.csv, columns: {id: id, arr: id, segment: id, start: id}}"},
	} {
		f.Add([]byte(c.text), c.accounts)
	}
	small, err := os.ReadFile("testdata/random.yaml")
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, file []byte, accounts string) {
		if strings.Contains(accounts, "\n") {
			t.Skip("one line")
		}
		library := fstest.MapFS{"accounts.csv": {Data: file}, "data/accounts.csv": {Data: file}, "random.yaml": {Data: small}}
		holds(t, &format{root: builtIn().root, library: library}, []byte("extends: random\nhorizon: 1q\naccounts: "+accounts+"\nsegments:\n"+
			"  small: {opening: null, deals_per_quarter: 0}\n  large: {opening: null, deals_per_quarter: 0}\n"), nil)
	})
}

// What is no number, and what is quoted from a file.
var (
	notANumber = regexp.MustCompile(`\b(NaN|Inf)\b`)
	quotation  = regexp.MustCompile(`"(\\.|[^"\\])*"`)
)

// holds checks what must hold of any scenario.
func holds(t *testing.T, format *format, data []byte, sets []string) {
	defer time.AfterFunc(hang, func() { panic("it hangs") }).Stop()
	src := &tree.Source{Shown: "board.yaml", Library: format.library, Path: "board.yaml"}
	before := allocated()
	l, err := format.loadBytes(src, data, sets)
	require.Less(t, allocated()-before, uint64(mostMemory), "bytes")
	if err != nil {
		text := strings.ReplaceAll(err.Error(), "\n", " ")
		require.Negative(t, strings.IndexFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }), "%q", text)
		if said := string(data) + strings.Join(sets, " "); !notANumber.MatchString(said) {
			require.NotRegexp(t, notANumber, quotation.ReplaceAllString(text, ""))
		}
		return
	}
	if l.haveFiles(format.library) { // otherwise they lie elsewhere in the library than in the folder of a run
		again, err := format.loadBytes(src, l.resolved(), nil)
		require.NoError(t, err)
		require.Equal(t, l.document.Interface(), again.document.Interface())
		require.Equal(t, string(l.resolved()), string(again.resolved()))
	}
	if d, ok := l.document.Addr().Interface().(*document[company.Params]); ok && isSmall(&d.Params) {
		layout := d.Params.Layout()
		columns := layout.Columns()
		for _, v := range layout.Row(columns, company.New(&d.Params, 1).Run(1)) {
			require.False(t, math.IsInf(v, 0))
		}
	}
}

// haveFiles reports whether the data files lie in the library as in the folder of a run.
func (l *loaded) haveFiles(library fs.FS) bool {
	for _, file := range l.files {
		data, err := fs.ReadFile(library, "data/"+file.Name)
		if err != nil || !bytes.Equal(data, file.Data) {
			return false
		}
	}
	return true
}

// allocated returns how many bytes have been asked for so far, whether or not they were given back.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// isSmall says whether a trial takes a moment only.
func isSmall(p *company.Params) bool {
	quarters := p.Quarters() + p.WarmUpQuarters()
	if quarters > 12 || p.Accounts != nil && len(p.Accounts.File.Data) > 10_000 {
		return false
	}
	events, days := 0.0, fiscal.Quarter*float64(quarters)
	for _, e := range p.Segments {
		s := &e.Value
		customers := 100 + float64(s.Customers.Opening.Customers) + float64(s.Deals.PerQuarter)*40*math.Pow(1+math.Max(0, float64(s.Deals.Growth)), 3)*float64(quarters)
		asks, early := s.Tickets.Rate(s.Customers.ACV)
		larger := math.Pow(s.Customers.Growth(days), float64(s.Tickets.Size))
		events += customers * (1 + days*(asks*larger*math.Max(1, float64(p.Support.PoorDelivery))+s.Customers.DecisionsADay()) + early)
		events += float64(s.Customers.Opening.OpenTickets)
	}
	return events/(1-float64(p.Support.Reopened)) < 200_000
}
