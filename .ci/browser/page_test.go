// Package browser opens pages that the program writes in a real browser, from files, and holds what they show against what the
// program says. It is a module of its own, as the driver of the browser is large and no part of the program. make page-test runs
// it; it needs Chromium (Debian: apt-get install chromium). Pictures of what was seen are left in out/pages.
package browser

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	goruntime "runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// place is where the program and the pages are, and seen where pictures go.
var place, seen string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	var err error
	if place, err = os.MkdirTemp("", "postsale-page-"); err != nil {
		panic(err)
	}
	defer os.RemoveAll(place)
	if seen, err = filepath.Abs(filepath.Join("..", "..", "out", "pages")); err != nil {
		panic(err)
	}
	if err := os.MkdirAll(seen, 0o777); err != nil {
		panic(err)
	}
	build := exec.Command("go", "build", "-o", filepath.Join(place, "postsale"), "./cmd/postsale")
	build.Dir, build.Env = filepath.Join("..", ".."), append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Printf("%s: %v\n%s", build, err, out)
		return 1
	}
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

// tab is a page that is open.
type tab struct {
	context.Context
	t *testing.T
	sync.Mutex
	asked  []string // of the network
	faults []string
}

// opened opens a page from its file, in a browser that has no network; before is run in it before anything else.
func opened(t *testing.T, name, before string) *tab {
	t.Helper()
	browser, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("chromium is not there: install it (Debian: apt-get install chromium)")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:len(chromedp.DefaultExecAllocatorOptions):len(chromedp.DefaultExecAllocatorOptions)], chromedp.ExecPath(browser))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocated, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, end := chromedp.NewContext(allocated)
	t.Cleanup(end)
	ctx, late := context.WithTimeout(ctx, 2*quietly(time.Minute))
	t.Cleanup(late)
	b := &tab{Context: ctx, t: t}
	require.NoError(t, chromedp.Listen(b, b.hears))
	b.calls(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, network.Enable, network.EnableParams{})
		return err
	})
	if before != "" {
		b.calls(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: before})
			return err
		})
	}
	require.NoError(t, chromedp.Do(b, chromedp.Navigate("file://"+filepath.Join(place, name))))
	return b
}

// hears keeps what the page asked of the network, and what went wrong in it.
func (b *tab) hears(event any) {
	b.Lock()
	defer b.Unlock()
	switch event := event.(type) {
	case *network.EventRequestWillBeSent:
		b.asked = append(b.asked, event.Request.URL)
	case *runtime.EventExceptionThrown:
		b.faults = append(b.faults, event.ExceptionDetails.Text)
	}
}

func (b *tab) calls(do func(ctx context.Context, target *chromedp.Target) error) {
	b.t.Helper()
	require.NoError(b.t, chromedp.Do(b, func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		return chromedp.Void{}, do(ctx, target)
	}))
}

// tells returns what an expression is in the page.
func tells[T any](b *tab, expression string) T {
	b.t.Helper()
	value, err := chromedp.Run(b, chromedp.Evaluate[T](expression))
	require.NoError(b.t, err, expression)
	return value
}

// await waits until something is so in the page, and returns how long that took.
func (b *tab) await(expression string, most time.Duration) time.Duration {
	b.t.Helper()
	begun := time.Now()
	for !tells[bool](b, expression) {
		if time.Since(begun) > most {
			b.t.Fatalf("not so after %s: %s; the page says: %s", most, expression, tells[string](b, `document.getElementById("status").textContent`))
		}
		time.Sleep(20 * time.Millisecond)
	}
	return time.Since(begun)
}

// quietly is how long something may take that takes so long on a machine that does nothing else: this one may be busy.
func quietly(d time.Duration) time.Duration {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return d
	}
	var load float64
	fmt.Sscan(string(text), &load)
	return time.Duration(float64(d) * max(1, load/float64(goruntime.NumCPU())))
}

