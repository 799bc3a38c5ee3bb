# Offprint. `make help` lists what there is.
CARGO    ?= cargo
BUILD    := $(or $(CARGO_TARGET_DIR),target)
CONVERT  ?= $(BUILD)/release/convert

.DEFAULT_GOAL := build
.PHONY: build generate test check bless bench rules fuzz fuzz-libfuzzer mutants scaling validate export edition demo page page-test wheel-tools wheel wheel-test clean help

build: ## build the program: target/release/convert
	$(CARGO) build --release --bin convert

$(CONVERT):
	$(CARGO) build --release --bin convert

generate: ## write the generated files anew: the grammars of code, the styles as JSON
	GENERATE=1 $(CARGO) test --lib generated_

demo: $(CONVERT) ## make the example of the README in its three formats, into out/
	$(CONVERT) examples/essay.md --to pdf,epub,md --force -o out/

test: ## run all tests
	@if $(CARGO) nextest --version >/dev/null 2>&1; then $(CARGO) nextest run --no-fail-fast $(TESTS); \
	else $(CARGO) test $(TESTS); fi

check: ## formatting, lints, documentation, the borders of the house, hardening, licences
	$(CARGO) fmt --check
	$(CARGO) clippy --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --no-deps --lib --document-private-items
	$(CARGO) test --test architecture --test hardening
	@if $(CARGO) deny --version >/dev/null 2>&1; then $(CARGO) deny check; \
	else echo "cargo deny is not installed: advisories and licences were not checked"; fi

bless: ## accept what the program makes now as the expected outputs; judge with git diff
	BLESS=1 $(CARGO) test

METER ?=
bench: build ## measure stages and the whole program; beside its peers with METER=bench.py
	$(CARGO) bench --bench stages --bench layout
	python3 benches/whole.py --convert $(CONVERT) --instructions $(if $(METER),--peers $(METER))

# DATA is a folder of sets of pages with known articles; without one, only how often rules act is counted.
rules: ## measure what each rule of the HTML front end is worth, into benches/rules.md: make rules DATA=folder
	$(CARGO) build --release --example rule_evidence
	python3 benches/rules.py --program $(BUILD)/release/examples/rule_evidence $(if $(DATA),--data $(DATA)) > benches/rules.new
	mv benches/rules.new benches/rules.md

SECONDS ?= 60
fuzz: ## mutate the examples through everything: make fuzz SECONDS=3600
	FUZZ_SECONDS=$(SECONDS) $(CARGO) test --release --test mutations -- --nocapture

TARGETS ?= text markdown html mail epub json style code tree
fuzz-libfuzzer: ## the same guided by coverage, every target for SECONDS: wants cargo-fuzz, and an hour to build
	@for target in $(TARGETS); do mkdir -p fuzz/corpus/$$target; \
	RUSTC_BOOTSTRAP=1 $(CARGO) fuzz run -s none $$target fuzz/corpus/$$target examples styles -- \
	-max_total_time=$(SECONDS) -max_len=12000 -timeout=60 || exit 1; done

SAMPLE  ?= 40
SEED    ?= 1
FOLDERS ?= src/back,src/layout,src/cli,src/doc,src/transform,src/math,src/front
mutants: ## put bugs in, one at a time, and list those that no test notices: make mutants SAMPLE=40 FOLDERS=src/back,src/cli
	python3 mutants/run.py --work $(BUILD)/mutants --sample $(SAMPLE) --seed $(SEED) --folders $(FOLDERS)

scaling: $(CONVERT) ## how cost grows with the input: seventeen shapes in three formats
	python3 benches/scaling.py --convert $(CONVERT)

TOOLS ?= $(OFFPRINT_VALIDATORS)
validate: $(CONVERT) ## have strangers' validators judge real outputs: TOOLS=DIR holds verapdf and epub-check
	python3 tests/validate.py --convert $(CONVERT) $(if $(TOOLS),--tools $(TOOLS))

# ---- many articles: make export ARTICLES=dir SIZES="normal large" FORMATS="pdf epub md"
# An article FILE.EXT in size S and format F becomes EXPORTS/S/FILE.F; EPUB and Markdown have no size: EXPORTS/FILE.F.
# Only what changed is made again, on all cores; after other OPTIONS, make clean first. Names may hold spaces; a bad file costs only itself, and the end names it.
ARTICLES ?= examples
EXPORTS  ?= exports
SIZES    ?= normal
FORMATS  ?= pdf epub md
OPTIONS  ?=

export: $(CONVERT) ## convert a folder: make export ARTICLES=dir SIZES="normal large" FORMATS="pdf epub md"
	@sh examples/export.sh $(CONVERT) "$(ARTICLES)" "$(EXPORTS)" "$(SIZES)" "$(FORMATS)" $(OPTIONS)

EDITION ?= examples/morning.yaml
edition: $(CONVERT) ## bind articles as one book: make edition EDITION=morning.yaml
	@mkdir -p $(EXPORTS)
	$(CONVERT) --edition $(EDITION) --to pdf,epub -o $(EXPORTS)/$(basename $(notdir $(EDITION))).pdf --force $(OPTIONS)

page: ## build the page for browsers: web/dist (docs/page.md)
	sh web/build.sh

# The program without installed faces, because a browser has none: the page must make the same files.
page-test: ## test the page in Chromium, after make page: drop, size, print, editions, same bytes, axe, speed
	@test -d web/tests/node_modules || npm ci --prefix web/tests
	$(CARGO) build --no-default-features --features cli --bin convert
	CONVERT=$(abspath $(BUILD)/debug/convert) node --test --test-concurrency=1 web/tests/*.test.js

# Wheels, and the environment they are tested in. `PROFILE=dev CONVERT=target/debug/convert` tests what a test run has built.
WHEELS  := $(BUILD)/wheels
PROFILE ?= wheel
# maturin of the machine, otherwise one in an environment of its own.
MATURIN ?= $(or $(shell command -v maturin),$(WHEELS)/tools/bin/maturin)
$(WHEELS)/tools/bin/maturin:
	python3 -m venv $(WHEELS)/tools
	$(WHEELS)/tools/bin/pip install -q "maturin>=1.16,<2"

wheel-tools: $(MATURIN)

wheel: wheel-tools ## build the Python package: python/README.md
	rm -f $(WHEELS)/offprint-*.whl
	$(MATURIN) build --manifest-path python/Cargo.toml --profile $(PROFILE) --locked --compression-level 9 --out $(WHEELS)

wheel-test: wheel $(CONVERT) ## install the wheel into an environment of its own and test it there
	python3 -m venv --clear $(WHEELS)/env
	$(WHEELS)/env/bin/pip install -q pytest $(WHEELS)/offprint-*.whl
	OFFPRINT_CONVERT=$(abspath $(CONVERT)) $(WHEELS)/env/bin/pytest -q -rs python/tests

clean: ## remove what was exported; the build stays
	rm -rf $(EXPORTS) out

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1\t\2/' | expand -t 14
