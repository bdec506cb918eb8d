package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"postsale/models/units"
	"postsale/scenarios/tree"
)

// tell notes what is wrong where the user can mend it. A value of a built-in scenario, or of any
// other that is extended, is right there: what makes it wrong is a key of a file on top of it, or a setting. It is the
// one without which the fault is gone.
func (t *tries) tell(wrong []found, made draft, d *decoder) {
	b := blame{tries: t, made: made, now: map[string][]string{}}
	for _, fault := range d.Faults {
		b.now[fault.Path] = append(b.now[fault.Path], fault.Message)
	}
	for _, fault := range wrong {
		b.now[fault.Path] = append(b.now[fault.Path], fault.Message)
	}
	var told []culprit
	for _, fault := range wrong {
		at := fmt.Sprintf("%s (%s)", fault.Path, position(fault.node))
		c := b.culprit(fault)
		if c.node == nil && fault.node.From.Users() || made.from.Library != nil && len(made.sets) == 0 {
			d.At(fault.node, fault.Path, "%s", fault.Message)
			continue
		}
		if c.node == nil {
			d.At(made.top(), fault.Path, "%s; it stands in %s, and is wrong with what this states on top of it", fault.Message, position(fault.node))
			continue
		}
		if within(c.path, fault.Path) || within(fault.Path, c.path) {
			d.At(c.node, fault.Path, "%s", fault.Message)
			continue
		}
		same := func(t culprit) bool { return position(t.node) == position(c.node) && t.message == fault.Message }
		if i := slices.IndexFunc(told, same); i >= 0 {
			told[i].spoils = append(told[i].spoils, at)
			continue
		}
		c.message, c.spoils = fault.Message, []string{at}
		told = append(told, c)
	}
	for _, c := range told {
		them := "it"
		if len(c.spoils) > 1 {
			them = "them"
		}
		d.At(c.node, c.path, "makes %s wrong: %s; state %s as well, or leave this out", units.Several(c.spoils, 3), c.message, them)
	}
}

// top returns what lies on top of what is not the user's: the file, what is set, or the file that sets it.
func (made draft) top() *tree.Node {
	for _, s := range made.sets {
		if s.Value != nil {
			return &tree.Node{From: &tree.Source{Shown: s.Value.From.Shown}}
		}
	}
	if made.from.Library == nil {
		return made.layers[0]
	}
	return &tree.Node{From: &tree.Source{Shown: "--set"}}
}

// culprit is a key that makes others wrong.
type culprit struct {
	node    *tree.Node
	path    string
	spoils  []string
	message string
}

// position says where a value was written.
func position(n *tree.Node) string {
	return n.From.Shown + tree.Place(n.Line, n.Column)
}

// blame finds culprits.
type blame struct {
	*tries
	made draft
	now  map[string][]string // what is wrong, by path
	only strictness
}

// strictness is what a cure may bring that is wrong.
type strictness int

const (
	anything   strictness = iota
	notUsers              // nothing where the user wrote: what rests on a key does not speak against it
	samePlaces            // only where something is wrong now
	nothingNew
)

// refuses reports whether a cure may not bring what is wrong at a path.
func (b *blame) refuses(path string, brought ill) bool {
	now, there := b.now[path]
	switch b.only {
	case nothingNew:
		return !slices.Contains(now, brought.message)
	case samePlaces:
		return !there
	case notUsers:
		return !there && brought.users
	}
	return false
}

// culprit returns the smallest change on top of where a fault stands without which it is gone, if there is one without
// which nothing else is wrong.
func (b *blame) culprit(fault found) culprit {
	for b.only = nothingNew; b.only >= anything; b.only-- {
		if c := b.search(fault); c.node != nil {
			return c
		}
	}
	return culprit{}
}

func (b *blame) search(fault found) culprit {
	layer := slices.IndexFunc(b.made.layers, func(n *tree.Node) bool { return n.From == fault.node.From })
	if fault.node.From.Setting {
		return culprit{}
	}
	for i := len(b.made.sets) - 1; i >= 0; i-- {
		without := func(made draft) draft {
			made.sets = slices.Delete(slices.Clone(made.sets), i, i+1)
			return made
		}
		if b.cured(fmt.Sprint("set ", i), without, fault) {
			return culprit{node: b.made.sets[i].place(), path: b.made.sets[i].path()}
		}
	}
	for i := range max(0, layer) {
		if c := b.below(i, nil, b.made.layers[i], fault); c.node != nil {
			return c
		}
	}
	return culprit{}
}

