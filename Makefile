# The commands that developers run. `go run ./cmd/dealgraph serve` and `go test ./...` need none of them.

TOOL = go tool -modfile=tools/go.mod

.PHONY: crash bench bench-clients bench-explore bench-report bench-soak bench-load test race lint generate check differential playground examples changes released

test: ## all tests, with a real Neo4j where one can be had
	go test ./...

race: ## the packages where goroutines meet, without Neo4j and Node; of SQLite, which is slow under the detector, its concurrency suite
	go test -race -skip 'Neo4j|Audit' ./internal/server/... ./graph/... ./seed/... ./internal/store/memory/...
	go test -race -run 'Concurren|Snapshot' ./internal/store/sqlite/...

N ?= 200
differential: ## plans and operations at random, about N random graphs each, on both engines: as the memory engine answers them
	DEALGRAPH_DIFFERENTIAL=$(N) go test -count=1 -timeout 0 -v -run 'ItAgreesWithTheMemoryEngine|RandomPlans|RandomOperations' \
		./internal/store/sqlite ./internal/store/neo4j ./graph

crash: ## kills a process that applies or loads, and Neo4j, N times at random moments, and looks at what is stored
	DEALGRAPH_CRASHES=$(N) go test -count=1 -timeout 0 -v -run 'TestACrash' ./seed

lint: ## vet, staticcheck, and the import rules of .depguard.yml
	test -z "$$(gofmt -l .)"
	go vet ./...
	go vet -tags measure ./seed ./graph/explore ./internal/bench
	$(TOOL) staticcheck ./...
	$(TOOL) depguard ./...

generate: ## gqlgen's part, the published API, and the schema of seeds
	go generate ./...

check: generate ## fails where generated files are not current, or new ones are not committed
	git diff --exit-code -- graph seed/schema.json
	test -z "$$(git status --porcelain -- graph seed/schema.json)"

playground: ## types, cases, whether web/dist is what web/src gives, and the page in a real Chromium; needs Node and Chromium
	cd web && npm ci --ignore-scripts --no-audit --no-fund && npx tsc && npm test && npm run current && npm run try

BENCH = DEALGRAPH_BENCH_OP="$(OP)" DEALGRAPH_BENCH_ENGINE="$(ENGINE)" DEALGRAPH_BENCH_NODES=$(if $(filter command line,$(origin N)),$(N),1000) \
	DEALGRAPH_BENCH_RESULTS=$(abspath $(RESULTS)) go test -tags measure -count=1 -timeout 0 -v ./internal/bench -run

bench: ## the named operations beside a floor written by hand, by OP, ENGINE (sqlite, neo4j) and N nodes; RESULTS is a file to write to
	$(BENCH) TestOperations

bench-clients: ## the same by 1, 8, 64 and 512 clients
	$(BENCH) TestClients

bench-soak: ## all operations in turn for SOAK (20m), and the memory every minute
	DEALGRAPH_BENCH_SOAK=$(SOAK) $(BENCH) TestSoak

bench-report: ## writes docs/performance.md and its picture by the file RESULTS
	DEALGRAPH_BENCH_PAGE=$(abspath docs/performance.md) $(BENCH) TestReport

bench-explore: ## paths and neighbourhoods in a graph of N nodes and five times as many relationships: on SQLite, and on Neo4j
	DEALGRAPH_EXPLORE=$(or $(EXPLORE),100000) go test -tags measure -count=1 -timeout 0 -v -run TheCostOfExploring ./graph/explore

bench-load: ## a load of N nodes and five times as many relationships beside a plain loader of the same rows: on SQLite, and on Neo4j
	DEALGRAPH_LOAD=$(or $(LOAD),100000) go test -tags measure -count=1 -timeout 0 -v -run TheCostOfALoad ./seed
