package database_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/dealgraph/dealgraph/database"
	"github.com/dealgraph/dealgraph/internal/neo4jtest"
	"github.com/dealgraph/dealgraph/seed"
)

// A program of another module can't name the types of internal packages, nor read what it gets of them with ease.
func TestNoTypeThatAProgramMeetsIsInternal(t *testing.T) {
	met := map[reflect.Type]bool{}
	for _, f := range []any{database.OpenSQLite, database.OpenNeo4j} {
		meet(t, met, reflect.TypeOf(f), "")
	}
	if len(met) < 10 {
		t.Fatalf("only %d types were met", len(met))
	}
}

func meet(t *testing.T, met map[reflect.Type]bool, typ reflect.Type, by string) {
	t.Helper()
	if met[typ] {
		return
	}
	met[typ] = true
	by += " " + typ.String()
	if strings.Contains(typ.PkgPath(), "/internal/") {
		t.Errorf("internal:%s", by)
	}
	for m := range typ.NumMethod() {
		if strings.HasPrefix(strings.TrimPrefix(typ.String(), "*"), "database.") {
			meet(t, met, typ.Method(m).Type, by+"."+typ.Method(m).Name)
		}
	}
	switch typ.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Chan:
		meet(t, met, typ.Elem(), by)
	case reflect.Func:
		for i := range typ.NumIn() {
			meet(t, met, typ.In(i), by)
		}
		for i := range typ.NumOut() {
			meet(t, met, typ.Out(i), by)
		}
	case reflect.Struct:
		if !strings.Contains(typ.PkgPath(), "dealgraph") {
			return
		}
		for i := range typ.NumField() {
			if typ.Field(i).IsExported() {
				meet(t, met, typ.Field(i).Type, by+"."+typ.Field(i).Name)
			}
		}
	}
}

func TestErrorsAreToldApart(t *testing.T) {
	ctx := t.Context()
	for name, c := range map[string]struct {
		open func() (*database.Graph, error)
		is   error
	}{
		"no such folder": {func() (*database.Graph, error) { return database.OpenSQLite(ctx, "none/none/x.db", database.Options{}) }, database.ErrUnavailable},
		"nobody answers": {func() (*database.Graph, error) {
			return database.OpenNeo4j(ctx, database.Neo4j{URI: "bolt://127.0.0.1:1"}, database.Options{})
		}, database.ErrUnavailable},
		"a broken vocabulary": {func() (*database.Graph, error) {
			return database.OpenSQLite(ctx, ":memory:", database.Options{Vocabulary: "type X"})
		}, nil},
		"no vocabulary at all": {func() (*database.Graph, error) {
			return database.OpenSQLite(ctx, ":memory:", database.Options{Vocabulary: "{"})
		}, nil},
	} {
		graph, err := c.open()
		if err == nil || graph != nil || c.is != nil && !errors.Is(err, c.is) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAGraphOnNeo4jIsTheSame(t *testing.T) {
	server := neo4jtest.Start(t)
	ctx := t.Context()
	sources, err := seed.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	var exports []string
	for _, open := range []func() (*database.Graph, error){
		func() (*database.Graph, error) { return database.OpenSQLite(ctx, ":memory:", database.Options{}) },
		func() (*database.Graph, error) {
			return database.OpenNeo4j(ctx, database.Neo4j{URI: server.URI, Username: server.Username, Password: server.Password, Database: server.Database}, database.Options{})
		},
	} {
		graph, err := open()
		if err != nil {
			t.Fatal(err)
		}
		outcome, err := graph.Apply(ctx, sources, database.ChangeOptions{})
		if err != nil || !outcome.Wrote || outcome.Added == 0 {
			t.Fatalf("%+v, %v", outcome, err)
		}
		var out bytes.Buffer
		if _, err := graph.Export(ctx, seed.ExportOptions{Format: seed.YAML}, &out); err != nil {
			t.Fatal(err)
		}
		exports = append(exports, out.String())
		if again, err := graph.Plan(ctx, sources); err != nil || !again.Empty() {
			t.Errorf("%+v, %v", again, err)
		}
		if all, err := graph.Datasets(ctx); err != nil || len(all) != 1 || all[0] != outcome.Datasets[0] {
			t.Errorf("%+v, %v", all, err)
		}
		if rekeyed, err := graph.Rekey(ctx, "openai", "open-ai", database.ChangeOptions{}); err != nil || rekeyed.Revision != 2 {
			t.Errorf("%+v, %v", rekeyed, err)
		}
		planned, err := graph.PlanRollback(ctx, 1)
		if err != nil || planned.Empty() || planned.Wrote {
			t.Errorf("%+v, %v", planned, err)
		}
		back, err := graph.Rollback(ctx, 1, database.ChangeOptions{Message: "as it was"})
		if err != nil || back.Revision != 3 || back.Added != planned.Added || back.Removed != planned.Removed {
			t.Errorf("%+v, %v", back, err)
		}
		history, err := graph.History(ctx, "", 10)
		if err != nil || len(history) != 3 || history[0].Message != "rollback to revision 1: as it was" {
			t.Errorf("%+v, %v", history, err)
		}
		if err := graph.Close(ctx); err != nil {
			t.Error(err)
		}
	}
	if exports[0] != exports[1] {
		t.Error("what the two export differs")
	}
}
