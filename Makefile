# Needs Go and make; the first use of a target downloads the Go modules it needs.

STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2

# Golden files and lives stand in the testdata folders of these packages, pages and pictures in the library of questions.
GOLDEN = ./scenarios ./scenarios/questions ./scenarios/batch/slurm ./scenarios/batch/kubernetes ./reports $(patsubst %/testdata/lives,./%,$(wildcard models/*/testdata/lives))

# Where goroutines meet: a package, a test of the laws and of opening books, and those of the command's tests that run in their own process.
RACED = ./sim/experiment
RACED_SHARED = ManyMayDrawAtOnce|WorkersShareABook
RACED_COMMAND = README|Progress|Facts|Target

# Packages whose tests leave something out when they are to be fast. All of the others is in make test.
LONG = $(sort $(dir $(shell grep -rl --include=*_test.go 'testing.Short()' ./cmd ./sim ./models ./scenarios ./reports)))

# The table of theory: --quick takes fewer trials.
TABLE =

# How long each fuzz target runs in make verify. What they find, they write into testdata/fuzz: keep it there.
FUZZTIME = 15s
FUZZED = ./scenarios:FuzzLoad ./scenarios:FuzzSet ./scenarios:FuzzAccounts ./scenarios/goals:FuzzAGoal ./models/units:FuzzQuantity ./scenarios/batch:FuzzPlan ./scenarios/batch:FuzzShard

.PHONY: help run page page-simulator page-test test verify data-test cluster-test fuzz bench pgo golden lint clean

help:
	@echo 'make run           simulate the board scenario; summary here, files and plots in out/board'
	@echo 'make page          build the program with the simulator for pages, and write out/board.html and .xlsx'
	@echo 'make page-test     Chromium and Firefox open pages, move inputs, print: for root on Debian, or with both installed'
	@echo 'make test          the fast tests'
	@echo 'make verify        the slow tests, the full table of theory, some tests with the race detector, fuzzing'
	@echo 'make data-test     DuckDB reads the tables that run and compare write for other tools'
	@echo 'make cluster-test  a batch by a Slurm that is started here, while a node dies: for root, on Debian'
	@echo 'make fuzz          hostile input for FUZZTIME a target, such as make fuzz FUZZTIME=10m'
	@echo 'make bench         how fast the parts are, and the whole beside what it should reach'
	@echo 'make pgo           profile trials of board anew, by which the compiler builds the program'
	@echo 'make golden        write what comes out into testdata; look at the difference before committing it'
	@echo 'make lint          formatting, go vet, staticcheck'
	@echo 'make clean         remove what make made'

# Without the C library the program starts some milliseconds sooner, and needs none.
run:
	CGO_ENABLED=0 go build -o postsale ./cmd/postsale
	@mkdir -p out
	./postsale run board --out out/board --force
	@echo
	@echo 'out/board:'
	@cd out/board && ls -1 *.* plots/*

# The page of board, with the simulator in it, and the workbook: what readers of the page may move is offered here.
page: page-simulator
	CGO_ENABLED=0 go build -o postsale ./cmd/postsale
	./postsale page board --trials 500 --out out/board.html --sheet out/board.xlsx --force --quiet \
		--offer delivery.teams.implementation.people=6..14 \
		--offer support.tier1.people=4..12
	@echo
	@echo 'The page is out/board.html: open it in a browser, or print it. The workbook is out/board.xlsx.'

# What make page puts into the program: see package reports/page/simulator.
SIMULATOR = reports/page/simulator/built
page-simulator:
	@mkdir -p out
	CGO_ENABLED=0 GOOS=js GOARCH=wasm go build -trimpath -ldflags='-s -w' -gcflags=postsale/...=-l=4 -o out/simulator.wasm ./cmd/page-simulator
	@cmp -s out/simulator.wasm out/simulator.packed || { \
		gzip -9nc out/simulator.wasm > out/simulator.wasm.gz && mv out/simulator.wasm.gz $(SIMULATOR)/simulator.wasm.gz && \
		cp "$$(go env GOROOT)/lib/wasm/wasm_exec.js" $(SIMULATOR)/ && cp out/simulator.wasm out/simulator.packed; }

# A module of its own, as what drives browsers is no part of the program. Pictures of what was seen are in out/pages.
# Installs chromium and firefox-esr if they are not there; needs root for that, and takes a minute or two.
page-test: page-simulator
	bash .ci/browser/run

test:
	go vet ./...
	go test -short ./...

verify:
	go test -timeout 20m $(LONG)
	go run ./cmd/postsale verify $(TABLE)
	@if [ "$$(go env CGO_ENABLED)" = 1 ]; then \
		set -x; go test -short -race $(RACED) && \
		go test -short -race -run '$(RACED_SHARED)' ./sim/random ./models/company && \
		go test -short -race -pgo=off -run '$(RACED_COMMAND)' ./cmd/postsale; \
	else \
		echo 'There is no C compiler: the race detector is left out.'; \
	fi
	$(MAKE) fuzz

# A module of its own, as DuckDB is large and is no part of the program.
data-test:
	@if [ "$$(go env CGO_ENABLED)" = 1 ]; then \
		cd .ci/duckdb && go vet . && go test -count=1 .; \
	else \
		echo 'There is no C compiler: what DuckDB reads is left out.'; \
	fi

# Installs slurm-wlm and munge if they are not there; takes one to three minutes.
cluster-test:
	bash .ci/slurm/run

fuzz:
	@set -e; for target in $(FUZZED); do \
		echo "fuzz $$target"; \
		go test "$${target%:*}" -run '^$$' -fuzz "^$${target#*:}$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x; \
	done

# Built by the profile, as the program is. Round by round, so that what is compared is measured within seconds of each other; six are what benchstat asks for.
bench:
	@mkdir -p out
	@: > out/bench.txt
	@for round in 1 2 3 4 5 6; do \
		echo "round $$round of 6"; \
		go test -pgo cmd/postsale/default.pgo -run '^$$' -bench . -skip 'Program/trials=10000|Passing|KnownLuck|Why|Batch' -benchtime 0.2s ./... >> out/bench.txt || { cat out/bench.txt; exit 1; }; \
	done
	@echo 'the peak of memory, known luck, why and a batch'
	@go test -pgo cmd/postsale/default.pgo -run '^$$' -bench 'Program/trials=10000|Passing|KnownLuck|Why|Batch' -benchtime 1x ./cmd/postsale ./scenarios/studies ./scenarios/batch >> out/bench.txt || { cat out/bench.txt; exit 1; }
	@echo
	@go run ./cmd/ratios out/bench.txt
	@echo
	@echo 'The text, for benchstat, is in out/bench.txt.'

# Where trials of board spend their time: go build takes cmd/postsale/default.pgo by itself.
pgo:
	@mkdir -p out
	go test -run '^$$' -bench Trial/arr=20M -benchtime 20s -cpuprofile cmd/postsale/default.pgo -o out/company.test ./models/company

golden:
	go test $(GOLDEN) -update

lint:
	@files="$$(gofmt -l .)"; if [ -n "$$files" ]; then echo "gofmt would change:"; echo "$$files"; exit 1; fi
	go vet ./...
	go run $(STATICCHECK) ./...

clean:
	rm -rf postsale out $(SIMULATOR)/simulator.wasm.gz $(SIMULATOR)/wasm_exec.js
