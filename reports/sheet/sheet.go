// Package sheet writes documents as workbooks for Excel and what reads its files: the document on a first sheet, native charts
// that can be edited on a second, and a sheet for each table.
//
//	notes, err := sheet.Write(file, sheet.Workbook{Title: "board", Document: document, Charts: charts, Tables: tables})
//
// Numbers stay numbers, with a format that shows their unit: a share of 0.612 is told as 61.2%, odds as they are told
// everywhere. What does not exist is an empty cell of a table, and a dash in the document. A chart takes its numbers from the
// cells of a table, so that whoever changes these sees it change. There is no formula in a workbook: nothing is worked out here
// that no record tells, and whatever users wrote is a string in a cell that is told to hold text, which stays one when it is
// edited; nothing of it becomes a link.
//
// A table that a sheet cannot hold is cut, and says so above its columns; the notes that Write returns say it too. Equal
// workbooks are equal bytes: the days in their properties are fixed, and entries of the archive have none.
package sheet

import (
	"fmt"
	"io"
	"sort"

	"github.com/xuri/excelize/v2"

	"postsale/reports/document"
	"postsale/reports/words"
)

// Workbook is what a workbook says.
type Workbook struct {
	Title    string
	Maker    string // the program and its version
	Document document.Document
	Charts   []Chart
	Tables   []Table // a sheet each, in order
}

// The sheets that are no tables.
const (
	reportName = "Report"
	chartsName = "Charts"
)

// Ending is that of the names of workbooks.
const Ending = ".xlsx"

// fixed is the day of every workbook: when it was written would make each another file.
const fixed = "2000-01-01T00:00:00Z"

// Write writes a workbook, all at once or nothing; the notes say what of its tables it had no room for.
func Write(to io.Writer, b Workbook) (notes []string, err error) {
	w := &writer{File: excelize.NewFile(), styles: map[look]int{}}
	defer w.Close()
	title := words.Clean(b.Title)
	w.must(w.SetDocProps(&excelize.DocProperties{Title: title, Creator: words.Clean(b.Maker), LastModifiedBy: words.Clean(b.Maker), Created: fixed, Modified: fixed}))
	w.must(w.SetAppProps(&excelize.AppProperties{Application: "postsale"}))
	w.must(w.SetSheetName("Sheet1", reportName))
	if len(b.Charts) > 0 {
		w.sheet(chartsName)
	}
	for _, t := range b.Tables {
		w.sheet(t.Name)
		if note := w.table(t); note != "" {
			notes = append(notes, fmt.Sprintf("sheet %s: %s", t.Name, note))
		}
	}
	w.report(title, b.Document)
	w.charts(b.Charts)
	if w.err != nil {
		return nil, w.err
	}
	kinds := w.ContentTypes.Defaults // come in the order of a map
	sort.Slice(kinds, func(i, j int) bool { return kinds[i].Extension < kinds[j].Extension })
	all, err := w.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	_, err = to.Write(all.Bytes())
	return notes, err
}

// writer is a workbook that is being written, and keeps the first error.
type writer struct {
	*excelize.File
	styles map[look]int
	err    error
}

func (w *writer) must(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *writer) sheet(name string) {
	_, err := w.NewSheet(name)
	w.must(err)
}

// at returns the name of a cell; both count from 1.
func at(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		panic(err) // tables are cut to what there is
	}
	return name
}

// look is how a cell looks.
type look struct {
	format string // of its number; empty for text
	bold   bool
	title  bool // of the workbook, or with bold of a section
	head   bool // of a table
	grey   bool
	alarm  bool
	right  bool
	wrap   bool
	indent int
}

// asText is the format of cells that hold text whatever it looks like.
const asText = "@"

// style returns the number of a look.
func (w *writer) style(l look) int {
	if id, known := w.styles[l]; known {
		return id
	}
	if l.format == "" {
		l.format = asText
	}
	s := &excelize.Style{CustomNumFmt: &l.format, Font: &excelize.Font{Family: "Calibri", Size: 11, Bold: l.bold || l.head}, Alignment: &excelize.Alignment{Vertical: "top", WrapText: l.wrap, Indent: l.indent}}
	switch {
	case l.title && l.bold:
		s.Font.Size, s.Font.Color = 13, deep
	case l.title:
		s.Font.Size, s.Font.Color, s.Font.Bold = 16, deep, true
	case l.alarm:
		s.Font.Color = alarm
	case l.grey:
		s.Font.Color = grey
	}
	if l.right {
		s.Alignment.Horizontal = "right"
	}
	if l.head {
		s.Border = []excelize.Border{{Type: "bottom", Color: grey, Style: 1}}
		s.Alignment.Vertical = "bottom"
	}
	id, err := w.NewStyle(s)
	w.must(err)
	if l.format == asText {
		l.format = ""
	}
	w.styles[l] = id
	return id
}

// The colours of the house.
const (
	deep   = "123B63"
	strong = "2F6DA8"
	middle = "8FB8DC"
	alarm  = "B84A0E"
	loss   = "D98B5F"
	grey   = "666666"
)

// say writes text into a cell; it is never anything else.
func (w *writer) say(sheet string, column, row int, text string, l look) {
	cell := at(column, row)
	w.must(w.SetCellStr(sheet, cell, words.Clean(text)))
	w.must(w.SetCellStyle(sheet, cell, cell, w.style(l)))
}

// count writes a number into a cell.
func (w *writer) count(sheet string, column, row int, v float64, l look) {
	cell := at(column, row)
	w.must(w.SetCellFloat(sheet, cell, v, -1, 64))
	w.must(w.SetCellStyle(sheet, cell, cell, w.style(l)))
}
