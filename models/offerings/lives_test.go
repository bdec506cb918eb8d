package offerings_test

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"postsale/models/lives"
	"postsale/models/offerings"
	"postsale/models/units"
)

func TestLives(t *testing.T) {
	lives.Play(t, func() lives.Stage { return &scene{t: t} })
}

// scene is a shop of a life.
type scene struct {
	t     *testing.T
	plan  offerings.Params
	doing []func(s *shop)
}

// Prepare takes an offering, its segment and the share of it that buys.
func (s *scene) Prepare(l lives.Line) error {
	if l.Words[0] != "offering" {
		return l.Unknown()
	}
	e := units.Entry[offerings.Offering]{Name: units.Name(l.Word(0))}
	e.Value.Share = units.Map[units.Share]{{Name: units.Name(l.Word(1))}}
	if err := e.Value.Share[0].Value.UnmarshalText([]byte(l.Word(2))); err != nil {
		return err
	}
	s.plan = append(s.plan, e)
	return l.SetAll(&s.plan[len(s.plan)-1].Value)
}

// Do takes a customer, A and so on, who goes live or grows to some ARR, or leaves.
func (s *scene) Do(l lives.Line) error {
	number := int32(l.Word(0)[0] - 'A')
	arr := 0.0
	if text := l.Word(len(l.Words) - 2); l.Words[0] != "leave" {
		var err error
		if arr, err = strconv.ParseFloat(text, 64); err != nil {
			return err
		}
	}
	deed := map[string]func(o *shop){
		"live":  func(o *shop) { o.enter(number, slices.Index(segments, l.Word(1)), arr) },
		"grow":  func(o *shop) { o.Resize(number, arr) },
		"leave": func(o *shop) { o.Leave(number) },
	}[l.Words[0]]
	if deed == nil {
		return l.Unknown()
	}
	s.doing = append(s.doing, func(o *shop) { o.at(l.Day, func() { deed(o) }) })
	return nil
}

func (s *scene) Run(until float64) []string {
	o := open(s.t, s.plan)
	for _, do := range s.doing {
		do(o)
	}
	lines := o.story(until)
	slices.SortStableFunc(lines, func(a, b string) int { return cmp.Compare(day(a), day(b)) })
	return lines
}

func day(line string) float64 {
	text, _, _ := strings.Cut(line, " ")
	at, _ := strconv.ParseFloat(text, 64)
	return at
}