// move puts a control where a reader would.
func (b *tab) move(id, value string) {
	b.t.Helper()
	tells[bool](b, fmt.Sprintf(`(() => { const e = document.getElementById(%q); e.value = %q; e.dispatchEvent(new Event(e.tagName === "SELECT" ? "change" : "input", {bubbles: true})); return true; })()`, id, value))
}

// look leaves a picture of the page at a width.
func (b *tab) look(name string, width, height int64, dark bool) {
	b.t.Helper()
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	b.calls(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
		return err
	})
	require.NoError(b.t, chromedp.Do(b, chromedp.EmulateViewport(width, height)))
	picture, err := chromedp.Run(b, chromedp.CaptureScreenshot())
	require.NoError(b.t, err)
	require.NoError(b.t, os.WriteFile(filepath.Join(seen, name+".png"), picture, 0o666))
	assert.LessOrEqual(b.t, tells[int](b, "document.documentElement.scrollWidth"), int(width), "nothing is cut off at the side")
}

// stayed holds that nothing went wrong, and that nothing was asked of the network.
func (b *tab) stayed() {
	b.t.Helper()
	b.Lock()
	defer b.Unlock()
	assert.Empty(b.t, b.faults)
	assert.NotEmpty(b.t, b.asked)
	for _, url := range b.asked {
		assert.Regexp(b.t, `^(file://`+regexp.QuoteMeta(place)+`/|blob:|data:)`, url)
	}
}

const (
	panel  = `document.getElementById("panel")`
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
	b := opened(t, "same.html", "")
	first := tells[string](b, panel+".innerHTML")
	require.Contains(t, first, "board-lean")
	tells[bool](b, `document.getElementById("back").click() === undefined`)
	b.await(panel+`.dataset.trials === "60"`, quietly(time.Minute))
	assert.Equal(t, first, tells[string](b, panel+".innerHTML"), "what WebAssembly came to is what the program wrote")
	b.stayed()
}

func TestAMovedInputIsAnsweredAtOnceWithTheFiguresOfCompare(t *testing.T) {
	const trials = "200"
	said(t, "page", "board-lean", "board", "--trials", trials, "--out", "moved.html", "--quiet", "--offer", people+"=6..14")
	written(t, "nine.yaml", "name: your plan\nextends: board\ndelivery: {teams: {implementation: {people: 9}}}\n")
	compared := said(t, "compare", "board-lean", "./nine.yaml", "--trials", trials, "--quiet")

	b := opened(t, "moved.html", "")
	b.look("desktop-light", 1200, 1000, false)
	b.move("move-0", "3") // 6, 7, 8, 9
	require.Equal(t, "9", tells[string](b, `document.getElementById("value-0").textContent`))
	odds := b.await(panel+`.dataset.trials !== undefined && `+panel+`.querySelector(".answer") !== null`, quietly(5*time.Second))
	all := odds + b.await(panel+`.dataset.trials === "`+trials+`"`, quietly(time.Minute))
	t.Logf("first odds after %.2f s, %s trials of both plans after %.2f s, on %d processors", odds.Seconds(), trials, all.Seconds(), tells[int](b, "navigator.hardwareConcurrency"))

	answer, _, _ := strings.Cut(compared, "\n\n")
	assert.Equal(t, strings.Join(strings.Fields(answer), " "), tells[string](b, panel+`.querySelector(".answer").textContent.trim()`))
	shown := tells[string](b, `Array.from(`+panel+`.querySelectorAll("details tr"), (r) => "  " + Array.from(r.cells, (c) => c.textContent).join("  ")).join("\n")`)
	_, table, _ := strings.Cut(compared, "(second) against")
	table, _, _ = strings.Cut(table, "The same luck")
	want := rows(table)
	require.Greater(t, len(want), 10)
	assert.Equal(t, want, rows(shown))

	tells[bool](b, panel+`.querySelector("details").open = true`)
	b.look("desktop-dark", 1200, 1000, true)
	b.look("phone-light", 390, 844, false)
	b.look("phone-dark", 390, 844, true)
	b.stayed()
}

