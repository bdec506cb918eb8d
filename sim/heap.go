package sim

// A heap holds events of which two with an equal key are interchangeable, so it needs no sequence number.
type heap struct {
	events []event // 4-ary: the children of i are 4i+1 to 4i+4
	vacant bool    // the first was taken out and its place is not filled yet
}

// push adds an event. It goes into the place of the event taken last when that
// is still vacant: most events schedule their successor.
func (h *heap) push(e event) {
	if h.vacant {
		h.vacant = false
		h.down(0, e)
		return
	}
	h.events = append(h.events, e)
	h.up(len(h.events)-1, e)
}

// first returns the first event, or never.
func (h *heap) first() event {
	if h.vacant {
		h.fill()
	}
	if len(h.events) == 0 {
		return never
	}
	return h.events[0]
}

// fill puts the last event into the place of the one taken out.
func (h *heap) fill() {
	h.vacant = false
	n := len(h.events) - 1
	last := h.events[n]
	h.events = h.events[:n]
	if n > 0 {
		h.down(0, last)
	}
}

// up puts e into place i or nearer to the root.
func (h *heap) up(i int, e event) {
	list := h.events
	for i > 0 {
		parent := (i - 1) / 4
		if before(e, list[parent]) == 0 {
			break
		}
		list[i] = list[parent]
		i = parent
	}
	list[i] = e
}

// down puts e into place i or farther from the root.
func (h *heap) down(i int, e event) {
	list := h.events
	for {
		child := 4*i + 1
		if child >= len(list) {
			break
		}
		least := child
		if child+4 <= len(list) {
			f := list[child : child+4 : child+4]
			l := before(f[1], f[0])
			r := 2 + before(f[3], f[2])
			l += (r - l) * before(f[r&3], f[l&3])
			least += l
		} else {
			for j := child + 1; j < len(list); j++ {
				least += (j - least) * before(list[j], list[least])
			}
		}
		if before(list[least], e) == 0 {
			break
		}
		list[i] = list[least]
		i = least
	}
	list[i] = e
}
