package server_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dealgraph/dealgraph/internal/server"
)

// patience is what a test waits for something that is to happen; no test measures time by it.
const patience = 30 * time.Second

func receive[T any](t *testing.T, from <-chan T) T {
	t.Helper()
	select {
	case v := <-from:
		return v
	case <-time.After(patience):
		t.Fatal("waited in vain")
		panic("unreachable")
	}
}

func TestTheDeadlineReachesTheSchemaAndIsATimeout(t *testing.T) {
	s := start(t, func(c *server.Config) { c.RequestTimeout = time.Millisecond })
	got := s.query(t, "{waits}")
	if got.status != http.StatusGatewayTimeout || !slices.Equal(got.codes(t), []string{"TIMEOUT"}) || strings.Contains(got.body, "statement") {
		t.Errorf("%d %s", got.status, got.body)
	}
}

func TestTheClientsHangingUpCancelsTheOperation(t *testing.T) {
	s := start(t)
	ctx, hangUp := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL+"/graphql", strings.NewReader(request("{waits}", nil)))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	done := make(chan error, 1)
	go func() {
		res, err := s.Client().Do(req)
		if err == nil {
			res.Body.Close()
		}
		done <- err
	}()
	receive(t, s.fake.waiting)
	hangUp()
	if err := receive(t, s.fake.ended); !errors.Is(err, context.Canceled) {
		t.Errorf("the operation ended with %v", err)
	}
	if err := receive(t, done); !errors.Is(err, context.Canceled) {
		t.Errorf("the client got %v", err)
	}
	s.Close()
	if log := s.log.String(); !strings.Contains(log, `"status":499`) {
		t.Error(log)
	}
}

func TestMoreThanMayRunAndWaitAreTurnedAway(t *testing.T) {
	s := start(t, func(c *server.Config) { c.MaxRunning, c.MaxQueued = 2, -1 })
	var running sync.WaitGroup
	for range 2 {
		running.Go(func() {
			if got := s.query(t, "{waits}"); got.status != http.StatusOK {
				t.Errorf("one that ran: %d %s", got.status, got.body)
			}
		})
		receive(t, s.fake.waiting)
	}
	got := s.query(t, "{hello}")
	if got.status != http.StatusServiceUnavailable || !slices.Equal(got.codes(t), []string{"OVERLOADED"}) || got.header.Get("Retry-After") == "" {
		t.Errorf("%d %s", got.status, got.body)
	}
	counted(t, s.counts, `dealgraph_refusals_total{reason="queue_full"} 1`, `dealgraph_operations_running 2`, `dealgraph_operations_running_limit 2`)
	if alive := s.send(t, http.MethodGet, "/livez", ""); alive.status != http.StatusOK {
		t.Errorf("a probe gets %d", alive.status)
	}
	close(s.fake.release)
	running.Wait()
	if got := s.query(t, "{hello}"); got.status != http.StatusOK {
		t.Errorf("afterwards: %d %s", got.status, got.body)
	}
}

func TestWhoWaitsRunsWhenAPlaceIsFree(t *testing.T) {
	s := start(t, func(c *server.Config) { c.MaxRunning, c.MaxQueued, c.QueueTimeout = 1, 1, patience })
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			if got := s.query(t, "{waits}"); got.status != http.StatusOK {
				t.Errorf("%d %s", got.status, got.body)
			}
		})
	}
	receive(t, s.fake.waiting)
	s.fake.release <- struct{}{}
	receive(t, s.fake.waiting)
	s.fake.release <- struct{}{}
	both.Wait()
}

func TestWhoWaitsTooLongIsTurnedAway(t *testing.T) {
	s := start(t, func(c *server.Config) { c.MaxRunning, c.MaxQueued, c.QueueTimeout = 1, 1, time.Millisecond })
	var running sync.WaitGroup
	running.Go(func() { s.query(t, "{waits}") })
	receive(t, s.fake.waiting)
	if got := s.query(t, "{hello}"); got.status != http.StatusServiceUnavailable {
		t.Errorf("%d %s", got.status, got.body)
	}
	counted(t, s.counts, `dealgraph_refusals_total{reason="queue_timeout"} 1`)
	close(s.fake.release)
	running.Wait()
}
