package server

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/dealgraph/dealgraph/internal/server/code"
)

// validator applies the specification's rules to documents, in the order of the rules' names.
type validator struct {
	schema *ast.Schema
	rules  []core.Rule
	most   int // errors, after which it stops looking for more
}

func newValidator(schema *ast.Schema, most int) *validator {
	byName := rules.NewDefaultRules().GetInner()
	v := &validator{schema: schema, most: most}
	for name, check := range byName {
		v.rules = append(v.rules, core.Rule{Name: name, RuleFunc: check})
	}
	slices.SortFunc(v.rules, func(a, b core.Rule) int { return strings.Compare(a.Name, b.Name) })
	return v
}

// enough is what ends a walk early. gqlparser knows no other way out of one; graphql-js does the same.
type enough struct{}

// validate walks a document, which fills in the definitions that execution needs, and gives at most so many errors:
// each of 10,000 unknown fields would be compared with all known ones to find what was meant.
func (v *validator) validate(doc *ast.QueryDocument) (errs gqlerror.List) {
	defer func() {
		if r := recover(); r != nil && r != (enough{}) {
			panic(r)
		}
	}()
	observers := &core.Events{}
	for _, rule := range v.rules {
		rule.RuleFunc(observers, func(options ...core.ErrorOption) {
			err := code.Set(&gqlerror.Error{Rule: rule.Name}, code.ValidationFailed)
			for _, option := range options {
				option(err)
			}
			errs = append(errs, err)
			if len(errs) >= v.most {
				panic(enough{})
			}
		})
	}
	core.Walk(v.schema, doc, observers)
	return errs
}
