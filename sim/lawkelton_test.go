package sim_test

import (
	"math"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/sim"
)

// lcgrand is the generator of Law and Kelton (Marse and Roberts 1983).
type lcgrand uint64

func (z *lcgrand) exponential(mean float64) float64 {
	*z = *z * 630360016 % (1<<31 - 1)
	return -mean * math.Log(float64(*z>>7|1)/(1<<24))
}

// The single-server queue of Law's Simulation Modeling and Analysis, section
// 1.4: with its generator and its order of events the kernel gives its numbers
// to the last digit.
func TestLawAndKeltonsSingleServer(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("the last digit of logarithms depends on the machine")
	}
	const delays = 1000
	luck := lcgrand(1973272912)
	var queue, busy sim.Level
	arrived := map[int32]float64{}
	total, n := 0.0, 0

	s := sim.New()
	desk := sim.NewServers(1, func(customer int32) {
		total += s.Now() - arrived[customer]
		if n++; n == delays {
			s.Stop()
		}
		s.Schedule(departure, customer, s.Now()+luck.exponential(.5))
	})
	observe := func() { // at every event, as the book sums its areas
		queue.Set(s.Now(), float64(desk.Waiting()))
		busy.Set(s.Now(), float64(desk.Busy()))
	}
	s.Handle(arrival, func(customer int32) {
		s.Schedule(arrival, customer+1, s.Now()+luck.exponential(1))
		arrived[customer] = s.Now()
		desk.Arrive(customer, 0)
		observe()
	})
	s.Handle(departure, func(int32) {
		desk.Release()
		observe()
	})
	desk.Reset(1)
	s.Schedule(arrival, 0, luck.exponential(1))
	s.Run(math.Inf(1))

	inQueue, _ := queue.Close(s.Now())
	inService, _ := busy.Close(s.Now())
	assert.Equal(t, .42999057734723906, total/delays)
	assert.Equal(t, .4183133399117403, inQueue/s.Now())
	assert.Equal(t, .46004575646412055, inService/s.Now())
	assert.Equal(t, 1027.9150491303064, s.Now())
}
