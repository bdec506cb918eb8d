package progress

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestTheProgressLineIsWrittenOverItselfAndErased(t *testing.T) {
	var screen strings.Builder
	now := time.Unix(0, 0)
	p := &Line{to: &screen, columns: 80, now: func() time.Time { return now }, what: "trials", all: 2000, began: now}
	at := func(ms int, done, failed int) string {
		now = time.Unix(0, 0).Add(time.Duration(ms) * time.Millisecond)
		screen.Reset()
		p.Update(done, failed)
		return screen.String()
	}
	assert.Equal(t, "\r100 of 2,000 trials, 200 a second, 10 s left", at(500, 100, 0))
	assert.Empty(t, at(599, 119, 0), "too soon")
	assert.Equal(t, "\r1,200 of 2,000 trials (1 failed), 120 a second, 7 s left", at(10_000, 1199, 1))
	assert.Equal(t, "\r1,201 of 2,000 trials, 12 a second, 67 s left           ", at(100_000, 1201, 0))

	screen.Reset()
	p.Erase()
	assert.Equal(t, "\r"+strings.Repeat(" ", 45)+"\r", screen.String())

	p.columns = 10
	assert.Equal(t, "\r1,300 of ", at(200_000, 1300, 0))
}

func TestTheProgressLineTellsRoughTimes(t *testing.T) {
	for _, c := range []struct {
		left time.Duration
		want string
	}{
		{400 * time.Millisecond, "0 s"},
		{89 * time.Second, "89 s"},
		{150 * time.Second, "3 min"},
		{100 * time.Minute, "2 h"},
	} {
		assert.Equal(t, c.want, rough(c.left))
	}
	assert.Equal(t, "0 of 10 trials", (&Line{what: "trials", all: 10}).line(0, 0, time.Second), "no rate yet")
}

func TestNobodySeesProgressOffATerminal(t *testing.T) {
	p := New(&strings.Builder{}, "trials", 10)
	assert.Nil(t, p)
	p.Update(1, 0)
	p.Erase()
}
