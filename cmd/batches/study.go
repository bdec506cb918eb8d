package batches

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"postsale/cmd/voice"
	"postsale/models/units"
	"postsale/reports"
	"postsale/reports/progress"
	"postsale/scenarios/batch"
)

// note tells what is no result, unless that is to be quiet.
func (b *batcher) note(texts ...string) {
	if b.quiet {
		return
	}
	for _, text := range texts {
		fmt.Fprintf(b.errs, "postsale: %s\n", text)
	}
}

func (b *batcher) line(what string, all int) *progress.Line {
	if b.quiet {
		return nil
	}
	return progress.New(b.errs, what, all)
}

// ended returns how a batch ends of which some files may have been bad.
func (b *batcher) ended(bad bool, err error) error {
	if err == nil && bad {
		return voice.Exit{Code: voice.Invalid}
	}
	return err
}

// stopped says what is there of a batch that came to no end.
func (b *batcher) stopped(err error, study *batch.Study) error {
	var said voice.Exit
	if errors.As(err, &said) || study.Scan(false) != nil {
		return err
	}
	left := study.Plan.TrialsOf(study.Store.Missing(study.Plan))
	there := fmt.Sprintf("%s of %s trials are in %s, and the same command again does the others", units.Grouped(study.Plan.Trials()-left),
		units.Grouped(study.Plan.Trials()), units.Shown(study.Dir))
	if left == 0 {
		there = fmt.Sprintf("all %s trials are in %s, and the same command again makes the tables", units.Grouped(study.Plan.Trials()), units.Shown(study.Dir))
	}
	if errors.Is(err, batch.ErrInterrupted) {
		return voice.Exit{Code: voice.Interrupted, Err: fmt.Errorf("interrupted: %s", there)}
	}
	return voice.Exit{Code: voice.Failed, Err: fmt.Errorf("%w; %s", err, there)}
}

// failures returns how a batch ends in which so many trials failed.
func failures(n int) error {
	if n > 0 {
		return voice.Exit{Code: voice.Failed}
	}
	return nil
}

// planWords tells how large a plan is.
func planWords(p *batch.Plan) string {
	return fmt.Sprintf("%s, %s, %s", reports.Scenarios(len(p.Scenarios)), reports.Plural(p.Trials(), "trial"), reports.Plural(len(p.Shards), "shard"))
}

// tellPlan tells what a batch would do, and how long that should take.
func (b *batcher) tellPlan(ctx context.Context, out io.Writer, p *batch.Plan) error {
	if b.out != "" {
		b.note(batch.Look(string(b.out), p)...)
	}
	record, err := p.Foresee(ctx, batch.PlanName, b.workers)
	switch {
	case errors.Is(err, batch.ErrInterrupted):
		return voice.Exit{Code: voice.Interrupted, Err: errors.New("interrupted: there is no plan yet")}
	case err != nil:
		return err
	}
	return reports.WritePlan(out, string(b.shown), record)
}

// tellStatus tells how far a study is.
func tellStatus(out io.Writer, path string) error {
	p, s, err := batch.StatusOf(path)
	if err != nil {
		return voice.Exit{Code: voice.Misused, Err: err}
	}
	lines := []string{fmt.Sprintf("%s: %s of seed %d", units.Shown(path), planWords(p), p.Seed),
		fmt.Sprintf("  trials   %s of %s done, %s failed", units.Grouped(s.Done), units.Grouped(s.Asked), units.Grouped(s.Failed)),
		fmt.Sprintf("  shards   %s missing, %s of %.1f MB", units.Grouped(len(s.Missing)), reports.Plural(s.Files, "file"), float64(s.Bytes)/1e6)}
	if len(s.Missing) > 0 {
		lines = append(lines, fmt.Sprintf("           postsale shard %s --index %s makes them", units.Shown(path), batch.Ranges(s.Missing, 8)))
	}
	tables := "not there yet"
	if s.Tables {
		tables = "complete"
	}
	lines = append(lines, "  tables   "+tables)
	for i, u := range s.Unfinished {
		const most = 20
		if i == most {
			lines = append(lines, fmt.Sprintf("  and %s more scenarios are unfinished", units.Grouped(len(s.Unfinished)-most)))
			break
		}
		lines = append(lines, fmt.Sprintf("  %s: %s of %s trials", units.Shown(u.Name), units.Grouped(u.Done), units.Grouped(u.Asked)))
	}
	for _, broken := range s.Broken {
		lines = append(lines, "  "+broken.String())
	}
	_, err = fmt.Fprintln(out, strings.Join(lines, "\n"))
	return err
}
