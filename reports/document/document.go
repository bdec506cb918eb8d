// Package document is what a report says, before it has a form: blocks in the order in
// which they are to be read, and numbers that are still numbers.
//
//	report := document.Document{Blocks: []document.Block{
//		document.Answer{Label: "NRR FY27:", Lines: []string{"101.4 %, 8 in 10 futures between ..."}},
//		document.Section{Title: "Retention", Note: "medians", Blocks: []document.Block{table}},
//	}}
//	err := text.Write(os.Stdout, report)
//
// Package reports makes documents of records; packages text and markdown write them.
// Whoever makes one picks and orders, and says of every number in which unit and how
// finely it is told. How that looks, how wide it may be and what has to be escaped is
// the writer's: texts hold what users wrote as they wrote it, control characters and
// all.
package document

import "iter"

// Document is what a report says.
type Document struct {
	Title  string // stands above all; empty if the first block says it
	Blocks []Block
}

// Block is a part of a document: one of the types below.
type Block interface{ block() }

// Section is a part that stands apart, and below its title if it has one.
type Section struct {
	Title, Note string // the note stands beside the title
	Blocks      []Block
}

// Warnings are what is to be known before the figures are.
type Warnings struct{ Texts []string }

// Answer is what a report was asked for, in sentences that lead or end it.
type Answer struct {
	Label string // what is answered, with its colon; empty if the sentences say it
	Lines []string
}

// Paragraph is sentences.
type Paragraph string

// List is things that are told one by one.
type List struct{ Items []Item }

// Item is one of a list, and what belongs below it.
type Item struct {
	Text  string
	Below []Block
}

// Terms are names and what there is to say of each.
type Terms []Term

type Term struct{ Name, Text string }

// Changes are settings that differ between two files.
type Changes struct {
	Settings []Change
	More     int // that are not listed
}

// Change is a setting and what it was and is; what is not there is empty.
type Change struct{ Path, From, To string }

// Table is rows of cells below the titles of their columns, the first of which is that
// of the labels.
type Table struct {
	Columns []Column
	Rows    []Row
}

// Column is a column of a table or a log.
type Column struct {
	Title string
	Holds Content
	Room  int // characters that are kept for it whatever its cells hold; 0: as many as the widest takes
}

// Content is what the cells of a column hold.
type Content int

const (
	Numbers Content = iota
	Words           // in short
	Prose           // sentences
)

// Row is a label and a cell for each column behind it.
type Row struct {
	Label  string
	Cells  []Cell
	Marked bool // with a !
}

// Groups is a table of rows that stand in groups.
type Groups struct {
	Columns []Column
	Groups  []Group
}

// Group is rows below a title with a note beside it. A row without cells is a line that
// says all in its label.
type Group struct {
	Title, Note string
	Rows        []Row
}

// Log is lines of a trace, of which there may be very many: they are made while they are
// read, and may be read again.
type Log struct {
	Columns []Column
	Marked  bool // its lines have marks before them
	Lines   iter.Seq[Line]
	End     string // what ended it early, or is left out at its end; empty if nothing
}

// Line is a line of a log, which may have fewer cells than there are columns.
type Line struct {
	Mark  string
	Cells []string
}

// Extract is a few lines of a log, in its columns.
type Extract struct {
	Columns []Column
	Lines   []Line
}

func (Section) block()   {}
func (Warnings) block()  {}
func (Answer) block()    {}
func (Paragraph) block() {}
func (List) block()      {}
func (Terms) block()     {}
func (Changes) block()   {}
func (Table) block()     {}
func (Groups) block()    {}
func (Log) block()       {}
func (Extract) block()   {}
