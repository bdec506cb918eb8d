package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/sample"
	"postsale/models/results/saved"
	"postsale/reports"
	"postsale/reports/sheet"
)

// small is a made-up run of a few trials.
func small(t *testing.T) *results.Run {
	return sample.Shape{Trials: 12, Quarters: 8, WarmUp: 4, Start: sample.Board.Start}.Run(t)
}

var once struct {
	sync.Once
	run  *results.Run
	data []byte
	back *excelize.File
}

// ofSmall returns a made-up run of a few trials and its workbook, which tests only read.
func ofSmall(t *testing.T) (*results.Run, []byte, *excelize.File) {
	once.Do(func() {
		once.run = small(t)
		once.data, once.back = written(t, once.run)
	})
	return once.run, once.data, once.back
}

func written(t *testing.T, record results.Record) (data []byte, back *excelize.File) {
	t.Helper()
	var all bytes.Buffer
	notes, err := sheet.Write(&all, Of(record))
	require.NoError(t, err)
	require.Empty(t, notes)
	back, err = excelize.OpenReader(bytes.NewReader(all.Bytes()))
	require.NoError(t, err)
	return all.Bytes(), back
}

// cells returns the rows of a table as they are, without what stands above them.
func cells(t *testing.T, back *excelize.File, sheet string) (titles []string, rows [][]string) {
	t.Helper()
	all, err := back.GetRows(sheet, excelize.Options{RawCellValue: true})
	require.NoError(t, err)
	return all[1], all[2:]
}

func TestTheCellsAreTheFiguresOfTheSummary(t *testing.T) {
	s, _, back := ofSmall(t)
	titles, rows := cells(t, back, measuresName)
	var text bytes.Buffer
	require.NoError(t, saved.SummaryJSON(&text, s))
	var summary struct{ Measures []map[string]any }
	require.NoError(t, json.Unmarshal(text.Bytes(), &summary))
	require.Len(t, rows, len(summary.Measures))
	for i, m := range summary.Measures {
		for k, title := range titles {
			cell := ""
			if k < len(rows[i]) {
				cell = rows[i][k]
			}
			switch want := m[title].(type) {
			case float64:
				got, err := strconv.ParseFloat(cell, 64)
				require.NoError(t, err)
				require.Equal(t, want, got, "%s of %v", title, rows[i][:3])
			case nil:
				require.Empty(t, cell, "%s of %v", title, rows[i][:3])
			default:
				require.Equal(t, want, cell)
			}
		}
		for title := range m {
			require.Contains(t, titles, title)
		}
	}
	titles, rows = cells(t, back, trialsName)
	require.Len(t, rows, s.Done)
	at := s.Table.Find("nrr", measures.WholeCompany, "FY27")
	column := slices.Index(titles, saved.ColumnName(s.Table.Columns[at]))
	require.Positive(t, column)
	for i, row := range rows {
		assert.Equal(t, strconv.Itoa(s.Table.Trials[i]), row[0])
		got, err := strconv.ParseFloat(row[column], 64)
		require.NoError(t, err)
		assert.Equal(t, s.Table.Values(at)[i], got)
	}
	shown, err := back.GetCellValue(trialsName, "B3")
	require.NoError(t, err)
	assert.Regexp(t, `^[\d.]+%$`, shown)
}

func TestTheReportLeadsWithTheAnswerOfTheText(t *testing.T) {
	s, _, back := ofSmall(t)
	assert.Equal(t, []string{"Report", "Charts", measuresName, futuresName, bridgeName, trialsName, "Assumptions", "Origin"}, back.GetSheetList())
	var text bytes.Buffer
	require.NoError(t, reports.Write(&text, "text", reports.Document(s), nil))
	rows, err := back.GetRows("Report")
	require.NoError(t, err)
	answers := 0
	for _, row := range rows {
		if len(row) > 1 && strings.HasPrefix(row[0], "NRR FY") && strings.HasSuffix(row[0], ":") {
			answers++
			assert.Contains(t, text.String(), row[0]+" "+row[1]+"\n")
		}
	}
	assert.Equal(t, 2, answers)
}

// charts returns the references of each chart, in order.
func charts(t *testing.T, data []byte) (list [][]string) {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	byName := map[string][]string{}
	for _, f := range archive.File {
		if !strings.HasPrefix(f.Name, "xl/charts/chart") {
			continue
		}
		in, err := f.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(in)
		require.NoError(t, err)
		for _, found := range regexp.MustCompile(`<f>([^<]*)</f>`).FindAllStringSubmatch(string(text), -1) {
			byName[f.Name] = append(byName[f.Name], strings.ReplaceAll(found[1], "&#39;", "'"))
		}
	}
	for i := range len(byName) {
		list = append(list, byName[fmt.Sprintf("xl/charts/chart%d.xml", i+1)])
	}
	return list
}

// read returns the cells of a reference.
func read(t *testing.T, back *excelize.File, ref string) (list []string) {
	t.Helper()
	parts := regexp.MustCompile(`^'(.*)'!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?$`).FindStringSubmatch(ref)
	require.NotNil(t, parts, ref)
	from, err := strconv.Atoi(parts[3])
	require.NoError(t, err)
	to := from
	if parts[5] != "" {
		to, err = strconv.Atoi(parts[5])
		require.NoError(t, err)
	}
	for row := from; row <= to; row++ {
		text, err := back.GetCellValue(parts[1], parts[2]+strconv.Itoa(row), excelize.Options{RawCellValue: true})
		require.NoError(t, err)
		list = append(list, text)
	}
	return list
}

