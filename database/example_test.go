package database_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	"github.com/dealgraph/dealgraph/database"
	"github.com/dealgraph/dealgraph/seed"
)

// A program makes a source of its own, sees what would change, applies it, and exports what is stored.
func Example() {
	ctx := context.Background()
	graph, err := database.OpenSQLite(ctx, ":memory:", database.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer graph.Close(ctx)

	sources := []seed.Source{{Name: "notes.jsonl", Format: seed.JSONL, Dataset: "our-notes", Text: []byte(`
{"type": "Document", "id": "our-minutes", "name": "Minutes of 5 November", "sources": ["our-minutes"]}
{"type": "Person", "id": "jane-doe", "name": "Jane Doe", "sources": ["our-minutes#p1"]}
`)}}
	plan, err := graph.Plan(ctx, sources)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("to add:", plan.Added)

	for range 2 {
		done, err := graph.Apply(ctx, sources, database.ChangeOptions{Author: "import", Message: "minutes"})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println("wrote:", done.Wrote)
	}
	if _, err := graph.Export(ctx, seed.ExportOptions{Format: seed.JSONL}, os.Stdout); err != nil {
		log.Fatal(err)
	}
	// Output:
	// to add: 2
	// wrote: true
	// wrote: false
	// {"type":"Person","dataset":"our-notes","id":"jane-doe","name":"Jane Doe","sources":["our-minutes#p1"]}
	// {"type":"Document","dataset":"our-notes","id":"our-minutes","name":"Minutes of 5 November","sources":["our-minutes"]}
}

// All mistakes come together, each with its place.
func ExampleGraph_Validate() {
	ctx := context.Background()
	graph, err := database.OpenSQLite(ctx, ":memory:", database.Options{Vocabulary: "type Lab @node { floors: Int! }"})
	if err != nil {
		log.Fatal(err)
	}
	defer graph.Close(ctx)

	_, _, err = graph.Validate([]seed.Source{{Name: "labs.yaml", Text: []byte("dataset: labs\nLab:\n  one:\n    name: One\n    flors: 3\n")}})
	var problems seed.Problems
	if errors.As(err, &problems) {
		for _, p := range problems {
			fmt.Println(p)
		}
	}
	// Output:
	// labs.yaml:3:3: Lab one has no floors; expected floors: …
	// labs.yaml:5:5: Lab has no property "flors"; did you mean floors?
}

// A bad import is undone: the history tells which revision to go back to, and going back is one more.
func ExampleGraph_Rollback() {
	ctx := context.Background()
	graph, err := database.OpenSQLite(ctx, ":memory:", database.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer graph.Close(ctx)

	for _, name := range []string{"Minutes of 5 November", "Minuets"} {
		sources := []seed.Source{{Name: "notes.jsonl", Format: seed.JSONL, Dataset: "our-notes", Text: []byte(
			`{"type": "Document", "id": "our-minutes", "name": "` + name + `", "sources": ["our-minutes"]}`)}}
		if _, err := graph.Apply(ctx, sources, database.ChangeOptions{}); err != nil {
			log.Fatal(err)
		}
	}
	if _, err := graph.Rekey(ctx, "our-minutes", "minutes-of-november", database.ChangeOptions{Message: "a plainer id"}); err != nil {
		log.Fatal(err)
	}
	back, err := graph.Rollback(ctx, 1, database.ChangeOptions{Message: "a typo in the name"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("revision", back.Revision, "adds", back.Added, "and removes", back.Removed)
	history, err := graph.History(ctx, "our-notes", 10)
	if err != nil {
		log.Fatal(err)
	}
	for _, rev := range history {
		fmt.Printf("%d %q\n", rev.Number, rev.Message)
	}
	// Output:
	// revision 4 adds 1 and removes 1
	// 4 "rollback to revision 1: a typo in the name"
	// 3 "rekey our-minutes to minutes-of-november: a plainer id"
	// 2 ""
	// 1 ""
}
