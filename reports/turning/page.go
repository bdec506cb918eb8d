package turning

import (
	"fmt"
	"slices"

	"postsale/models/results/turns"
	"postsale/reports/document"
	"postsale/reports/page"
	"postsale/reports/words"
)

// Page returns an argument as a page. A page does not scroll away: the answer leads, and below it stands the picture.
func Page(a *turns.Argument) (page.Page, error) {
	d := Document(a)
	last := len(d.Blocks) - 1
	lead, is := d.Blocks[last].(document.Section)
	if !is {
		panic("turning: an argument ends with its answer")
	}
	d.Blocks = slices.Concat([]document.Block{lead}, d.Blocks[:last])
	picture := Picture(a)
	file, err := picture.SVG(Origin(a))
	if err != nil {
		return page.Page{}, fmt.Errorf("plot %s: %w", picture.Name, err)
	}
	return page.Page{Title: a.Title, Maker: "postsale " + words.Clean(a.Program), Document: d, Origin: Made(a),
		Pictures: []page.Picture{{Name: picture.Name, Title: picture.Title, Description: picture.Subtitle, Below: title(a.Deciding()), SVG: file.Data}}}, nil
}

// Made tells what made an argument, and how it is made again.
func Made(a *turns.Argument) document.Terms {
	return document.Terms{
		{Name: "program", Text: "postsale " + a.Program},
		{Name: "command", Text: a.Command},
		{Name: "luck", Text: fmt.Sprintf("%s, seed %d: the same command gives the same figures, to the last digit", trials(a), a.Seed)},
		{Name: "plan " + a.First.Name, Text: a.First.Plan},
		{Name: "plan " + a.Second.Name, Text: a.Second.Plan},
	}
}
