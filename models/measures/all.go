package measures

import (
	"slices"

	"postsale/models/ledger"
)

// All are the measures, a list of each mechanism, in the order in which they are reported.
var All = slices.Concat(ofRetention, ofARR, ofDeals, ofAnswers, ofDelivery, ofSupport, ofEngineering, ofSuccess, ofWorks, ofPeople, ofMoney, ofOfferings)

// Sections are the tables that a summary tells measures in, in order.
var Sections = []*Section{inRetention, inARR, inDeals, inDelivery, inSupport, inEngineering, inSuccess, inWorks, inMoney}

const (
	bySegment = Segments | Company
	saas      = "SaaS Capital, 2019 B2B SaaS Retention Benchmarks"
	board     = "SaaS Metrics Standards Board; ChartMogul"
	guide     = "A Guide to Building your First Customer Success Organization (2020)"
	engine    = "Human Horsepower (Schukar)"
	queueing  = "Law, Simulation Modeling and Analysis (2015), ch. 1"
)

func sum(flow ledger.Flow) func(v View) float64 {
	return func(v View) float64 { return v.sum(flow) }
}

func mean(stock ledger.Stock) func(v View) float64 {
	return func(v View) float64 { return v.mean(stock) }
}

func peak(stock ledger.Stock) func(v View) float64 {
	return func(v View) float64 { return v.peak(stock) }
}

func per(part, whole ledger.Flow) func(v View) float64 {
	return func(v View) float64 { return ratio(v.sum(part), v.sum(whole)) }
}

func used(part, whole ledger.Stock) func(v View) float64 {
	return func(v View) float64 { return ratio(v.area(part), v.area(whole)) }
}

func p90(sample ledger.Sample) func(v View) float64 {
	return func(v View) float64 { return v.p90(sample) }
}
