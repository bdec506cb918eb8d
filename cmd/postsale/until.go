package main

import (
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"postsale/models/changes"
	"postsale/models/company"
	"postsale/models/measures"
	"postsale/models/results"
	"postsale/scenarios"
	"postsale/sim/estimate"
)

// limit says until when trials are added.
type limit struct {
	until expression
	most  int // trials; 0: the default
}

// expression is a flag that says what is to be settled.
type expression string

func (e *expression) String() string { return string(*e) }
func (e *expression) Type() string   { return "EXPR" }

func (e *expression) Set(text string) error {
	if text == "" {
		return errors.New("must say what is to be settled")
	}
	*e = expression(text)
	return nil
}

// How many trials are looked at first, when means and odds are close to normal, and how many there are at most.
const (
	firstLook   = 200
	defaultMost = 20_000
)

// untilHelp explains the flags in the help of a command, with what it may settle.
func untilHelp(examples string) string {
	return `With --until, trials are added until a figure is settled, at most --max-trials:

` + examples + `

The interval that is judged holds the truth with 95 %, however often it was
looked at. What is not settled by --max-trials ends with 1, after the results.`
}

// What --until may settle of a run, and of a comparison.
const (
	runUntil = `  odds(nrr.FY27) within 2pt           the chances of the targets, give or take
  odds(nrr.smb.FY27 >= 104%) within 2pt
  odds(grr.FY27) beyond 50%           whether a target is rather reached or not
  nrr.FY27.p10 within 0.2pt           mean, p5, p10, p25, p50, p75, p90 or p95
  start_delay_mean.FY27-Q4.mean beyond 2w`
	compareUntil = `  odds(nrr.FY27) within 2pt           the chances of OTHER being better
  odds(nrr.FY27) beyond 50%           whether it rather is or is not
  odds(nrr.smb.FY27 >= 0.5pt) within 2pt
  nrr.FY27.mean within 0.1pt          a figure of the difference
  start_delay_mean.run.mean beyond 0d`
)

func addLimit(flags *pflag.FlagSet, l *limit) {
	flags.Var(&l.until, "until", "add trials until this is settled, instead of --trials")
	flags.Var(whole{&l.most, firstLook, company.MaxTrials}, "max-trials",
		fmt.Sprintf("most futures with --until, from %d (default: %s)", firstLook, grouped(defaultMost)))
}

// trials returns how many trials there are at most: those that --trials asks for, or what --until may take.
func (l limit) trials(asked int) (int, error) {
	switch {
	case l.until == "" && l.most > 0:
		return 0, usage("--max-trials: goes with --until; --trials says how many there are")
	case l.until == "":
		return asked, nil
	case asked > 0:
		return 0, usage("--until: decides how many trials there are; --max-trials limits them, not --trials")
	case l.most == 0:
		return defaultMost, nil
	}
	return l.most, nil
}

// goal is what is to be settled, and when it is looked at. A nil one is never settled.
type goal struct {
	expression string
	claims     []claim
	rivals     []string // by name, that are compared with the first plan
	looks      estimate.Looks
	looked     int
}

// goal returns what --until asks of plans whose trials are as many as there may be, or nil without it. With rivals, it is
// about what each of them differs by from the base.
func (l limit) goal(base *scenarios.Scenario, rivals ...*scenarios.Scenario) (*goal, error) {
	if l.until == "" {
		return nil, nil
	}
	most := int(base.Params.Trials)
	g := &goal{expression: string(l.until), looks: estimate.NewLooks(firstLook, most)}
	w, err := parseWish(g.expression)
	if err == nil {
		g.claims, err = w.claims(&base.Params, len(rivals) > 0)
	}
	for _, rival := range rivals {
		if err == nil {
			_, err = rival.Params.Layout().Column(w.column)
		}
		if err == nil && g.claims[0].column.Period.Name == measures.Run && !changes.SameRun(&base.Params, &rival.Params) {
			err = fmt.Errorf("%s: the runs of %s and %s are not of the same days; name a fiscal year", w.column, base.Name, rival.Name)
		}
		g.rivals = append(g.rivals, rival.Name)
	}
	if err != nil {
		return nil, usage("--until: %w", hinted(err))
	}
	for _, c := range g.claims {
		switch least := c.least(g.looks.Z); {
		case least > company.MaxTrials:
			return nil, usage("--until: %s takes at least %s trials, and %s are the most that there can be: ask for less",
				c.name, grouped(least), grouped(company.MaxTrials))
		case least > most:
			return nil, usage("--until: %s takes at least %s trials: allow more than %s with --max-trials, or ask for less",
				c.name, grouped(least), grouped(most))
		}
	}
	return g, nil
}

// watch returns what ends the trials, given the tables that they fill, base first, or nil without a goal.
func (g *goal) watch(tables []*measures.Table) func(trial int) bool {
	if g == nil {
		return nil
	}
	return func(int) bool {
		if g.looked == len(g.looks.At) || len(tables[0].Trials) < g.looks.At[g.looked] {
			return false
		}
		g.looked++
		_, settled := g.judge(tables)
		return settled
	}
}

// tell returns how it ended, or nil without a goal.
func (g *goal) tell(ended bool, tables ...*measures.Table) *results.Until {
	if g == nil {
		return nil
	}
	claims, settled := g.judge(tables)
	return &results.Until{Expression: g.expression, Settled: settled && ended, Looks: g.looked, Claims: claims}
}

// judge returns what the trials say of every claim so far, for every rival if there are any.
func (g *goal) judge(tables []*measures.Table) (told []results.Claim, settled bool) {
	settled = true
	for _, c := range g.claims {
		base := c.values(tables[0])
		if len(g.rivals) == 0 {
			told = append(told, c.estimate(base, g.looks.Z))
			settled = settled && c.settled(told[len(told)-1])
		}
		for i, name := range g.rivals {
			one := c.estimate(estimate.Differences(base, c.values(tables[1+i])), g.looks.Z)
			one.Name, one.Difference = name+": "+one.Name, true
			told = append(told, one)
			settled = settled && c.settled(one)
		}
	}
	return told, settled
}

// restate returns the plan with the number of trials that a study came to, and has the study say so too: whoever runs them
// again gets the same results.
func (o order) restate(plan *scenarios.Scenario, study *results.Run) *scenarios.Scenario {
	if study.Asked == int(plan.Params.Trials) {
		return plan
	}
	plan = plan.WithTrials(study.Asked)
	study.SHA256 = plan.SHA256
	return plan
}
