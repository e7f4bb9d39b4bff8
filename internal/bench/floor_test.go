//go:build measure

package bench_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
)

// floorVariable has this program serve as the floor: what it is to say is "sqlite FILE", or "neo4j" with the NEO4J_ variables.
const floorVariable = "DEALGRAPH_BENCH_FLOOR"

// floorEngine answers an operation by statements written by hand: the bytes of what stands under "data".
type floorEngine interface {
	answer(ctx context.Context, operation string, v variables) ([]byte, error)
	// replay runs statements with these parameters and gives their rows.
	replay(ctx context.Context, statements []replayed) ([]byte, error)
}

// variables are what an operation's statements are run with.
type variables map[string]any

// replayed is a statement as the product sends it.
type replayed struct {
	Text   string         `json:"text"`
	Params map[string]any `json:"params"`
}

// serveFloor serves on a port of its choice, which it prints, until its standard input ends.
func serveFloor() {
	engine, file, _ := strings.Cut(os.Getenv(floorVariable), " ")
	e, err := newFloorEngine(engine, file)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("http://" + listener.Addr().String())
	go func() { _ = http.Serve(listener, newFloor(e)) }()
	_, _ = io.Copy(io.Discard, os.Stdin)
}

func newFloorEngine(engine, file string) (floorEngine, error) {
	if engine == "sqlite" {
		return openSQLiteFloor(file)
	}
	return openNeo4jFloor()
}

// newFloor serves POST /OPERATION with the variables as JSON, and keeps the statements that are to be replayed under
// PUT /OPERATION, a list for each set of variables, whose number is then the variable "replay".
func newFloor(e floorEngine) http.Handler {
	kept := map[string][][]replayed{}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		operation := r.URL.Path[1:]
		body, err := io.ReadAll(r.Body)
		if err == nil && r.Method == http.MethodPut {
			var all [][]replayed
			err = json.Unmarshal(body, &all)
			kept[operation] = all
		}
		var data []byte
		if err == nil && r.Method == http.MethodPost {
			data, err = floorAnswer(r.Context(), e, kept, operation, body)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(data)
	})
}

func floorAnswer(ctx context.Context, e floorEngine, kept map[string][][]replayed, operation string, body []byte) ([]byte, error) {
	var v variables
	if err := json.Unmarshal(body, &v); err != nil {
		return nil, err
	}
	if statements, are := kept[operation]; are {
		return e.replay(ctx, statements[int(v["replay"].(float64))])
	}
	return e.answer(ctx, operation, v)
}
