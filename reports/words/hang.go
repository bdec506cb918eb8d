package words

import "strings"

// Hang returns a text with a label before it, within the width of a terminal: in the lines below the first, its
// words stand under each other.
func Hang(label, text string) string {
	indent := strings.Repeat(" ", len([]rune(label)))
	most := Columns - len(indent)
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > most {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return label + strings.Join(append(lines, line), "\n"+indent) + "\n"
}
