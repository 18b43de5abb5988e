/* SPDX-License-Identifier: Apache-2.0
 *
 * `apiqc explain`: the page of one rule, or the list of all. A rule may be
 * named without its family where only one family has it.
 */
#include "cli/cli.h"

#include "diag/render.h"

/* ---- the list ------------------------------------------------------------ */

static Str family_of(Str name) {
  return str_slice(name, 0, str_find(name, '/'));
}

static Str without_family(Str name) {
  return str_slice(name, family_of(name).length + 1, name.length);
}

static void print_list(Buf *out) {
  Str family = STR("");
  for (u32 rule = 0; rule < RULE_COUNT; rule++) {
    const RuleRow *row = rule_row((Rule)rule);
    if (rule && !str_equal(family, family_of(row->name)))
      buf_char(out, '\n');
    family = family_of(row->name);
    buf_format(out, "%-27.*s %-7.*s %c %.*s\n", STR_ARG(row->name),
               STR_ARG(severity_word(row->severity)),
               row->excusable ? 'b' : ' ', STR_ARG(row->summary));
  }
  buf_text(out, "\nb: `because \"…\"` at the place excuses it. "
                "`apiqc explain RULE` says more.\n");
}

/* ---- one page ------------------------------------------------------------ */

static Str page_of(Str name) {
  const EmbeddedFile *page = embedded_find(&explain_pages, name);
  return page ? page->text : STR("");
}

static void print_page(Cli *cli, const RuleRow *row) {
  enum { WIDEST = 80 };
  u32 width = cli->terminal.width;
  width = width && width < WIDEST ? width : WIDEST;
  Str page = page_of(row->name);
  u32 heading = str_find(page, '\n');
  Buf text = buf_new(cli->arena);
  buf_format(&text, "%.*s (%.*s%s): %.*s.\n", STR_ARG(row->name),
             STR_ARG(severity_word(row->severity)),
             row->excusable ? ", excused by `because`" : "",
             STR_ARG(row->summary));
  buf_str(&text, str_slice(page, heading, page.length));
  markdown_plain(&cli->out, buf_view(&text), width);
}

/* ---- which one ----------------------------------------------------------- */

static Status unknown(Cli *cli, const CommandLine *line, Str wanted) {
  Str names[2 * RULE_COUNT];
  for (u32 rule = 0; rule < RULE_COUNT; rule++) {
    names[rule] = rule_row((Rule)rule)->name;
    names[RULE_COUNT + rule] = without_family(names[rule]);
  }
  Str hint = console_hint(cli->arena, wanted, names, COUNT_OF(names));
  return console_misuse(cli, line->command, "there is no rule `%.*s`%.*s",
                        STR_ARG(wanted), STR_ARG(hint));
}

Status explain_run(Cli *cli, const CommandLine *line) {
  if (line->operands.count == 0) {
    print_list(&cli->out);
    return STATUS_DONE;
  }
  Str wanted = line->operands.items[0], found[RULE_COUNT];
  u32 count = 0;
  if (str_starts(wanted, STR("plugin/")) && rule_find(wanted) == RULE_COUNT)
    wanted = rule_row(RULE_PLUGIN_SAYS)->name; /* each has some of its own */
  for (u32 rule = 0; rule < RULE_COUNT; rule++) {
    Str name = rule_row((Rule)rule)->name;
    if (str_equal(name, wanted) || str_equal(without_family(name), wanted))
      found[count++] = name;
  }
  if (count == 0)
    return unknown(cli, line, wanted);
  if (count > 1) {
    Str list = str_join(cli->arena, STR(", "), found, count);
    return console_misuse(cli, line->command,
                          "several rules are called `%.*s`: %.*s",
                          STR_ARG(wanted), STR_ARG(list));
  }
  print_page(cli, rule_row(rule_find(found[0])));
  return STATUS_DONE;
}
