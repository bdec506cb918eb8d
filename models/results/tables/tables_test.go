package tables

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// table is a whole one; missing are the columns of no row.
type table struct {
	columns []Column
	rows    int
	values  []Values
}

// anyTable draws a table, each column of which exists in every row, in none, is the same everywhere or, of reals, lacks some.
func anyTable(t *rapid.T) table {
	x := table{rows: rapid.IntRange(0, 60).Draw(t, "rows")}
	for i := range rapid.IntRange(1, 5).Draw(t, "columns") {
		c := Column{Name: fmt.Sprintf("%s.%d", rapid.StringN(0, 4, -1).Draw(t, "name"), i), Kind: Kind(rapid.IntRange(0, 2).Draw(t, "kind")),
			Unit: rapid.StringN(0, 3, -1).Draw(t, "unit"), Says: rapid.String().Draw(t, "says")}
		n := rapid.SampledFrom([]int{0, 1, x.rows, x.rows}).Draw(t, "values")
		var v Values
		switch c.Kind {
		case Text:
			v.Texts = rapid.SliceOfN(rapid.SampledFrom([]string{"a", "", "b,\"c", "Größe", "東京"}), n, n).Draw(t, "texts")
		case Whole:
			v.Wholes = rapid.SliceOfN(rapid.Int64(), n, n).Draw(t, "wholes")
		default:
			v.Reals = rapid.SliceOfN(rapid.OneOf(rapid.Float64Range(-1e300, 1e300), rapid.SampledFrom([]float64{math.NaN(), 0, math.Copysign(0, -1), 0.1, 5e-324})), n, n).Draw(t, "reals")
		}
		x.columns, x.values = append(x.columns, c), append(x.values, v)
	}
	return x
}

// part returns the values of some rows.
func (x table) part(from, to int) []Values {
	list := make([]Values, len(x.values))
	for i, v := range x.values {
		list[i] = Values{Reals: part(v.Reals, x.rows, from, to), Wholes: part(v.Wholes, x.rows, from, to), Texts: part(v.Texts, x.rows, from, to)}
	}
	return list
}

func part[V any](list []V, rows, from, to int) []V {
	if len(list) != rows {
		return list
	}
	return list[from:to]
}

// cell returns what stands in a row.
func (x table) cell(row, column int) string { return x.values[column].cell(row) }

// split writes a table in blocks that end where it is said.
func (x table) split(t require.TestingT, w Writer, ends []int) {
	at := 0
	for _, end := range append(ends, x.rows) {
		require.NoError(t, w.Write(end-at, x.part(at, end)))
		at = end
	}
	require.NoError(t, w.Close())
}

func TestTheBytesAreTheSameInWhateverBlocksRowsCome(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := anyTable(t)
		ends := rapid.SliceOfN(rapid.IntRange(0, x.rows), 0, 6).Draw(t, "ends")
		slices.Sort(ends)
		group := rapid.IntRange(1, 40).Draw(t, "rows of a row group")
		page := rapid.IntRange(1, group).Draw(t, "rows of a page")
		written := map[string][2][]byte{}
		for i, ends := range [][]int{nil, ends} {
			var one, two bytes.Buffer
			w, err := newParquet(&one, x.columns, []About{{"seed", "7"}, {"command", "x"}}, group, page)
			require.NoError(t, err)
			x.split(t, w, ends)
			x.split(t, NewCSV(&two, x.columns), ends)
			for form, bytes := range map[string][]byte{"parquet": one.Bytes(), "csv": two.Bytes()} {
				both := written[form]
				both[i] = bytes
				written[form] = both
			}
		}
		for form, both := range written {
			require.True(t, bytes.Equal(both[0], both[1]), form)
		}
	})
}

func TestWhatWasWrittenIsReadCellByCell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := anyTable(t)
		group := rapid.IntRange(1, 40).Draw(t, "rows of a row group")
		var written bytes.Buffer
		w, err := newParquet(&written, x.columns, nil, group, rapid.IntRange(1, group).Draw(t, "rows of a page"))
		require.NoError(t, err)
		x.split(t, w, nil)
		r, err := OpenParquet(bytes.NewReader(written.Bytes()), int64(written.Len()))
		require.NoError(t, err)
		defer r.Close()
		require.Equal(t, x.columns, r.Columns())
		for row := range x.rows {
			require.NoError(t, r.Next())
			for i, c := range x.columns {
				got := ""
				switch c.Kind {
				case Text:
					got = r.Text(i)
				case Real:
					got = Cell(r.Real(i))
				case Whole:
					n, exists := r.Whole(i)
					if exists {
						got = fmt.Sprint(n)
					}
				}
				require.Equal(t, x.cell(row, i), got, c.Name)
			}
		}
		require.Equal(t, io.EOF, r.Next())
	})
}

