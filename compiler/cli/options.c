/* SPDX-License-Identifier: Apache-2.0
 *
 * Arguments become a CommandLine. The first argument that is no option is the
 * command; options may stand before and after it. Everything that can be wrong
 * with an argument by itself is found here, so that a command sees only options
 * that it takes, with values of the right shape.
 */
#include "cli/cli.h"

#define ONCE false
#define MANY true

static const OptionRow options[] = {
#define OPTION(id, name, other, value, words, many, summary)                   \
  { STR_INIT(name), STR_INIT(other),  STR_INIT(value), STR_INIT(words),        \
    many,           STR_INIT(summary) },
#include "cli/options.def"
#undef OPTION
};

const OptionRow *option_row(OptionId id) {
  return &options[id];
}

bool option_given(const CommandLine *line, OptionId id) {
  for (u32 i = 0; i < line->options.count; i++)
    if (line->options.items[i].id == id)
      return true;
  return false;
}

Str option_value(const CommandLine *line, OptionId id) {
  for (u32 i = 0; i < line->options.count; i++)
    if (line->options.items[i].id == id)
      return line->options.items[i].value;
  return STR("");
}

/* ---- reading ------------------------------------------------------------- */

typedef struct Reader {
  Arena *arena;
  const Str *arguments;
  u32 count, next;
  bool only_operands; /* after `--` */
  CommandLine line;
} Reader;

/* Keeps the problem. Always false, for `return`. */
static bool refuse(Reader *reader, const char *format, ...) PRINTF_LIKE(2, 3);

static bool refuse(Reader *reader, const char *format, ...) {
  Buf problem = buf_new(reader->arena);
  va_list arguments;
  va_start(arguments, format);
  buf_format_list(&problem, format, arguments);
  va_end(arguments);
  reader->line.problem = buf_view(&problem);
  return false;
}

static bool takes(const CommandRow *command, u32 option) {
  return option == OPTION_help || (command->options >> option & 1);
}

static bool looks_like_option(Str argument) {
  return argument.length > 1 && argument.at[0] == '-';
}

/* A letter is near to every other, so only the long ones are proposed. */
static bool unknown_option(Reader *reader, Str name) {
  Str names[OPTION_COUNT];
  u32 count = 0;
  const CommandRow *command = reader->line.command;
  for (u32 i = 0; i < OPTION_COUNT; i++)
    if (options[i].name.length > 2 && (!command || takes(command, i)))
      names[count++] = options[i].name;
  Str hint = console_hint(reader->arena, name, names, count);
  return refuse(reader, "there is no option `%.*s`%.*s", STR_ARG(name),
                STR_ARG(hint));
}

/* The row of that name which the command takes, else the first one. */
static u32 find_option(const CommandRow *command, Str name) {
  u32 found = OPTION_COUNT;
  for (u32 id = OPTION_COUNT; id-- > 0;) {
    bool named = str_equal(options[id].name, name) ||
                 str_equal(options[id].other, name);
    bool better = found == OPTION_COUNT || !command || takes(command, id) ||
                  !takes(command, found);
    if (named && better)
      found = id;
  }
  return found;
}

static bool check_word(Reader *reader, const OptionRow *row, Str value) {
  Str words[8], rest = row->words;
  u32 count = 0;
  for (u32 end; count < COUNT_OF(words); count++) {
    end = str_find(rest, '|');
    words[count] = str_slice(rest, 0, end);
    if (str_equal(words[count], value))
      return true;
    if (end == rest.length)
      break;
    rest = str_slice(rest, end + 1, rest.length);
  }
  count++;
  Str list = str_join(reader->arena, STR(", "), words, count);
  Str hint = console_hint(reader->arena, value, words, count);
  return refuse(reader, "`%.*s` takes %s%.*s, not `%.*s`%.*s",
                STR_ARG(row->name), count > 1 ? "one of " : "", STR_ARG(list),
                STR_ARG(value), STR_ARG(hint));
}

