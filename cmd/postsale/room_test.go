//go:build linux

package main

import (
	"regexp"
	"strconv"
	"testing"

	"postsale/cmd/voice"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestALimitOfTheShellIsKept(t *testing.T) {
	const most = 0.75 * 3_000_000 * 1024 / 1e9
	end := runIn(t, place(t), "sh", "-c", "ulimit -v 3000000; exec postsale run small.yaml --trials 4 --workers 64 "+
		"--set segments.small.opening.customers=400000 --set segments.small.tickets.per_month=0.001")
	assert.Equal(t, voice.Misused, end.code, end.errs)
	found := regexp.MustCompile(`^postsale: small.yaml: too large: the results take up to 0\.00198 GB of memory ` +
		`and each worker 1\.[789][0-9]* GB, and there may be ([0-9.]+) GB; `).FindStringSubmatch(end.errs)
	require.NotNil(t, found, end.errs)
	may, err := strconv.ParseFloat(found[1], 64)
	require.NoError(t, err)
	assert.Greater(t, may, 0.0)
	assert.Less(t, may, most, "what it has taken is no longer free")
}
