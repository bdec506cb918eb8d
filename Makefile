# Needs Go and make; the first use of a target downloads the Go modules it needs.

STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2

# Golden files stand in the testdata folders of these packages.
GOLDEN = ./scenarios ./reports

# Where goroutines meet. The scripts run other processes, and would take minutes.
RACED = ./sim/experiment ./models/measures ./models/company ./cmd/postsale

.PHONY: help run test verify bench golden lint clean

help:
	@echo 'make run      simulate the board scenario; summary here, files and plots in out/board'
	@echo 'make test     the fast tests'
	@echo 'make verify   all tests, some with the race detector'
	@echo 'make bench    how fast the parts are'
	@echo 'make golden   write what comes out into testdata; look at the difference before committing it'
	@echo 'make lint     formatting, go vet, staticcheck'
	@echo 'make clean    remove what make made'

run:
	go build -o postsale ./cmd/postsale
	@mkdir -p out
	./postsale run board --out out/board --force
	@echo
	@echo 'out/board:'
	@cd out/board && ls -1 *.* plots/*

test:
	go vet ./...
	go test -short ./...

verify:
	go test ./...
	@if [ "$$(go env CGO_ENABLED)" = 1 ]; then \
		set -x; go test -short -race -skip Scripts $(RACED); \
	else \
		echo 'There is no C compiler: the race detector is left out.'; \
	fi

bench:
	go test -run '^$$' -bench . -benchmem ./...

golden:
	go test $(GOLDEN) -update

lint:
	@files="$$(gofmt -l .)"; if [ -n "$$files" ]; then echo "gofmt would change:"; echo "$$files"; exit 1; fi
	go vet ./...
	go run $(STATICCHECK) ./...

clean:
	rm -rf postsale out
