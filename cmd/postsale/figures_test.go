package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// writers turn documents into what people read: they know blocks and cells, and of records how their cells are typed.
var writers = map[string]string{
	"reports/document":       "models/results", // odds are a cell
	"reports/text":           "",
	"reports/markdown":       "",
	"reports/page":           "",
	"reports/page/simulator": "",
	"reports/sheet":          "models/results", // what exists
}

// Who shows results estimates nothing, and who writes documents does not know what is measured.
func TestWritersKnowNoResults(t *testing.T) {
	for folder, line := range policy {
		if !strings.HasPrefix(folder, "reports") {
			continue
		}
		for _, imported := range strings.Fields(line) {
			assert.False(t, strings.HasPrefix(imported, "sim/") && imported != "sim/theory", "%s imports %s: what it estimates is worked out in models/results", folder, imported)
			assert.False(t, strings.HasPrefix(imported, "scenarios"), "%s imports %s", folder, imported)
			if may, writer := writers[folder]; writer && strings.HasPrefix(imported, "models/") {
				assert.Contains(t, strings.Fields(may), imported, "%s writes documents and imports %s", folder, imported)
			}
		}
	}
	for folder := range writers {
		assert.Contains(t, policy, folder)
	}
}

// drawing are where numbers become places on paper: what is told in words there comes from where the others have it.
var drawing = []string{"reports/drawing", "reports/plots", "reports/plots/bridges", "reports/plots/fans", "reports/operation", "reports/turning/picture.go", "reports/outcome/plot.go"}

// scaling is where reports combine numbers of records, by the function, and why that works no figure out. To tell a number in
// another unit, by what is written there or called a scale, needs no line.
var scaling = map[string]string{
	"reports/outcome.picture":  "a place in a picture of characters",
	"reports/progress.show":    "blanks over a longer line",
	"reports/sheet.name":       "rows of a sheet, as programs count them",
	"reports/sheet.report":     "rows of a sheet",
	"reports/sheet.unsigned":   "whether a number is rounded to 0, and then has no sign",
	"reports/story.beginning":  "the day on which a wait began that a fact ends",
	"reports/story.part":       "the day on which somebody is there whom a fact asks for",
	"reports/turning.at":       "how many places tell values apart",
	"reports/workbook.around":  "what the axis of a chart reaches from and to",
	"reports/workbook.bridged": "the height at which a step of a chart stands",
}

