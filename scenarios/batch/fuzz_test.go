package batch

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// FuzzPlan demands that any text is a plan that makes sense, or an error.
func FuzzPlan(f *testing.F) {
	f.Add([]byte(`{"format":1,"program":"v","processor":"amd64","seed":1,"output":{"forms":["csv"],"quarters":false},"varied":[],"scenarios":[` +
		`{"name":"a","from":"a","sha256":"","identity":"","trials":3,"resolved":""}],"data":[],"shards":[[{"scenario":0,"first":1,"trials":3}]]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := parsePlan(text)
		if err != nil {
			return
		}
		again, err := p.encode()
		require.NoError(t, err)
		q, err := parsePlan(again)
		require.NoError(t, err)
		assert.Empty(t, p.Changes(q))
		assert.Equal(t, p.Trials(), q.Trials())
	})
}

// FuzzShard demands that any file is a shard or is refused.
func FuzzShard(f *testing.F) {
	f.Add([]byte("{\"postsale\":\"shard\",\"format\":1,\"program\":\"v\",\"processor\":\"amd64\",\"seed\":1,\"pieces\":1}\n" +
		"{\"identity\":\"i\",\"first\":1,\"trials\":2,\"failed\":[{\"trial\":1,\"cause\":\"c\"}],\"columns\":1,\"controls\":0,\"bytes\":3}\nabc"))
	f.Fuzz(func(t *testing.T, text []byte) {
		path := filepath.Join(t.TempDir(), "a.shard")
		require.NoError(t, os.WriteFile(path, text, 0o666))
		s, err := scan(path)
		if err != nil {
			return
		}
		in, err := newReader()
		require.NoError(t, err)
		defer in.expander.Close()
		for _, piece := range s.pieces {
			if width := piece.Columns + piece.Controls; width < 1000 {
				in.read(&piece, piece.span().last, make([][]float64, width))
			}
		}
	})
}

func TestShardsAreWhatIsMissingOnceAndInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "scenarios")
		missing := make([][]span, n)
		wanted := make([]map[int]bool, n)
		for i := range missing {
			trials := rapid.IntRange(1, 1500).Draw(t, "trials")
			var there []span
			wanted[i] = map[int]bool{}
			for trial := 1; trial <= trials; trial++ {
				wanted[i][trial] = true
			}
			for range rapid.IntRange(0, 3).Draw(t, "there") {
				first := rapid.IntRange(1, 1700).Draw(t, "first")
				last := first + rapid.IntRange(0, 500).Draw(t, "length")
				there = append(there, span{first, last})
				for trial := first; trial <= last; trial++ {
					delete(wanted[i], trial)
				}
			}
			missing[i] = without(trials, there)
		}
		size := rapid.IntRange(0, 1500).Draw(t, "size")
		shards := cut(missing, size)
		before := Piece{Scenario: -1}
		for k, shard := range shards {
			if size > 0 && k < len(shards)-1 {
				assert.Equal(t, size, shard.trials())
			}
			for _, piece := range shard {
				require.True(t, piece.Trials >= 1 && piece.Trials <= mostPiece)
				require.True(t, piece.Scenario > before.Scenario || piece.Scenario == before.Scenario && piece.First >= before.First+before.Trials, "in order")
				before = piece
				for trial := piece.First; trial < piece.First+piece.Trials; trial++ {
					require.True(t, wanted[piece.Scenario][trial], "trial %d is wanted, once", trial)
					delete(wanted[piece.Scenario], trial)
				}
			}
		}
		for _, left := range wanted {
			require.Empty(t, left)
		}
	})
}
