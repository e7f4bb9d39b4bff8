package collect

import (
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/code"
)

// badInput is an error in an argument; argument is its path: where.date.overlaps.from.
func badInput(argument, format string, args ...any) *gqlerror.Error {
	err := code.Errorf(code.BadUserInput, format, args...)
	err.Extensions["argument"] = argument
	return err
}

func badCursor(argument string) error {
	err := code.Errorf(code.BadCursor, "this is no cursor of this list with this filter and this order")
	err.Extensions["argument"] = argument
	return err
}

func tooComplex(format string, args ...any) error {
	return code.Errorf(code.TooComplex, format, args...)
}
