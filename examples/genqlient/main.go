// Command genqlient asks a Dealgraph server for the deals, newest first, and pages through what one of them covers.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/Khan/genqlient/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

//go:generate go tool genqlient

func main() {
	url := os.Getenv("DEALGRAPH_URL")
	if url == "" {
		url = "http://127.0.0.1:8080"
	}
	client := graphql.NewClient(url+"/graphql", &http.Client{Timeout: 30 * time.Second})
	for _, example := range []func(context.Context, graphql.Client) error{deals, coverage, refused} {
		if err := example(context.Background(), client); err != nil {
			log.Fatal(err)
		}
	}
}

// deals asks for a list in an order. An order has one key: in Go, one field that is not nil.
func deals(ctx context.Context, client graphql.Client) error {
	newest := DirectionDesc
	answer, err := Deals(ctx, client, []*DealOrder{{Date: &newest}})
	if err != nil {
		return fmt.Errorf("deals: %w", err)
	}
	var dates []string
	for _, deal := range answer.Deals.Nodes {
		if deal.Date == nil {
			continue // no document gives one; such deals come last
		}
		first, last, err := deal.Date.Days()
		if err != nil {
			return fmt.Errorf("%s: %w", deal.Name, err)
		}
		fmt.Printf("%s, between %s and %s: %s\n", deal.Name, first.Format(time.DateOnly), last.Format(time.DateOnly), signatories(deal))
		dates = append(dates, string(*deal.Date))
	}
	if want := []string{"2025-10-29", "2025-09"}; !slices.Equal(dates, want) {
		return fmt.Errorf("the dates are %v, not %v", dates, want)
	}
	return nil
}

func signatories(deal *Deal) string {
	var names []string
	for _, signing := range deal.Signatories.Edges {
		names = append(names, signing.Node.Name)
	}
	return strings.Join(names, ", ")
}

// coverage gets all pages of a list.
func coverage(ctx context.Context, client graphql.Client) error {
	claims := map[string]bool{}
	for after, more := (*string)(nil), true; more; {
		answer, err := Coverage(ctx, client, "us-korea-tpd", after)
		if err != nil {
			return fmt.Errorf("coverage: %w", err)
		}
		if answer.Deal == nil {
			return errors.New("there is no such deal")
		}
		page := answer.Deal.Covers
		for _, covering := range page.Edges {
			claims[covering.Relationship.Id] = true
		}
		after, more = page.PageInfo.EndCursor, page.PageInfo.HasNextPage
		if !more && len(claims) != page.TotalCount {
			return fmt.Errorf("%d claims came, not %d", len(claims), page.TotalCount)
		}
	}
	fmt.Printf("%d claims of what us-korea-tpd covers\n", len(claims))
	return nil
}

// refused branches on an error's code.
func refused(ctx context.Context, client graphql.Client) error {
	notOne := "not a cursor"
	_, err := Coverage(ctx, client, "us-korea-tpd", &notOne)
	var errs gqlerror.List
	if !errors.As(err, &errs) || errs[0].Extensions["code"] != "BAD_CURSOR" {
		return fmt.Errorf("a wrong cursor: %w", err)
	}
	return nil
}
