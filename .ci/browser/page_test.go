package browser

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// place is where the program and the pages are, and pictures where those go.
var place, pictures string

// atTheEnd ends what was started for all tests.
var atTheEnd []func()

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	var err error
	if place, err = os.MkdirTemp("", "postsale-page-"); err != nil {
		panic(err)
	}
	defer os.RemoveAll(place)
	if pictures, err = filepath.Abs(filepath.Join("..", "..", "out", "pages")); err != nil {
		panic(err)
	}
	if err := os.MkdirAll(pictures, 0o777); err != nil {
		panic(err)
	}
	build := exec.Command("go", "build", "-o", filepath.Join(place, "postsale"), "./cmd/postsale")
	build.Dir, build.Env = filepath.Join("..", ".."), append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Printf("%s: %v\n%s", build, err, out)
		return 1
	}
	defer func() {
		for _, end := range atTheEnd {
			end()
		}
	}()
	return m.Run()
}

// said returns what the program says.
func said(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command(filepath.Join(place, "postsale"), args...)
	cmd.Dir = place
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	require.NoError(t, cmd.Run(), errs.String())
	return out.String()
}

// written writes a file beside the program.
func written(t *testing.T, name, text string) string {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(place, name), []byte(text), 0o666))
	return name
}

const (
	panel  = `document.getElementById("panel")`
	odds   = panel + `.dataset.trials !== undefined && ` + panel + `.querySelector(".answer") !== null`
	people = "delivery.teams.implementation.people"
)

// rows are the lines of a table of differences, from NRR to what remains, without how they are set.
func rows(text string) (list []string) {
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) > 2 && regexp.MustCompile(`^\s+(NRR|GRR|customers kept|ARR at end|start delay|cost in all)`).MatchString(line) {
			list = append(list, strings.Join(words, " "))
		}
	}
	return list
}

func TestTheFirstFiguresAreThoseOfThePageToTheLastDigit(t *testing.T) {
	said(t, "page", "board-lean", "board", "--trials", "60", "--out", "same.html", "--quiet")
	everywhere(t, func(t *testing.T, open opener) {
		b := open(t, "same.html", "")
		first := tells[string](b, panel+".innerHTML")
		require.Contains(t, first, "board-lean")
		tells[bool](b, `document.getElementById("back").click() === undefined`)
		b.await(panel+`.dataset.trials === "60"`, quietly(time.Minute))
		assert.Equal(t, first, tells[string](b, panel+".innerHTML"), "what WebAssembly came to is what the program wrote")
		b.stayed()
	})
}

func TestAMovedInputIsAnsweredAtOnceWithTheFiguresOfCompare(t *testing.T) {
	const trials = "200"
	said(t, "page", "board-lean", "board", "--trials", trials, "--out", "moved.html", "--quiet", "--offer", people+"=6..14")
	written(t, "nine.yaml", "name: your plan\nextends: board\ndelivery: {teams: {implementation: {people: 9}}}\n")
	compared := said(t, "compare", "board-lean", "./nine.yaml", "--trials", trials, "--quiet")
	answer, _, _ := strings.Cut(compared, "\n\n")
	_, table, _ := strings.Cut(compared, "(second) against")
	table, _, _ = strings.Cut(table, "The same luck")
	want := rows(table)
	require.Greater(t, len(want), 10)

	everywhere(t, func(t *testing.T, open opener) {
		b := open(t, "moved.html", "")
		time.Sleep(4 * time.Second) // a reader looks at a page first
		b.move("move-0", "3")       // 6, 7, 8, 9
		first := b.await(odds, quietly(5*time.Second))
		all := first + b.await(panel+`.dataset.trials === "`+trials+`"`, quietly(time.Minute))
		t.Logf("first odds after %.2f s, %s trials after %.2f s, on %d processors", first.Seconds(), trials, all.Seconds(), tells[int](b, "navigator.hardwareConcurrency"))
		require.Equal(t, "9", tells[string](b, `document.getElementById("value-0").textContent`))

		assert.Equal(t, strings.Join(strings.Fields(answer), " "), tells[string](b, panel+`.querySelector(".answer").textContent.trim()`))
		shown := tells[string](b, `Array.from(`+panel+`.querySelectorAll("details tr"), (r) => "  " + Array.from(r.cells, (c) => c.textContent).join("  ")).join("\n")`)
		assert.Equal(t, want, rows(shown))

		b.move("move-0", "5")
		t.Logf("first odds of the next move after %.2f s", b.await(odds, quietly(5*time.Second)).Seconds())

		tells[bool](b, panel+`.querySelector("details").open = true`)
		for _, scheme := range []string{"light", "dark"} {
			b.seen("desktop", 1200, 1000, scheme)
			b.seen("phone", 390, 844, scheme)
		}
		b.stayed()
	})
}