// trials are those of a run with so many numbers each, some of which do not exist.
func trials(reals int) []Column {
	columns := []Column{{Name: "trial", Kind: Whole}, {Name: "scenario", Kind: Text}}
	for i := range reals {
		columns = append(columns, Column{Name: fmt.Sprintf("nrr.segment-%d.FY29", i), Kind: Real, Unit: "share", Says: "net revenue retention"})
	}
	return columns
}

func TestRowGroupsOfWideTablesHaveFewerRows(t *testing.T) {
	for _, c := range []struct{ reals, rows, groups, first int }{
		{reals: 1, rows: 250_000, groups: 3, first: 100_000},
		{reals: 78, rows: 100_001, groups: 2, first: 100_000},
		{reals: 798, rows: 25_000, groups: 3, first: 10_000}, // 8 million values of 800 columns
	} {
		var written bytes.Buffer
		columns := trials(c.reals)
		w, err := NewParquet(&written, columns, nil)
		require.NoError(t, err)
		values := make([]Values, len(columns))
		values[0].Wholes = make([]int64, c.rows)
		for i := range values[0].Wholes {
			values[0].Wholes[i] = int64(i)
		}
		values[1].Texts = []string{"board"}
		require.NoError(t, w.Write(c.rows, values))
		require.NoError(t, w.Close())
		f, err := parquet.OpenFile(bytes.NewReader(written.Bytes()), int64(written.Len()))
		require.NoError(t, err)
		require.Len(t, f.RowGroups(), c.groups)
		assert.EqualValues(t, c.first, f.RowGroups()[0].NumRows())
		assert.EqualValues(t, c.rows, f.NumRows())
		trial := f.Metadata().RowGroups[1].Columns[0].MetaData
		assert.Equal(t, int64(c.first), parquet.Int64.Value(trial.Statistics.MinValue).Int64(), "by which readers pass over a row group")
		scenario := f.Metadata().RowGroups[0].Columns[1].MetaData
		assert.NotZero(t, scenario.DictionaryPageOffset)
		assert.Equal(t, "board", string(scenario.Statistics.MaxValue))
		assert.EqualValues(t, c.first, f.Metadata().RowGroups[0].Columns[2].MetaData.Statistics.NullCount)
	}
}

func TestTheFileSaysWhatItIs(t *testing.T) {
	var written bytes.Buffer
	w, err := NewParquet(&written, []Column{{"nrr.all.FY29", Real, "share", `ARR "now"`}, {Name: "trial", Kind: Whole}}, []About{{"seed", "7"}, {"command", "postsale run board"}})
	require.NoError(t, err)
	require.NoError(t, w.Close())
	f, err := parquet.OpenFile(bytes.NewReader(written.Bytes()), int64(written.Len()))
	require.NoError(t, err)
	said, _ := f.Lookup("columns")
	assert.Equal(t, `[{"name":"nrr.all.FY29","unit":"share","says":"ARR \"now\""},{"name":"trial","unit":"","says":""}]`, said)
	seed, _ := f.Lookup("seed")
	assert.Equal(t, "7", seed)
	assert.Equal(t, "postsale version 1(build tables)", f.Metadata().CreatedBy)
	assert.Equal(t, [][]string{{"nrr.all.FY29"}, {"trial"}}, f.Schema().Columns(), "in the order in which they were given")
}

func TestCSVHasACellForWhatExists(t *testing.T) {
	var written bytes.Buffer
	w := NewCSV(&written, []Column{{Name: "plan", Kind: Text}, {Name: "trial", Kind: Whole}, {Name: "nrr.all.FY29", Kind: Real}, {Name: "grr.all.FY29", Kind: Real}})
	require.NoError(t, w.Write(2, []Values{{Texts: []string{`Acme, "x"`}}, {Wholes: []int64{1, 2}}, {Reals: []float64{0.1, math.NaN()}}, {}}))
	require.NoError(t, w.Write(1, []Values{{Texts: []string{"b"}}, {Wholes: []int64{3}}, {Reals: []float64{1e-7}}, {Reals: []float64{1e21}}}))
	require.NoError(t, w.Close())
	assert.Equal(t, "plan,trial,nrr.all.FY29,grr.all.FY29\n\"Acme, \"\"x\"\"\",1,0.1,\n\"Acme, \"\"x\"\"\",2,,\nb,3,1e-07,1e+21\n", written.String())
	_, err := csv.NewReader(&written).ReadAll()
	assert.NoError(t, err)
}

// writers make a writer in each form.
var writers = map[string]func(to io.Writer, columns []Column) (Writer, error){
	"csv":     func(to io.Writer, columns []Column) (Writer, error) { return NewCSV(to, columns), nil },
	"parquet": func(to io.Writer, columns []Column) (Writer, error) { return NewParquet(to, columns, nil) },
}

