package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"postsale/cmd/voice"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNobodyReadsFiveThousandLettersAgain(t *testing.T) {
	t.Chdir(t.TempDir())
	long := strings.Repeat("x", 5000)
	require.NoError(t, os.WriteFile("long.yaml", []byte("extends: board\n"+long+": 1\nname: "+long+"\nstart: "+long+"\naccounts: "+long+"\nsegments: {"+long+": {}, smb: {terms: {"+long+": 1}}}\n"), 0o644))
	require.NoError(t, os.WriteFile("extends.yaml", []byte("extends: "+long+"\n"), 0o644))
	for _, args := range [][]string{
		{long}, {"run", long}, {"run", "./" + long + ".yaml"}, {"run", "board", long}, {"run", "board", "--" + long}, {"run", "board", "-" + long},
		{"run", "board", "--trials", long}, {"run", "board", "--seed", long}, {"run", "board", "--workers", long}, {"run", "board", "--format", long},
		{"run", "board", "--out", long}, {"run", "board", "--out", long + "/" + long}, {"run", "board", "--until", long}, {"run", "board", "--until", "odds(nrr." + long + ") within 2pt"},
		{"run", "board", "--until", "odds(nrr.FY27 >= " + long + ") within 2pt"}, {"run", "board", "--until", "nrr.FY27.mean within " + long},
		{"run", "board", "--set", long}, {"run", "board", "--set", long + "=1"}, {"run", "board", "--set", "trials=" + long}, {"run", "board", "--set", "segments." + long + ".acv=3"},
		{"run", "board", "--set", "segments." + long + "={}"}, {"run", "board", "--set", "trials=[" + long}, {"run", "board", "--set", "name=" + long},
		{"compare", "board", long}, {"why", "board", "--out", long}, {"trace", "board", "--trial", long}, {"trace", "board", "--near", long}, {"trace", "board", "--near", "nrr.FY27." + long},
		{"trace", "board", "--trial", "1", "--customer", long}, {"trace", "board", "--trial", "1", "--from", long}, {"trace", "board", "--trial", "1", "--against", long},
		{"measures", long}, {"mechanisms", long}, {"scenarios", long}, {"verify", "--only", long}, {"help", long}, {"completion", long}, {"validate", long},
		{"validate", "./long.yaml"}, {"validate", "./extends.yaml"},
	} {
		var out, errs bytes.Buffer
		assert.NotEqual(t, voice.Done, run(args, nil, &out, &errs), "%.60s", strings.Join(args, " "))
		for _, line := range strings.Split(errs.String(), "\n") {
			assert.Less(t, len(line), 800, "%.100s: %.300s", strings.Join(args, " "), line)
		}
	}
}