func TestTheLastMoveWins(t *testing.T) {
	said(t, "page", "board", "--trials", "40", "--out", "last.html", "--quiet", "--offer", people+"=6..14")
	everywhere(t, func(t *testing.T, open opener) {
		b := open(t, "last.html", "")
		for _, position := range []string{"0", "1", "2", "3"} {
			b.move("move-0", position)
			time.Sleep(150 * time.Millisecond)
		}
		b.await(panel+`.dataset.trials === "40"`, quietly(time.Minute))
		assert.Contains(t, tells[string](b, panel+".textContent"), people)
		assert.Contains(t, tells[string](b, `Array.from(`+panel+`.querySelectorAll("tr"), (r) => Array.from(r.cells, (c) => c.textContent).join(" ")).join("\n")`), people+" 10 9")
		assert.Contains(t, tells[string](b, `document.getElementById("status").textContent`), "40 trials")
		b.stayed()
	})
}

// unpacked returns a PDF with what is packed in it behind it.
func unpacked(pdf []byte) []byte {
	all := slices.Clone(pdf)
	for _, at := range regexp.MustCompile(`stream\r?\n`).FindAllIndex(pdf, -1) {
		if r, err := zlib.NewReader(bytes.NewReader(pdf[at[1]:])); err == nil {
			text, _ := io.ReadAll(r)
			all = append(all, text...)
		}
	}
	return all
}

func TestPrintedItHasWholePages(t *testing.T) {
	said(t, "page", "board", "--trials", "40", "--out", "print.html", "--quiet")
	everywhere(t, func(t *testing.T, open opener) {
		b := open(t, "print.html", "")
		for _, paper := range []struct {
			name          string
			width, height float64
			box           string
		}{{"A4", 8.27, 11.69, `/MediaBox ?\[ ?0 0 59[456][.\d]* 84[12]`}, {"Letter", 8.5, 11, `/MediaBox ?\[ ?0 0 61[12][.\d]* 79[12]`}} {
			text, err := b.print(paper.width, paper.height)
			require.NoError(t, err)
			b.leave(paper.name+".pdf", text)
			text = unpacked(text)
			pages := len(regexp.MustCompile(`/Type /Page\b[^s]`).FindAll(text, -1))
			assert.Greater(t, pages, 4)
			assert.Less(t, pages, 30)
			assert.Len(t, regexp.MustCompile(paper.box).FindAll(text, -1), pages, paper.name)
		}
		b.stayed()
	})
}

func TestABrowserWithoutTheMeansHasAReport(t *testing.T) {
	said(t, "page", "board", "--trials", "3", "--out", "less.html", "--quiet", "--offer", people+"=6..14")
	everywhere(t, func(t *testing.T, open opener) {
		for lacks, without := range map[string]string{"WebAssembly": "delete globalThis.WebAssembly", "web workers": "delete globalThis.Worker"} {
			b := open(t, "less.html", without)
			assert.Contains(t, tells[string](b, `document.getElementById("status").textContent`), "This browser lacks "+lacks)
			assert.False(t, tells[bool](b, `document.getElementById("controls").checkVisibility()`))
			assert.True(t, tells[bool](b, panel+`.querySelector("svg") !== null`))
			b.stayed()
		}
	})
}

func TestNothingThatUsersWroteRuns(t *testing.T) {
	hostile := `Acme</script></style><img src=x onerror="window.owned=1"><script>window.owned=1</script>`
	written(t, "hostile.yaml", "extends: board\nname: '"+hostile+"'\ndescription: >-\n  \"quotes\" & "+hostile+"<svg onload='window.owned=1'>\n")
	said(t, "page", "./hostile.yaml", "--trials", "8", "--out", "hostile.html", "--quiet", "--offer", people+"=6..14")
	everywhere(t, func(t *testing.T, open opener) {
		b := open(t, "hostile.html", "")
		b.move("move-0", "0")
		b.await(panel+`.dataset.trials === "8"`, quietly(time.Minute))
		assert.True(t, tells[bool](b, `window.owned === undefined && document.images.length === 0`))
		assert.Contains(t, tells[string](b, `document.querySelector("h1").textContent`), "Acme</script></style><img src=x")
		b.stayed()
	})
}

func TestThePageCannotAskTheNetwork(t *testing.T) {
	said(t, "page", "board", "--trials", "3", "--out", "alone.html", "--quiet", "--offer", people+"=6..14")
	everywhere(t, func(t *testing.T, open opener) {
		b := open(t, "alone.html", "")
		tells[bool](b, `(() => {
			window.blocked = 0;
			document.addEventListener("securitypolicyviolation", () => { window.blocked++; });
			const script = document.createElement("script");
			script.textContent = "window.owned = 1";
			document.body.append(script);
			const image = new Image();
			image.src = "https://127.0.0.1:1/leak";
			fetch("https://127.0.0.1:1/leak").catch(() => {});
			return true;
		})()`)
		b.await("window.blocked >= 3", quietly(5*time.Second))
		assert.True(t, tells[bool](b, "window.owned === undefined"))
	})
}
