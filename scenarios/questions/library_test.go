package questions_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"postsale/models/results/turns"
	"postsale/reports/text"
	"postsale/reports/turning"
	"postsale/reports/words"
	"postsale/scenarios/field"
	"postsale/scenarios/questions"
	"postsale/scenarios/studies"
	"postsale/scenarios/tree"
)

var update = flag.Bool("update", false, "write what comes out into the pages of the library; look at the difference before committing it")

// tried returns what comes of a built-in question; no trials: as many as it says.
func tried(t *testing.T, name string, trials int, settings ...string) *turns.Argument {
	t.Helper()
	q, err := questions.Built(name)
	require.NoError(t, err)
	a, err := q.Live(context.Background(), questions.Order{Seed: 1, Trials: trials, Settings: settings, Program: "test", Memory: studies.Memory()})
	require.NoError(t, err)
	return a
}

// said is what the command says of an argument.
func said(t *testing.T, a *turns.Argument) string {
	t.Helper()
	var b strings.Builder
	require.NoError(t, text.Write(&b, turning.Document(a)))
	return b.String()
}

func TestEveryStudyRuns(t *testing.T) {
	const few = 4
	for i, name := range questions.Names() {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && i%3 != 0 {
				t.Skip("left to the slow tests")
			}
			a := tried(t, name, few)
			assert.Zero(t, a.Failed)
			assert.GreaterOrEqual(t, len(a.Levels), 5, "values")
			for _, l := range a.Levels {
				assert.Equal(t, few, l.Trials)
			}
			for _, m := range a.Measures {
				for k, d := range m.Gaps {
					assert.NotZero(t, d.N, "%s at %s", m.Measure.Name, a.Levels[k].Text)
				}
			}
			for line := range strings.Lines(said(t, a)) {
				assert.LessOrEqual(t, words.Width(strings.TrimSuffix(line, "\n")), words.Columns, line)
			}
		})
	}
}

// A page tells the question and who holds which position in the words of the study, and what in it is judgement.
func TestEveryStudyHasAPage(t *testing.T) {
	for _, name := range questions.Names() {
		q, err := questions.Built(name)
		require.NoError(t, err)
		files, err := questions.Files(name)
		require.NoError(t, err)
		page := string(files[questions.PageName])
		assert.True(t, strings.HasPrefix(page, "# "+q.Title+"\n"), "%s: its page begins with the question", name)
		flat := strings.Join(strings.Fields(page), " ")
		for _, part := range []string{"](" + questions.PictureName + ")", "JUDGEMENT", "## The two positions", "## Where it turns", "## Mechanism and assumption", "## What it means for the model"} {
			assert.Contains(t, flat, part, name)
		}
		assert.NotEmpty(t, files[questions.PictureName], name)
	}
}

// What the page of a study quotes is all that the command says, and its picture is that of the run.
func TestPagesQuoteWhatTheCommandSays(t *testing.T) {
	if testing.Short() && !*update {
		t.Skip("seconds of trials for each study")
	}
	for _, name := range questions.Names() {
		t.Run(name, func(t *testing.T) {
			a := tried(t, name, 0)
			picture, err := turning.Picture(a).SVG(turning.Origin(a))
			require.NoError(t, err)
			files, err := questions.Files(name)
			require.NoError(t, err)
			page := string(files[questions.PageName])
			command := "```\n./postsale studies " + name + "\n```\n\n```\n"
			before, rest, found := strings.Cut(page, command)
			require.True(t, found, "the page quotes\n%s", command)
			quoted, after, found := strings.Cut(rest, "```\n")
			require.True(t, found)
			if *update {
				folder := filepath.Join("library", name)
				require.NoError(t, os.WriteFile(filepath.Join(folder, questions.PageName), []byte(before+command+said(t, a)+"```\n"+after), 0o666))
				require.NoError(t, os.WriteFile(filepath.Join(folder, questions.PictureName), picture.Data, 0o666))
				return
			}
			assert.Equal(t, said(t, a), quoted)
			assert.Equal(t, string(picture.Data), string(files[questions.PictureName]), "the picture is that of another run")
		})
	}
}

// Tables of pages tell where it turns with a setting, and the command that says so: of some, the same comes out again.
func TestPagesTellWhereItTurnsWithSettings(t *testing.T) {
	if testing.Short() {
		t.Skip("seconds of trials")
	}
	for _, c := range []struct{ study, setting string }{
		{"contract-length", "segments.mid-market.price_by_term.3y=80%"},
		{"success-spend", "money.acquisition=2"},
	} {
		files, err := questions.Files(c.study)
		require.NoError(t, err)
		var told []string
		for line := range strings.Lines(string(files[questions.PageName])) {
			if strings.Contains(line, "`--set "+c.setting+"`") {
				told = strings.Split(line, "|")
			}
		}
		require.Greater(t, len(told), 2, c.study)
		a := tried(t, c.study, 0, c.setting)
		require.Len(t, a.Turns, 1, c.study)
		assert.Contains(t, turning.Answer(a)[0], " it turns at "+strings.TrimSpace(told[2])+" ", c.study)
	}
}

// A position is held by texts that the mechanisms are from, each told in one way everywhere, or by none of them.
func TestPositionsAreHeldByTextsOfTheField(t *testing.T) {
	var titles []string
	for _, text := range field.Texts {
		title := text.Title
		if newsletter, is := strings.CutPrefix(text.Author, "the newsletter "); is {
			title += " (" + newsletter + ")"
		} else if first, last, is := strings.Cut(text.Author, " "); is {
			title = first[:1] + ". " + last + ", " + title
		}
		if text.Year > 0 {
			title += fmt.Sprintf(" (%d)", text.Year)
		}
		titles = append(titles, title)
	}
	for _, name := range questions.Names() {
		files, err := questions.Files(name)
		require.NoError(t, err)
		var wrong tree.Report
		study := tree.Parse(&tree.Source{Shown: name}, files[questions.StudyName], &wrong)
		require.NoError(t, wrong.Failed())
		for _, side := range []string{"first", "second"} {
			list := study.Get(side).Get("held_by").Items
			require.NotEmpty(t, list, name)
			for _, held := range list {
				title, _, _ := strings.Cut(held.Text, ": ")
				assert.Contains(t, append(titles, "none of the five texts"), title, name)
			}
		}
	}
}