func TestWhatIsNoTableIsRefusedByTheNameOfItsColumn(t *testing.T) {
	two := []Column{{Name: "trial", Kind: Whole}, {Name: "nrr", Kind: Real}}
	for _, c := range []struct {
		name    string
		columns []Column
		rows    int
		values  []Values
		says    string
	}{
		{"infinite", two, 2, []Values{{Wholes: []int64{1, 2}}, {Reals: []float64{1, math.Inf(-1)}}}, "nrr: must be finite, got -Inf"},
		{"too few values", two, 3, []Values{{Wholes: []int64{1, 2}}, {}}, "trial: must have no value, one, or one in each of 3 rows, got 2"},
		{"another kind", two, 1, []Values{{Wholes: []int64{1}}, {Texts: []string{"1"}}}, "nrr: must have values of its kind alone"},
		{"a column less", two, 1, []Values{{}}, "must have values of 2 columns in 0 rows or more, got 1 in 1"},
		{"rows below 0", two, -1, []Values{{}, {}}, "must have values of 2 columns in 0 rows or more, got 2 in -1"},
		{"a name twice", []Column{two[0], two[0]}, 0, []Values{{}, {}}, "trial: must be one column, got two"},
		{"no name", []Column{{}}, 0, []Values{{}}, "every column must have a name"},
		{"no kind", []Column{{Name: "x", Kind: 7}}, 0, []Values{{}}, "x: must be of texts, whole numbers or reals"},
		{"no column", nil, 0, nil, "a table must have a column"},
	} {
		for form, made := range writers {
			t.Run(c.name+" "+form, func(t *testing.T) {
				var written bytes.Buffer
				w, err := made(&written, c.columns)
				if err == nil {
					err = w.Write(c.rows, c.values)
					assert.Equal(t, err, w.Write(0, make([]Values, len(c.columns))), "nothing more is written")
					assert.Equal(t, err, w.Close())
				}
				assert.EqualError(t, err, c.says)
			})
		}
	}
	for _, about := range [][]About{{{"columns", ""}}, {{"seed", "1"}, {"seed", "2"}}} {
		_, err := NewParquet(io.Discard, two, about)
		assert.ErrorContains(t, err, "must not be a key of what a table is about twice, nor \"columns\"")
	}
	_, err := NewParquet(io.Discard, trials(parquet.MaxColumnIndex), nil)
	assert.ErrorContains(t, err, fmt.Sprintf("a table must have at most %d columns in Parquet, got %d", parquet.MaxColumnIndex, parquet.MaxColumnIndex+2))
}

// full is a disk that has room for so many bytes.
type full struct{ room int }

var errFull = errors.New("no space left on device")

func (f *full) Write(p []byte) (int, error) {
	n := min(len(p), f.room)
	f.room -= n
	if n < len(p) {
		return n, errFull
	}
	return n, nil
}

func TestADiskThatIsFullIsAnErrorWhereverItIsFull(t *testing.T) {
	columns := trials(3)
	values := make([]Values, len(columns))
	values[1].Texts = []string{strings.Repeat("x", 2000)}
	for form, made := range writers {
		var whole bytes.Buffer
		for _, to := range []io.Writer{&whole, nil} {
			for room := 0; room < max(1, whole.Len()); room += 997 {
				if to == nil || room > 0 {
					to = &full{room}
				}
				w, err := made(to, columns)
				require.NoError(t, err)
				for n := 0; n < 100 && err == nil; n++ {
					err = w.Write(3, values)
				}
				if closed := w.Close(); err == nil {
					err = closed
				}
				if to == &whole {
					require.NoError(t, err)
					break
				}
				require.ErrorIs(t, err, errFull, "%s with room for %d bytes", form, room)
			}
		}
	}
}

func TestAFileThatIsNotAsItWasWrittenIsAnErrorAndNoPanic(t *testing.T) {
	columns := trials(2)
	var written bytes.Buffer
	w, err := newParquet(&written, columns, []About{{"seed", "7"}}, 7, 3)
	require.NoError(t, err)
	for i := range 20 {
		require.NoError(t, w.Write(1, []Values{{Wholes: []int64{int64(i)}}, {Texts: []string{"board"}}, {Reals: []float64{float64(i)}}, {Reals: []float64{math.NaN()}}}))
	}
	require.NoError(t, w.Close())
	whole := written.Bytes()
	rapid.Check(t, func(t *rapid.T) {
		broken := slices.Clone(whole)
		for range rapid.IntRange(1, 3).Draw(t, "changes") {
			broken[rapid.IntRange(0, len(broken)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
		}
		if rapid.Bool().Draw(t, "cut") {
			broken = broken[:rapid.IntRange(0, len(broken)).Draw(t, "length")]
		}
		r, err := OpenParquet(bytes.NewReader(broken), int64(len(broken)))
		if err != nil {
			require.NotContains(t, err.Error(), "\n")
			return
		}
		defer r.Close()
		for range 100 {
			if err := r.Next(); err != nil {
				return
			}
			for i, c := range r.Columns() {
				switch c.Kind {
				case Text:
					r.Text(i)
				case Whole:
					r.Whole(i)
				default:
					r.Real(i)
				}
			}
		}
	})
}
