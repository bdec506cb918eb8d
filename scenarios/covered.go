package scenarios

import "reflect"

// hidden is a value in whose place another stands: that of a file which extends its own, or of a later setting. It must
// be right all the same.
type hidden struct {
	node  *node
	shape *shape
	path  string
	wrong bool // in its place it was refused, as long as it stood there
}

// covered are the hidden values of a scenario that users wrote.
type covered []hidden

// add notes a value of shape s that is called path; what is built in is right.
func (c *covered) add(n *node, s *shape, path string) {
	if c != nil && n != nil && s != nil && !n.isNull() && n.kind != broken && n.from.users() {
		*c = append(*c, hidden{node: n.copied(), shape: s, path: path})
	}
}

// checkCovered notes what is wrong with hidden values. One must read, whatever it lacks; and a plain one that was refused
// as long as it stood there, and would be in the place of the other now, is refused for its own sake and no other's.
func (f *format) checkCovered(list covered, root *node, d *decoder) {
	read := 0 // bytes of data files, which may be named again and again
	for _, h := range list {
		if read > largestData {
			return
		}
		reading := decoder{files: newDataFiles(), partly: true}
		n := h.node.copied()
		fill(n, h.shape)
		reading.decode(n, h.shape, h.path, reflect.New(h.shape.typ).Elem())
		d.faults = append(d.faults, reading.faults...)
		d.more += reading.more
		read += reading.files.size
		if len(reading.faults) > 0 || !h.wrong {
			continue
		}
		again := root.copied()
		steps, ok := split(h.path)
		if !ok || replace(again, f.root, steps, "", h.node) != nil {
			continue
		}
		restored := decoder{files: newDataFiles()}
		document := f.decoded(again, &restored)
		for _, fault := range restored.validated(again, f.params(document)) {
			if fault.Path == h.path {
				d.at(h.node, h.path, "%s", fault.Message)
			}
		}
	}
}
