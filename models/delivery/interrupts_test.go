package delivery_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/delivery"
)

// A session begins with the first who is free, before tickets and jobs that have waited longer, and keeps its place among sessions.
func TestASessionGoesBeforeWhatElseWaits(t *testing.T) {
	w := open(t, plan(project("job", phase("build", 0, 1))))
	var order []string
	for from, name := range map[delivery.Source]string{delivery.Jobs: "job", delivery.Sessions: "session"} {
		w.OnInterrupted[from] = func(number int32) float64 {
			order = append(order, fmt.Sprintf("%.6g %s %d", w.sim.Now(), name, number))
			return 1
		}
		w.OnReturned[from] = func(int32) {}
	}
	w.interrupt(0, 2)
	w.interrupt(.5, 1)
	w.at(1, func() { w.Interrupt(0, delivery.Jobs, 0, 0) })
	w.at(1.5, func() { w.Interrupt(0, delivery.Sessions, 7, 0) })
	w.at(1.5, func() { w.Interrupt(0, delivery.Sessions, 8, 0) })
	w.sim.Run(20)
	assert.Equal(t, []string{"2 session 7", "3 session 8", "5 job 0"}, order)
}
