package reference

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"postsale/cmd/voice"
	"postsale/models/dictionary"
	"postsale/models/measures"
	"postsale/models/units"
	"postsale/reports"
	"postsale/reports/document"
	"postsale/reports/glossary"
	"postsale/scenarios/handbook"
)

// Keys returns the command that tells of the keys of scenario files.
func Keys() *cobra.Command {
	var shown voice.Format
	cmd := &cobra.Command{
		Use:   "keys [PATH]",
		Short: "Prints what can stand in a scenario file: meaning, range, default, source",
		Long: `Prints what can stand in a scenario file. PATH is a key such as delivery.teams.*.people, a place in a file such as
segments.smb.churn.first_renewal, what holds keys (delivery.routes: it and those below it), or the last word of a key.
Without it, the keys that a file begins with; --format json tells all.`,
		Args: voice.AtMostOne,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			var paths []string
			for _, e := range handbook.All() {
				paths = append(paths, e.Path)
			}
			return paths, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			list, at, err := keysOf(args)
			if err != nil {
				return voice.Usage("keys: %v%s; postsale keys lists them", err, measured(args[0]))
			}
			one := len(list) == 1
			told := tellKeys(list, at)
			return reports.Write(cmd.OutOrStdout(), string(shown), told, func(to io.Writer) error { return glossary.KeysJSON(to, list, one) })
		},
	}
	voice.AddFormat(cmd.Flags(), &shown)
	return cmd
}

// tellKeys tells of keys: of the only one all that is known, of one at a path and those below it, or of several in short.
func tellKeys(list []dictionary.Entry, at string) document.Document {
	first := list[0]
	switch {
	case at == everything:
		return glossary.Keys(handbook.Near(list, ""), "")
	case at == anywhere && len(list) > 1:
		return glossary.Keys(list, "")
	case first.Below == nil:
		return glossary.Key(first)
	}
	near := handbook.Near(list, first.Path)
	first.Below = nil
	told := glossary.Key(first)
	told.Blocks = append(told.Blocks, glossary.Keys(near, first.Path).Blocks...)
	return told
}

// measured says that measures have the name that was taken for one of keys.
func measured(name string) string {
	if _, is := measures.Find(name); !is && len(measures.Worded(name)) == 0 {
		return ""
	}
	return fmt.Sprintf("; of what is measured so, postsale measures %s tells", units.Shown(name))
}

// Where keys that were asked for stand, if not at a path.
const everything, anywhere = "", "*"

// keysOf returns the keys that the arguments ask for: all, those at a path, or those with a name; and where they stand.
func keysOf(args []string) (list []dictionary.Entry, at string, err error) {
	if len(args) == 0 {
		return handbook.All(), everything, nil
	}
	list, err = handbook.At(args[0])
	if err != nil {
		switch named := handbook.Named(args[0]); len(named) {
		case 0:
			return nil, "", err
		case 1:
			if list, err = handbook.At(named[0].Path); err != nil {
				return nil, "", err
			}
		default:
			return named, anywhere, nil
		}
	}
	return list, list[0].Path, nil
}