/* What belongs to an option and stands in the next argument. */
static bool take_value(Reader *reader, const OptionRow *row, Str *value) {
  if (reader->next == reader->count)
    return refuse(reader, "`%.*s` needs a value: %.*s %.*s", STR_ARG(row->name),
                  STR_ARG(row->name), STR_ARG(row->value));
  *value = reader->arguments[reader->next];
  if (looks_like_option(*value))
    return refuse(reader, "`%.*s` needs a value, and `%.*s` is an option",
                  STR_ARG(row->name), STR_ARG(*value));
  reader->next++;
  return true;
}

/* `name` with what is attached to it, if anything is. */
static bool take_option(Reader *reader, Str name, bool attached, Str value) {
  const CommandRow *command = reader->line.command;
  u32 id = find_option(command, name);
  if (id == OPTION_COUNT)
    return unknown_option(reader, name);
  const OptionRow *row = &options[id];
  if (command && !takes(command, id))
    return refuse(reader, "`apiqc %.*s` does not take `%.*s`",
                  STR_ARG(command->name), STR_ARG(row->name));
  if (!row->value.length && attached)
    return refuse(reader, "`%.*s` takes no value", STR_ARG(row->name));
  if (row->value.length && !attached && !take_value(reader, row, &value))
    return false;
  if (row->value.length && !value.length)
    return refuse(reader, "the value of `%.*s` is empty", STR_ARG(row->name));
  if (!row->many && option_given(&reader->line, (OptionId)id))
    return refuse(reader, "`%.*s` is given twice", STR_ARG(row->name));
  if (command && row->words.length && !check_word(reader, row, value))
    return false; /* without a command it is asked when that comes */
  GivenOption given = { (OptionId)id, value };
  VEC_PUSH(reader->arena, &reader->line.options, given);
  return true;
}

static bool take_command(Reader *reader, Str name) {
  CommandLine *line = &reader->line;
  const CommandRow *command = command_find(name);
  if (!command) {
    Str hint = command_hint(reader->arena, name);
    return refuse(reader, "there is no command `%.*s`%.*s", STR_ARG(name),
                  STR_ARG(hint));
  }
  line->command = command;
  for (u32 i = 0; i < line->options.count; i++) {
    GivenOption *given = &line->options.items[i];
    OptionId id = given->id =
      (OptionId)find_option(command, options[given->id].name);
    if (takes(command, id) && options[id].words.length &&
        !check_word(reader, &options[id], given->value))
      return false;
    if (!takes(command, id))
      return refuse(reader, "`apiqc %.*s` does not take `%.*s`", STR_ARG(name),
                    STR_ARG(options[id].name));
  }
  return true;
}

static bool take_operand(Reader *reader, Str operand) {
  CommandLine *line = &reader->line;
  if (!line->command)
    return take_command(reader, operand);
  if (line->operands.count == line->command->operands)
    return refuse(reader, "`%.*s` is one argument too many", STR_ARG(operand));
  VEC_PUSH(reader->arena, &line->operands, operand);
  return true;
}

static bool take_argument(Reader *reader) {
  Str argument = reader->arguments[reader->next++];
  if (reader->only_operands || !looks_like_option(argument))
    return take_operand(reader, argument);
  if (str_equal(argument, STR("--"))) {
    reader->only_operands = true;
    return true;
  }
  u32 equals = str_find(argument, '=');
  if (str_starts(argument, STR("--"))) {
    bool attached = equals < argument.length;
    u32 value = attached ? equals + 1 : equals;
    return take_option(reader, str_slice(argument, 0, equals), attached,
                       str_slice(argument, value, argument.length));
  }
  Str letter = str_slice(argument, 0, 2);
  for (u32 id = 0; id < OPTION_COUNT; id++)
    if (str_equal(options[id].name, letter) ||
        str_equal(options[id].other, letter))
      return take_option(reader, letter, argument.length > 2,
                         str_slice(argument, 2, argument.length));
  return unknown_option(reader, str_slice(argument, 0, equals));
}

CommandLine command_line_read(Arena *arena, const Str *arguments, u32 count) {
  Reader reader = { .arena = arena, .arguments = arguments, .count = count };
  while (reader.next < count && take_argument(&reader))
    continue;
  return reader.line;
}
