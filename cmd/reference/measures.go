package reference

import (
	"io"

	"github.com/spf13/cobra"

	"postsale/cmd/voice"
	"postsale/models/measures"
	"postsale/models/units"
	"postsale/reports"
	"postsale/reports/glossary"
)

// Measures returns the command that tells of measures.
func Measures() *cobra.Command {
	var shown voice.Format
	cmd := &cobra.Command{
		Use:   "measures [NAME]",
		Short: "Prints the glossary of what is measured",
		Long: `Prints the glossary of what is measured. NAME is a measure, or words of its name or of its line in a summary or comparison,
such as headroom.`,
		Args: voice.AtMostOne,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return measures.Names(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			list := measures.All
			one := len(args) == 1
			if one {
				m, ok := measures.Find(args[0])
				if list = measures.Worded(args[0]); ok {
					list = []measures.Measure{*m}
				} else if len(list) == 0 {
					return voice.Usage("measures: no measure named %s%s; postsale measures lists them",
						units.Quote(args[0]), units.Hint(args[0], measures.Names()))
				}
				one = len(list) == 1
			}
			told := glossary.Table(list)
			if one {
				told = glossary.Entry(list[0])
			}
			return reports.Write(cmd.OutOrStdout(), string(shown), told, func(to io.Writer) error { return glossary.JSON(to, list, one) })
		},
	}
	voice.AddFormat(cmd.Flags(), &shown)
	return cmd
}
