package seed

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// Options are what a caller of Run may choose.
type Options struct {
	DryRun bool      // say what would change, and write nothing
	Lines  int       // the most lines to print of a change; 0 means 50
	Now    time.Time // the time to write down; the zero time means the present
}

const defaultLines = 50

// Run loads sources into a store that was prepared, and prints to out what changed. All mistakes in the sources come
// together, as Problems; nothing is written then.
func Run(ctx context.Context, st store.Store, cat *catalog.Catalog, sources []Source, opts Options, out io.Writer) (Result, error) {
	if opts.Now.IsZero() {
		opts.Now = time.Now()
	}
	content, err := understand(ctx, st, cat, sources)
	if err != nil {
		return Result{}, err
	}
	result, err := applyOrPropose(ctx, st, content, opts)
	if err != nil {
		return Result{}, err
	}
	if opts.Lines == 0 {
		opts.Lines = defaultLines
	}
	return result, report(out, result, opts)
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

func applyOrPropose(ctx context.Context, st store.Store, c *Content, opts Options) (Result, error) {
	if !opts.DryRun {
		return Apply(ctx, st, c, opts.Now)
	}
	result := Result{Datasets: c.Datasets}
	err := st.Read(ctx, func(r store.Reader) (err error) {
		result.Change, err = Propose(ctx, r, c)
		return err
	})
	return result, err
}

func report(out io.Writer, r Result, opts Options) error {
	if !r.Change.Empty() {
		if err := r.Change.Print(out, opts.Lines); err != nil {
			return err
		}
	}
	for _, d := range r.Datasets {
		if _, err := fmt.Fprintln(out, outcome(d, r, opts)); err != nil {
			return err
		}
	}
	return nil
}

func outcome(d store.Dataset, r Result, opts Options) string {
	holds := counted(d.Nodes, "node") + " and " + counted(d.Relationships, "relationship")
	switch {
	case r.Wrote:
		return fmt.Sprintf("dataset %s: stored, %s", d.Name, holds)
	case opts.DryRun && !r.Change.Empty():
		return fmt.Sprintf("dataset %s: nothing written; it would hold %s", d.Name, holds)
	}
	return fmt.Sprintf("dataset %s: up to date, %s", d.Name, holds)
}

func counted(n int64, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
