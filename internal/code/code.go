package code

import (
	"slices"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Code is one of the values of extensions.code. Clients branch on it, so a code once sent is never renamed.
type Code string

// The whole list (design, section 3). There are no others.
const (
	ParseFailed            Code = "GRAPHQL_PARSE_FAILED"
	ValidationFailed       Code = "GRAPHQL_VALIDATION_FAILED"
	BadUserInput           Code = "BAD_USER_INPUT"
	BadCursor              Code = "BAD_CURSOR"
	TooComplex             Code = "TOO_COMPLEX"
	PersistedQueryNotFound Code = "PERSISTED_QUERY_NOT_FOUND"
	Unauthenticated        Code = "UNAUTHENTICATED"
	Forbidden              Code = "FORBIDDEN"
	Conflict               Code = "CONFLICT"
	Timeout                Code = "TIMEOUT"
	Overloaded             Code = "OVERLOADED"
	Loading                Code = "LOADING"
	Unavailable            Code = "UNAVAILABLE"
	Internal               Code = "INTERNAL"
)

// key is where a GraphQL error carries its code.
const key = "code"

// All gives the list.
func All() []Code {
	return []Code{ParseFailed, ValidationFailed, BadUserInput, BadCursor, TooComplex, PersistedQueryNotFound, Unauthenticated,
		Forbidden, Conflict, Timeout, Overloaded, Loading, Unavailable, Internal}
}

// Known reports whether c is on the list.
func Known(c Code) bool { return slices.Contains(All(), c) }

// Errorf makes an error with a code and a message that is meant for the client.
func Errorf(c Code, format string, args ...any) *gqlerror.Error {
	return Set(gqlerror.Errorf(format, args...), c)
}

// Set puts a code on an error and returns it.
func Set(err *gqlerror.Error, c Code) *gqlerror.Error {
	if err.Extensions == nil {
		err.Extensions = map[string]any{}
	}
	err.Extensions[key] = string(c)
	return err
}

// Of reads the code of an error: empty where there is none, or none that is on the list.
func Of(err *gqlerror.Error) Code {
	var c Code
	switch v := err.Extensions[key].(type) {
	case string:
		c = Code(v)
	case Code:
		c = v
	}
	if !Known(c) {
		return ""
	}
	return c
}
