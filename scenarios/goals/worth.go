package goals

import (
	"errors"
	"fmt"
	"strings"

	"postsale/models/company"
	"postsale/models/fiscal"
	"postsale/models/measures"
	"postsale/models/units"
)

// paid is what a point is paid with.
const paid = "cost_total.run"

// worth returns the aim that a point costs a year at most so much, which is that what is gained, at that worth, is at least what
// it costs: so it can be told where nothing is gained or nothing is paid.
func (x Expression) worth(a Aim) (Aim, error) {
	m := a.Column.Measure
	var dollars units.Money
	switch {
	case !a.Compared:
		return Aim{}, x.at(point, errors.New("point: wants another plan under the same luck beside it (--against OTHER)"))
	case m.Unit != measures.Share || m.Better == measures.Neither:
		return Aim{}, x.at(x.column, fmt.Errorf("point: want a share of which more or less is better, such as nrr.FY28, got %s", m.Name))
	case x.rule != atMost:
		return Aim{}, x.fault(strings.LastIndex(x.text, x.rule), "point: want <= and what a point is worth a year, as in point(%s) <= 300k", x.column)
	}
	if err := dollars.UnmarshalText([]byte(x.size)); err != nil || !(dollars > 0) {
		return Aim{}, x.at(x.size, fmt.Errorf("point: want what a point is worth a year such as 300k, above 0, got %s", units.Quote(x.size)))
	}
	a.Worth, a.AtMost, a.of = float64(dollars), false, find(mean)
	a.Name = fmt.Sprintf("%s at %s a point, less the cost a year", x.column, x.size)
	return a, nil
}

// Unit returns in which unit the figure is.
func (a Aim) Unit() measures.Unit {
	if a.Worth > 0 {
		return measures.Dollars
	}
	return a.Column.Measure.Unit
}

// Columns returns of which columns of a company a trial's number is made.
func (a Aim) Columns(params *company.Params) ([]measures.Column, error) {
	c := a.Column
	names := []string{c.Measure.Name + "." + c.Segment + "." + c.Period.Name}
	if a.Worth > 0 {
		names = append(names, paid)
	}
	var list []measures.Column
	for _, name := range names {
		column, err := params.Layout().Column(name)
		if err != nil {
			return nil, err
		}
		list = append(list, column)
	}
	return list, nil
}

// Number returns a trial's number, of what it has in the columns: of a point, what all points are worth less the cost, a year.
func (a Aim) Number(columns []measures.Column, row []float64) float64 {
	if a.Worth == 0 {
		return row[0]
	}
	const points = 100
	run := columns[1].Period
	years := float64(run.To-run.From) * fiscal.Quarter / fiscal.Year
	return a.Worth*points*float64(a.Column.Measure.Better)*row[0] - row[1]/years
}
