package page

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"sync"
)

var (
	opening = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?s)^.*?<svg[^>]* viewBox="([0-9. ]+)"[^>]*>`) })
	said    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?s)^\s*<title>.*?</title>\s*<desc>.*?</desc>`) })
	styled  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\s+style="([^"]*)"`) })
)

// picture writes a picture in line, with a title and a description that its page can refer to in place of those of the file. Its styles become attributes, which the policy of the page allows; quotes in what users
// wrote are escaped there, so that what looks like a style is one.
func (w *writer) picture(p Picture) {
	head := opening().FindSubmatchIndex(p.SVG)
	if head == nil {
		panic("page: picture " + p.Name + " is no SVG with a viewBox")
	}
	box, drawn := p.SVG[head[2]:head[3]], said().ReplaceAll(p.SVG[head[1]:], nil)
	drawn = styled().ReplaceAllFunc(drawn, func(s []byte) []byte {
		var list strings.Builder
		for property := range strings.SplitSeq(string(styled().FindSubmatch(s)[1]), ";") {
			if name, value, found := strings.Cut(property, ":"); found {
				fmt.Fprintf(&list, ` %s="%s"`, strings.TrimSpace(name), strings.TrimSpace(value))
			}
		}
		return []byte(list.String())
	})
	w.f("<figure id=\"picture-%[1]s\"><svg role=\"img\" aria-labelledby=\"picture-%[1]s-title picture-%[1]s-said\" viewBox=\"%[2]s\">\n", escaped(p.Name), box)
	w.f("<title id=\"picture-%[1]s-title\">%[2]s</title>\n<desc id=\"picture-%[1]s-said\">%[3]s</desc>\n", escaped(p.Name), escaped(p.Title), escaped(p.Description))
	w.Write(bytes.TrimSpace(drawn))
	w.raw("\n</figure>\n")
}
