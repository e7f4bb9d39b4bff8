package collect

import (
	"fmt"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/plan"
	"github.com/dealgraph/dealgraph/internal/text"
)

// propertyFilter reads a filter on one property of a record.
func (x *field) propertyFilter(of plan.Var, props []*catalog.Property, name string, v any, path string) (plan.Pred, bool, error) {
	for _, p := range props {
		if p.Name != name {
			continue
		}
		if p.Common && p.Name == "sources" {
			pred, err := x.sourcesFilter(of, v, path)
			return pred, true, err
		}
		prop := plan.Prop{Of: of, Prop: p}
		pred, err := x.members(v, path, func(name string, v any, path string) (plan.Pred, error) {
			return x.test(prop, name, v, path)
		})
		if and, is := pred.(plan.And); is && err == nil {
			err = x.check(func(is values) error { return contradiction(and, is, path) })
		}
		return pred, true, err
	}
	return nil, false, nil
}

// test reads one operator on a property.
func (x *field) test(p plan.Prop, name string, v any, path string) (plan.Pred, error) {
	switch name {
	case "in", "notIn", "hasAny":
		values, err := x.operands(p.Prop, v, path)
		switch {
		case err != nil:
			return nil, err
		case name == "hasAny":
			return plan.HasAny{Prop: p, Values: values}, nil
		case name == "notIn":
			return plan.Not{Pred: plan.InValues{Prop: p, Values: values}}, nil
		}
		return plan.InValues{Prop: p, Values: values}, nil
	case "isNull", "isEmpty":
		return truth(p, name, v, path)
	case "overlaps":
		return x.overlaps(p, v, path)
	}
	value, err := x.value(v, func(v any) (any, error) {
		value, err := operand(p.Prop, v, path)
		if err == nil && name == "containsIgnoreCase" {
			value = text.Fold(value.(string))
		}
		return value, err
	})
	if err != nil {
		return nil, err
	}
	switch name {
	case "has":
		return plan.HasAny{Prop: p, Values: []any{value}}, nil
	case "ne":
		return plan.Not{Pred: plan.Compare{Prop: p, Op: plan.Eq, Value: value}}, nil
	}
	return plan.Compare{Prop: p, Op: plan.CompareOp(name), Value: value}, nil
}

// operand brings a value to the Go type of a property.
func (x *field) operand(p *catalog.Property, v any, path string) (any, error) {
	return x.value(v, func(v any) (any, error) { return operand(p, v, path) })
}

func (x *field) operands(p *catalog.Property, v any, path string) ([]any, error) {
	if s, is := v.(several); is {
		return x.manyOperands(p, s, path)
	}
	list := asList(v)
	if err := manyAtMost(len(list), x.limits.Values, path); err != nil {
		return nil, err
	}
	values := make([]any, len(list))
	for i, e := range list {
		value, err := x.operand(p, e, fmt.Sprintf("%s[%d]", path, i))
		if err != nil {
			return nil, err
		}
		values[i] = value
	}
	return values, nil
}

// manyOperands gives two placeholders for the values of a list: one for the first, one for those behind.
func (x *field) manyOperands(p *catalog.Property, s several, path string) ([]any, error) {
	most, from := x.limits.Values, s.source
	now, err := plainOperands(p, s.values, most, path)
	if err != nil {
		return nil, err
	}
	first, others := placeholderFor(now[0], ""), placeholderFor(now[0], "")
	x.given[first], x.given[others] = now[0], plan.Several(now[1:])
	x.bind(func(b *bound) bool {
		list, err := plainOperands(p, asList(from.in(b.variables)), most, path)
		if err != nil {
			return false
		}
		b.given[first], b.given[others] = list[0], plan.Several(list[1:])
		return true
	})
	return []any{first, others}, nil
}

// plainOperands brings values to the Go type of a property, none of which may make a difference to a plan.
func plainOperands(p *catalog.Property, list []any, most int, path string) ([]any, error) {
	if err := manyAtMost(len(list), most, path); err != nil {
		return nil, err
	}
	values := make([]any, len(list))
	for i, e := range list {
		var err error
		if values[i], err = operand(p, e, path); err != nil {
			return nil, err
		}
		if !isPlainValue(values[i]) {
			return nil, errNoParameter
		}
	}
	return values, nil
}

