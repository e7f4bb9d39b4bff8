package sqlite

import (
	"fmt"
	"math"

	"github.com/dealgraph/dealgraph/internal/catalog"
	"github.com/dealgraph/dealgraph/internal/store"
)

// checkProps tells what is wrong with a record's properties, given those that its type declares.
func checkProps(declared []*catalog.Property, rec store.Record) error {
	held := 0
	for _, p := range declared {
		if apart(p) {
			continue
		}
		v, ok := rec.Props[p.Name]
		switch {
		case ok:
			held++
			if err := checkValue(p, v); err != nil {
				return fmt.Errorf("property %s: %w", p.Name, err)
			}
		case p.Required:
			return fmt.Errorf("property %s is required", p.Name)
		}
	}
	if held == len(rec.Props) {
		return nil
	}
	for name := range rec.Props {
		if !declares(declared, name) {
			return fmt.Errorf("there is no property %s", name)
		}
	}
	return nil
}

func declares(declared []*catalog.Property, name string) bool {
	for _, p := range declared {
		if p.Name == name && !apart(p) {
			return true
		}
	}
	return false
}

// apart tells whether a record holds the property beside Props.
func apart(p *catalog.Property) bool {
	return p == catalog.PropID || p == catalog.PropFrom || p == catalog.PropTo
}

func checkValue(p *catalog.Property, v any) error {
	if !p.List {
		return checkScalar(p, v)
	}
	list, ok := v.([]any)
	if !ok {
		return fmt.Errorf("%T is not a list", v)
	}
	for _, e := range list {
		if err := checkScalar(p, e); err != nil {
			return err
		}
	}
	return nil
}

func checkScalar(p *catalog.Property, v any) error {
	ok := false
	switch propKind(p) {
	case integer:
		_, ok = v.(int64)
	case boolean:
		_, ok = v.(bool)
	case float:
		var f float64
		f, ok = v.(float64)
		ok = ok && !math.IsNaN(f) && !math.IsInf(f, 0)
	default:
		_, ok = v.(string)
	}
	if !ok {
		return fmt.Errorf("%v (%T) is no %s", v, v, p.Scalar)
	}
	return nil
}
