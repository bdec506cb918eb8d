package review_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestWorksThatNobodyKeepsUpOrThatMoveNothingAreDoubted(t *testing.T) {
	const guides = "works.guides={people: 1, moves: deflection, to: 55%}"
	const minds = "outcomes.leaving.unadopted=1.5"
	for _, c := range []struct {
		sets []string
		want []string
	}{
		{nil, nil},
		{[]string{guides, "support.induced={}", "adoption={}", minds}, nil},
		{[]string{guides, "works.guides.people=0"},
			[]string{"works.guides: nobody is there, so what was done fades, and what it moves goes back, and on to worse than today"}},
		{[]string{guides, "works.guides.cuts=[{at: 1y, people: 1}]", "works.guides.hires=[{at: 9y, people: 1}]", "works.guides.people=1"},
			[]string{"works.guides.hires: those at 9y come after the run, which ends at 3y"}},
		{[]string{guides, "works.guides.cuts=[{at: 1y, people: 1}]"},
			[]string{"works.guides: nobody is there from 1y on, so what was done fades, and what it moves goes back, and on to worse than today"}},
		{[]string{guides, "works.guides.to=25%"}, []string{"works.guides: it moves nothing: to is 25%, what it is today"}},
		{[]string{guides, "support.how_do_i.share=0%", "support.induced={}"},
			[]string{"support.induced: it moves nothing: nobody asks how-do-I questions", "works.guides: it moves nothing: nobody asks how-do-I questions"}},
		{[]string{"adoption={}", "works.lessons={people: 1, moves: adoption, to: 10%}"}, []string{
			"adoption: it moves nobody: all ratios of unadopted in outcomes are 1", "works.lessons: it moves nobody: all ratios of unadopted in outcomes are 1"}},
		{[]string{minds}, []string{"outcomes.*.unadopted: moves nobody: adoption is left out"}},
	} {
		got := doubted(t, "board", c.sets, "works", "adoption", "unadopted", "induced")
		assert.Equal(t, c.want, got, c.sets)
	}
}
