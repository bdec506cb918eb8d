package browser

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/coder/websocket"
	"github.com/stretchr/testify/require"
)

// firefox is Firefox, which is driven by WebDriver BiDi (https://w3c.github.io/webdriver-bidi): commands and their answers, and
// events between them, as JSON over a web socket.
type firefox struct {
	socket *websocket.Conn
	sync.Mutex
	sent    int
	waiting map[int]chan answer // nil once the browser is gone
	tabs    map[string]*ledger  // by their browsing context
}

// fox is a tab of it.
type fox struct {
	context.Context
	*firefox
	page string // its browsing context
	ledger
}

// contexts are tabs, or windows.
type contexts struct {
	Contexts []struct {
		Context string `json:"context"`
	} `json:"contexts"`
}

// fields are those of an object.
type fields = map[string]any

// answer is what comes over the socket: of a command, or an event.
type answer struct {
	ID      int             `json:"id"`
	Type    string          `json:"type"`
	Result  json.RawMessage `json:"result"`
	Error   string          `json:"error"`
	Message string          `json:"message"`
	Method  string          `json:"method"`
	Params  json.RawMessage `json:"params"`
}

// quiet are settings of Firefox: a way to the network that leads nowhere, and nothing that it asks there of its own accord or that
// waits for somebody.
const quiet = `user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", "127.0.0.1");
user_pref("network.proxy.http_port", 9);
user_pref("network.proxy.ssl", "127.0.0.1");
user_pref("network.proxy.ssl_port", 9);
user_pref("app.normandy.enabled", false);
user_pref("app.update.disabledForTesting", true);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.startup.homepage_override.mstone", "ignore");
user_pref("browser.startup.page", 0);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("extensions.update.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "data:,#remote-settings-dummy/v1");
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
`

// aFirefox is the browser of all tests, once one asked for it.
var aFirefox *firefox

// newFirefox opens a tab.
func newFirefox(ctx context.Context, t *testing.T, before string) driver {
	if aFirefox == nil {
		aFirefox = startFirefox(t)
	}
	f := &fox{Context: ctx, firefox: aFirefox}
	var made struct {
		Context string `json:"context"`
	}
	require.NoError(t, f.call(ctx, "browsingContext.create", fields{"type": "tab"}, &made))
	f.page = made.Context
	aFirefox.Lock()
	aFirefox.tabs[f.page] = &f.ledger
	aFirefox.Unlock()
	t.Cleanup(func() { f.call(context.Background(), "browsingContext.close", fields{"context": f.page}, nil) })
	if before != "" {
		script := fields{"functionDeclaration": "() => { " + before + " }", "contexts": []string{f.page}}
		require.NoError(t, f.call(ctx, "script.addPreloadScript", script, nil))
	}
	return f
}

// startFirefox starts a browser with a folder of its own, which ends with the tests.
func startFirefox(t *testing.T) *firefox {
	folder, err := os.MkdirTemp(place, "firefox-")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "user.js"), []byte(quiet), 0o666))
	cmd := exec.Command(installed(t, "firefox-esr"), "--headless", "--no-remote", "--remote-allow-system-access", "--profile", folder, "--remote-debugging-port", "0")
	cmd.Env = append(os.Environ(), "HOME="+folder, "MOZ_CRASHREPORTER_DISABLE=1", "LANG=C.UTF-8")
	told, err := cmd.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	address := make(chan string, 1)
	go func() {
		defer close(address)
		for lines := bufio.NewScanner(told); lines.Scan(); {
			if _, at, listens := strings.Cut(lines.Text(), "WebDriver BiDi listening on "); listens {
				address <- at
			}
		}
	}()
	at := <-address
	require.NotEmpty(t, at, "Firefox ended before it listened")
	f := &firefox{waiting: map[int]chan answer{}, tabs: map[string]*ledger{}}
	ctx := context.Background()
	f.socket, _, err = websocket.Dial(ctx, at+"/session", nil)
	require.NoError(t, err)
	f.socket.SetReadLimit(1 << 28)
	go f.listen(ctx)
	atTheEnd = append(atTheEnd, func() {
		f.call(ctx, "browser.close", fields{}, nil)
		f.socket.CloseNow()
		cmd.Wait()
	})
	require.NoError(t, f.call(ctx, "session.new", fields{"capabilities": fields{}}, nil))
	require.NoError(t, f.call(ctx, "session.subscribe", fields{"events": []string{"network.beforeRequestSent", "log.entryAdded"}}, nil))
	return f
}

