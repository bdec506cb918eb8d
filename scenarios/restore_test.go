package scenarios

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/units"
)

func TestWhatAScenarioSaysRestoresIt(t *testing.T) {
	for _, name := range []string{"board", "board-from-accounts", "board-partner-overflow", "theory-mm1"} {
		t.Run(name, func(t *testing.T) {
			s, err := Load(name, nil)
			require.NoError(t, err)
			again, err := Restore(name, s.Resolved(), s.Files)
			require.NoError(t, err)
			assertSame(t, s, again)
			assert.Equal(t, s.Identity(), again.Identity())
		})
	}
}

func TestTheIdentityIsOfWhatIsSimulated(t *testing.T) {
	identity := func(sets ...string) string {
		s, err := Load("board-from-accounts", sets)
		require.NoError(t, err)
		return s.Identity()
	}
	same := identity()
	assert.Equal(t, same, identity("name=other", "description=Another.", "trials=7"))
	assert.NotEqual(t, same, identity("deals.slip=6%"))
	assert.NotEqual(t, same, identity("targets=null"), "what is told of it is a part of it")
	s, err := Load("board-from-accounts", nil)
	require.NoError(t, err)
	s.Files = []units.DataFile{{Name: s.Files[0].Name, Data: append([]byte{}, s.Files[0].Data[:len(s.Files[0].Data)-1]...)}}
	assert.NotEqual(t, same, s.Identity())
}

func TestWhatCannotBeRestoredIsAFault(t *testing.T) {
	s, err := Load("board-from-accounts", nil)
	require.NoError(t, err)
	_, err = Restore("plan", s.Resolved(), nil)
	assert.ErrorContains(t, err, `accounts: "data/accounts.csv": no such file`)
	_, err = Restore("plan", []byte("nothing"), nil)
	assert.ErrorContains(t, err, "plan:1:1: want a mapping of settings")
}
