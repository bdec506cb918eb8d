package success_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"postsale/models/fiscal"
	"postsale/models/success"
	"postsale/models/units"
)

// Two accounts a person of 8 hours a day need 4 hours each; one person has 8, and on a job none.
func TestTheLoadOfATeamIsWhatItsAccountsNeedOfWhatIsLeft(t *testing.T) {
	const month = fiscal.Month
	p := plain()
	hours := units.Duration(5) // of a whole person
	p.segments[0].Renewal = &hours
	p.params.Renewals = &success.Renewals{Owner: success.Own, Lead: 30}
	o := p.open()
	care, jobs := o.Care(o.Find("success")), o.Meter(o.Find("success"))
	o.begin(0)
	o.staff("success", 2)
	first, second, third := o.enter("smb", 0), o.enter("smb", 0), o.enter("smb", 0)
	for _, customer := range []int32{first, second, third} {
		o.GoLive(customer, 0)
	}
	o.at(10, func() { o.agree(first, 260, 30) }) // its job opens now and takes 5 days
	o.at(month, func() {
		care.Close()
		jobs.Close()
		assert.InDelta(t, 3*4*month/(16*(month-5)+8*5), care.Month().Used, 1e-12)
		assert.InDelta(t, 8*5/(16*month), jobs.Month().Used, 1e-12)
		o.staff("success", 0)
	})
	o.at(2*month, func() {
		care.Close()
		jobs.Close()
		assert.True(t, math.IsInf(care.Month().Used, 1), "nobody is there")
		assert.True(t, math.IsNaN(jobs.Month().Used), "and nothing else to do")
		for _, customer := range []int32{first, second, third} {
			o.leave(customer)
		}
	})
	o.at(2*month+1, func() { o.agree(o.enter("smb", 0), 260, 30) })
	o.at(3*month, func() {
		care.Close()
		jobs.Close()
		assert.True(t, math.IsNaN(care.Month().Used), "no accounts and nobody")
		assert.True(t, math.IsInf(jobs.Month().Used, 1), "a job that waits for nobody")
		assert.InDelta(t, (month-1)/month, jobs.Month().Waiting, 1e-12)
	})
	o.sim.Run(3 * month)
}
