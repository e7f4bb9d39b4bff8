package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/seed"
)

func seedApplyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "apply [FILE, FOLDER or - ...]",
		Short: "Show what would change, ask, and write it",
		Long: `Make the database hold what the files say, in one transaction: all of it, or nothing.

On a terminal the plan is shown first, and what is written is what was agreed to. Elsewhere --yes says that nobody need be
asked. On Neo4j this also makes the indexes.`,
	}
	vocabulary := vocabularyFlag(cmd)
	load := sourceFlags(cmd)
	db := databaseFlag(cmd)
	opts := seed.Options{}
	flags := cmd.Flags()
	yes := flags.Bool("yes", false, "don't ask")
	flags.StringVar(&opts.Author, "author", "", "who makes the change")
	flags.StringVar(&opts.Message, "message", "", "why it is made")
	flags.BoolVar(&opts.AllowRemovals, "allow-removals", false, "also where much of a dataset goes")
	fromEnv(cmd, "author", "DEALGRAPH_AUTHOR")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if !*yes && (!isTerminal(cmd.InOrStdin()) || slices.Contains(args, seed.Stdin)) {
			return coded(exitUsage, errors.New("there is no terminal to ask on: see what would change with dealgraph seed plan, then apply with --yes"))
		}
		cat, fits, err := vocabulary()
		if err != nil {
			return err
		}
		sources, err := load(args, fits)
		if err != nil {
			return err
		}
		return withDatabase(cmd.Context(), db, cat, func(st store.Store) error {
			if err := st.Prepare(cmd.Context()); err != nil {
				return err
			}
			if *yes {
				_, err := seed.Run(cmd.Context(), st, cat, sources, opts, cmd.OutOrStdout())
				return err
			}
			return applyIfAgreed(cmd.Context(), st, cat, sources, opts, cmd.InOrStdin(), cmd.OutOrStdout())
		})
	}
	return cmd
}

// applyIfAgreed shows the plan and asks. No transaction is open while it waits: what has changed by then is refused.
func applyIfAgreed(ctx context.Context, st store.Store, cat *catalog.Catalog, sources []seed.Source, opts seed.Options, in io.Reader, out io.Writer) error {
	content, planned, err := seed.Plan(ctx, st, cat, sources)
	if err != nil {
		return err
	}
	if err := planned.Print(out, seed.DefaultLines); err != nil || planned.Change.Empty() {
		return err
	}
	if !agreed(in, out) {
		return errors.New("not applied: nothing was written")
	}
	opts.Agreed = &planned.Change
	result, err := seed.Apply(ctx, st, content, opts)
	if err != nil {
		return err
	}
	result.Change = seed.Change{} // which has been shown
	return result.Print(out, seed.DefaultLines)
}

// agreed asks. Anything but yes is no.
func agreed(in io.Reader, out io.Writer) bool {
	fmt.Fprint(out, "Apply this? [y/N] ")
	answer, err := bufio.NewReader(io.LimitReader(in, 100)).ReadString('\n')
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return err == nil
	}
	return false
}

func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}
