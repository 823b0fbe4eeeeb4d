# make test   everything that can be tested, nothing skipped
# make check  what reads the code: format, vet, staticcheck, races, a little fuzzing
#
# Both install what they need: Go modules, npm packages and, on Debian, system
# packages. `go test ./...` alone installs nothing and skips, by name, what needs
# Node.js, Python or a browser.

STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
# What the tests need besides Go and Node.js: a browser and a Japanese font, what
# notes are saved with, what mounts folders with faults, systems to compare with, g++
# for those and for the race detector, programs that read Markdown or run bibun, and TeX.
PACKAGES = chromium fonts-noto-cjk git nano rsync vim emacs-nox fuse3 \
	python3-sympy libgiac-dev libginac-dev pkg-config g++ \
	cmark-gfm pulldown-cmark pandoc ruby-kramdown-parser-gfm python3-nbconvert \
	pre-commit jekyll \
	texlive-latex-recommended texlive-luatex texlive-lang-japanese poppler-utils
FUZZTIME = 3s
# Folders of npm packages: typesetters, and hosts of notes.
ENGINES = calculus/latex/testdata/typeset extension/testdata/hosts examples/eleventy
# Debian's Hugo is too old to pass formulas through. It is built once.
HUGO = github.com/gohugoio/hugo@v0.160.1

.PHONY: test check format vet staticcheck modules race fuzz vulnerabilities reproducible differential bench latency faults soak golden system engines

test: system engines
	BIBUN_TEST_ALL=1 go test -count=1 -timeout=20m ./...

check: format vet staticcheck modules race fuzz

format:
	@unformatted=$$(gofmt -l .); test -z "$$unformatted" || { echo "gofmt -l:"; echo "$$unformatted"; exit 1; }

vet:
	go vet ./...

staticcheck:
	go run $(STATICCHECK) ./...

# Modules are those that go.sum knows, and go.mod asks for what is used.
modules:
	go mod verify
	go mod tidy -diff

# Known vulnerabilities in what the code calls, of modules and of the Go release.
vulnerabilities:
	.ci/vulnerabilities

# Two builds of the last commit are the same, byte by byte.
reproducible:
	.ci/reproducible

# What runs in other programs can't race here, and what the memory and the time of the
# program are measured by means another program where races are looked for.
race: system
	go test -race -count=1 -timeout=10m -skip='Typeset|Browser|Differential|Bombs|LongNotes|Pathological|Killed|FullDisk|KeepsEveryByte|Injection' ./...

# Every fuzz target of the module for a moment; two minutes in all. FUZZTIME=20m is a
# long run, with two at a time.
fuzz:
	.ci/fuzz $(FUZZTIME) -j 2

# Derivatives of generated functions against SymPy's and Giac's, 2,000 of them:
# BIBUN_DIFFERENTIAL=20000 BIBUN_SEED=7 make differential for more, and others.
differential: system
	BIBUN_TEST_ALL=1 go test -count=1 -timeout=3h -v -run=Differential ./...

# The benchmarks beside other systems on the same functions.
bench: system
	go test -run='^$$' -bench=. -benchmem ./...

# From a save until it is seen, in the output and in a browser; beside Hugo's server
# where there is a hugo on the PATH.
latency: system engines
	BIBUN_TEST_ALL=1 go test -run='^$$' -bench=Latency -benchtime=200x -timeout=3h ./cmd/bibun

# Every file operation of every command fails, in every way, and bibun is killed at each
# of them and at 200 random moments. This takes half an hour.
faults: system
	BIBUN_TEST_ALL=1 BIBUN_FAULTS=all BIBUN_KILLS=200 go test -count=1 -run='NthOperation|Killed' -timeout=3h -v ./cmd/bibun

# Ten thousand saves, and a model of what can happen to a folder, at length.
soak: system
	BIBUN_SOAK=10000 go test -count=1 -run=Soak -timeout=30m -v ./cmd/bibun
	BIBUN_MODEL=200 go test -count=1 -run=Model -timeout=30m ./cmd/bibun/internal/watch -rapid.checks=10000

# Golden files anew; read the difference before you commit it.
golden:
	go test ./examples -run=TestNotes -update

# apt-get is asked only where something is missing.
system:
	@missing=$$(for p in $(PACKAGES); do dpkg -s $$p >/dev/null 2>&1 || echo $$p; done); \
	test -z "$$missing" && exit 0; \
	command -v apt-get >/dev/null || { echo "not on Debian: install the counterparts of" $$missing >&2; exit 0; }; \
	root=$$(test "$$(id -u)" = 0 || echo sudo); \
	$$root apt-get update -qq && \
	DEBIAN_FRONTEND=noninteractive $$root apt-get install -y -qq --no-install-recommends $$missing

engines: $(ENGINES:%=%/node_modules/.package-lock.json) .tools/hugo

.tools/hugo:
	CGO_ENABLED=0 GOBIN=$(CURDIR)/$(@D) go install $(HUGO)

%/node_modules/.package-lock.json: %/package-lock.json
	npm ci --prefix $*
