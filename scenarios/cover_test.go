package scenarios_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/ledger"
	"postsale/models/units"
)

// Whoever is taken is the largest live account that is not held, and whoever is given up and stays is the smallest that is.
func TestExecutivesHoldTheLargestThatWereFree(t *testing.T) {
	taken, given, resized := 0, 0, 0
	for number := range 2 * few() {
		p := mustSettle(t, append(drawn.Example(number), "success.executives.accounts_per_person=2.5", "success.executives.segments=[large, small]",
			"success.executives.team=success", "success.teams.success.attrition=90%", "segments.small.uplift=10%")...)
		if p.Success.Executives == nil {
			continue
		}
		b := &covering{t: t, p: p, accounts: map[int32]*covered{}}
		for _, f := range facts(p) {
			b.take(f)
		}
		taken, given, resized = taken+b.taken, given+b.given, resized+b.resized
	}
	assert.Positive(t, taken)
	assert.Positive(t, given)
	assert.Positive(t, resized)
}

// covering follows who is held by the facts of a trial.
type covering struct {
	t                     *testing.T
	p                     *company.Params
	accounts              map[int32]*covered
	last                  ledger.Fact // that a customer left
	taken, given, resized int
}

type covered struct {
	arr        float64
	live, held bool
}

func (b *covering) take(f ledger.Fact) {
	a := b.accounts[f.Customer]
	switch f.Kind {
	case ledger.Held, ledger.Signed:
		b.accounts[f.Customer] = &covered{arr: f.Amount, live: f.Kind == ledger.Held}
	case ledger.Resumed:
		a.live = false
	case ledger.Began:
		a.arr = f.Amount
	case ledger.WentLive:
		a.live = true
	case ledger.Expanded, ledger.Uplifted:
		a.arr += f.Amount
		b.resized++
	case ledger.Contracted:
		a.arr -= f.Amount
		b.resized++
	case ledger.Churned:
		a.live, b.last = false, f
	case ledger.Covered:
		b.taken++
		require.True(b.t, a.live && !a.held && slices.Contains(b.p.Success.Executives.Segments, units.Name(b.p.Segments[f.Scope].Name)))
		for other, o := range b.accounts {
			require.False(b.t, o.live && !o.held && (o.arr > a.arr || o.arr == a.arr && other < f.Customer), "%v at %v is larger than %v", other, o, a)
		}
		a.held = true
	case ledger.Released:
		a.held = false
		if b.last.Customer == f.Customer && b.last.At == f.At {
			return
		}
		b.given++
		for other, o := range b.accounts {
			require.False(b.t, o.live && o.held && (o.arr < a.arr || o.arr == a.arr && other > f.Customer), "%v at %v is smaller than %v", other, o, a)
		}
	}
}
