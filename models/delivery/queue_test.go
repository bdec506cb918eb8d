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
