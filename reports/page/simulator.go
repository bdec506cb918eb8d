package page

import (
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"strings"
)

// Simulator is what lets the reader of a page move inputs and see what comes of it.
type Simulator struct {
	Subject []byte // the plans and their luck, as package moves opens them
	Module  []byte // WebAssembly of cmd/page-simulator, by gzip
	Glue    string // the script of the Go that built it, which starts it
	Trials  int    // that are lived through
	Known   int    // of these, that go with the page for the base, in Base as package moves takes them
	Base    []byte
	Plans   []string
	Start   int // the plan that is moved first
	Inputs  []Input
	Panel   string // what comes of that plan as it is, by Fragment, made by the program that writes the page
	Status  string // of which trials that is
}

// Input is a number of a plan that may be moved, or what stands in it and may be as in another.
type Input struct {
	Path    string   `json:"path"`
	Meaning string   `json:"-"`
	Values  []string `json:"values"` // it may have, in order
	Labels  []string `json:"-"`      // of a choice, what each is told as; nil of a number
	At      []int    `json:"at"`     // which of them it has in each plan; -1 where that has none
}

var (
	//go:embed page.js
	pageScript string
	//go:embed worker.js
	workerScript string
)

// controls writes what the reader moves, and what came of the plan as it is.
func (w *writer) controls(s *Simulator) {
	w.raw("<noscript><p class=\"note\">Scripts are off: the page is a report, and nothing can be moved.</p></noscript>\n")
	w.raw("<div class=\"controls screen\" id=\"controls\" role=\"group\" aria-label=\"Inputs\" hidden>\n")
	w.raw("<p class=\"note\">Move an input: the simulator in this page lives through the same futures again, on your machine, and nothing leaves it.</p>\n")
	if len(s.Plans) > 1 {
		w.raw("<div class=\"field\"><label for=\"plan\">plan to start from</label><select id=\"plan\">")
		for i, name := range s.Plans {
			chosen := ""
			if i == s.Start {
				chosen = " selected"
			}
			w.f("<option value=\"%d\"%s>%s</option>", i, chosen, escaped(name))
		}
		w.raw("</select></div>\n")
	}
	for i, input := range s.Inputs {
		off, at := "", input.At[s.Start]
		if at < 0 {
			off, at = " disabled", 0
		}
		w.f("<div class=\"field\"><label for=\"move-%d\"><code>%s</code> <span class=\"note\">%s</span></label>", i, escaped(input.Path), escaped(input.Meaning))
		if input.Labels != nil { // the script treats it as a slider whose places have names
			w.f("<select id=\"move-%d\" autocomplete=\"off\"%s>", i, off)
			for k, label := range input.Labels {
				chosen := ""
				if k == at {
					chosen = " selected"
				}
				w.f("<option value=\"%d\"%s>%s</option>", k, chosen, escaped(label))
			}
			w.f("</select><output id=\"value-%d\" for=\"move-%d\" hidden></output></div>\n", i, i)
			continue
		}
		w.f("<span class=\"slide\"><input type=\"range\" id=\"move-%d\" min=\"0\" max=\"%d\" step=\"1\" value=\"%d\" aria-valuetext=\"%s\" autocomplete=\"off\"%s>",
			i, len(input.Values)-1, at, escaped(input.Values[at]), off)
		w.f("<output id=\"value-%d\" for=\"move-%d\">%s</output></span></div>\n", i, i, escaped(input.Values[at]))
	}
	w.raw("<p><button type=\"button\" id=\"back\">As it was</button></p>\n</div>\n")
	w.raw("<p class=\"note\" id=\"status\" role=\"status\">" + escaped(s.Status) + "</p>\n<div id=\"panel\">" + s.Panel + "</div>\n")
}

// simulator writes what the script of the page reads: data, none of which the browser runs as it stands.
func (w *writer) simulator(s *Simulator) error {
	data, err := json.Marshal(struct {
		Subject string  `json:"subject"`
		Worker  string  `json:"worker"` // how the script of each worker begins and ends
		Trials  int     `json:"trials"`
		Known   int     `json:"known"`
		Base    []byte  `json:"base"`
		Plans   int     `json:"plans"`
		Start   int     `json:"start"`
		Inputs  []Input `json:"inputs"`
	}{string(s.Subject), strings.TrimSpace(s.Glue) + "\n" + workerScript, s.Trials, s.Known, s.Base, len(s.Plans), s.Start, s.Inputs})
	if err != nil {
		return err
	}
	w.raw("<script type=\"application/json\" id=\"simulator-data\">") // json escapes < and >
	w.Write(data)
	w.raw("</script>\n<script type=\"application/octet-stream\" id=\"simulator-module\">")
	encoder := base64.NewEncoder(base64.StdEncoding, w)
	encoder.Write(s.Module)
	encoder.Close()
	w.raw("</script>\n")
	return nil
}
