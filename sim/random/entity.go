package random

// Entity is an identity made from what a thing is, never from when it appears.
type Entity uint64

// Name returns the entity called by all its parts: ("ab", "c") is not ("a", "bc"),
// nor is any name the child of another.
func Name(parts ...string) Entity {
	e := Entity(len(parts)) // with each part's length, this tells where the name ends
	for _, part := range parts {
		e = e.Child(uint64(len(part)))
		for ; len(part) > 8; part = part[8:] {
			e = e.Child(word(part[:8]))
		}
		e = e.Child(word(part))
	}
	return e
}

// word packs up to 8 bytes.
func word(part string) uint64 {
	x := uint64(0)
	for i := range len(part) {
		x |= uint64(part[i]) << (8 * i)
	}
	return x
}

// Child returns the i-th thing that belongs to e, such as a customer's i-th
// ticket; the children of one entity all differ.
func (e Entity) Child(i uint64) Entity {
	return Entity(mix(mix(uint64(e)+0x9E3779B97F4A7C15) + i))
}

// mix is the finaliser of SplitMix64 (Steele, Lea and Flood 2014; Stafford's variant 13).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}
