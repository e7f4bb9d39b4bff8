package main

import (
	"bufio"
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

// seedApply is what the command line says of an apply.
type seedApply struct {
	opts seed.Options
	yes  bool
	out  *seedOutput
}

func seedApplyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "apply [FILE, FOLDER or - ...]",
		Short: "Show what would change, ask, and write it",
		Long: `Make the database hold what the files say, in one transaction: all of it, or nothing.

On a terminal the plan is shown first, and what is written is what was agreed to. Elsewhere --yes says that nobody need be
asked. On Neo4j this also makes the indexes.`,
	}
	load := sourceFlags(cmd)
	db := databaseFlag(cmd)
	a := seedApply{out: outputFlags(cmd)}
	flags := cmd.Flags()
	flags.BoolVar(&a.yes, "yes", false, "don't ask")
	changeFlags(cmd, &a.opts)
	flags.BoolVar(&a.opts.AllowRemovals, "allow-removals", false, "also where much of a dataset goes")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return a.out.run(cmd, func() error {
			if err := a.canAsk(cmd.InOrStdin(), args); err != nil {
				return coded(exitUsage, err)
			}
			cat, sources, err := load(args)
			if err != nil {
				return err
			}
			return withDatabase(cmd.Context(), db, cat, func(st store.Store) error {
				if err := st.Prepare(cmd.Context()); err != nil {
					return err
				}
				return a.apply(cmd, st, cat, sources)
			})
		})
	}
	return cmd
}

// canAsk tells whether somebody can be asked, or need not be.
func (a *seedApply) canAsk(in io.Reader, args []string) error {
	switch {
	case a.yes:
		return nil
	case a.out.json():
		return errors.New("--format json shows no plan to agree to: see it with dealgraph seed plan, then apply with --yes")
	case !isTerminal(in) || slices.Contains(args, seed.Stdin):
		return errors.New("there is no terminal to ask on: see what would change with dealgraph seed plan, then apply with --yes")
	}
	return nil
}

// apply shows the plan and asks where it is to. No transaction is open while it waits: what has changed by then is refused.
func (a *seedApply) apply(cmd *cobra.Command, st store.Store, cat *catalog.Catalog, sources []seed.Source) error {
	ctx := cmd.Context()
	if a.yes {
		result, err := seed.Run(ctx, st, cat, sources, a.opts, io.Discard)
		if err != nil {
			return err
		}
		return a.out.result(cmd, cat, result)
	}
	content, planned, err := seed.Plan(ctx, st, cat, sources)
	if err != nil {
		return err
	}
	if err := a.out.result(cmd, cat, planned); err != nil || planned.Change.Empty() {
		return err
	}
	if len(planned.Removals) > 0 && !a.opts.AllowRemovals { // else it would be refused after a yes
		return &seed.RemovalsError{Datasets: planned.Removals}
	}
	if !agreed(cmd.InOrStdin(), cmd.ErrOrStderr()) {
		return errors.New("not applied: nothing was written")
	}
	a.opts.Agreed = &planned.Change
	result, err := seed.Apply(ctx, st, content, a.opts)
	if err != nil {
		return err
	}
	result.Change, result.Warnings = seed.Change{}, nil // which have been shown
	return a.out.result(cmd, cat, result)
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
