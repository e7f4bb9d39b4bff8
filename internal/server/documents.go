package server

import (
	"errors"
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/dealgraph/dealgraph/internal/bounded"
	"github.com/dealgraph/dealgraph/internal/code"
	"github.com/dealgraph/dealgraph/internal/server/guard"
	"github.com/dealgraph/dealgraph/internal/server/introspection"
)

// document is one that may run: it passed the guard and is valid. Operations share it and change nothing in it.
type document struct {
	*ast.QueryDocument
	introspects bool
}

// documents makes documents of texts, and keeps those that were good: what is asked again and again is guarded, parsed
// and validated once. The schema doesn't change, so that a text is good for ever.
type documents struct {
	limits    guard.Limits
	validator *validator
	recent    *bounded.Cache[string, *document]
	trusted   map[string]*document // never dropped
}

func newDocuments(schema *ast.Schema, cfg Config) *documents {
	return &documents{
		limits:    cfg.Limits,
		validator: newValidator(schema, cfg.Limits.Work, cfg.MaxErrors),
		recent:    bounded.New[string, *document](cfg.Documents, cfg.DocumentBytes),
	}
}

// get gives the document that a text is, or says what is wrong with it, beside what could be parsed of it, which must
// not be executed.
func (d *documents) get(text string) (*document, gqlerror.List) {
	if doc := d.trusted[text]; doc != nil {
		return doc, nil
	}
	if doc, known := d.recent.Get(text); known {
		return doc, nil
	}
	doc, errs := d.read(text)
	if errs != nil {
		return doc, errs
	}
	d.recent.Add(text, doc, documentBytes(text))
	return doc, nil
}

// trust reads all documents of a manifest and keeps them. It gives all mistakes at once.
func (d *documents) trust(m *Manifest) error {
	d.trusted = make(map[string]*document, len(m.ids))
	var mistakes []error
	for _, id := range m.ids {
		doc, errs := d.read(m.texts[id])
		for _, err := range errs {
			mistakes = append(mistakes, m.mistake(id, err))
		}
		d.trusted[m.texts[id]] = doc
	}
	return errors.Join(mistakes...)
}

// trustedOperations are the names of the operations in a manifest's documents.
func (d *documents) trustedOperations() []string {
	var all []string
	for _, doc := range d.trusted {
		for _, op := range doc.Operations {
			all = append(all, op.Name)
		}
	}
	return all
}

// mistake says where in a manifest a document is wrong.
func (m *Manifest) mistake(id string, err *gqlerror.Error) error {
	place := ""
	if len(err.Locations) > 0 {
		place = fmt.Sprintf("%d:%d: ", err.Locations[0].Line, err.Locations[0].Column)
	}
	return fmt.Errorf("%s: %s: %s%s", m.file, id, place, clip(err.Message, maxMessage))
}

// documentBytes is what a document takes: measured, the text and up to some 115 bytes for each of its bytes, which those
// of `{a a a …}` take.
func documentBytes(text string) int64 { return 1000 + 120*int64(len(text)) }

// read parses and validates, with a guard before each.
func (d *documents) read(text string) (*document, gqlerror.List) {
	if err := guard.Text(text, d.limits); err != nil {
		return nil, gqlerror.List{err}
	}
	doc, err := parser.ParseQuery(&ast.Source{Input: text})
	if err != nil {
		return nil, gqlerror.List{parseError(err)}
	}
	if len(doc.Operations) == 0 {
		return nil, gqlerror.List{code.Errorf(code.ValidationFailed, "The document has no operation.")}
	}
	parsed := &document{doc, introspection.Asked(doc)}
	if err := guard.Document(doc, d.limits); err != nil {
		return parsed, gqlerror.List{err}
	}
	return parsed, d.validator.validate(doc)
}

func parseError(err error) *gqlerror.Error {
	var known *gqlerror.Error
	if !errors.As(err, &known) {
		known = gqlerror.Wrap(err)
	}
	return code.Set(known, code.ParseFailed)
}
