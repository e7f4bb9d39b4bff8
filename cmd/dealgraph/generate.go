package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
	"github.com/dealgraph/dealgraph/internal/synthetic"
	"github.com/dealgraph/dealgraph/seed"
)

func generateCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "generate --nodes N",
		Short: "Make up a dataset of any vocabulary, as files or straight into a database",
		Long: `Make up a dataset: skewed as real graphs are, of any vocabulary and size, and the same each time for the same numbers.
It is to try things on, and to measure.

It goes to files (--output), which seed apply and seed load read, or into a database (--db, NEO4J_URI) as a new dataset.`,
		Example: `  dealgraph generate --nodes 1000 --output made-up --format csv
  dealgraph generate --nodes 1000000 --db large.db`,
		Args: noArguments,
	}
	vocabulary := vocabularyFlag(cmd)
	db := databaseFlag(cmd)
	var made synthetic.Options
	perNode, output := 5, ""
	export := seed.ExportOptions{Format: seed.JSONL}
	opts := seed.LoadOptions{}
	flags := cmd.Flags()
	flags.IntVar(&made.Nodes, "nodes", 0, "how many nodes")
	flags.IntVar(&perNode, "relationships", perNode, "how many relationships for each node, about")
	flags.Uint64Var(&made.Seed, "seed", 0, "another one makes another graph")
	flags.StringVar(&made.Dataset, "dataset", "synthetic", "the dataset's name")
	flags.StringVar(&output, "output", "", "a folder for files, one for each type")
	flags.Var((*formatValue)(&export.Format), "format", "of the files: yaml, jsonl, csv or tsv")
	flags.BoolVar(&export.Gzip, "gzip", false, "pack the files")
	loadFlags(cmd, &opts)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		made.Relationships = perNode * made.Nodes
		if err := checkGenerate(db, made, perNode, output); err != nil {
			return coded(exitUsage, err)
		}
		cat, _, err := vocabulary()
		if err != nil {
			return err
		}
		graph, err := synthetic.New(cat, made)
		if err != nil {
			return coded(exitUsage, err)
		}
		if output != "" {
			return generateFiles(cmd, cat, graph, export, output)
		}
		return loadInto(cmd, db, cat, &opts, func(ctx context.Context, st store.Store) (seed.Result, error) {
			return seed.LoadRecords(ctx, st, cat, graph.Records(), opts)
		})
	}
	return cmd
}

// checkGenerate refuses to add what is made up to the database that happens to be the default.
func checkGenerate(db *database, made synthetic.Options, perNode int, output string) error {
	const most = 100_000_000
	named := originOf(db.flag).source != byDefault || db.isNeo4j()
	switch {
	case made.Nodes < 1 || made.Nodes > most:
		return fmt.Errorf("--nodes must be 1 to %d", most)
	case perNode < 0 || perNode > 1000:
		return errors.New("--relationships must be 0 to 1000 for each node")
	case output == "" && !named:
		return errors.New("say where to: --output FOLDER, --db FILE, or NEO4J_URI")
	case output != "" && db.flag.Changed:
		return errors.New("--output writes files, --db a database: give one of them")
	}
	return nil
}

func generateFiles(cmd *cobra.Command, cat *catalog.Catalog, graph *synthetic.Graph, opts seed.ExportOptions, folder string) error {
	datasets, err := seed.ExportFolder(cmd.Context(), madeUp{graph: graph}, cat, opts, folder)
	if err != nil {
		return err
	}
	for _, d := range datasets {
		fmt.Fprintf(cmd.OutOrStdout(), "dataset %s: written to %s\n", d.Name, folder)
	}
	return nil
}

// madeUp is a graph as the store that an export reads.
type madeUp struct {
	store.Store // none: an export only reads
	graph       *synthetic.Graph
}

// Read implements store.Store.
func (m madeUp) Read(_ context.Context, f func(store.Reader) error) error {
	return f(madeUpReader{graph: m.graph})
}

type madeUpReader struct {
	store.Reader
	graph *synthetic.Graph
}

// Datasets implements store.Reader.
func (r madeUpReader) Datasets(context.Context) ([]store.Dataset, error) {
	return []store.Dataset{{Name: r.graph.Dataset()}}, nil
}

// Records implements store.Reader.
func (r madeUpReader) Records(ctx context.Context, _ string, yield func(store.Record) error) error {
	for rec := range r.graph.Records() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := yield(rec); err != nil {
			return err
		}
	}
	return nil
}