func TestTheFanShowsQuantilesOfEachQuarter(t *testing.T) {
	s, data, back := ofSmall(t)
	fan := charts(t, data)[0] // name, labels and values of each line
	require.Len(t, fan, 3*5)
	var quarters, medians []string
	for _, q := range s.Layout.Quarters() {
		if d := s.Estimate("nrr", measures.WholeCompany, q.Name); d.N > 0 {
			quarters, medians = append(quarters, q.Name), append(medians, strconv.FormatFloat(d.P50, 'f', -1, 64))
		}
	}
	require.NotEmpty(t, quarters)
	for i, name := range []string{"p95", "p90", "p50", "p10", "p5"} {
		assert.Equal(t, []string{name}, read(t, back, fan[3*i]))
		assert.Equal(t, quarters, read(t, back, fan[3*i+1]))
	}
	assert.Equal(t, medians, read(t, back, fan[3*2+2]))
}

func TestFewTrialsHaveAMedianAndNoFan(t *testing.T) {
	s := sample.Shape{Trials: banded - 1, Quarters: 8, WarmUp: 4, Start: sample.Board.Start}.Run(t)
	data, _ := written(t, s)
	assert.Len(t, charts(t, data)[0], 3)
	s = sample.Shape{Trials: 1, Quarters: 8, WarmUp: 4, Start: sample.Board.Start}.Run(t)
	_, back := written(t, s)
	assert.NotContains(t, back.GetSheetList(), futuresName)
}

func TestTheBridgeStandsWhereTheStepBeforeItEnds(t *testing.T) {
	s, _, back := ofSmall(t)
	_, rows := cells(t, back, bridgeName)
	require.Len(t, rows, 7)
	number := func(row, column int) float64 {
		if column >= len(rows[row]) || rows[row][column] == "" {
			return 0
		}
		v, err := strconv.ParseFloat(rows[row][column], 64)
		require.NoError(t, err)
		return v
	}
	height := number(0, 2)
	assert.Equal(t, s.Estimate("arr_opening", measures.WholeCompany, measures.Run).Mean, height)
	for row := 1; row < 6; row++ {
		height -= number(row, 4)
		assert.InDelta(t, height, number(row, 1), 1e-6, rows[row][0])
		height += number(row, 3)
	}
	assert.Equal(t, s.Estimate("arr_closing", measures.WholeCompany, measures.Run).Mean, number(6, 2))
}

func TestDifferencesOfSharesAreInPoints(t *testing.T) {
	m := sample.Shape{Trials: 12, Quarters: 8, WarmUp: 4, Start: sample.Board.Start}
	c := sample.Compared(m.Turned(t, "lean", sample.Same), m.Better(t, "overflow", 1.5))
	data, back := written(t, c)
	titles, rows := cells(t, back, differencesName)
	i := 0
	for _, r := range c.Others {
		for _, p := range r.Pairs {
			row := rows[i]
			i++
			require.Equal(t, []string{r.Name, p.Measure.Name, p.Segment, p.Period.Name}, row[:4])
			if p.Difference.N == 0 {
				continue
			}
			got, err := strconv.ParseFloat(row[slices.Index(titles, "mean")], 64)
			require.NoError(t, err)
			want, unit := p.Difference.Mean, string(p.Measure.Unit)
			if p.Measure.Unit == measures.Share {
				want, unit = 100*want, "points"
			}
			require.Equal(t, want, got)
			require.Equal(t, unit, row[4])
		}
	}
	require.Len(t, rows, i)
	list := charts(t, data)
	require.Len(t, list, len(c.Others)+2, "a fan a plan, and the distributions of NRR and GRR")
	for k, r := range c.Others {
		labels := list[k][1]
		for _, name := range read(t, back, strings.ReplaceAll(labels, "$D$", "$A$")) {
			assert.Equal(t, r.Name, name)
		}
		for _, name := range read(t, back, strings.ReplaceAll(labels, "$D$", "$B$")) {
			assert.Equal(t, "nrr", name)
		}
	}
	_, rows = cells(t, back, trialsName)
	assert.Len(t, rows, 2*c.Base.Done)
	assert.Equal(t, []string{c.Others[0].Name, strconv.Itoa(c.Base.Table.Trials[0])}, rows[c.Base.Done][:2])
}

func TestEveryCauseHasItsShare(t *testing.T) {
	for name, e := range sample.Whys(t) {
		_, back := written(t, e)
		_, rows := cells(t, back, sharesName)
		require.Len(t, rows, len(e.Causes)+1, name)
		assert.Equal(t, "all of them", rows[len(e.Causes)][4])
	}
}

func TestARecordIsAlwaysTheSameWorkbook(t *testing.T) {
	_, first, _ := ofSmall(t)
	var again bytes.Buffer
	_, err := sheet.Write(&again, Of(small(t)))
	require.NoError(t, err)
	assert.True(t, bytes.Equal(first, again.Bytes()))
}
