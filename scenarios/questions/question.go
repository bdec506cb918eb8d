package questions

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"postsale/models/measures"
	"postsale/models/results/turns"
	"postsale/models/units"
	"postsale/scenarios"
	"postsale/scenarios/tree"
)

// The files of a question.
const (
	StudyName   = "study.yaml"
	SweepName   = "sweep.yaml"
	PageName    = "page.md"
	PictureName = "turn.svg"
)

// Question is a question that may be tried. It never changes.
type Question struct {
	Name  string
	Title string

	given         string // the folder that was asked for; empty of one that is built in
	folder        string // of its files; empty of one that is built in, until it is put somewhere
	first, second position
	across        tree.Node // the path that varies; no text: the only one
	says          string
	wanted        []turns.Wanted
	trials        int // 0: as many as its plans say
}

// position is a side as its file has it.
type position struct {
	turns.Side
	plan *tree.Node
}

// reader reads study.yaml, and notes what is wrong with it.
type reader struct {
	tree.Report
	question *Question
}

// read reads what is asked.
func read(name string, from *tree.Source, data []byte) (*Question, error) {
	r := reader{question: &Question{Name: name}}
	if len(bytes.TrimSpace(data)) == 0 {
		r.In(from.Shown, "want a study, got an empty file")
	} else if root := tree.Parse(from, data, &r.Report); root != nil {
		r.whole(root)
	}
	if err := r.Failed(); err != nil {
		return nil, err
	}
	return r.question, nil
}

// The keys of a study, and of what stands in it.
var (
	studyKeys    = []string{"title", "first", "second", "across", "measures", "trials"}
	positionKeys = []string{"plan", "name", "says", "held_by"}
	acrossKeys   = []string{"path", "says"}
	measureKeys  = []string{"measure", "segment", "period", "better", "says"}
)

// mapping demands that a node is a mapping of some keys.
func (r *reader) mapping(n *tree.Node, path string, keys []string) bool {
	switch {
	case n.Kind == tree.Broken:
		return false
	case n.Kind != tree.Mapping:
		r.At(n, path, "want a mapping of %s, got %s", units.Several(keys, len(keys)), n.Said())
		return false
	}
	for _, e := range n.Entries {
		if slices.Contains(keys, e.Key.Text) {
			continue
		}
		hint := units.Hint(e.Key.Text, keys)
		if hint == "" {
			hint = ", want one of " + strings.Join(keys, ", ")
		}
		r.At(e.Key, tree.Under(path, e.Key.Text), "unknown key%s", hint)
	}
	return true
}

// text returns what stands at a key, which must be there if it is wanted as something.
func (r *reader) text(n *tree.Node, path, key, want string) (*tree.Node, string) {
	at := tree.Under(path, key)
	v := n.Get(key)
	switch {
	case v == nil && want != "":
		r.Lacking(n, at, want)
	case v == nil || v.Kind == tree.Broken:
	case v.Kind != tree.Scalar || v.IsNull() || strings.TrimSpace(v.Text) == "":
		r.At(v, at, "want a text, got %s", v.Said())
	case len(v.Text) > scenarios.MaxDescription:
		r.At(v, at, "must be at most %d bytes long, got %d", scenarios.MaxDescription, len(v.Text))
	default:
		return v, strings.Join(strings.Fields(v.Text), " ")
	}
	return nil, ""
}

func (r *reader) whole(root *tree.Node) {
	if !r.mapping(root, "", studyKeys) {
		return
	}
	q := r.question
	_, q.Title = r.text(root, "", "title", "the question, as somebody would ask it")
	q.first, q.second = r.position(root, "first"), r.position(root, "second")
	if a, b := q.first, q.second; a.Name != "" && strings.EqualFold(a.Name, b.Name) {
		r.At(root.Get("second"), "second.name", "must differ from first.name, got %s again", units.Quote(b.Name))
	}
	if across := root.Get("across"); across == nil {
		r.Lacking(root, "across", "what varies: {says: hours a project}, and its path if several move together")
	} else if r.mapping(across, "across", acrossKeys) {
		_, q.says = r.text(across, "across", "says", "what varies, in words that go on from a number, such as hours a project")
		if path, text := r.text(across, "across", "path", ""); path != nil {
			q.across = *path
			q.across.Text = text
		}
	}
	r.measures(root)
	r.trials(root)
}

