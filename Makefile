# SPDX-License-Identifier: Apache-2.0
#
# One file, no recursion. Everything that is made goes under $(BUILD); nothing
# made is committed. `make help` lists what to call; V=1 shows the commands.

CC    = gcc
OPT  ?= -O2
# SANITIZE=1 builds the same tree with ASan and UBSan, the tests included.
BUILD ?= $(if $(SANITIZE),build/sanitized,build)

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wno-missing-field-initializers -Werror
HARDENING := -fstack-protector-strong -fPIE \
             $(if $(SANITIZE),,-D_FORTIFY_SOURCE=2)
SANITIZERS := $(if $(SANITIZE),-fsanitize=address -fsanitize=undefined \
                -fno-sanitize-recover=all -fno-omit-frame-pointer)
PACKAGES := libcjson zlib libmd
# Asked only when the first file is compiled: `make setup` may come before.
INCLUDES  = $(eval INCLUDES := -I. -Icompiler -Igrammar -I$(BUILD)/made \
              $(shell pkg-config --cflags $(PACKAGES)))$(INCLUDES)
CFLAGS   ?= $(OPT) -g
FLAGS     = -std=c11 $(CFLAGS) $(HARDENING) $(SANITIZERS) $(INCLUDES)
LDFLAGS  ?= $(if $(filter Darwin,$(shell uname)),,-pie -Wl,-z,relro,-z,now)
# A library goes into the binary where there is an archive of it.
library   = $(or $(filter /%,$(shell $(CC) -print-file-name=lib$(1).a)),-l$(1))
LIBS      = $(foreach name,cjson z md,$(call library,$(name)))

SOURCES  := $(sort $(filter-out compiler/tools/%, \
              $(wildcard compiler/*.c compiler/*/*.c backends/*.c backends/*/*.c)))
MADE     := $(addprefix $(BUILD)/made/, \
              lexer.c parser.c explain.c standard.c starter.c properties.c iam.c \
              cdk_project.c c_project.c)
