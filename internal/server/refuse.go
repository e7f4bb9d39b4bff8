package server

import (
	"fmt"
	"net/http"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/code"
)

// refusal is a request that is turned away before it is GraphQL: its status says why in HTTP's terms.
type refusal struct {
	status int
	err    *gqlerror.Error
}

func refusef(status int, format string, args ...any) *refusal {
	return &refusal{status: status, err: code.Errorf(code.BadUserInput, format, args...)}
}

func (r *refusal) Error() string { return fmt.Sprintf("%d: %s", r.status, r.err.Message) }

func (r *refusal) send(w http.ResponseWriter, req *http.Request, mediaType string) {
	sendErrors(w, req, mediaType, r.status, gqlerror.List{r.err}, 1)
}

// refuse sends one error as the whole answer, with the status of its code.
func refuse(w http.ResponseWriter, r *http.Request, mediaType string, err *gqlerror.Error) {
	errs := gqlerror.List{err}
	sendErrors(w, r, mediaType, statusOf(mediaType, errs), errs, 1)
}

func sendErrors(w http.ResponseWriter, r *http.Request, mediaType string, status int, errs gqlerror.List, most int) {
	sent := forClient(r.Context(), errs, most)
	if err := write(w, mediaType, status, answer{errors: sent}); err != nil {
		exchangeOf(r.Context()).log().DebugContext(r.Context(), "answer not sent", "error", err.Error())
	}
}
