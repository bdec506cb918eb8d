package outcome

import (
	"encoding/csv"
	"io"
	"strconv"

	"postsale/models/measures"
	"postsale/models/results"
	"postsale/models/results/saved"
	"postsale/models/results/sought"
	"postsale/reports/folder"
)

// searchRecord is a search as programs read it.
type searchRecord struct {
	saved.Head
	Scenario saved.ScenarioRecord  `json:"scenario"`
	Key      string                `json:"key"`
	Counted  string                `json:"counted"`
	Stated   string                `json:"stated"`
	Goal     goalRecord            `json:"goal"`
	Range    rangeRecord           `json:"values"`
	Side     string                `json:"side"`
	Outcome  sought.Outcome        `json:"outcome"`
	Reached  bool                  `json:"reached"`
	Answer   string                `json:"answer"`
	Inside   bool                  `json:"inside"`
	Level    float64               `json:"level"`
	From     boundRecord           `json:"from"`
	To       boundRecord           `json:"to"`
	Parts    []partRecord          `json:"parts"`
	Turns    bool                  `json:"turns"`
	Rough    bool                  `json:"rough"`
	Invented bool                  `json:"book_made_up"`
	Most     int                   `json:"trials_of_a_value"`
	Done     int                   `json:"trials_done"`
	Trials   int                   `json:"trials"`
	Failed   []saved.FailureRecord `json:"failed_trials"`
	Partial  bool                  `json:"partial"`
	Warnings []string              `json:"warnings"`
	Points   []pointRecord         `json:"curve" each:"line"`
}

type goalRecord struct {
	Text      string        `json:"text"`
	Figure    string        `json:"figure"`
	Measure   string        `json:"measure"`
	Segment   string        `json:"segment"`
	Period    string        `json:"period"`
	Statistic string        `json:"statistic"` // empty for odds
	Unit      measures.Unit `json:"unit"`
	Value     float64       `json:"value"`
	AtMost    bool          `json:"at_most"`
	Against   string        `json:"against"`
	Both      bool          `json:"moved_in_both"`
	Worth     float64       `json:"worth_of_a_point"` // dollars a year; 0 if that is not asked
}

type rangeRecord struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Step  string `json:"step"`
	Given bool   `json:"given"`
	Many  int    `json:"many"`
}

type boundRecord struct {
	Value string  `json:"value"`
	At    float64 `json:"at"`
	Open  bool    `json:"open"`
}

type partRecord struct {
	From string `json:"from"`
	To   string `json:"to"`
	Sure bool   `json:"sure"`
}

type pointRecord struct {
	Value    string       `json:"value"`
	At       float64      `json:"at"`
	Estimate saved.Number `json:"estimate"`
	Low      saved.Number `json:"low"`
	High     saved.Number `json:"high"`
	Error    saved.Number `json:"error"`
	Trials   int          `json:"trials"`
	Reaches  bool         `json:"reaches"`
	Sure     bool         `json:"sure"`
	Stated   bool         `json:"stated"`
}

// JSON writes a search for programs.
func JSON(w io.Writer, s *sought.Search) error {
	g := s.Goal
	r := searchRecord{Head: saved.Head{Kind: "search", Program: s.Of.Program, Command: s.Command, Seed: s.Of.Seed},
		Scenario: saved.ScenarioRecord{Name: s.Of.Name, SHA256: s.Of.SHA256}, Key: s.Key, Counted: s.Counted, Stated: s.Stated,
		Goal:  goalRecord{g.Text, g.Says, g.Measure, g.Segment, g.Period, g.Statistic, g.Unit, g.Value, g.AtMost, g.Against, g.Both, g.Worth},
		Range: rangeRecord{s.Range.From, s.Range.To, s.Range.Step, s.Range.Given, s.Range.Values}, Side: s.Side, Outcome: s.Outcome, Reached: s.Reached(),
		Answer: s.Answer, Inside: s.Inside, Level: s.Level, From: boundRecord(s.From), To: boundRecord(s.To), Parts: []partRecord{}, Turns: s.Turns, Rough: s.Rough, Invented: s.Of.Invented,
		Most: s.Of.Asked, Done: s.Of.Done, Trials: s.Trials, Failed: []saved.FailureRecord{}, Partial: s.Of.Interrupted, Warnings: append([]string{}, s.Of.Warnings...),
		Points: []pointRecord{}}
	for _, p := range s.Parts {
		r.Parts = append(r.Parts, partRecord(p))
	}
	for _, f := range s.Of.Failures {
		r.Failed = append(r.Failed, saved.FailureRecord{Trial: f.Trial, Cause: f.Cause})
	}
	for _, p := range s.Points {
		r.Points = append(r.Points, pointRecord{p.Value, p.At, saved.Number(p.Estimate), saved.Number(p.Low), saved.Number(p.High), saved.Number(p.Error), p.Trials,
			p.Reaches, p.Sure, p.Stated})
	}
	return saved.WriteObject(w, r)
}

