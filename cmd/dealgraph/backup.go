package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/dealgraph/dealgraph/internal/store"
)

// backer is a store that can copy itself.
type backer interface {
	// Backup writes the graph as it is now to a new file.
	Backup(ctx context.Context, path string) error
}

func backupCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the SQLite file while it is served and written",
		Long: `Copy the SQLite file as it is now to a new file, while others serve and write it.

The copy is one state of the graph, whole and on the disk when the command ends, and served as it is. A file that is there
is not overwritten. Neo4j has tools of its own for this: docs/operators.md.`,
		Example: `  dealgraph backup backups/2026-08-01.db`,
		Args:    oneArgument,
	}
	vocabulary := vocabularyFlag(cmd)
	db := databaseFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		cat, _, err := vocabulary()
		if err != nil {
			return err
		}
		if db.isNeo4j() {
			return coded(exitUsage, errors.New("Neo4j is backed up by tools of its own, such as neo4j-admin database dump: see docs/operators.md"))
		}
		return withExisting(cmd.Context(), db, cat, func(st store.Store) error {
			b, can := st.(backer)
			if !can {
				return fmt.Errorf("%s can't copy itself", db)
			}
			err := b.Backup(cmd.Context(), args[0])
			if _, isPath := errors.AsType[*os.PathError](err); isPath || errors.Is(err, os.ErrExist) {
				return coded(exitUsage, err)
			}
			if err == nil {
				fmt.Fprintf(cmd.OutOrStdout(), "%s: copied to %s\n", db, args[0])
			}
			return err
		})
	}
	return cmd
}