// below returns the smallest change at or below the place of a layer.
func (b *blame) below(layer int, steps []string, n *tree.Node, fault found) culprit {
	for _, e := range n.Entries {
		inner := append(slices.Clone(steps), e.Key.Text)
		without := func(made draft) draft {
			made.layers = slices.Clone(made.layers)
			made.layers[layer] = made.layers[layer].Without(inner)
			return made
		}
		if !b.cured(fmt.Sprint(layer, " ", strings.Join(inner, "\x00")), without, fault) {
			continue
		}
		if c := b.below(layer, inner, e.Value, fault); c.node != nil {
			return c
		}
		return culprit{node: e.Value, path: strings.Join(inner, ".")}
	}
	return culprit{}
}

// cured reports whether nothing is wrong at, above or below the place of a fault without what is named, or what was missing
// is there.
func (b *blame) cured(name string, without func(draft) draft, fault found) bool {
	faults, known := b.wrong("without "+name, func() *tree.Node { return b.tree(without(b.made), nil, new(tree.Report)) })
	for at, brought := range faults {
		near := within(at, fault.Path) || within(fault.Path, at)
		if slices.ContainsFunc(brought, func(i ill) bool { return near && (!fault.lacks || i.message == fault.Message) || b.refuses(at, i) }) {
			return false
		}
	}
	return known
}

// tries finds out what would be wrong with other drafts of a scenario, with a bounded number of them.
type tries struct {
	*format
	files tree.DataFiles // read once for all
	left  int
	known map[string]ills // by the name of the draft
}

// ills are what is wrong with a tree, by path.
type ills map[string][]ill

type ill struct {
	message string
	sense   bool // it reads, and makes no sense
	users   bool // it stands where the user wrote
}

func (f *format) tries(made draft, d *decoder) *tries {
	return &tries{format: f, files: d.files, left: made.mostTries(d), known: map[string]ills{}}
}

// senseless returns what reads and makes no sense at a path.
func (f ills) senseless(path string) (messages []string) {
	for _, fault := range f[path] {
		if fault.sense {
			messages = append(messages, fault.message)
		}
	}
	return messages
}

// mostTries bounds how many drafts are tried: a hundred of a scenario as large as the built-in ones, each of which takes
// a millisecond or two. So a fault takes a few tenths of a second at most, and more keys and settings are hardly ever in
// question. Fewer are tried of what takes longer: a data file of 64 kB, which is
// 2,000 accounts, and 2,000 values take as long again. Ten are tried however large it is: one key or setting is mostly
// all there is, and to look for it below a few sections takes that many.
func (made draft) mostTries(d *decoder) int {
	const most, largeFile, largeTree, least = 100, 1 << 16, 2000, 10
	nodes := 0
	for _, layer := range made.layers {
		nodes += layer.Size()
	}
	return max(least, most/(1+d.files.Size/largeFile+nodes/largeTree))
}

// wrong returns by path what is wrong with a tree that is made if need be; known is false if no more may be tried.
func (t *tries) wrong(name string, tree func() *tree.Node) (faults ills, known bool) {
	if faults, known = t.known[name]; known || t.left == 0 {
		return faults, known
	}
	t.left--
	d := decoder{files: t.files.Again()}
	root := tree()
	document := t.decoded(root, &d)
	faults = ills{}
	for _, fault := range d.Faults {
		faults[fault.Path] = append(faults[fault.Path], ill{fault.Message, false, fault.Node.From.Users()})
	}
	for _, fault := range d.validated(root, t.params(document)) {
		faults[fault.Path] = append(faults[fault.Path], ill{fault.Message, true, fault.node.From.Users()})
	}
	t.known[name] = faults
	return faults, true
}

// wrongAt is wrong of what was made of a scenario at a moment.
func (t *tries) wrongAt(then moment, made draft) (faults ills, known bool) {
	made.layers, made.sets = made.layers[len(made.layers)-then.layers:], made.sets[:then.sets]
	return t.wrong(fmt.Sprint("at ", then), func() *tree.Node { return t.tree(made, nil, new(tree.Report)) })
}
