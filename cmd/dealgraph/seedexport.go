package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/seed"
)

// seedExport is what the command line says of an export.
type seedExport struct {
	opts   seed.ExportOptions
	output string
}

func seedExportCommand() *cobra.Command {
	x := seedExport{}
	cmd := &cobra.Command{
		Use:   "export [DATASET ...]",
		Short: "Write datasets to files, all where none is named",
		Long: `Write datasets to files, from which apply changes nothing. Equal data gives equal bytes.

A folder gets FOLDER/DATASET/TYPE.FORMAT for each type. One file or standard output take any datasets as JSON Lines, one
as YAML, and one with records of a single type as a table.`,
	}
	vocabulary := vocabularyFlag(cmd)
	db := databaseFlag(cmd)
	flags := cmd.Flags()
	flags.Var((*formatValue)(&x.opts.Format), "format", "yaml, jsonl, csv or tsv; where it is not given, what --output ends in, else yaml")
	flags.StringVar(&x.output, "output", "", "a folder, or a file: .yaml, .jsonl, .csv or .tsv, also with .gz; standard output where it is not given")
	flags.BoolVar(&x.opts.Gzip, "gzip", false, "pack by gzip")
	flags.BoolVar(&x.opts.Mark, "bom", false, "begin tables with a byte order mark, which Excel needs")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		cat, _, err := vocabulary()
		if err != nil {
			return err
		}
		x.opts.Datasets = args
		return withExisting(cmd.Context(), db, cat, func(st store.Store) error {
			datasets, err := x.write(cmd.Context(), st, cat, cmd.OutOrStdout())
			if err != nil {
				return exportError(err)
			}
			for _, d := range datasets {
				fmt.Fprintf(cmd.ErrOrStderr(), "dataset %s: exported, %s\n", d.Name, seed.Holds(d))
			}
			return nil
		})
	}
	return cmd
}

// exportError tells what is asked for amiss from what goes wrong.
func exportError(err error) error {
	var path *os.PathError
	switch {
	case errors.Is(err, seed.ErrNotThere), errors.Is(err, seed.ErrOneFile), errors.Is(err, seed.ErrInTheWay), errors.As(err, &path):
		return coded(exitUsage, err)
	}
	return err
}

// withExisting uses a database that is there: one that would be made has nothing to give.
func withExisting(ctx context.Context, db *database, cat *catalog.Catalog, use func(store.Store) error) error {
	if err := db.mustExist(); err != nil {
		return coded(exitDatabase, err)
	}
	return withDatabase(ctx, db, cat, func(st store.Store) error {
		if err := st.Check(ctx); err != nil {
			return err
		}
		return use(st)
	})
}

func (x *seedExport) write(ctx context.Context, st store.Store, cat *catalog.Catalog, stdout io.Writer) ([]store.Dataset, error) {
	named := seed.FormatOf(x.output)
	if x.opts.Format == "" {
		x.opts.Format = named
	}
	if x.opts.Format == "" {
		x.opts.Format = seed.YAML
	}
	info, err := os.Stat(x.output)
	switch {
	case x.output == "":
		return seed.Export(ctx, st, cat, x.opts, stdout)
	case named == "" || err == nil && info.IsDir():
		return seed.ExportFolder(ctx, st, cat, x.opts, x.output)
	case named != x.opts.Format:
		return nil, coded(exitUsage, fmt.Errorf("%s is to be %s: --format %s says otherwise", x.output, named, x.opts.Format))
	}
	x.opts.Gzip = x.opts.Gzip || strings.HasSuffix(strings.ToLower(x.output), ".gz")
	return x.writeFile(ctx, st, cat)
}

// writeFile puts the file in its place when it is whole.
func (x *seedExport) writeFile(ctx context.Context, st store.Store, cat *catalog.Catalog) (datasets []store.Dataset, err error) {
	f, err := os.CreateTemp(filepath.Dir(x.output), ".export-*")
	if err != nil {
		return nil, err
	}
	defer os.Remove(f.Name()) // which it has no more where all went well
	datasets, err = seed.Export(ctx, st, cat, x.opts, f)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return nil, err
	}
	return datasets, os.Rename(f.Name(), x.output)
}
