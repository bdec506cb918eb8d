package deals

import (
	"math"

	"postsale/models/fiscal"
	"postsale/sim"
	"postsale/sim/exponential"
	"postsale/sim/random"
)

// slipDays are the working days of the next quarter over which slipped deals
// close.
const slipDays = 10

// Deal is a deal that closed.
type Deal struct {
	Segment int
	Quarter int           // in whose draw it is; it may close in the next one
	Number  int           // in the draw of its segment and quarter, from 0
	Entity  random.Entity // names the customer
	Sooner  float64       // days by which it closes before it would have
}

// Pipeline closes deals.
type Pipeline struct {
	OnSigned func(Deal)           // called when a deal closes
	OnDrawn  func(Deal, float64)  // if set: called when one is drawn, with the day on which it will close
	OnTold   func(factor float64) // by which word of mouth makes the deals of the quarter that begins more; never without it
	Green    func() float64       // for references: the share of ARR that is green now

	// Pulled returns when a deal closes that would close at a moment: not later; nil if nothing is pulled forward.
	Pulled func(d Deal, at float64) (closes float64)

	sim      *sim.Simulator
	kind     sim.Kind
	params   Params
	segments []Segment
	names    []random.Entity
	season   func(quarter int) int
	closing  func(u float64) float64
	shock    random.Distribution
	word     word
	deals    []Deal
	means    []float64 // of the quarters so far, by segment
	luck     struct{ shocks, counts, days, slips random.Stream }
	trial    struct{ shocks, counts, days, slips random.Stream }
}

// New returns a pipeline for segments with the given names; season tells the
// fiscal quarter (0 to 3) of a quarter of the run. The parameters must be valid.
func New(s *sim.Simulator, kind sim.Kind, seed uint64, params Params, names []string, segments []Segment, season func(quarter int) int) *Pipeline {
	p := &Pipeline{sim: s, kind: kind, params: params, segments: segments, season: season,
		closing: params.Profile.closing(), means: make([]float64, len(segments)),
		word: word{detractors: params.Detractors, references: params.References}}
	for _, name := range names {
		p.names = append(p.names, random.Name("segment", name))
	}
	shock, err := random.Gamma(1, float64(params.ShockCV))
	if err != nil {
		panic(err)
	}
	p.shock = shock
	p.luck.shocks = random.New(seed, "deal shock")
	p.luck.counts = random.New(seed, "deal count")
	p.luck.days = random.New(seed, "deal day")
	p.luck.slips = random.New(seed, "deal slip")
	s.Handle(kind, func(i int32) { p.OnSigned(p.deals[i]) })
	return p
}

// Begin starts a trial.
func (p *Pipeline) Begin(trial uint64) {
	p.deals = p.deals[:0]
	clear(p.means)
	p.word.begin()
	p.trial.shocks = p.luck.shocks.Trial(trial)
	p.trial.counts = p.luck.counts.Trial(trial)
	p.trial.days = p.luck.days.Trial(trial)
	p.trial.slips = p.luck.slips.Trial(trial)
}

// Enter says that there is one more customer, and Leave that one is gone: how many go is what others hear.
func (p *Pipeline) Enter() { p.word.there++ }

// Leave says that a customer is gone.
func (p *Pipeline) Leave() { p.word.leave() }

// Open draws the deals of a quarter of the run, on its first day; quarters of a
// warm-up are below 0.
func (p *Pipeline) Open(quarter int) {
	shock := p.shock.Quantile(p.trial.shocks.Uniform(random.Name("quarter").Child(uint64(quarter)), 0))
	if p.word.spreads() {
		told := p.word.open(p.Green)
		shock *= told
		p.OnTold(told)
	}
	begin := fiscal.Quarter * float64(quarter)
	for i, s := range p.segments {
		mean := float64(s.PerQuarter) * exponential.Power(1+float64(s.Growth), float64(quarter)/4) *
			float64(p.params.Seasonality[p.season(quarter)]) * shock
		name := p.names[i].Child(uint64(quarter))
		for k := range p.count(i, name, mean) {
			deal := Deal{Segment: i, Quarter: quarter, Number: k, Entity: name.Child(uint64(k))}
			at := begin + fiscal.Quarter*p.closing(p.trial.days.Uniform(deal.Entity, 0))
			if p.trial.slips.Uniform(deal.Entity, 0) < float64(p.params.Slip) {
				at = begin + fiscal.Quarter + slipDays*p.trial.slips.Uniform(deal.Entity, 1)
			}
			if p.Pulled != nil {
				closes := p.Pulled(deal, at)
				deal.Sooner, at = at-closes, closes
			}
			p.deals = append(p.deals, deal)
			p.sim.Schedule(p.kind, int32(len(p.deals)-1), at)
			if p.OnDrawn != nil {
				p.OnDrawn(deal, at)
			}
		}
	}
}

// count returns the number of deals of a segment in a quarter.
func (p *Pipeline) count(segment int, name random.Entity, mean float64) int {
	before := p.means[segment]
	p.means[segment] += mean
	if p.params.Counts == Fixed {
		return int(math.Round(p.means[segment]) - math.Round(before))
	}
	return random.PoissonCount(p.trial.counts.Uniform(name, 0), mean)
}
