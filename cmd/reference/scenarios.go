package reference

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"postsale/cmd/voice"
	"postsale/models/units"
	"postsale/reports/folder"
	"postsale/reports/words"
	"postsale/scenarios"
)

// Scenarios returns the command that lists the built-in scenarios.
func Scenarios() *cobra.Command {
	var out voice.OutFolder
	var force bool
	cmd := &cobra.Command{
		Use:   "scenarios [NAME]",
		Short: "Lists the built-in scenarios, or prints the file of one",
		Example: `  postsale scenarios
  postsale scenarios board > hiring.yaml
  postsale scenarios board-from-accounts --out plans`,
		Args: func(cmd *cobra.Command, args []string) error {
			if out != "" && len(args) == 0 {
				return voice.Usage("scenarios: --out: want the name of a scenario to write there, got none")
			}
			return voice.AtMostOne(cmd, args)
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return scenarios.Names(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return listScenarios(cmd)
			}
			name := args[0]
			if names := scenarios.Names(); !slices.Contains(names, name) {
				return voice.Usage("scenarios: no built-in scenario named %s%s; postsale scenarios lists them", units.Quote(name), units.Hint(name, names))
			}
			file, data, err := scenarios.Source(name)
			if err != nil {
				return err
			}
			if out == "" {
				_, err := cmd.OutOrStdout().Write(file)
				return err
			}
			files := map[string][]byte{name + ".yaml": file}
			maps.Copy(files, data)
			if err := folder.CheckExport(string(out), files, force); err != nil {
				return voice.Exit{Code: voice.Misused, Err: err}
			}
			told, err := folder.Export(string(out), files)
			for _, text := range told {
				fmt.Fprintf(cmd.ErrOrStderr(), "postsale: %s\n", text)
			}
			return err
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.Var(&out, "out", "write the file and its data files to this folder")
	flags.BoolVar(&force, "force", false, "replace files of the same names there")
	return cmd
}

func listScenarios(cmd *cobra.Command) error {
	names := scenarios.Names()
	longest := 0
	for _, name := range names {
		longest = max(longest, len(name))
	}
	var companies, textbook strings.Builder
	for _, name := range names {
		s, err := scenarios.Load(name, nil)
		if err != nil {
			return err
		}
		sentence, _, more := strings.Cut(s.Description, ". ")
		if more {
			sentence += "."
		}
		list := &companies
		if scenarios.Textbook(name) {
			list = &textbook
		}
		list.WriteString(words.Hung(fmt.Sprintf("%-*s  ", longest, name), sentence))
	}
	_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s\nTextbook cases, which postsale verify holds to theory:\n\n%s", companies.String(), textbook.String())
	return err
}
