// Package browser opens pages that the program writes in real browsers, from files, and holds what they show against what the
// program says. It is a module of its own, as what drives browsers is large and no part of the program. make page-test runs it;
// it needs Chromium and Firefox (Debian: apt-get install chromium firefox-esr). Pictures of what was seen are left in out/pages.
package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// driver is a tab of a browser, whose way to the network leads nowhere.
type driver interface {
	open(url string) error
	evaluate(expression string) (text string, err error)
	look(width, height int, scheme string) (png []byte, err error)
	print(width, height float64) (pdf []byte, err error) // inches
	heard() (asked, faults []string)
}

// browsers start one with a tab, in which a script is run before anything else.
var browsers = []struct {
	name string
	new  func(ctx context.Context, t *testing.T, before string) driver
}{{"chromium", newChromium}, {"firefox", newFirefox}}

// opener opens a page from its file.
type opener func(t *testing.T, name, before string) *tab

// everywhere runs a test in every browser.
func everywhere(t *testing.T, test func(t *testing.T, open opener)) {
	for _, browser := range browsers {
		t.Run(browser.name, func(t *testing.T) {
			test(t, func(t *testing.T, name, before string) *tab {
				t.Helper()
				ctx, end := context.WithTimeout(context.Background(), 2*quietly(time.Minute))
				t.Cleanup(end)
				b := &tab{t: t, driver: browser.new(ctx, t, before), browser: browser.name}
				require.NoError(t, b.open("file://"+filepath.Join(place, name)))
				return b
			})
		})
	}
}

// installed returns where a program is.
func installed(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is not there: install it (Debian: apt-get install %s)", name, name)
	}
	return path
}

// ledger keeps what a page asked of the network, and what went wrong in it.
type ledger struct {
	sync.Mutex
	asked, faults []string
}

func (l *ledger) asks(url string) {
	l.Lock()
	defer l.Unlock()
	l.asked = append(l.asked, url)
}

func (l *ledger) fails(text string) {
	l.Lock()
	defer l.Unlock()
	l.faults = append(l.faults, text)
}

func (l *ledger) heard() (asked, faults []string) {
	l.Lock()
	defer l.Unlock()
	return l.asked, l.faults
}

// tab is a page that is open.
type tab struct {
	driver
	t       *testing.T
	browser string
}

// tells returns what an expression is in the page.
func tells[T any](b *tab, expression string) (value T) {
	b.t.Helper()
	text, err := b.evaluate("JSON.stringify(" + expression + ")")
	require.NoError(b.t, err, expression)
	require.NoError(b.t, json.Unmarshal([]byte(text), &value), expression)
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
		time.Sleep(50 * time.Millisecond) // asking takes the browser a while too
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
	return time.Duration(float64(d) * max(1, load/float64(runtime.NumCPU())))
}

// move puts a control where a reader would.
func (b *tab) move(id, value string) {
	b.t.Helper()
	tells[bool](b, fmt.Sprintf(`(() => { const e = document.getElementById(%q); e.value = %q; e.dispatchEvent(new Event(e.tagName === "SELECT" ? "change" : "input", {bubbles: true})); return true; })()`, id, value))
}

// seen leaves a picture of the page at a width.
func (b *tab) seen(name string, width, height int, scheme string) {
	b.t.Helper()
	picture, err := b.look(width, height, scheme)
	require.NoError(b.t, err)
	b.leave(name+"-"+scheme+".png", picture)
	assert.LessOrEqual(b.t, tells[int](b, "document.documentElement.scrollWidth"), width, "nothing is cut off at the side")
	assert.Equal(b.t, scheme == "dark", tells[bool](b, `matchMedia("(prefers-color-scheme: dark)").matches`))
}

// leave leaves a file among the pictures.
func (b *tab) leave(name string, data []byte) {
	b.t.Helper()
	require.NoError(b.t, os.WriteFile(filepath.Join(pictures, b.browser+"-"+name), data, 0o666))
}

// stayed holds that nothing went wrong, and that nothing was asked of the network, of which the driver would know.
func (b *tab) stayed() {
	b.t.Helper()
	asked, faults := b.heard()
	assert.Empty(b.t, faults)
	const nobody = "http://nobody.invalid/"
	assert.NotContains(b.t, asked, nobody)
	for _, url := range asked {
		assert.Regexp(b.t, `^(file://`+regexp.QuoteMeta(place)+`/|blob:|data:|about:blank$)`, url)
	}
	assert.Error(b.t, b.open(nobody))
	asked, _ = b.heard()
	assert.Contains(b.t, asked, nobody)
}
