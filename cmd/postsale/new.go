package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"postsale/cmd/voice"
	"postsale/models/company"
	"postsale/models/results"
	"postsale/models/units"
	"postsale/reports"
	"postsale/reports/document"
	"postsale/reports/folder"
	"postsale/reports/text"
	"postsale/reports/words"
	"postsale/scenarios/start"
	"postsale/scenarios/start/strain"
	"postsale/scenarios/studies"
)

// newcomer is what was answered so far, and how it is to be used.
type newcomer struct {
	interview
	out     outFile
	force   bool
	noRun   bool
	quiet   bool
	trials  int
	seed    voice.Seed
	workers int
	cmd     *cobra.Command
	stdout  io.Writer
	errs    io.Writer
}

func newCommand() *cobra.Command {
	n := newcomer{interview: interview{told: start.Nothing(), given: map[string]string{}}}
	cmd := &cobra.Command{
		Use:   "new",
		Short: "Writes a first scenario of your own company from what you know of it",
		Long: `Writes a first scenario of your own company from what you know of it. On a
terminal it asks; answers may be given as flags, and then --arr, --customers and
--out are enough. The rest is that of the built-in company that is nearest,
scaled to yours: people, projects under way, tickets, hires. Churn and expansion
are set so that the first year keeps the GRR and NRR of your last one. The file
extends that company, says of every number where it came from, and is then run.

Numbers may be written $8M, 8m or 8,000,000, shares 105% or 1.05, and what is
told by segment or role 'smb=200 mid-market=70'. Roles are implementation,
support (or tier1, tier2), success, engineering, and the teams of the built-in company.
Delivery is ` + deliveryHelp() + `.`,
		Example: `  postsale new
  postsale new --out tiny.yaml --arr 1M --customers 30 --like stage-3
  postsale new --out acme.yaml --arr 8M --customers 'smb=200 mid-market=70' \
    --people 'implementation=4 support=5 success=4' --grr 88% --nrr 103%`,
		Args: voice.NoArguments,
		RunE: func(cmd *cobra.Command, args []string) error {
			n.cmd, n.stdout, n.errs = cmd, cmd.OutOrStdout(), cmd.ErrOrStderr()
			return n.begin()
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.Var(&n.out, "out", "the file to write, such as acme.yaml")
	for i := range questionnaire {
		q := &questionnaire[i]
		if q.flag != "out" {
			flags.Var(&answer{n: &n.interview, q: q}, q.flag, q.means)
		}
	}
	voice.AddSeed(flags, &n.seed)
	flags.Var(voice.Whole(&n.trials, 1, company.MostKept), "trials", "number of futures to run at the end\n(default: 300; of 1,000 customers 150,\nof 3,000 and more 50)")
	flags.Var(voice.Whole(&n.workers, 0, 1024), "workers", "trials at a time (default: one a core)")
	flags.BoolVar(&n.noRun, "no-run", false, "write the file and leave it at that")
	flags.BoolVar(&n.force, "force", false, "replace a file that is there")
	flags.BoolVar(&n.quiet, "quiet", false, "tell nothing but results and failures")
	cmd.RegisterFlagCompletionFunc("like", cobra.FixedCompletions(start.Archetypes(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// outFile is a flag that names a file.
type outFile string

func (o *outFile) String() string { return string(*o) }
func (o *outFile) Type() string   { return "FILE" }

func (o *outFile) Set(text string) error {
	if text == "" {
		return errors.New("must name a file")
	}
	*o = outFile(text)
	return nil
}

func deliveryHelp() string {
	var list []string
	for _, d := range start.Deliveries {
		list = append(list, d.Name+" ("+d.Means+")")
	}
	return strings.Join(list, ",\n")
}

// begin asks what is to be asked, makes the file and runs it.
func (n *newcomer) begin() error {
	if n.out != "" {
		if err := n.checkOut(string(n.out)); err != nil {
			return err
		}
	}
	if n.given["deals"] != "" && n.given["new-arr"] != "" {
		return voice.Usage("new: --deals, --new-arr: say the same: tell one of them")
	}
	enough := n.out != "" && len(n.told.Lacks()) == 0
	if !enough {
		n.terminal = voice.Asking(n.cmd.InOrStdin(), n.errs)
	}
	switch {
	case enough:
		n.told.Name = cmp.Or(n.told.Name, strings.TrimSuffix(filepath.Base(string(n.out)), filepath.Ext(string(n.out))))
	case n.terminal == nil:
		var lacking []string
		if n.out == "" {
			lacking = append(lacking, "--out")
		}
		for _, flag := range n.told.Lacks() {
			lacking = append(lacking, "--"+flag)
		}
		return voice.Usage("new: nobody is there to answer: want %s as well; postsale new --help lists all answers", units.Several(lacking, len(lacking)))
	default:
		if err := n.ask(); err != nil {
			return err
		}
	}
	plan, err := n.planned()
	if err != nil {
		return n.wrong(err)
	}
	if err := n.fit(plan); err != nil {
		return err
	}
	if err := n.write(plan); err != nil {
		return err
	}
	return n.show(plan)
}

// wrong tells answers that do not fit together, a line each.
func (n *newcomer) wrong(err error) error {
	var faults start.Faults
	if !errors.As(err, &faults) {
		return err
	}
	for _, fault := range faults {
		n.say("postsale: new: " + units.Shown(fault.Error()))
	}
	return voice.Exit{Code: voice.Misused}
}

// say says something beside the results, on a terminal in its lines.
func (n *newcomer) say(text string) {
	lines := []string{text}
	if voice.Seen(n.errs) {
		lines = words.Wrapped(text, words.Columns-2, words.Terminal)
	}
	fmt.Fprintln(n.errs, strings.Join(lines, "\n  "))
}

// checkOut demands that a file can be written there.
func (n *newcomer) checkOut(file string) error {
	shown := units.Shown(file)
	if ext := filepath.Ext(file); ext != ".yaml" && ext != ".yml" {
		return voice.Usage("new: --out: must end in .yaml, so that it is taken for a file, got %s; did you mean %s.yaml?", shown, shown)
	}
	if info, err := os.Stat(filepath.Dir(file)); err != nil || !info.IsDir() {
		return voice.Usage("new: --out: there is no folder %s; make it, or write elsewhere", units.Shown(filepath.Dir(file)))
	}
	switch info, err := os.Lstat(file); {
	case err == nil && info.IsDir():
		return voice.Usage("new: --out: %s is a folder, want a file in it", shown)
	case err == nil && !n.force:
		return voice.Usage("new: --out: %s is there already: name another file, or replace it with --force", shown)
	}
	if err := folder.CheckFile(file, "", n.force); err != nil {
		return voice.Usage("new: --out: %w", err)
	}
	return nil
}

// fit works out churn and expansion.
func (n *newcomer) fit(plan *start.Plan) error {
	ctx, release := voice.Interruptible(n.errs, voice.NoTrial)
	defer release()
	told := runner{quiet: n.quiet}.progress(n.errs, "first years, for churn and expansion", start.MostYears)
	err := plan.Fit(ctx, uint64(n.seed), max(n.trials, plan.Trials()), n.workers, func(done int) { told.Update(done, 0) })
	told.Erase()
	if start.IsInterrupted(err) {
		return voice.Exit{Code: voice.Interrupted, Err: errors.New("interrupted: nothing was written")}
	}
	if err != nil {
		return err
	}
	for _, note := range plan.Notes() {
		n.say("postsale: note: " + note)
	}
	return nil
}

// write writes the file, or nothing.
func (n *newcomer) write(plan *start.Plan) error {
	if _, err := plan.Load(); err != nil {
		return fmt.Errorf("the file would not be valid, which is a mistake of this program: %w", err)
	}
	if err := n.checkOut(string(n.out)); err != nil { // somebody may have been there meanwhile
		return err
	}
	return folder.WriteFile(string(n.out), "", plan.File(), n.force)
}

// show runs the file that was written and tells what came of it.
func (n *newcomer) show(plan *start.Plan) error {
	d := document.Document{Blocks: []document.Block{document.Paragraph(fmt.Sprintf("%s is written: %s.", units.Shown(string(n.out)), plan.InWords()))}}
	if n.noRun {
		d.Blocks = append(d.Blocks, document.Paragraph(plan.Kept()), next(plan, string(n.out)))
		return text.Write(n.stdout, d)
	}
	ctx, release := voice.Interruptible(n.errs, voice.WholeTrials)
	defer release()
	o := order{scenario: shelled(string(n.out)), trials: cmp.Or(n.trials, plan.Trials()), seed: n.seed, workers: n.workers}
	study, err := studies.NewRun(o.made())
	if err != nil {
		return err
	}
	if _, err := study.Fit(voice.Memory()); err != nil {
		return err
	}
	told := runner{quiet: n.quiet}.progress(n.errs, study.Counted(), study.Trials())
	record := study.Live(ctx, told.Update)
	told.Erase()
	went := record.Went()
	for _, trouble := range study.Troubles(went) {
		fmt.Fprintf(n.errs, "postsale: %s\n", trouble)
	}
	if went.Done == 0 {
		return ending(ctx, went)
	}
	d.Blocks = append(d.Blocks, document.Paragraph(kept(plan, went)))
	if len(went.Warnings) > 0 {
		d.Blocks = append(d.Blocks, document.Warnings{Texts: went.Warnings})
	}
	d.Blocks = append(d.Blocks, reports.Headline(went)...)
	if list := strain.Of(went, plan, func() *results.Run { return n.archetype(ctx, plan) }); len(list) > 0 {
		var items document.List
		for _, text := range list {
			items.Items = append(items.Items, document.Item{Text: text})
		}
		d.Blocks = append(d.Blocks, document.Section{Title: "People who cannot do what there is to do", Blocks: []document.Block{items}})
	}
	d.Blocks = append(d.Blocks, next(plan, string(n.out)))
	return cmp.Or(text.Write(n.stdout, d), ending(ctx, went))
}

// archetype runs what a company is like, in a few futures; nil if it does not run.
func (n *newcomer) archetype(ctx context.Context, plan *start.Plan) *results.Run {
	o := order{scenario: plan.Like.Name, trials: min(40, max(10, 20_000/plan.Like.Customers())), seed: n.seed, workers: n.workers}
	study, err := studies.NewRun(o.made())
	if err != nil {
		return nil
	}
	told := runner{quiet: n.quiet}.progress(n.errs, "futures of "+plan.Like.Name+", to compare", study.Trials())
	went := study.Live(ctx, told.Update).Went()
	told.Erase()
	if went.Done == 0 {
		return nil
	}
	return went
}

// kept says what a run keeps in its first year, beside what was told.
func kept(plan *start.Plan, went *results.Run) string {
	ran := start.Reached{Trials: went.Done}
	say := func(measure, name string, told float64, mean, err *float64) string {
		periods := went.FirstAndLast(measure)
		if len(periods) == 0 {
			return name + " not known"
		}
		d := went.Estimate(measure, "all", periods[0])
		*mean, *err = d.Mean, d.MCError
		text := fmt.Sprintf("%s %s %s on average", name, periods[0], words.ShareLabel(d.Mean))
		if went.Many() {
			text += fmt.Sprintf(" (error %s)", words.Points(d.MCError))
		}
		if told == told {
			text += fmt.Sprintf(", last year %s", words.ShareLabel(told))
		}
		return text
	}
	grr, nrr := plan.Told()
	futures := units.Grouped(went.Done) + " futures"
	if !went.Many() {
		futures = "1 future"
	}
	text := fmt.Sprintf("In %s: %s; %s.", futures, say("grr", "GRR", grr, &ran.GRR, &ran.GRRError), say("nrr", "NRR", nrr, &ran.NRR, &ran.NRRError))
	return strings.Join(append([]string{text}, plan.Misses(ran)...), " ")
}

// next says what to do with the file.
func next(plan *start.Plan, file string) document.Block {
	var list document.List
	for _, a := range plan.Unknown() {
		list.Items = append(list.Items, document.Item{Text: a})
	}
	return document.Section{Title: "Look first at what could not be known", Blocks: []document.Block{list,
		document.Paragraph(fmt.Sprintf("Change the file where you know better; postsale keys PATH tells what a key means, postsale validate %s what is wrong. "+
			"Then postsale run %s for the odds of all years, and postsale why %s for what costs most.", units.Shown(file), units.Shown(file), units.Shown(file)))}}
}

// shelled returns a file as scenarios are named: a name without a slash that ends in .yml has one.
func shelled(file string) string {
	if strings.HasSuffix(file, ".yaml") || strings.Contains(file, "/") {
		return file
	}
	return "./" + file
}
