package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/seed"
)

func seedHistoryCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "history [DATASET]",
		Short: "Say who changed what, and when: the newest first",
		Args:  arguments(0, 1),
	}
	vocabulary := vocabularyFlag(cmd)
	db := databaseFlag(cmd)
	out := outputFlags(cmd)
	first := cmd.Flags().Int("first", 20, "how many revisions at most")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return out.run(cmd, func() error {
			if *first < 1 || *first > seed.MostRevisions {
				return coded(exitUsage, fmt.Errorf("--first %d: it is 1 to %d", *first, seed.MostRevisions))
			}
			db, cat, err := existing(db, vocabulary)
			if err != nil {
				return err
			}
			return withDatabase(cmd.Context(), db, cat, func(st store.Store) error {
				if err := st.Check(cmd.Context()); err != nil {
					return err
				}
				all, err := seed.History(cmd.Context(), st, strings.Join(args, ""), *first)
				if err != nil {
					return err
				}
				if out.json() {
					return seed.ReportHistory(all).Write(cmd.OutOrStdout())
				}
				return printHistory(cmd.OutOrStdout(), all)
			})
		})
	}
	return cmd
}

// printHistory writes a line for each revision.
func printHistory(w io.Writer, all []store.Revision) error {
	var text strings.Builder
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "revision\tstored\tadded\tchanged\tremoved\tdatasets\tby\tmessage")
	for _, rev := range all {
		names := make([]string, len(rev.Datasets))
		for i, t := range rev.Datasets {
			names[i] = t.Name()
		}
		message, _, more := strings.Cut(rev.Message, "\n")
		if more {
			message += " …"
		}
		fmt.Fprintf(table, "%d\t%s\t%d\t%d\t%d\t%s\t%s\t%s\n", rev.Number, rev.At.Format(time.RFC3339), rev.Added, rev.Changed, rev.Removed,
			strings.Join(names, ", "), rev.Author, message)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for line := range strings.Lines(text.String()) {
		if _, err := fmt.Fprintln(w, strings.TrimRight(line, " \n")); err != nil {
			return err
		}
	}
	return nil
}
