package main

import (
	"bytes"
	"fmt"
	"io"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"postsale/cmd/copies"
	"postsale/cmd/voice"
	"postsale/models/company"
	"postsale/models/results"
	"postsale/models/units"
	"postsale/reports"
	"postsale/reports/document"
	"postsale/reports/page"
	"postsale/reports/page/simulator"
	"postsale/reports/sheet"
	"postsale/reports/workbook"
	"postsale/scenarios/moves"
	"postsale/scenarios/studies"
)

// paged is what was asked for of a page.
type paged struct {
	file   voice.OutFile
	offers []string
	only   bool // the page is what is asked for: nothing else is told
}

func pageCommand() *cobra.Command {
	r := runner{paged: paged{only: true}}
	cmd := &cobra.Command{
		Use:   "page SCENARIO...",
		Short: "Writes what run or compare tells as a page that answers back",
		Long: `Writes one file for a browser: of one scenario what run tells of it, of several
what compare does, with pictures, tables and assumptions. It reads well printed
and with scripts off, and asks nothing of any network.

The simulator is in it, where this program was built with one (make page): the
reader moves the inputs that --offer names, and sees at once what comes of it
under the luck of the page's own figures. Without --offer this is all in which
the compared plans differ: numbers between the least and the most of them, and
for the rest (lists, parts that one plan has alone) the choice of whose to take;
--offer PATH asks for such a choice. Only what leaves what is measured as it is
can be offered; the page says which differences cannot be, and why. Nothing
leaves the reader's machine.`,
		Example: `  postsale page board --out board.html --offer delivery.teams.implementation.people=6..14
  postsale page board-lean board --trials 500 --out plans.html
  postsale page board-lean board-hire --offer delivery.teams.implementation.people=6..12 --out plans.html`,
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return voice.Usage("page: want a scenario, or several to compare, got none; postsale scenarios lists the built-in ones")
			case len(args) > studies.MostPlans:
				return voice.Usage("page: want at most %d scenarios, got %d", studies.MostPlans, len(args))
			}
			return nil
		},
		ValidArgsFunction: voice.NameScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			r.scenario, r.others = args[0], args[1:]
			return r.live(cmd.OutOrStdout(), cmd.ErrOrStderr(), voice.WholeTrials, func(o studies.Order) (*studies.Study, error) {
				if len(o.Others) == 0 {
					return studies.NewRun(o)
				}
				return studies.NewComparison(o, false)
			})
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.Var(voice.Whole(&r.trials, 1, company.MaxTrials), "trials", "number of futures, up to 10 million (default: as the scenario says)")
	voice.AddSeed(flags, &r.seed)
	voice.AddSettings(flags, &r.settings)
	flags.Var(&r.file, "out", "write the page to this file (default: standard output)")
	copies.AddSheet(flags, &r.sheet)
	addOffers(flags, &r)
	copies.AddForce(flags, &r.force)
	flags.BoolVar(&r.noPlots, "no-plots", false, "write it without pictures")
	flags.Var(voice.Whole(&r.workers, 0, 1024), "workers", "trials at a time (default: one a core)")
	flags.BoolVar(&r.plain, "plain", false, "leave known luck in the figures")
	flags.BoolVar(&r.quiet, "quiet", false, "tell nothing but results and failures")
	return cmd
}

func addOffers(flags *pflag.FlagSet, r *runner) {
	flags.Var((*voice.Settings)(&r.offers), "offer", "an input that the reader may move, `PATH=LOW..HIGH`, or PATH: as in another plan; may be repeated")
}

// copies are what is written besides what is told.
func (r runner) copies() copies.Files {
	return copies.Files{Page: r.file, Sheet: r.sheet, Dir: string(r.out), Force: r.force, Quiet: r.quiet}
}

// writeSheet writes the workbook of a record, if one was asked for.
func (r runner) writeSheet(errs io.Writer, record results.Record) error {
	return r.copies().WriteSheet(errs, func() sheet.Workbook { return workbook.Of(record) })
}

// offering is what the reader of a page may move, and what not.
type offering struct {
	inputs []moves.Input
	fixed  []moves.Fixed
}

