package company_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/company"
	"postsale/models/review"
	"postsale/scenarios"
)

// withAccounts loads the board from a book of so many accounts.
func withAccounts(t *testing.T, n int, sets ...string) *company.Params {
	t.Helper()
	folder := t.TempDir()
	var rows strings.Builder
	rows.WriteString("id,segment,arr,start,term,live\n")
	for i := range n {
		fmt.Fprintf(&rows, "a%d,%s,10000,2026-%02d-15,1y,%s\n", i, []string{"smb", "mid-market", "enterprise"}[i%3], 1+i%12, []string{"yes", "no"}[i%2])
	}
	require.NoError(t, os.WriteFile(filepath.Join(folder, "a.csv"), []byte(rows.String()), 0o666))
	file := filepath.Join(folder, "mine.yaml")
	require.NoError(t, os.WriteFile(file, []byte("extends: board-from-accounts\naccounts: a.csv\n"), 0o666))
	s, err := scenarios.Load(file, sets)
	require.NoError(t, err)
	return &s.Params
}

func TestABookIsReadForWhoAsks(t *testing.T) {
	few, many := withAccounts(t, 10), withAccounts(t, 20)
	assert.Equal(t, 10, review.BookOf(few).All.Customers)
	assert.Equal(t, 20, review.BookOf(many).All.Customers)
	later := *few
	later.Start.Year++
	first := review.BookOf(few).All.First
	assert.InDelta(t, first-260, review.BookOf(&later).All.First, 1e-9, "by the clock of a run that begins a year later")
	assert.Equal(t, first, review.BookOf(few).All.First)
}

// What is read is shared; where projects stand is drawn for a seed.
func TestWorkersShareABookAndNoneChangesIt(t *testing.T) {
	p := withAccounts(t, 40)
	row := func(seed int) []float64 {
		layout := p.Layout()
		return layout.Row(layout.Columns(), company.New(p, uint64(seed)).Run(1))
	}
	var alone [2][]float64
	for seed := range alone {
		alone[seed] = row(seed)
	}
	assert.NotEqual(t, fmt.Sprint(alone[0]), fmt.Sprint(alone[1]))
	var all sync.WaitGroup
	for range 3 {
		for seed := range alone {
			all.Go(func() {
				assert.Equal(t, fmt.Sprint(alone[seed]), fmt.Sprint(row(seed)))
			})
		}
	}
	all.Wait()
}
