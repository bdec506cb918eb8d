package reports

import (
	"fmt"
	"io"
	"slices"
	"time"

	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/reports/document"
	"postsale/reports/page"
	"postsale/reports/words"
)

// Batch tells what the scenarios of a batch came to, in the order of the plan; of very many the first and the last.
func Batch(b *results.Batch) document.Document {
	period := ""
	failed := slices.ContainsFunc(b.Scenarios, func(l results.BatchLine) bool { return l.Failed > 0 })
	titles := []string{"scenario", "trials", "failed", "NRR %", "8 in 10", "GRR %", "8 in 10 GRR"}
	if !failed {
		titles = slices.Delete(titles, 2, 3)
	}
	t := document.Table{Columns: columns(titles...)}
	for _, line := range b.Scenarios {
		label := line.Name
		if line.Period != "" {
			if period == "" {
				period = line.Period
			}
			if line.Period != period {
				label += " (" + line.Period + ")"
			}
		}
		row := document.Row{Label: label, Cells: []document.Cell{count(line.Done)}}
		if failed {
			row.Cells = append(row.Cells, count(line.Failed))
		}
		for _, d := range []struct{ low, mid, high float64 }{{line.NRR.P10, line.NRR.P50, line.NRR.P90}, {line.GRR.P10, line.GRR.P50, line.GRR.P90}} {
			share := document.Form{Unit: document.Percent, Places: 1, Bare: true}
			row.Cells = append(row.Cells, document.Number{Value: 100 * d.mid, Form: share},
				document.Span{Low: 100 * d.low, High: 100 * d.high, Form: share})
		}
		t.Rows = append(t.Rows, row)
	}
	t.Rows = abridged(t.Rows)
	note := "medians"
	if period != "" {
		note += " of " + period
	}
	list := titled(fmt.Sprintf("%s of seed %d", Scenarios(len(b.Scenarios)), b.Seed), note, t)
	if len(b.Varied) > 0 {
		list = slices.Concat(list, titled("What varies", "", varied(b.Varied, sweptBatch(b.Planned), false)))
	}
	return document.Document{Blocks: list}
}

// sweptBatch are the scenarios of a batch with the values that its sweeps vary.
type sweptBatch []results.PlannedScenario

func (s sweptBatch) Len() int              { return len(s) }
func (s sweptBatch) Name(i int) string     { return s[i].Name }
func (s sweptBatch) Varied(i int) []string { return s[i].Varied }

// BatchPage returns what the scenarios of a batch came to as a page.
func BatchPage(b *results.Batch) (page.Page, error) {
	return page.Page{Title: "A batch of " + Scenarios(len(b.Scenarios)), Maker: "postsale " + words.Clean(b.Program), Document: Batch(b), Origin: BatchOrigin(b)}, nil
}

// BatchOrigin tells what made a batch: of very many scenarios the first.
func BatchOrigin(b *results.Batch) document.Terms {
	const most = 40
	list := document.Terms{
		{Name: "program", Text: "postsale " + b.Program},
		{Name: "luck", Text: fmt.Sprintf("%s in all, seed %d: the same plan gives the same figures, to the last digit", trials(b.Trials), b.Seed)},
		{Name: "plan", Text: "plan.json in the folder of the batch has every scenario as it was lived through"},
	}
	for i, s := range b.Planned {
		if i == most {
			list = append(list, document.Term{Name: "and more", Text: words.Count(len(b.Planned)-most) + ", which the plan has too"})
			break
		}
		list = append(list, document.Term{Name: "scenario " + s.Name, Text: fmt.Sprintf("from %s, %s; SHA-256 of the resolved file: %s", s.From, trials(s.Trials), s.SHA256)})
	}
	return list
}

// Scenarios counts scenarios in words.
func Scenarios(n int) string { return Plural(n, "scenario") }

// WriteBatch tells what the scenarios of a batch came to.
func WriteBatch(out io.Writer, format string, b *results.Batch) error {
	return Write(out, format, Batch(b), func(to io.Writer) error { return saved.BatchJSON(to, b) })
}

// WritePlan tells what a batch would do.
func WritePlan(out io.Writer, format string, p *results.BatchPlan) error {
	return Write(out, format, BatchPlan(p), func(to io.Writer) error { return saved.BatchPlanJSON(to, p) })
}

// BatchPlan tells what a batch would do, and how long that should take.
func BatchPlan(p *results.BatchPlan) document.Document {
	t := document.Table{Columns: columns("scenario", "trials", "from")}
	t.Columns[2].Holds = document.Words
	for _, s := range p.Scenarios {
		t.Rows = append(t.Rows, document.Row{Label: s.Name, Cells: []document.Cell{count(s.Trials), document.Text(s.From)}})
	}
	t.Rows = abridged(t.Rows)
	lines := []string{
		fmt.Sprintf("%s to live through, in %s of seed %d.", trials(p.Trials), Plural(p.Shards, "shard"), p.Seed),
		fmt.Sprintf("About %s on %s, as %s that were tried took %s ms each.",
			lasting(p.All), Plural(p.Workers, "worker"), trials(p.Probed), words.Short(1e3*p.Each.Seconds(), 2)),
		fmt.Sprintf("The shards take up to %s on the disk, mostly less.", onDisk(p.Bytes)),
	}
	return document.Document{Blocks: append(titled(Scenarios(len(p.Scenarios)), "", t),
		document.Section{Blocks: []document.Block{document.Answer{Lines: lines}}})}
}

// abridged returns rows; of very many the first, how many are left out, and the last.
func abridged(rows []document.Row) []document.Row {
	const most, ends = 40, 5
	if len(rows) <= most {
		return rows
	}
	left := document.Row{Label: fmt.Sprintf("... %s more", words.Count(len(rows)-most))}
	return slices.Concat(rows[:most-ends], []document.Row{left}, rows[len(rows)-ends:])
}

func trials(n int) string { return Plural(n, "trial") }

// Plural counts things whose name takes an s.
func Plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return words.Count(n) + " " + what + "s"
}

// lasting tells how long something takes, in two units at most.
func lasting(d time.Duration) string {
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%.2g s", d.Seconds())
	case d < time.Hour:
		return fmt.Sprintf("%d min %d s", int(d.Minutes()), int(d.Seconds())%60)
	}
	return fmt.Sprintf("%s h %d min", words.Count(int(d.Hours())), int(d.Minutes())%60)
}

// onDisk tells how much there is.
func onDisk(n float64) string {
	if n < 1e9 {
		return words.Short(n/1e6, 1) + " MB"
	}
	return words.Short(n/1e9, 1) + " GB"
}