// offered returns what the reader of a page may move of a study's plans.
func (r runner) offered(study *studies.Study) (o offering, err error) {
	if !r.only || len(r.offers) == 0 && len(study.Plans) == 1 {
		return o, nil
	}
	if o.inputs, o.fixed, err = moves.Inputs(study.Plans, r.offers); err != nil {
		return o, voice.Exit{Code: voice.Misused, Err: err}
	}
	return o, nil
}

// pageOf returns the page of a record, with the simulator if its reader may move something; lacks says why it has none that was
// asked for.
func (r runner) pageOf(record results.Record, study *studies.Study, offered offering) (text []byte, lacks string, err error) {
	p, err := reports.Page(record, !r.noPlots)
	if err != nil {
		return nil, "", err
	}
	if r.only {
		if p.Simulator, lacks, err = simulated(record, study, offered.inputs); err != nil {
			return nil, "", err
		}
		p.Without = lacks
		const most = 40
		for i, f := range offered.fixed {
			if i == most {
				p.Fixed = append(p.Fixed, document.Term{Name: "and more", Text: units.Grouped(len(offered.fixed) - most)})
				break
			}
			p.Fixed = append(p.Fixed, document.Term{Name: f.Path, Text: f.Why})
		}
	}
	var all bytes.Buffer
	err = page.Write(&all, p)
	return all.Bytes(), lacks, err
}

// mostKnown is how many trials of the base go with a page, so that nobody waits for them: some kilobytes each.
const mostKnown = 500

// simulated returns the simulator of a page.
func simulated(record results.Record, study *studies.Study, inputs []moves.Input) (s *page.Simulator, lacks string, err error) {
	module, glue, built := simulator.Module()
	went := record.Went()
	switch {
	case len(inputs) == 0 && len(study.Plans) > 1:
		return nil, "Nothing in this page can be moved: the plans differ in nothing that can be.", nil
	case len(inputs) == 0:
		return nil, "", nil
	case !built:
		return nil, "Nothing in this page can be moved: the program that wrote it was built without the simulator for pages.", nil
	case !went.Kept() || went.Interrupted:
		return nil, "Nothing in this page can be moved: its trials were not kept, or were interrupted.", nil
	}
	subject, err := moves.SubjectOf(study, went)
	if err != nil {
		return nil, "", err
	}
	runs := []*results.Run{went}
	if c, several := record.(*results.Comparison); several {
		runs = c.Runs()
	}
	desk, err := moves.Taken(subject, runs)
	if err != nil {
		return nil, "", err
	}
	s = &page.Simulator{Subject: subject, Module: module, Glue: glue, Trials: desk.Trials(), Start: len(runs) - 1}
	if len(runs) > 1 {
		s.Start = 1
	}
	for _, run := range runs {
		s.Plans = append(s.Plans, run.Name)
	}
	for _, i := range inputs {
		s.Inputs = append(s.Inputs, page.Input(i))
	}
	if s.Base, s.Known, err = desk.Rows(moves.Move{}, mostKnown); err != nil {
		return nil, "", err
	}
	as, err := desk.Tell(moves.Move{Plan: s.Start}, s.Trials)
	if err != nil {
		return nil, "", err
	}
	s.Panel, s.Status, err = reports.Panel(as, s.Trials)
	return s, "", err
}

// tellPage writes the page of a record, to its file or where nothing else is told.
func (r runner) tellPage(out, errs io.Writer, record results.Record, study *studies.Study, offered offering) error {
	if !r.only && r.file == "" {
		return nil
	}
	text, lacks, err := r.pageOf(record, study, offered)
	if err != nil {
		return err
	}
	if lacks != "" && !r.quiet {
		remedy := ""
		if _, _, built := simulator.Module(); !built && len(offered.inputs) > 0 {
			remedy = " make page builds one that has it."
		} else if len(offered.inputs) == 0 {
			remedy = " --offer PATH=LOW..HIGH says what else its reader may."
		}
		fmt.Fprintf(errs, "postsale: %s%s\n", lacks, remedy)
	}
	if r.only && len(r.offers) == 0 && len(r.others) == 0 && !r.quiet {
		fmt.Fprintln(errs, "postsale: nothing in the page can be moved: --offer PATH=LOW..HIGH says what its reader may")
	}
	if r.file == "" {
		_, err := out.Write(text)
		return err
	}
	return r.copies().PutPage(errs, text)
}