func (r *reader) position(root *tree.Node, key string) (p position) {
	n := root.Get(key)
	if n == nil {
		r.Lacking(root, key, "a position: {plan: a scenario, name: in a few words, says: why, held_by: who}")
		return p
	}
	if !r.mapping(n, key, positionKeys) {
		return p
	}
	p.plan, p.Plan = r.text(n, key, "plan", "the name or the path of a scenario")
	name, text := r.text(n, key, "name", "the position in a few words")
	if p.Name = text; len(text) > longestName {
		r.At(name, key+".name", "must be at most %d bytes long, got %d", longestName, len(text))
	}
	_, p.Says = r.text(n, key, "says", "why somebody would do so")
	switch holds := n.Get("held_by"); {
	case holds == nil:
		r.Lacking(n, key+".held_by", "who says so: the title of a text, or a list of these")
	case holds.Kind == tree.List:
		for i, item := range holds.Items {
			if item.Kind != tree.Scalar || item.IsNull() {
				r.At(item, fmt.Sprintf("%s.held_by[%d]", key, i), "want the title of a text, got %s", item.Said())
				continue
			}
			p.HeldBy = append(p.HeldBy, item.Text)
		}
	default:
		if _, text := r.text(n, key, "held_by", ""); text != "" {
			p.HeldBy = []string{text}
		}
	}
	return p
}

// longestName is how long a position may be called: it stands in a table and beside a picture.
const longestName = 28

func (r *reader) measures(root *tree.Node) {
	list := root.Get("measures")
	switch {
	case list == nil:
		r.Lacking(root, "measures", "a list of measures, the first of which decides, such as [nrr, start_delay_mean]")
		return
	case list.Kind == tree.Broken:
		return
	case list.Kind != tree.List || len(list.Items) == 0:
		r.At(list, "measures", "want a list of measures, the first of which decides, got %s", list.Said())
		return
	}
	for i, item := range list.Items {
		at := fmt.Sprintf("measures[%d]", i)
		if want, ok := r.measure(item, at); ok {
			if i == 0 && want.Better == measures.Neither {
				r.At(item, at, "must say which way is better, as %s is no better one way or the other: {measure: %s, better: less}",
					want.Measure.Name, want.Measure.Name)
			}
			r.question.wanted = append(r.question.wanted, want)
		}
	}
}

func (r *reader) measure(n *tree.Node, at string) (w turns.Wanted, ok bool) {
	w.Segment = measures.WholeCompany
	name := n
	if n.Kind == tree.Mapping {
		if !r.mapping(n, at, measureKeys) {
			return w, false
		}
		if name = n.Get("measure"); name == nil {
			r.Lacking(n, at+".measure", "the name of a measure")
			return w, false
		}
		if _, text := r.text(n, at, "segment", ""); text != "" {
			w.Segment = text
		}
		_, w.Period = r.text(n, at, "period", "")
		said, text := r.text(n, at, "says", "")
		if w.Says = text; len(text) > longestName {
			r.At(said, at+".says", "must be at most %d bytes long, got %d", longestName, len(text))
		}
	}
	if name.Kind != tree.Scalar {
		r.At(name, at, "want the name of a measure, got %s", name.Said())
		return w, false
	}
	m, known := measures.Find(name.Text)
	if !known {
		var names []string
		for _, m := range measures.All {
			names = append(names, m.Name)
		}
		r.At(name, at, "no measure %s%s; postsale measures lists them", units.Quote(name.Text), units.Hint(name.Text, names))
		return w, false
	}
	w.Measure, w.Better = m, m.Better
	if n.Kind == tree.Mapping {
		switch better, text := r.text(n, at, "better", ""); text {
		case "":
		case "more":
			w.Better = measures.Up
		case "less":
			w.Better = measures.Down
		default:
			r.At(better, at+".better", "must be more or less, got %s", units.Quote(text))
		}
	}
	return w, true
}

func (r *reader) trials(root *tree.Node) {
	n := root.Get("trials")
	if n == nil || n.Kind == tree.Broken {
		return
	}
	const most = 100_000
	trials, err := strconv.Atoi(n.Text)
	if n.Kind != tree.Scalar || err != nil || trials < 2 || trials > most {
		r.At(n, "trials", "want a number of trials from 2 to %s, got %s", units.Grouped(most), n.Said())
		return
	}
	r.question.trials = trials
}
