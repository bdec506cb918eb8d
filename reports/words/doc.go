// Package words has how numbers, odds, targets and names are written in every report and picture: 93.4 %, $12.3M, 9 in 10
// futures, at least 100 %; and how text is cleaned of what moves a cursor, shortened and wrapped.
//
// A number that does not exist is a hyphen; odds are never 0 or 100 %, since trials cannot show that; a number keeps its
// unit on its line.
package words
