package query

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/dealgraph/dealgraph/internal/code"
)

// Client asks one endpoint, by GraphQL over HTTP.
type Client struct {
	URL       string
	Header    http.Header       // sent along; may be nil
	Timeout   time.Duration     // of a question, its answer included
	MaxAnswer int64             // the most bytes of an answer
	Transport http.RoundTripper // http.DefaultTransport where nil
	// Explain asks how the answer came about, too: `explain: true` in the request's extensions.
	Explain bool
}

// ErrUnreachable: nothing answered, or what did is no GraphQL server.
var ErrUnreachable = errors.New("the endpoint can't be asked")

// ErrTooLarge: the answer has more bytes than Client.MaxAnswer.
var ErrTooLarge = errors.New("the answer is too large")

// AnswerError is an answer that has errors. Data that came with them is dropped.
type AnswerError struct{ Errors gqlerror.List }

// Error prints each error in a line, its code first.
func (e AnswerError) Error() string {
	lines := make([]string, len(e.Errors))
	for i, err := range e.Errors {
		lines[i] = line(err)
	}
	return strings.Join(lines, "\n")
}

func line(err *gqlerror.Error) string {
	var b strings.Builder
	if c := code.Of(err); c != "" {
		b.WriteString(string(c) + ": ")
	}
	for _, at := range err.Locations {
		fmt.Fprintf(&b, "%d:%d: ", at.Line, at.Column)
	}
	if len(err.Path) > 0 {
		b.WriteString(err.Path.String() + ": ")
	}
	b.WriteString(printable(err.Message))
	if argument, _ := err.Extensions["argument"].(string); argument != "" {
		fmt.Fprintf(&b, " (argument %s)", printable(argument))
	}
	return b.String()
}

const (
	jsonType     = "application/json"
	responseType = "application/graphql-response+json"
)

// Ask sends the operation and gives its answer. The error is an AnswerError where the answer has errors.
func (c *Client) Ask(ctx context.Context, d *Document, variables map[string]any) (*Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	req, err := c.request(ctx, d, variables)
	if err != nil {
		return nil, err
	}
	resp, err := c.client().Do(req)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreachable, bare(err))
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, c.MaxAnswer+1))
	if err != nil {
		return nil, fmt.Errorf("%w: reading the answer: %w", ErrUnreachable, err)
	}
	if int64(len(body)) > c.MaxAnswer {
		return nil, fmt.Errorf("%w: it has more than %d bytes", ErrTooLarge, c.MaxAnswer)
	}
	return readAnswer(resp, body)
}

// client follows no redirect: it would turn the question into a GET, and take what is in its header to another host.
func (c *Client) client() *http.Client {
	return &http.Client{Transport: c.Transport, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
}

func (c *Client) request(ctx context.Context, d *Document, variables map[string]any) (*http.Request, error) {
	body := map[string]any{"query": d.Text}
	if d.Name != "" {
		body["operationName"] = d.Name
	}
	if len(variables) > 0 {
		body["variables"] = variables
	}
	if c.Explain {
		body["extensions"] = map[string]any{"explain": true}
	}
	text, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("writing the request: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL, bytes.NewReader(text))
	if err != nil || req.URL.Host == "" || req.URL.Scheme != "http" && req.URL.Scheme != "https" {
		return nil, fmt.Errorf("%q is no address of an endpoint, such as http://127.0.0.1:8080/graphql", c.URL)
	}
	for name, values := range c.Header {
		req.Header[name] = values
	}
	req.Header.Set("Content-Type", jsonType)
	req.Header.Set("Accept", responseType+", "+jsonType+";q=0.9")
	return req, nil
}

// bare takes off what the caller says himself: the method and the address.
func bare(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// readAnswer takes what the specification calls a response, whatever its status; anything else is no GraphQL server's.
func readAnswer(resp *http.Response, body []byte) (*Answer, error) {
	mediaType, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if mediaType != jsonType && mediaType != responseType {
		return nil, fmt.Errorf("%w: it answers %s, and no JSON", ErrUnreachable, resp.Status)
	}
	var r struct {
		Data       json.RawMessage `json:"data"`
		Errors     gqlerror.List   `json:"errors"`
		Extensions struct {
			Explain json.RawMessage `json:"explain"`
		} `json:"extensions"`
	}
	if err := json.Unmarshal(body, &r); err != nil {
		return nil, fmt.Errorf("%w: it answers %s, and no JSON: %w", ErrUnreachable, resp.Status, err)
	}
	if len(r.Errors) > 0 {
		return nil, AnswerError{r.Errors}
	}
	var data map[string]any
	if err := decode(r.Data, &data); err != nil || data == nil || resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%w: it answers %s with neither data nor errors", ErrUnreachable, resp.Status)
	}
	return &Answer{body: body, data: data, explained: r.Extensions.Explain}, nil
}