// Reports show the numbers that records have: whatever is added, divided or compared of them is worked out in models/results, so
// that page, workbook, terminal and JSON cannot differ.
func TestReportsWorkOutNoFigure(t *testing.T) {
	fields := numbersOf(t, "models/results", "models/results/misses", "models/results/sought", "models/results/turns", "sim/estimate", "models/measures")
	found := map[string][]string{}
	for file := range sources(t) {
		folder := path.Dir(file)
		if !strings.HasPrefix(folder, "reports") || strings.HasSuffix(file, "_test.go") || slices.Contains(drawing, folder) || slices.Contains(drawing, file) {
			continue
		}
		files := token.NewFileSet()
		parsed, err := parser.ParseFile(files, filepath.Join("..", "..", file), nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		for _, d := range parsed.Decls {
			f, is := d.(*ast.FuncDecl)
			if !is || f.Body == nil {
				continue
			}
			for _, at := range sums(f, fields) {
				name := folder + "." + f.Name.Name
				found[name] = append(found[name], fmt.Sprint(files.Position(at)))
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if scaling[name] == "" {
			t.Errorf("%s does arithmetic with numbers of records:\n\t%s", name, strings.Join(found[name], "\n\t"))
		}
	}
	for name := range scaling {
		assert.Contains(t, found, name, "%s does no arithmetic any more", name)
	}
}

// numbersOf returns the names of the fields of packages that are real numbers.
func numbersOf(t *testing.T, folders ...string) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	for _, folder := range folders {
		list, err := filepath.Glob(filepath.Join("..", "..", folder, "*.go"))
		require.NoError(t, err)
		for _, file := range list {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
			require.NoError(t, err)
			ast.Inspect(parsed, func(n ast.Node) bool {
				if s, is := n.(*ast.StructType); is {
					for _, f := range s.Fields.List {
						if isFloat(f.Type) {
							for _, name := range f.Names {
								names[name.Name] = true
							}
						}
					}
				}
				return true
			})
		}
	}
	require.True(t, names["Mean"] && names["P50"] && names["MCError"], "the numbers of a distribution")
	return names
}

func isFloat(e ast.Expr) bool {
	if list, is := e.(*ast.ArrayType); is {
		e = list.Elt
	}
	name, is := e.(*ast.Ident)
	return is && name.Name == "float64"
}

// sums returns where a function does arithmetic with what it has from a record: a field that is a real number, a real number that
// it was given, or what it called one of these.
func sums(f *ast.FuncDecl, fields map[string]bool) (places []token.Pos) {
	given, called := map[string]bool{}, map[string]bool{} // numbers, and functions of the function that return one
	take := func(list *ast.FieldList) {
		for _, p := range list.List {
			if isFloat(p.Type) {
				for _, name := range p.Names {
					given[name.Name] = true
				}
			}
		}
	}
	take(f.Type.Params)
	from := func(e ast.Expr) (is bool) {
		ast.Inspect(e, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit, *ast.CompositeLit:
				return false
			case *ast.SelectorExpr:
				is = is || fields[n.Sel.Name]
			case *ast.Ident:
				is = is || given[n.Name]
			case *ast.CallExpr: // a text of a number is none
				switch f := n.Fun.(type) {
				case *ast.SelectorExpr:
					x, _ := f.X.(*ast.Ident)
					return x != nil && x.Name == "math"
				case *ast.Ident:
					is = is || called[f.Name]
					return slices.Contains([]string{"max", "min", "float64"}, f.Name)
				}
				return false
			}
			return true
		})
		return is
	}
	arithmetic := map[token.Token]bool{token.ADD: true, token.SUB: true, token.MUL: true, token.QUO: true,
		token.ADD_ASSIGN: true, token.SUB_ASSIGN: true, token.MUL_ASSIGN: true, token.QUO_ASSIGN: true}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			take(n.Type.Params)
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				name, plain := left.(*ast.Ident)
				if !plain || len(n.Rhs) != len(n.Lhs) {
					continue
				}
				if f, is := n.Rhs[i].(*ast.FuncLit); is {
					called[name.Name] = f.Type.Results != nil && isFloat(f.Type.Results.List[0].Type)
				}
				if from(n.Rhs[i]) {
					given[name.Name] = true
				}
			}
			scaled := (n.Tok == token.MUL_ASSIGN || n.Tok == token.QUO_ASSIGN) && ofUnit(n.Rhs[0])
			if arithmetic[n.Tok] && !scaled && !textual(n.Rhs[0]) && (from(n.Lhs[0]) || from(n.Rhs[0])) {
				places = append(places, n.TokPos)
			}
		case *ast.BinaryExpr:
			scaled := (n.Op == token.MUL || n.Op == token.QUO) && (ofUnit(n.X) || ofUnit(n.Y))
			if arithmetic[n.Op] && !scaled && !textual(n) && (from(n.X) || from(n.Y)) {
				places = append(places, n.OpPos)
			}
		}
		return true
	})
	return places
}

// ofUnit reports whether a number says in which unit another is told: a number that is written there, a duration of package
// fiscal, or what is called a scale.
func ofUnit(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return true
	case *ast.Ident:
		return e.Name == "scale" || e.Name == "by"
	case *ast.SelectorExpr:
		x, _ := e.X.(*ast.Ident)
		return x != nil && x.Name == "fiscal" || e.Sel.Name == "by" || e.Sel.Name == "scale" || e.Sel.Name == "Unit"
	}
	return false
}

// textual reports whether what is added is text.
func textual(e ast.Expr) (is bool) {
	ast.Inspect(e, func(n ast.Node) bool {
		literal, _ := n.(*ast.BasicLit)
		is = is || literal != nil && literal.Kind == token.STRING
		return true
	})
	return is
}

// The test above finds what it is to find, and lets pass what it is to let pass.
func TestWhatWorksOutAFigureIsFound(t *testing.T) {
	fields := map[string]bool{"Mean": true, "P50": true}
	for body, want := range map[string]int{
		"return words.Percent(d.Mean)":                      0,
		"return words.Decimal(100*d.Mean, 1)":               0,
		"return words.Decimal(d.Mean/fiscal.Week, 1)":       0,
		"return d.Name + words.Percent(d.Mean)":             0,
		"return words.Percent(d.Mean - d.P50)":              1,
		"return words.Percent(v / w)":                       1,
		"a, b := d.Mean, d.P50; return told(a / b)":         1,
		"sum := 0.0; for range 3 { sum += d.Mean }":         1,
		"return told(math.Abs(d.Mean) / v)":                 1,
		"of := func() float64 { return 1 }; told(of() - 3)": 1,
		"return told(len(list) - 1)":                        0,
	} {
		parsed, err := parser.ParseFile(token.NewFileSet(), "", "package p; func f(d Distribution, v, w float64) string { "+body+" }", 0)
		require.NoError(t, err, body)
		assert.Len(t, sums(parsed.Decls[0].(*ast.FuncDecl), fields), want, body)
	}
}
