# SPDX-License-Identifier: Apache-2.0
#
# One file, no recursion. Everything that is made goes under $(BUILD); nothing
# made is committed. `make help` lists what to call.

BUILD ?= build
CC     = gcc
OPT   ?= -O2

PACKAGES := libcjson zlib libmd
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wno-missing-field-initializers -Werror
HARDENING := -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
INCLUDES := -I. -Icompiler -Igrammar -I$(BUILD)/made $(shell pkg-config --cflags $(PACKAGES))
CFLAGS   ?= $(OPT) -g
FLAGS    := -std=c11 $(CFLAGS) $(HARDENING) $(INCLUDES)
LDFLAGS  ?= -pie -Wl,-z,relro,-z,now
LIBS     := $(shell pkg-config --libs $(PACKAGES))

# SANITIZE=1 builds the same tree with ASan and UBSan.
ifdef SANITIZE
BUILD := build/sanitized
FLAGS += -fsanitize=address,undefined -fno-sanitize-recover=all -U_FORTIFY_SOURCE
LDFLAGS += -fsanitize=address,undefined
endif

SOURCES  := $(sort $(filter-out compiler/tools/%, \
              $(wildcard compiler/*.c compiler/*/*.c backends/*.c backends/*/*.c)))
MADE     := $(addprefix $(BUILD)/made/,lexer.c parser.c explain.c starter.c)
EXPLAIN  := $(sort $(wildcard stdlib/explain/*/*.md))
STARTER  := $(addprefix stdlib/starter/, \
              .gitignore README.md handlers/process/app.py stack.apiq)
OBJECTS  := $(SOURCES:%.c=$(BUILD)/%.o) $(MADE:%.c=%.o)
LIBRARY  := $(BUILD)/libapiqc.a
APIQC    := $(BUILD)/apiqc

.PHONY: all clean help
.DELETE_ON_ERROR:
.SECONDARY:

all: $(APIQC)

$(APIQC): $(BUILD)/compiler/main.o $(LIBRARY)
	$(CC) $(LDFLAGS) $(FLAGS) -o $@ $^ $(LIBS)

$(LIBRARY): $(filter-out $(BUILD)/compiler/main.o,$(OBJECTS))
	@rm -f $@
	$(AR) rcs $@ $^

# The terminals come from tokens.def: there is one numbering of tokens.
$(BUILD)/made/parser.c: grammar/parser.y grammar/terminals.y grammar/tokens.def
	@mkdir -p $(@D)
	@$(CC) -E -P -x c grammar/terminals.y > $(@D)/parser.y
	@cat grammar/parser.y >> $(@D)/parser.y
	lemon -q -l $(@D)/parser.y

$(BUILD)/made/lexer.c: grammar/lexer.re
	@mkdir -p $(@D)
	re2c -W -Werror -8 -i --input-encoding utf8 --no-generation-date --no-version -o $@ $<

# Texts that the binary carries. A folder is newer when a page in it has gone.
$(BUILD)/made/explain.c: $(BUILD)/embed $(EXPLAIN) $(sort $(dir $(EXPLAIN)))
	@mkdir -p $(@D)
	$< explain_pages stdlib/explain/ .md $(EXPLAIN) > $@

$(BUILD)/made/starter.c: $(BUILD)/embed $(STARTER)
	@mkdir -p $(@D)
	$< starter_files stdlib/starter/ "" $(STARTER) > $@

$(BUILD)/embed: compiler/tools/embed.c
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(WARNINGS) $(LDFLAGS) -o $@ $<

$(BUILD)/made/%.o: $(BUILD)/made/%.c
	$(CC) $(FLAGS) -DNDEBUG -MMD -MP -c -o $@ $<

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(WARNINGS) -MMD -MP -c -o $@ $<

clean:
	rm -rf build

-include $(OBJECTS:.o=.d)
