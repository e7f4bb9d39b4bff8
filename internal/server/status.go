package server

import (
	"net/http"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/code"
)

// statusOf is the status of an answer without data. For a request that is well-formed GraphQL over HTTP, application/
// json has 200 even when the document is wrong (the specification's section 6.4.1), graphql-response+json has 4xx
// (6.4.2). What is not the request's fault is 5xx in both: proxies and clients act on it.
func statusOf(mediaType string, errs gqlerror.List) int {
	status := http.StatusInternalServerError
	if len(errs) > 0 {
		status = statusOfCode(code.Of(errs[0]))
	}
	if status < 500 && mediaType == jsonType {
		return http.StatusOK
	}
	return status
}

func statusOfCode(c code.Code) int {
	switch c {
	case code.Unauthenticated:
		return http.StatusUnauthorized
	case code.Forbidden:
		return http.StatusForbidden
	case code.Conflict:
		return http.StatusConflict
	case code.Overloaded, code.Loading, code.Unavailable:
		return http.StatusServiceUnavailable
	case code.Timeout:
		return http.StatusGatewayTimeout
	case code.Internal, "":
		return http.StatusInternalServerError
	}
	return http.StatusBadRequest
}