// listen hands answers to who waits for them, and keeps what events tell of tabs.
func (f *firefox) listen(ctx context.Context) {
	for {
		_, text, err := f.socket.Read(ctx)
		if err != nil {
			f.Lock()
			defer f.Unlock()
			for _, wait := range f.waiting {
				wait <- answer{Error: "gone", Message: err.Error()}
			}
			f.waiting = nil
			return
		}
		var a answer
		if json.Unmarshal(text, &a) != nil {
			continue
		}
		if a.Type == "event" {
			f.event(a)
			continue
		}
		f.Lock()
		if wait := f.waiting[a.ID]; wait != nil {
			wait <- a
			delete(f.waiting, a.ID)
		}
		f.Unlock()
	}
}

func (f *firefox) event(a answer) {
	var told struct {
		Context string `json:"context"`
		Request struct {
			URL string `json:"url"`
		} `json:"request"`
		Source struct {
			Context string `json:"context"`
		} `json:"source"`
		Level string `json:"level"`
		Type  string `json:"type"`
		Text  string `json:"text"`
	}
	json.Unmarshal(a.Params, &told)
	f.Lock()
	tab := f.tabs[cmp.Or(told.Context, told.Source.Context)]
	f.Unlock()
	switch {
	case tab == nil: // what the browser does of its own accord
	case a.Method == "network.beforeRequestSent":
		tab.asks(told.Request.URL)
	case a.Method == "log.entryAdded" && told.Type == "javascript" && told.Level == "error":
		tab.fails(told.Text)
	}
}

// call sends a command, and waits for what it comes to.
func (f *firefox) call(ctx context.Context, method string, params fields, result any) error {
	wait := make(chan answer, 1)
	f.Lock()
	if f.waiting == nil {
		f.Unlock()
		return fmt.Errorf("%s: the browser is gone", method)
	}
	f.sent++
	id := f.sent
	f.waiting[id] = wait
	f.Unlock()
	text, err := json.Marshal(fields{"id": id, "method": method, "params": params})
	if err != nil {
		return err
	}
	if err := f.socket.Write(ctx, websocket.MessageText, text); err != nil {
		return err
	}
	select {
	case a := <-wait:
		if a.Error != "" {
			return fmt.Errorf("%s: %s: %s", method, a.Error, a.Message)
		}
		if result == nil {
			return nil
		}
		return json.Unmarshal(a.Result, result)
	case <-ctx.Done():
		return fmt.Errorf("%s: %w", method, ctx.Err())
	}
}

func (f *fox) open(url string) error {
	return f.call(f, "browsingContext.navigate", fields{"context": f.page, "url": url, "wait": "complete"}, nil)
}

func (f *fox) evaluate(expression string) (string, error) {
	var told struct {
		Result struct {
			Value string `json:"value"`
		} `json:"result"`
		Exception struct {
			Text string `json:"text"`
		} `json:"exceptionDetails"`
	}
	err := f.call(f, "script.evaluate", fields{"expression": expression, "target": fields{"context": f.page}, "awaitPromise": false}, &told)
	if err == nil && told.Exception.Text != "" {
		err = fmt.Errorf("%s", told.Exception.Text)
	}
	return told.Result.Value, err
}

func (f *fox) look(width, height int, scheme string) ([]byte, error) {
	var windows contexts
	if err := f.call(f, "browsingContext.getTree", fields{"moz:scope": "chrome"}, &windows); err != nil {
		return nil, err
	}
	setting := fmt.Sprintf(`Services.prefs.setIntPref("layout.css.prefers-color-scheme.content-override", %d)`, slices.Index([]string{"dark", "light"}, scheme))
	window := fields{"context": windows.Contexts[0].Context}
	if err := f.call(f, "script.evaluate", fields{"expression": setting, "target": window, "awaitPromise": false}, nil); err != nil {
		return nil, err
	}
	if err := f.call(f, "browsingContext.setViewport", fields{"context": f.page, "viewport": fields{"width": width, "height": height}}, nil); err != nil {
		return nil, err
	}
	return f.picture("browsingContext.captureScreenshot", fields{"context": f.page})
}

// picture calls what answers with data.
func (f *fox) picture(method string, params fields) ([]byte, error) {
	var told struct {
		Data []byte `json:"data"`
	}
	err := f.call(f, method, params, &told)
	return told.Data, err
}

func (f *fox) print(width, height float64) ([]byte, error) {
	const inch = 2.54
	return f.picture("browsingContext.print", fields{"context": f.page, "page": fields{"width": width * inch, "height": height * inch}})
}
