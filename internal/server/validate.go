package server

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/dealgraph/dealgraph/internal/code"
	"github.com/dealgraph/dealgraph/internal/server/merge"
)

// validator applies the specification's rules to documents, in the order of the rules' names, and package merge for
// the one whose implementation in gqlparser takes time without bound (and compares only the outside of values).
type validator struct {
	schema *ast.Schema
	rules  []core.Rule
	budget int // fields that package merge may look at
	most   int // errors, after which it stops looking for more
}

func newValidator(schema *ast.Schema, budget, most int) *validator {
	byName := rules.NewDefaultRules().GetInner()
	v := &validator{schema: schema, budget: budget, most: most}
	delete(byName, rules.OverlappingFieldsCanBeMergedRule.Name)
	for name, check := range byName {
		v.rules = append(v.rules, core.Rule{Name: name, RuleFunc: check})
	}
	slices.SortFunc(v.rules, func(a, b core.Rule) int { return strings.Compare(a.Name, b.Name) })
	return v
}

// enough is what ends a walk early. gqlparser knows no other way out of one; graphql-js does the same.
type enough struct{}

// validate gives a document's errors, and fills in the definitions that execution needs.
func (v *validator) validate(doc *ast.QueryDocument) gqlerror.List {
	if errs := v.walk(doc); errs != nil {
		return errs
	}
	return merge.Check(v.schema, doc, v.budget, v.most)
}

// walk applies all rules but one. It stops after so many errors: each of 10,000 unknown fields would be compared with
// all known ones to find what was meant.
func (v *validator) walk(doc *ast.QueryDocument) (errs gqlerror.List) {
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