// Read returns the search that a folder of results tells of.
func Read(f *saved.Folder) (*sought.Search, error) {
	var r searchRecord
	if err := f.Object(saved.OfSearch, &r); err != nil {
		return nil, err
	}
	g := r.Goal
	s := &sought.Search{Command: r.Command, Key: r.Key, Counted: r.Counted, Stated: r.Stated,
		Goal: sought.Goal{Text: g.Text, Says: g.Figure, Measure: g.Measure, Segment: g.Segment, Period: g.Period, Statistic: g.Statistic, Unit: g.Unit,
			Value: g.Value, AtMost: g.AtMost, Against: g.Against, Both: g.Both, Worth: g.Worth},
		Range: sought.Range{From: r.Range.From, To: r.Range.To, Step: r.Range.Step, Given: r.Range.Given, Values: r.Range.Many}, Side: r.Side, Level: r.Level,
		Outcome: r.Outcome, Answer: r.Answer, Inside: r.Inside, From: sought.Bound(r.From), To: sought.Bound(r.To), Turns: r.Turns, Trials: r.Trials, Rough: r.Rough}
	s.Of = &results.Run{Program: r.Program, Command: r.Command, Name: r.Scenario.Name, SHA256: r.Scenario.SHA256, Seed: r.Seed, Asked: r.Most, Done: r.Done,
		Interrupted: r.Partial, Invented: r.Invented, Warnings: r.Warnings}
	for _, p := range r.Parts {
		s.Parts = append(s.Parts, sought.Part(p))
	}
	for _, failed := range r.Failed {
		s.Of.Failures = append(s.Of.Failures, results.Failure{Trial: failed.Trial, Cause: failed.Cause})
	}
	for _, p := range r.Points {
		s.Points = append(s.Points, sought.Point{Value: p.Value, At: p.At, Estimate: float64(p.Estimate), Low: float64(p.Low), High: float64(p.High),
			Error: float64(p.Error), Trials: p.Trials, Reaches: p.Reaches, Sure: p.Sure, Stated: p.Stated})
	}
	return s, nil
}

// Open returns the search that a folder tells of; nil if it tells of something else, or is no folder of results.
func Open(dir string) (*sought.Search, error) {
	f, err := saved.OpenFolder(dir)
	if err != nil || f.Kind() != saved.OfSearch {
		return nil, nil // as whoever opens the others tells
	}
	return Read(f)
}

// curveCSV writes the curve as a table.
func curveCSV(w io.Writer, s *sought.Search) error {
	out := csv.NewWriter(w)
	out.Write([]string{"value", "at", "estimate", "low", "high", "error", "trials", "reaches", "sure"})
	number := func(v float64) string {
		if !finite(v) {
			return ""
		}
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	for _, p := range s.Points {
		out.Write([]string{p.Value, number(p.At), number(p.Estimate), number(p.Low), number(p.High), number(p.Error), strconv.Itoa(p.Trials),
			strconv.FormatBool(p.Reaches), strconv.FormatBool(p.Sure)})
	}
	out.Flush()
	return out.Error()
}

// Files is what the folder of a search holds: find.json, curve.csv, and a picture of the curve or none.
type Files struct {
	*sought.Search
	Others   []saved.ScenarioRecord // the plan that it differs from
	Pictures bool
}

// Contents returns the files.
func (f Files) Contents() (list []folder.Content, notes []string, err error) {
	list = []folder.Content{
		{Name: saved.OfSearch, Fill: func(to io.Writer) error { return JSON(to, f.Search) }},
		{Name: "curve.csv", Fill: func(to io.Writer) error { return curveCSV(to, f.Search) }},
	}
	if !f.Pictures {
		return list, []string{"plots left out: none were asked for"}, nil
	}
	figures, err := drawn(f.Search)
	for _, figure := range figures {
		list = append(list, folder.AsContent(figure))
	}
	return list, nil, err
}

// Manifest returns the manifest of the folder.
func (f Files) Manifest(notes []string, files []saved.FileRecord) saved.Manifest {
	m := saved.ManifestOf(f.Of, notes, files)
	m.Command, m.Others = f.Command, f.Others
	return m
}
