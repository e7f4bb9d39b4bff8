package collect

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// badInput is an error in an argument; argument is its path: where.date.overlaps.from.
func badInput(argument, format string, args ...any) *gqlerror.Error {
	return &gqlerror.Error{
		Message:    fmt.Sprintf(format, args...),
		Extensions: map[string]any{"code": "BAD_USER_INPUT", "argument": argument},
	}
}

func badCursor(argument string) error {
	return &gqlerror.Error{
		Message:    "this is no cursor of this list with this filter and this order",
		Extensions: map[string]any{"code": "BAD_CURSOR", "argument": argument},
	}
}

func tooComplex(format string, args ...any) error {
	return &gqlerror.Error{
		Message:    fmt.Sprintf(format, args...),
		Extensions: map[string]any{"code": "TOO_COMPLEX"},
	}
}