EXPLAIN  := $(sort $(wildcard stdlib/explain/*/*.md))
CHAPTERS := $(sort $(wildcard docs/chapters/language/*.md))
STANDARD := $(sort $(wildcard stdlib/*.apiq))
IAM_DATA := $(addprefix stdlib/aws/iam-, actions.tsv resources.tsv \
              conditions.tsv global-conditions.tsv)
STARTER  := $(addprefix stdlib/starter/, \
              .gitignore README.md handlers/process/app.py stack.apiq)
PROJECT  := $(sort $(wildcard backends/cdk/project/*.json))
HANDLER  := $(sort $(filter-out %/. %/..,$(wildcard \
              $(addprefix backends/c_handler/project/, pieces/* pieces/.[a-z]* \
              runtime/*))))
OBJECTS  := $(SOURCES:%.c=$(BUILD)/%.o) $(MADE:%.c=%.o)
LIBRARY  := $(BUILD)/libapiqc.a
# What only a process can do: everything else is the library.
PROCESS  := $(BUILD)/compiler/main.o $(BUILD)/backends/external/runner.o
APIQC    := $(BUILD)/apiqc
UNITS    := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/unit/test_*.c)))

# As many jobs as there are cores, unless -j says otherwise. In `make setup
# demo` everything else waits for the set-up.
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(or $(shell getconf _NPROCESSORS_ONLN),1)
endif
FIRST    := $(filter setup clean,$(MAKECMDGOALS))
QUIET    := $(if $(V),,@)
say       = $(if $(V),,@printf '  %-5s %s\n' $(1) $(2:$(BUILD)/%=%))

.PHONY: all library units clean demo check check-fast bless bench lint format \
        guarantees docs setup help update-properties update-iam always
.DELETE_ON_ERROR:
.SECONDARY:
.DEFAULT_GOAL := all

##   build
all: $(APIQC) ## the compiler, build/apiqc; this is also what `make` alone does

$(APIQC): $(PROCESS) $(LIBRARY)
	$(call say,LINK,$@)
	$(QUIET)$(CC) $(LDFLAGS) $(FLAGS) -o $@ $^ $(LIBS)

library: $(LIBRARY)

$(LIBRARY): $(filter-out $(PROCESS),$(OBJECTS))
	$(call say,AR,$@)
	@rm -f $@
	$(QUIET)$(AR) rcs $@ $^

# The terminals come from tokens.def: there is one numbering of tokens.
$(BUILD)/made/parser.c: grammar/parser.y grammar/terminals.y grammar/tokens.def \
                        | $(FIRST)
	$(call say,LEMON,$<)
	@mkdir -p $(@D)
	@$(CC) -E -P -x c grammar/terminals.y > $(@D)/parser.y
	@cat grammar/parser.y >> $(@D)/parser.y
	$(QUIET)lemon -q -l $(@D)/parser.y

$(BUILD)/made/lexer.c: grammar/lexer.re | $(FIRST)
	$(call say,RE2C,$<)
	@mkdir -p $(@D)
	$(QUIET)re2c -W -Werror -8 -i --input-encoding utf8 --no-generation-date \
	  --no-version -o $@ $<

# Texts that the binary carries. A folder is newer when a page in it has gone.
$(BUILD)/made/explain.c: $(BUILD)/embed $(EXPLAIN) $(sort $(dir $(EXPLAIN)))
	$(call say,EMBED,stdlib/explain)
	@mkdir -p $(@D)
	$(QUIET)$< explain_pages stdlib/explain/ .md $(EXPLAIN) > $@

$(BUILD)/made/standard.c: $(BUILD)/embed $(STANDARD) stdlib
	$(call say,EMBED,stdlib/*.apiq)
	@mkdir -p $(@D)
	$(QUIET)$< standard_modules stdlib/ .apiq $(STANDARD) > $@

$(BUILD)/made/starter.c: $(BUILD)/embed $(STARTER)
	$(call say,EMBED,stdlib/starter)
	@mkdir -p $(@D)
	$(QUIET)$< starter_files stdlib/starter/ "" $(STARTER) > $@

$(BUILD)/made/cdk_project.c: $(BUILD)/embed $(PROJECT) backends/cdk/project
	$(call say,EMBED,backends/cdk/project)
	@mkdir -p $(@D)
	$(QUIET)$< cdk_project backends/cdk/project/ "" $(PROJECT) > $@

$(BUILD)/made/c_project.c: $(BUILD)/embed $(HANDLER) \
                           $(addprefix backends/c_handler/project/, pieces runtime)
	$(call say,EMBED,backends/c_handler/project)
	@mkdir -p $(@D)
	$(QUIET)$< c_project backends/c_handler/project/ "" $(HANDLER) > $@

# What resources of CloudFormation may hold, as static tables.
$(BUILD)/made/properties.c: $(BUILD)/tabulate stdlib/aws/properties.txt
	$(call say,TABLE,stdlib/aws/properties.txt)
	@mkdir -p $(@D)
	$(QUIET)$< stdlib/aws/properties.txt > $@

$(BUILD)/made/iam.c: $(BUILD)/iam_tables $(IAM_DATA)
	$(call say,TABLE,stdlib/aws)
	@mkdir -p $(@D)
	$(QUIET)$< $(IAM_DATA) > $@

# Programs of the build end when they are done; they free nothing.
$(BUILD)/embed $(BUILD)/tabulate $(BUILD)/iam_tables: $(BUILD)/%: \
    compiler/tools/%.c $(BUILD)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(filter-out $(SANITIZERS),$(FLAGS)) $(WARNINGS) $(LDFLAGS) \
	  -o $@ $<

# What the reference says of the tables is read from them.
$(BUILD)/reference: $(sort $(wildcard compiler/tools/reference*.[ch])) \
                    $(LIBRARY) $(wildcard stdlib/*.def) $(BUILD)/flags
	$(call say,CC,compiler/tools/reference.c)
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(FLAGS) $(WARNINGS) $(LDFLAGS) -o $@ $(filter %.c,$^) \
	  $(LIBRARY) $(LIBS)

# So is what the model's JSON Schema says of attributes.
$(BUILD)/model_schema: compiler/tools/model_schema.c $(LIBRARY) \
                       $(wildcard stdlib/*.def stdlib/kinds/*.def) $(BUILD)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(FLAGS) $(WARNINGS) $(LDFLAGS) -o $@ $< $(LIBRARY) $(LIBS)

docs: $(BUILD)/reference $(BUILD)/model_schema $(APIQC) ## the pages in docs that are made from chapters and tables
	$(QUIET)$< $(CHAPTERS) > $(BUILD)/page && mv $(BUILD)/page docs/language.md
	$(QUIET)$< docs/chapters/library/*.md > $(BUILD)/page && \
	  mv $(BUILD)/page docs/standard-library.md
	$(QUIET)$< docs/chapters/review/*.md > $(BUILD)/page && \
	  mv $(BUILD)/page docs/security-review.md
	$(QUIET)$< docs/chapters/coverage/*.md > $(BUILD)/page && \
	  mv $(BUILD)/page docs/coverage.md
	$(QUIET)python3 compiler/tools/least_privilege.py $< docs/chapters/access \
	  > $(BUILD)/page && mv $(BUILD)/page docs/least-privilege.md
	$(QUIET)$(BUILD)/model_schema backends/model/frame.json > $(BUILD)/page && \
	  mv $(BUILD)/page backends/model/model.schema.json
	$(QUIET)$(APIQC) graph examples/blueprint/stack.apiq > $(BUILD)/page && \
	  mv $(BUILD)/page docs/blueprint.svg

$(BUILD)/made/%.o: $(BUILD)/made/%.c $(BUILD)/flags
	$(call say,CC,$<)
	$(QUIET)$(CC) $(FLAGS) -DNDEBUG -MMD -MP -c -o $@ $<

$(BUILD)/%.o: %.c $(BUILD)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(FLAGS) $(WARNINGS) -MMD -MP -c -o $@ $<

# Other flags than the last time: everything is compiled again.
$(BUILD)/flags: always | $(FIRST)
	@mkdir -p $(@D)
	@echo '$(CC) $(FLAGS) $(WARNINGS) $(LDFLAGS)' > $@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

demo: $(APIQC) ## the example in examples/blueprint as CloudFormation, in build/demo
	@echo
	@$(APIQC) build examples/blueprint/stack.apiq --target cfn -o $(BUILD)/demo

##   test
# What the tests look at.
CHECKED = $(APIQC) $(BUILD)/measure $(BUILD)/reference $(BUILD)/model_schema

units: $(UNITS)

$(BUILD)/tests/unit/test_%: tests/unit/test_%.c $(LIBRARY) $(BUILD)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(FLAGS) -Itests/unit $(WARNINGS) $(LDFLAGS) -MMD -MP -o $@ $< \
	  $(LIBRARY) $(LIBS) -lcmocka

check: $(CHECKED) ## all tests; what a missing tool keeps from running is counted
	@tests/run --build $(BUILD)

check-fast: $(CHECKED) ## unit tests, diagnostics and structure, in a few seconds
	@tests/run --build $(BUILD) --fast

bless: $(CHECKED) ## take what the compiler says now as the baselines; then read the diff
	@tests/run --build $(BUILD) --bless

guarantees: $(APIQC) ## 10,000 guarantees against a simulator of IAM, in some minutes
	@APIQC_CASES=10000 tests/run --build $(BUILD) conformance/guarantees

lint: $(MADE) ## clang-tidy, cppcheck and gcc -fanalyzer over all sources
	@tests/run --build $(BUILD) lint

bench: $(APIQC) $(BUILD)/measure ## time and memory of the whole process, beside the goals
	@tests/bench/run $(BUILD)

$(BUILD)/measure: tests/bench/measure.c $(BUILD)/flags
	$(call say,CC,$<)
	$(QUIET)$(CC) $(FLAGS) $(WARNINGS) $(LDFLAGS) -o $@ $<

##   care
setup: ## install what is missing (Debian, Ubuntu), or name it: `make setup demo`
	@tests/setup "$(CC)"

update-properties: ## take the property lists from the cfn-lint that is installed
	stdlib/aws/update-properties.py > stdlib/aws/properties.new
	@mv stdlib/aws/properties.new stdlib/aws/properties.txt

update-iam: ## the service authorization data anew, from its npm package
	python3 compiler/tools/update_iam.py stdlib/aws

format: ## clang-format over the C files
	clang-format -i $$(git ls-files -co --exclude-standard '*.c' '*.h')

clean: ## remove what was made
	rm -rf $(BUILD)

help: ## this list
	@awk -F ':.* ## ' '/^##   / { print "\n" substr($$0, 6) } \
	  /^[a-z-]+:.* ## / { printf "  %-17s %s\n", $$1, $$2 }' \
	  $(firstword $(MAKEFILE_LIST))

-include $(OBJECTS:.o=.d) $(UNITS:=.d)
