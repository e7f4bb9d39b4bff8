package server

import (
	"context"
	"errors"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/code"
	"github.com/dealgraph/dealgraph/internal/metrics"
)

// transport speaks GraphQL over HTTP: queries by GET and POST, mutations by POST.
type transport struct {
	cfg     Config
	limiter *limiter
	library library
}

var _ graphql.Transport = (*transport)(nil)

const allowedMethods = "GET, POST"

// Supports is gqlgen's question whether this transport is meant. Subscriptions ask for an upgrade and are not.
func (t *transport) Supports(r *http.Request) bool {
	return r.Header.Get("Upgrade") == "" && (r.Method == http.MethodGet || r.Method == http.MethodPost)
}

// Do answers one request.
func (t *transport) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	mediaType := negotiate(r)
	if mediaType == "" {
		refusef(http.StatusNotAcceptable, "Answers are application/json or application/graphql-response+json.").send(w, r, jsonType)
		return
	}
	req, refused := t.read(w, r)
	if refused != nil {
		if refused.status == http.StatusRequestEntityTooLarge {
			t.cfg.Metrics.Refused(metrics.BodyTooLarge)
		}
		refused.send(w, r, mediaType)
		return
	}
	req.Headers = r.Header
	response, err := t.run(r, req, exec)
	if refused := (*refusal)(nil); errors.As(err, &refused) {
		if refused.status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", http.MethodPost)
		}
		refused.send(w, r, mediaType)
		return
	}
	t.send(w, r, mediaType, response)
}

func (t *transport) read(w http.ResponseWriter, r *http.Request) (*request, *refusal) {
	if r.Method == http.MethodGet {
		return readGet(r, t.cfg.Limits)
	}
	return readPost(w, r, t.cfg.BodyLimit, t.cfg.Limits)
}

// run executes a request within its deadline and its place among those that run. The place is given back before the
// answer is written: who reads slowly keeps nobody waiting.
func (t *transport) run(r *http.Request, req *request, exec graphql.GraphExecutor) (response *graphql.Response, err error) {
	ctx, cancel := context.WithTimeout(graphql.StartOperationTrace(r.Context()), t.cfg.RequestTimeout)
	defer cancel()
	ctx, span := t.cfg.Tracer.Start(ctx, "operation")
	var op *graphql.OperationContext
	defer func() {
		describe(span, op, response)
		span.End()
	}()
	if err := t.limiter.enter(ctx); err != nil {
		return t.turnedAway(err), nil
	}
	defer t.limiter.leave()
	defer func() {
		if value := recover(); value != nil {
			response = &graphql.Response{Errors: gqlerror.List{recovered(ctx, value)}}
		}
	}()
	if err := t.library.find(req); err != nil {
		if code.Of(err) == code.Forbidden {
			t.cfg.Metrics.Refused(metrics.Untrusted)
		}
		return &graphql.Response{Errors: gqlerror.List{err}}, nil
	}
	var errs gqlerror.List
	op, errs = exec.CreateOperationContext(ctx, &req.RawParams)
	note(exchangeOf(ctx), op)
	if op.Doc != nil {
		t.library.keep(req)
	}
	if op.Operation != nil {
		if refused := checkKind(r, op.Operation.Operation); refused != nil {
			return nil, refused
		}
	}
	if errs != nil {
		return &graphql.Response{Errors: errs}, nil
	}
	handler, ctx := exec.DispatchOperation(ctx, op)
	if response = handler(ctx); response == nil {
		return failed(ctx.Err()), nil
	}
	return response, nil
}

// note keeps for the log what is going to be executed.
func note(x *exchange, op *graphql.OperationContext) {
	if op.Operation != nil {
		x.kind, x.operation, x.valid = string(op.Operation.Operation), op.Operation.Name, op.Doc != nil
	}
}

// checkKind refuses what the method may not do: a GET may be sent by a link or an image of any page.
func checkKind(r *http.Request, kind ast.Operation) *refusal {
	switch {
	case kind == ast.Subscription:
		return refusef(http.StatusBadRequest, "Subscriptions are not served over plain HTTP.")
	case kind == ast.Mutation && r.Method == http.MethodGet:
		return refusef(http.StatusMethodNotAllowed, "Send mutations by POST.")
	}
	return nil
}

// turnedAway is the answer to an operation that got no place.
func (t *transport) turnedAway(err error) *graphql.Response {
	switch err {
	case errQueueFull:
		t.cfg.Metrics.Refused(metrics.QueueFull)
	case errQueueTimeout:
		t.cfg.Metrics.Refused(metrics.QueueTimeout)
	default:
		return failed(err)
	}
	return &graphql.Response{Errors: gqlerror.List{code.Errorf(code.Overloaded, "Too many operations are running; try again.")}}
}

// failed is the answer to an operation that did not come to an end of its own.
func failed(err error) *graphql.Response {
	if err == nil {
		err = errors.New("the schema gave no response")
	}
	return &graphql.Response{Errors: gqlerror.List{gqlerror.Wrap(err)}}
}

// send writes a response, unless nobody is there to read it.
func (t *transport) send(w http.ResponseWriter, r *http.Request, mediaType string, response *graphql.Response) {
	ctx := r.Context()
	errs := forClient(ctx, response.Errors, t.cfg.MaxErrors)
	if ctx.Err() != nil {
		return
	}
	a := answer{errors: errs, data: response.Data, extensions: response.Extensions}
	if len(a.data) == 0 && len(errs) == 0 {
		a.errors = forClient(ctx, gqlerror.List{gqlerror.Errorf("the schema gave neither data nor errors")}, 1)
	}
	status := http.StatusOK
	if len(a.data) == 0 || unserved(a) {
		a.data = nil
		status = statusOf(mediaType, a.errors)
	}
	var err error
	if r.Method == http.MethodGet && status == http.StatusOK && len(a.errors) == 0 {
		err = writeFresh(w, r, mediaType, t.cfg.CacheControl, a)
	} else {
		err = write(w, mediaType, status, a)
	}
	if err != nil {
		exchangeOf(ctx).log().DebugContext(ctx, "answer not sent", "error", err.Error())
	}
}

// unserved reports whether an operation failed as a whole through no fault of its own: there is no data, and the first
// error says that the server, or what it depends on, could not. Such an answer carries a 5xx status and no data
// entry, so that proxies and clients know that trying again may help.
func unserved(a answer) bool {
	if string(a.data) != "null" || len(a.errors) == 0 {
		return false
	}
	switch code.Of(a.errors[0]) {
	case code.Overloaded, code.Loading, code.Unavailable, code.Timeout:
		return true
	}
	return false
}
