package delivery_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/delivery"
	"postsale/models/ledger"
	"postsale/models/people"
	"postsale/models/units"
)

// sized is a project of a single wait of ten days.
func sized(name units.Name, slots units.Number) units.Entry[delivery.Project] {
	e := project(name, phase("files", 10, 0))
	e.Value.Slots = slots
	return e
}

func TestALargeProjectAtTheHeadMakesAllWait(t *testing.T) {
	p := plan(sized("small", 1), sized("large", 2))
	p.Teams[0].Value.People = 2
	w := open(t, p)
	w.sign(0, "small")
	w.sign(1, "large")
	w.sign(2, "small")
	assert.Equal(t, []string{
		"0 A starts", "1 B queues", "2 C queues", // though a slot is free for C
		"10 A is live", "10 A is done",
		"10 B starts", "20 B is live", "20 B is done",
		"20 C starts", "30 C is live", "30 C is done",
	}, w.story(100, life...))
}

func TestTheQueueFollowsItsDiscipline(t *testing.T) {
	for _, c := range []struct {
		queue units.Name
		want  []string
	}{
		{queue: delivery.FirstCome, want: []string{"10 B starts", "20 C starts", "30 D starts", "40 E starts"}},
		{queue: delivery.SmallestFirst, want: []string{"10 C starts", "20 E starts", "30 B starts", "40 D starts"}},
		{queue: delivery.LargestARR, want: []string{"10 E starts", "20 D starts", "30 C starts", "40 B starts"}},
		{queue: delivery.SegmentOrder, want: []string{"10 D starts", "20 B starts", "30 C starts", "40 E starts"}},
	} {
		t.Run(string(c.queue), func(t *testing.T) {
			p := plan(sized("first", 1), sized("second", 1), sized("third", .75))
			p.Teams[0].Value.Queue = c.queue
			w := open(t, p)
			w.signFor(0, "first", 1)
			w.signFor(1, "second", 10)
			w.signFor(2, "third", 20)
			w.signFor(3, "first", 30)
			w.signFor(4, "third", 40)
			assert.Equal(t, append([]string{"0 A starts"}, c.want...), w.story(100, ledger.Started))
		})
	}
}

func TestTheSmallestGoesFirstOnlyIfItFits(t *testing.T) {
	p := plan(sized("small", 1), sized("large", 2))
	p.Teams[0].Value.People = 2
	p.Teams[0].Value.Queue = delivery.SmallestFirst
	w := open(t, p)
	w.sign(0, "large")
	w.sign(1, "large")
	w.sign(2, "small")
	w.sign(15, "small")
	assert.Equal(t, []string{
		"0 A starts",
		"10 C starts", // and B does not fit beside it
		"15 D starts",
		"25 B starts",
	}, w.story(100, ledger.Started))
}

func TestSlotsComeInParts(t *testing.T) {
	p := plan(sized("tenth", .1))
	w := open(t, p)
	for range 11 {
		w.sign(0, "tenth")
	}
	lines := w.story(9, ledger.Started, ledger.Queued)
	assert.Equal(t, "0 J starts", lines[9], "ten tenths are one")
	assert.Equal(t, "0 K queues", lines[10])
}

func TestAnInterruptTakesOnePersonWhole(t *testing.T) {
	p := plan(project("job", phase("build", 0, 5)))
	p.Teams[0].Value.People = 2
	p.Teams[0].Value.ProductiveHours = 20
	w := open(t, p)
	w.sign(0, "job")
	w.interrupt(1, .125)
	assert.Equal(t, []string{
		"0 A starts",
		"1 ticket 0 is taken up",
		"1.25 ticket 0 is done with", // an hour, stretched by 40/20
		"5.125 A is live",            // a quarter of a day at half speed
		"5.125 A is done",
	}, w.story(100, append(life, ledger.Answered, ledger.Resolved)...))
	assert.Equal(t, []string{"0 own draws 8 hours", "5.125 own draws 0 hours"}, compact(w.tell(ledger.Drew)))
}

func TestInterruptsQueueOnlyForEachOther(t *testing.T) {
	p := plan(project("job", phase("build", 0, 5)))
	p.Teams[0].Value.People = 2
	p.Teams[0].Value.ConcurrentProjects = 2
	w := open(t, p)
	w.sign(0, "job")
	w.sign(0, "job")
	for range 3 {
		w.interrupt(1, 2)
	}
	w.sign(2, "job")
	assert.Equal(t, []string{
		"0 A starts", "0 B starts",
		"1 ticket 0 is taken up", "1 ticket 1 is taken up", // both people
		"2 C starts", // slots are as before
		"3 ticket 2 is taken up", "3 ticket 0 is done with", "3 ticket 1 is done with",
		"5 ticket 2 is done with",
		// 3 projects stand still until 3, share 8 hours until 5 and 16 from then on:
		// after 5 days A and B have 8 + 0 + 16/3 hours done and C has 16/3.
		"10 A is live", "10 A is done", // 26 2/3 hours in 5 days
		"10 B is live", "10 B is done",
		"11 C is live", "11 C is done",
	}, w.story(100, append(life, ledger.Answered, ledger.Resolved)...))
}

func TestInterruptsWaitForAFullPersonAndKeepWhomTheyHave(t *testing.T) {
	p := plan(project("job", phase("build", 0, 1)))
	p.Teams[0].Value.People = 0
	p.Teams[0].Value.Hires = []people.Change{{At: 0, People: 2}}
	w := open(t, p)
	w.interrupt(0, 5)
	w.interrupt(0, 5)
	w.interrupt(0, 5)
	w.at(.5, func() { w.Staff(0, people.Staffing{Payroll: 2, Working: 1}) })
	w.at(1, func() { w.staff(0, 2) })
	w.at(2, func() { w.staff(0, 1) })
	assert.Equal(t, []string{
		"1 ticket 0 is taken up", "1 ticket 1 is taken up",
		"6 ticket 0 is done with",
		"6 ticket 2 is taken up", "6 ticket 1 is done with",
		"11 ticket 2 is done with",
	}, w.story(100, ledger.Answered, ledger.Resolved))
	assert.Equal(t, []string{"1 own draws 16 hours", "2 own draws 8 hours", "11 own draws 0 hours"}, compact(w.tell(ledger.Drew)))
}
