package seed

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Options are what a caller of Apply and Run may choose.
type Options struct {
	Lines int       // the most lines that Run prints of a change; 0 means DefaultLines
	Now   time.Time // the time to write down; the zero time means the present

	Author, Message string  // who changes the graph, and why
	AllowRemovals   bool    // however much of a dataset goes
	Agreed          *Change // what was agreed to: Apply does this, or fails with ErrChanged; nil: whatever is to be done
}

// DefaultLines is how many lines of a change are shown where nobody asks for more.
const DefaultLines = 50

// Run loads sources into a store that was prepared, and prints to out what changed. All mistakes in the sources come
// together, as Problems; nothing is written then.
func Run(ctx context.Context, st store.Store, cat *catalog.Catalog, sources []Source, opts Options, out io.Writer) (Result, error) {
	content, err := understand(ctx, st, cat, sources)
	if err != nil {
		return Result{}, err
	}
	result, err := Apply(ctx, st, content, opts)
	if err != nil {
		return Result{}, err
	}
	if opts.Lines == 0 {
		opts.Lines = DefaultLines
	}
	return result, result.Print(out, opts.Lines)
}

// Plan works out what loading sources into a store that was prepared would change, without writing. The content is for
// Apply, which does just that where it is given the change as the one that was agreed to. All mistakes in the sources come
// together, as Problems.
func Plan(ctx context.Context, st store.Store, cat *catalog.Catalog, sources []Source) (*Content, Result, error) {
	content, err := understand(ctx, st, cat, sources)
	if err != nil {
		return nil, Result{}, err
	}
	var result Result
	err = st.Read(ctx, func(r store.Reader) (err error) {
		result, err = Propose(ctx, r, content)
		return err
	})
	return content, result, err
}

// understand reads and checks. Where something is wrong it also looks at what is stored, without writing, so that ids
// which are not there, or are taken, come up in the same run. Not where a file could not be read: most of what the
// others name may be in that one.
func understand(ctx context.Context, st store.Store, cat *catalog.Catalog, sources []Source) (*Content, error) {
	files, problems := Read(sources)
	content, more := Check(cat, files)
	if problems = append(problems, more...); len(problems) == 0 {
		return content, nil
	}
	if files.Partial {
		return nil, problems.sorted()
	}
	err := st.Read(ctx, func(r store.Reader) (err error) {
		_, more, err = compare(ctx, r, content)
		return err
	})
	problems = append(problems, more...).sorted()
	if err != nil {
		return nil, errors.Join(problems, err)
	}
	return nil, problems
}

// Print writes a result for people: warnings and the change, at most limit lines of each, and a line for each dataset.
func (r Result) Print(out io.Writer, limit int) error {
	if err := r.Warnings.printWarnings(out, limit); err != nil {
		return err
	}
	if !r.Change.Empty() {
		if err := r.Change.Print(out, limit); err != nil {
			return err
		}
	}
	var lines strings.Builder
	if r.Revision > 0 {
		fmt.Fprintf(&lines, "revision %d\n", r.Revision)
	}
	for _, d := range r.Datasets {
		lines.WriteString(r.outcome(d) + "\n")
	}
	for _, name := range r.Gone {
		fmt.Fprintf(&lines, "dataset %s: gone\n", name)
	}
	_, err := io.WriteString(out, lines.String())
	return err
}

func (r Result) outcome(d store.Dataset) string {
	holds := Holds(d)
	switch {
	case r.Wrote:
		return fmt.Sprintf("dataset %s: stored, %s", d.Name, holds)
	case !r.Change.Empty():
		return fmt.Sprintf("dataset %s: nothing written; it would hold %s", d.Name, holds)
	}
	return fmt.Sprintf("dataset %s: up to date, %s", d.Name, holds)
}

// Holds says how much a dataset holds.
func Holds(d store.Dataset) string {
	return counted(d.Nodes, "node") + " and " + counted(d.Relationships, "relationship")
}

func counted(n int64, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
