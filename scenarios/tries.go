package scenarios

import (
	"fmt"

	"postsale/scenarios/tree"
)

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