func TestTheLastMoveWins(t *testing.T) {
	said(t, "page", "board", "--trials", "40", "--out", "last.html", "--quiet", "--offer", people+"=6..14")
	b := opened(t, "last.html", "")
	for _, position := range []string{"0", "1", "2", "3"} {
		b.move("move-0", position)
		time.Sleep(150 * time.Millisecond)
	}
	b.await(panel+`.dataset.trials === "40"`, quietly(time.Minute))
	assert.Contains(t, tells[string](b, panel+".textContent"), people)
	assert.Contains(t, tells[string](b, `Array.from(`+panel+`.querySelectorAll("tr"), (r) => Array.from(r.cells, (c) => c.textContent).join(" ")).join("\n")`), people+" 10 9")
	assert.Contains(t, tells[string](b, `document.getElementById("status").textContent`), "40 trials")
	b.stayed()
}

func TestPrintedItHasWholePages(t *testing.T) {
	said(t, "page", "board", "--trials", "40", "--out", "print.html", "--quiet")
	b := opened(t, "print.html", "")
	for _, paper := range []struct {
		name string
		size chromedp.PaperSize
		box  string
	}{{"A4", chromedp.PaperA4, `/MediaBox \[0 0 59[456][.\d]* 84[12]`}, {"Letter", chromedp.PaperLetter, `/MediaBox \[0 0 612[.\d]* 792`}} {
		text, err := chromedp.Run(b, chromedp.PrintToPDF(chromedp.PDFPaper(paper.size), func(p *page.PrintToPDFParams) { p.PreferCSSPageSize = nil }))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(seen, paper.name+".pdf"), text, 0o666))
		pages := len(regexp.MustCompile(`/Type /Page\b[^s]`).FindAll(text, -1))
		assert.Greater(t, pages, 4)
		assert.Less(t, pages, 30)
		assert.Len(t, regexp.MustCompile(paper.box).FindAll(text, -1), pages, paper.name)
	}
	b.stayed()
}

func TestABrowserWithoutTheMeansHasAReport(t *testing.T) {
	said(t, "page", "board", "--trials", "3", "--out", "less.html", "--quiet", "--offer", people+"=6..14")
	for lacks, without := range map[string]string{"WebAssembly": "delete globalThis.WebAssembly", "web workers": "delete globalThis.Worker"} {
		b := opened(t, "less.html", without)
		assert.Contains(t, tells[string](b, `document.getElementById("status").textContent`), "This browser lacks "+lacks)
		assert.False(t, tells[bool](b, `document.getElementById("controls").checkVisibility()`))
		assert.True(t, tells[bool](b, panel+`.querySelector("svg") !== null`))
		b.stayed()
	}
}

func TestNothingThatUsersWroteRuns(t *testing.T) {
	hostile := `Acme</script></style><img src=x onerror="window.owned=1"><script>window.owned=1</script>`
	written(t, "hostile.yaml", "extends: board\nname: '"+hostile+"'\ndescription: >-\n  \"quotes\" & "+hostile+"<svg onload='window.owned=1'>\n")
	said(t, "page", "./hostile.yaml", "--trials", "8", "--out", "hostile.html", "--quiet", "--offer", people+"=6..14")
	b := opened(t, "hostile.html", "")
	b.move("move-0", "0")
	b.await(panel+`.dataset.trials === "8"`, quietly(time.Minute))
	assert.True(t, tells[bool](b, `window.owned === undefined && document.images.length === 0`))
	assert.Contains(t, tells[string](b, `document.querySelector("h1").textContent`), "Acme</script></style><img src=x")
	b.stayed()
}

func TestThePageCannotAskTheNetwork(t *testing.T) {
	said(t, "page", "board", "--trials", "3", "--out", "alone.html", "--quiet", "--offer", people+"=6..14")
	b := opened(t, "alone.html", "")
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
	b.await("window.blocked >= 3", 5*time.Second)
	assert.True(t, tells[bool](b, "window.owned === undefined"))
}
