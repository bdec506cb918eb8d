package turning

import (
	"bytes"

	"postsale/models/results/turns"
	"postsale/reports/markdown"
)

// The files that tell an argument, beside the tables of its batch.
const (
	PageName   = "page.md"
	RecordName = "study.json" // which turns.Read reads
	VectorName = "turn.svg"
	PixelsName = "turn.png"
)

// Names are those of the files that Files returns.
var Names = []string{PageName, RecordName, VectorName, PixelsName}

// Files returns the page with its picture, the picture and the record of an argument, by their names.
func Files(a *turns.Argument) (map[string][]byte, error) {
	var page, record bytes.Buffer
	if err := markdown.Write(&page, Document(a)); err != nil {
		return nil, err
	}
	picture := Picture(a)
	page.WriteString("\n![" + picture.Title + "](" + VectorName + ")\n")
	if err := turns.JSON(&record, a); err != nil {
		return nil, err
	}
	vector, err := picture.SVG(Origin(a))
	if err != nil {
		return nil, err
	}
	pixels, err := picture.PNG(Origin(a))
	if err != nil {
		return nil, err
	}
	return map[string][]byte{PageName: page.Bytes(), RecordName: record.Bytes(), VectorName: vector.Data, PixelsName: pixels.Data}, nil
}