func manyAtMost(n, most int, path string) error {
	if n > most {
		return tooComplex("%s holds more than %d values", path, most)
	}
	return nil
}

// truth reads isNull and isEmpty, which take true or false. A list that is null is neither empty nor not empty.
func truth(p plan.Prop, name string, v any, path string) (plan.Pred, error) {
	want, err := asBool(v, path)
	if err != nil {
		return nil, err
	}
	if name == "isNull" {
		if want {
			return plan.IsNull{Prop: p}, nil
		}
		return plan.Not{Pred: plan.IsNull{Prop: p}}, nil
	}
	if want {
		return plan.IsEmpty{Prop: p}, nil
	}
	return plan.And{plan.Not{Pred: plan.IsNull{Prop: p}}, plan.Not{Pred: plan.IsEmpty{Prop: p}}}, nil
}

func (x *field) overlaps(p plan.Prop, v any, path string) (plan.Pred, error) {
	m, err := asObject(v, path)
	if err != nil {
		return nil, err
	}
	if len(m) == 0 {
		return nil, badInput(path, "%s needs from, to, or both", path)
	}
	o := plan.Overlaps{Prop: p}
	for _, name := range sortedKeys(m) {
		date, err := x.operand(p.Prop, m[name], path+"."+name)
		if err != nil {
			return nil, err
		}
		if name == "from" {
			o.From = date.(string)
		} else {
			o.To = date.(string)
		}
	}
	return o, x.check(func(is values) error {
		if o.From != "" && o.To != "" && is.of(o.From).(string) > is.of(o.To).(string)+"~" {
			return badInput(path, "%s ends before it begins", path)
		}
		return nil
	})
}

// contradiction refuses bounds that nothing can satisfy: surely a slip, better told than answered with nothing.
func contradiction(and plan.And, is values, path string) error {
	var low, high any
	for _, p := range and {
		op, value := comparison(p)
		switch value = is.of(value); op {
		case plan.Eq:
			low, high = larger(low, value), smaller(high, value)
		case plan.Gt, plan.Gte:
			low = larger(low, value)
		case plan.Lt, plan.Lte:
			high = smaller(high, value)
		}
	}
	if low != nil && high != nil && less(high, low) {
		return badInput(path, "the bounds of %s contradict each other", path)
	}
	return nil
}

// comparison gives what a predicate compares with, and how; an empty operator where it compares nothing.
func comparison(p plan.Pred) (plan.CompareOp, any) {
	switch p := p.(type) {
	case plan.Compare:
		return p.Op, p.Value
	case plan.NodeCount:
		return p.Op, p.N
	case plan.SourceCount:
		return p.Op, p.N
	}
	return "", nil
}

func larger(a, b any) any {
	if a == nil || less(a, b) {
		return b
	}
	return a
}

func smaller(a, b any) any {
	if a == nil || less(b, a) {
		return b
	}
	return a
}

// less compares two operands of one property.
func less(a, b any) bool {
	switch a := a.(type) {
	case string:
		return a < b.(string)
	case int64:
		return a < b.(int64)
	case float64:
		return a < b.(float64)
	}
	return false
}

// sourcesFilter reads a filter on the documents among a record's sources.
func (x *field) sourcesFilter(of plan.Var, v any, path string) (plan.Pred, error) {
	return x.members(v, path, func(name string, v any, path string) (plan.Pred, error) {
		if name == "documents" {
			return x.counted(v, path, func(op plan.CompareOp, n int64) plan.Pred { return plan.SourceCount{Of: of, Op: op, N: n} })
		}
		return x.members(v, path, func(_ string, v any, path string) (plan.Pred, error) { return x.cites(of, v, path) })
	})
}

func (x *field) cites(of plan.Var, v any, path string) (plan.Pred, error) {
	values, err := x.operands(catalog.PropID, v, path)
	if err != nil {
		return nil, err
	}
	documents := make([]string, len(values))
	for i, e := range values {
		documents[i] = e.(string)
	}
	return plan.Cites{Of: of, Documents: documents}, nil
}
