# The commands that developers run. `go run ./cmd/dealgraph serve` and `go test ./...` need none of them.

TOOL = go tool -modfile=tools/go.mod

.PHONY: test race lint generate check

test: ## all tests, with a real Neo4j where one can be had
	go test ./...

race: ## the packages where goroutines meet; SQLite only in its concurrency suite, as it is slow under the detector
	go test -race ./internal/server/... ./seed/... ./internal/store/memory/...
	go test -race -run 'Concurren|Snapshot|Executable' ./graph/... ./internal/store/sqlite/...

lint: ## vet, staticcheck, and the import rules of .depguard.yml
	test -z "$$(gofmt -l .)"
	go vet ./...
	$(TOOL) staticcheck ./...
	$(TOOL) depguard ./...

generate: ## gqlgen's part, and the published API
	go generate ./...

check: generate ## fails where generated files are not current
	git diff --exit-code -- graph
