// Package turning shows an argument of the field that was tried: the question, who holds which position, what the plans differ by
// at every value, and where the winner changes; as a document, and as a picture.
//
//	err := reports.Write(os.Stdout, format, turning.Document(argument), json)
//	figure := turning.Picture(argument)     // what they differ by against what varies
//	files, err := turning.Files(argument)   // page.md, turn.svg, turn.png and study.json, for a folder
//
// What is decided, it asks of the record. The picture has the mean difference at each value as a dot and 8 in 10 futures as a
// band, and says in words on which side of zero who wins; grey tells all of it too. A turn stands where the line through the
// dots crosses zero, and what the trials cannot settle is a strip about it.
//
// A run is told in the same way when it is read again: nothing here asks whether the trials were lived through just now. Where
// the files lie, and what else is in their folder, is left to whoever writes them.
package turning
