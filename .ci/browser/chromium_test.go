package browser

import (
	"context"
	"os"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// chromium is a tab of Chromium, which is driven by chromedp.
type chromium struct {
	context.Context
	ledger
}

// aChromium is the browser of all tests, once one asked for it.
var aChromium context.Context

// newChromium opens a tab.
func newChromium(ctx context.Context, t *testing.T, before string) driver {
	if aChromium == nil {
		aChromium = startChromium(t)
	}
	tab, end := chromedp.NewContext(aChromium)
	t.Cleanup(end)
	context.AfterFunc(ctx, end)
	c := &chromium{Context: tab}
	require.NoError(t, chromedp.Listen(c, c.hears))
	require.NoError(t, called(c, network.Enable, network.EnableParams{}))
	if before != "" {
		require.NoError(t, called(c, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: before}))
	}
	return c
}

// startChromium starts a browser that ends with the tests.
func startChromium(t *testing.T) context.Context {
	options := append(chromedp.DefaultExecAllocatorOptions[:len(chromedp.DefaultExecAllocatorOptions):len(chromedp.DefaultExecAllocatorOptions)],
		chromedp.ExecPath(installed(t, "chromium")), chromedp.Flag("proxy-server", "127.0.0.1:9"))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocated, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	browser, end := chromedp.NewContext(allocated)
	atTheEnd = append(atTheEnd, func() { end(); cancel() })
	require.NoError(t, chromedp.Do(browser))
	return browser
}

// called calls a command of the protocol.
func called[P, R any](c *chromium, command cdp.Command[P, R], params P) error {
	return chromedp.Do(c, func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, target, command, params)
		return chromedp.Void{}, err
	})
}

func (c *chromium) hears(event any) {
	switch event := event.(type) {
	case *network.EventRequestWillBeSent:
		c.asks(event.Request.URL)
	case *runtime.EventExceptionThrown:
		c.fails(event.ExceptionDetails.Text)
	}
}

func (c *chromium) open(url string) error {
	return chromedp.Do(c, chromedp.Navigate(url))
}

func (c *chromium) evaluate(expression string) (string, error) {
	return chromedp.Run(c, chromedp.Evaluate[string](expression))
}

func (c *chromium) look(width, height int, scheme string) ([]byte, error) {
	feature := &emulation.MediaFeature{Name: "prefers-color-scheme", Value: scheme}
	if err := called(c, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{feature}}); err != nil {
		return nil, err
	}
	if err := chromedp.Do(c, chromedp.EmulateViewport(int64(width), int64(height))); err != nil {
		return nil, err
	}
	return chromedp.Run(c, chromedp.CaptureScreenshot())
}

func (c *chromium) print(width, height float64) ([]byte, error) {
	return chromedp.Run(c, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperSize{Width: width, Height: height}), func(p *page.PrintToPDFParams) { p.PreferCSSPageSize = nil }))
}
