# The commands that developers run. `go run ./cmd/dealgraph serve` and `go test ./...` need none of them.

TOOL = go tool -modfile=tools/go.mod

# .PHONY stands with each rule: make passes over a phony target whose rule has got lost. No target has a folder's name either.

.PHONY: test
test: ## all tests, with a real Neo4j where one can be had
	go test ./...

.PHONY: race
race: ## the packages where goroutines meet, without Neo4j, Node and processes that are killed; of SQLite, which is slow under the detector, its concurrency suite
	go test -race -skip 'Neo4j|Audit|Crash' ./internal/server/... ./graph/... ./seed/... ./internal/store/memory/...
	go test -race -run 'Concurren|Snapshot' ./internal/store/sqlite/...

N ?= 200
.PHONY: differential
differential: ## plans and operations at random, about N random graphs each, on both engines: as the memory engine answers them
	DEALGRAPH_DIFFERENTIAL=$(N) go test -count=1 -timeout 0 -v -run 'ItAgreesWithTheMemoryEngine|RandomPlans|RandomOperations' \
		./internal/store/sqlite ./internal/store/neo4j ./graph

.PHONY: crash
crash: ## kills a process that applies or loads, and Neo4j, N times at random moments, and looks at what is stored
	DEALGRAPH_CRASHES=$(N) go test -count=1 -timeout 0 -v -run 'TestACrash' ./seed

.PHONY: lint
lint: ## vet, staticcheck, and the import rules of .depguard.yml
	test -z "$$(gofmt -l .)"
	go vet ./...
	go vet -tags measure ./seed ./graph/explore ./internal/bench
	$(TOOL) staticcheck ./...
	$(TOOL) depguard ./...

.PHONY: generate
generate: ## gqlgen's part, the published API, and the schema of seeds
	go generate ./...

.PHONY: check
check: generate ## fails where generated files are not current, or new ones are not committed
	git diff --exit-code -- graph seed/schema.json
	test -z "$$(git status --porcelain -- graph seed/schema.json)"

.PHONY: playground
playground: ## types, cases, whether web/dist is what web/src gives, and the page in a real Chromium; needs Node and Chromium
	cd web && npm ci --ignore-scripts --no-audit --no-fund && npx tsc && npm test && npm run current && npm run try

BENCH = DEALGRAPH_BENCH_OP="$(OP)" DEALGRAPH_BENCH_ENGINE="$(ENGINE)" DEALGRAPH_BENCH_NODES=$(if $(filter command line,$(origin N)),$(N),1000) \
	DEALGRAPH_BENCH_RESULTS=$(abspath $(RESULTS)) go test -tags measure -count=1 -timeout 0 -v ./internal/bench -run

.PHONY: bench
bench: ## the named operations beside a floor written by hand, by OP, ENGINE (sqlite, neo4j) and N nodes; RESULTS is a file to write to
	$(BENCH) TestOperations

.PHONY: bench-clients
bench-clients: ## the same by 1, 8, 64 and 512 clients
	$(BENCH) TestClients

.PHONY: bench-pools
bench-pools: ## the same by 32 clients, of servers with 1 to 32 connections to the database
	$(BENCH) TestPools

.PHONY: bench-soak
bench-soak: ## all operations in turn for SOAK (20m), and the memory every minute
	DEALGRAPH_BENCH_SOAK=$(SOAK) $(BENCH) TestSoak

.PHONY: bench-shortest
bench-shortest: ## Neo4j's own search for a shortest path beside paths, in a graph of N nodes
	$(BENCH) TestShortestPath

.PHONY: bench-report
bench-report: ## writes docs/performance.md and its picture by the file RESULTS
	DEALGRAPH_BENCH_PAGE=$(abspath docs/performance.md) $(BENCH) TestReport

.PHONY: changes
changes: ## names what breaks clients since the last release (graph/released), and fails where it is not meant; needs Node
	cd tools/changes && npm ci --ignore-scripts --no-audit --no-fund && npm test
	node tools/changes/main.mjs graph/released/api.graphqls graph/api.graphqls graph/released/breaking.txt

.PHONY: released
released: ## makes the published API that of the last release: part of releasing
	cp graph/api.graphqls graph/released/api.graphqls
	sed -i '3,$$d' graph/released/breaking.txt

.PHONY: clients
clients: ## examples/: typed clients are generated, compared with what is committed, compiled, and run against servers of their own; needs Node
	cd examples && npm ci --ignore-scripts --no-audit --no-fund && npm test

.PHONY: bench-explore
bench-explore: ## paths and neighbourhoods in a graph of N nodes and five times as many relationships: on SQLite, and on Neo4j
	DEALGRAPH_EXPLORE=$(or $(EXPLORE),100000) go test -tags measure -count=1 -timeout 0 -v -run TheCostOfExploring ./graph/explore

.PHONY: bench-load
bench-load: ## a load of N nodes and five times as many relationships beside a plain loader of the same rows: on SQLite, and on Neo4j
	DEALGRAPH_LOAD=$(or $(LOAD),100000) go test -tags measure -count=1 -timeout 0 -v -run TheCostOfALoad ./seed
