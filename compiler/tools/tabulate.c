/* SPDX-License-Identifier: Apache-2.0
 *
 * A program of the build: stdlib/aws/properties.txt becomes static tables, so
 * that the compiler reads nothing when it starts.
 *
 *   tabulate properties.txt
 *
 * Each type and shape is a form: a run of rows, one for each property. A list
 * and a map are forms too, of one row called `[]` or `*`, and equal ones are
 * made once. Forms refer to each other by number, names are places in one text:
 * there is no pointer that would have to be relocated.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = 512, KEY = 2 * LINE + 8 }; /* bytes */

static void fail(const char *what, const char *why) {
  fprintf(stderr, "tabulate: %s: %s\n", what, why);
  exit(1);
}

/* ---- room ---------------------------------------------------------------- */

/* Enough for twice of what there is; what does not fit is a clear error. */
enum {
  TEXTS = 1 << 23, /* bytes */
  ROWS = 1 << 17,
  FORMS = 1 << 16,
  TYPES = 1 << 12,
  LINES = 1 << 10, /* of one form */
};

#define LIST(Type, most)                                                       \
  struct {                                                                     \
    Type items[most];                                                          \
    size_t count;                                                              \
  }
#define PUSH(list, item)                                                       \
  ((list).count < sizeof(list).items / sizeof *(list).items                    \
     ? (void)0                                                                 \
     : fail(#list, "are too many"),                                            \
   (list).items[(list).count++] = (item))

static LIST(char, TEXTS) texts;

static char *copied(const char *text) {
  size_t size = strlen(text) + 1;
  char *copy = texts.items + texts.count;
  if (size > TEXTS - texts.count)
    fail("names", "are too many");
  texts.count += size;
  return memcpy(copy, text, size);
}

/* ---- names to numbers ---------------------------------------------------- */

typedef struct Slot {
  char *key; /* NULL: free */
  unsigned value;
} Slot;

enum { SLOTS = 1 << 16 };

typedef struct Table {
  Slot slots[SLOTS];
  size_t count;
} Table;

/* The slot of that key, whose value is 0 the first time. */
static Slot *table_slot(Table *table, const char *key) {
  unsigned long hash = 5381;
  for (const char *at = key; *at; at++)
    hash = hash * 33 + (unsigned char)*at;
  size_t i = hash % SLOTS;
  while (table->slots[i].key && strcmp(table->slots[i].key, key) != 0)
    i = (i + 1) % SLOTS;
  if (!table->slots[i].key) {
    if (2 * ++table->count > SLOTS)
      fail(key, "is one name too many");
    table->slots[i].key = copied(key);
  }
  return &table->slots[i];
}

/* ---- the tables ---------------------------------------------------------- */

typedef struct Row {
  unsigned name, form, kinds;
  bool required, read_only;
} Row;

typedef struct Form {
  unsigned first, count; /* of its rows */
} Form;

typedef struct Type {
  unsigned name, properties, attributes;
} Type;

typedef struct Line { /* of a form that is not made yet */
  char *name, *kinds;
} Line;

static LIST(Row, ROWS) rows;
static LIST(Form, FORMS) forms;
static LIST(Type, TYPES) types;
static Table names;        /* to a place in the text of all names, plus 1 */
static unsigned place;     /* the length of that text so far */
static Table known;        /* "TYPE.Shape" and "[]string" to a form, plus 1 */
static char current[LINE]; /* the type that is read */

static unsigned name_place(const char *name) {
  Slot *slot = table_slot(&names, name);
  if (strlen(name) > 255)
    fail(name, "is longer than a byte can say");
  if (!slot->value) {
    if (place == 0)
      printf("static const char names[] =");
    printf("\n  \"\\%03o%s\"", (unsigned)strlen(name), name);
    slot->value = place + 1;
    place += (unsigned)strlen(name) + 1;
  }
  return slot->value - 1;
}

/* The number of a form, which may get its rows later. */
static unsigned form_number(const char *key) {
  Slot *slot = table_slot(&known, key);
  if (!slot->value) {
    PUSH(forms, ((Form){ 0, 0 }));
    slot->value = (unsigned)forms.count;
  }
  return slot->value - 1;
}

/* ---- kinds --------------------------------------------------------------- */

enum { LIST = 16, OBJECT = 32, ANY = 63 }; /* as in schema/properties.h */

static void read_kinds(Row *row, char *text);

/* `[]INNER` or `{}INNER`: a form of one row. */
static unsigned inner_form(const char *text, const char *name) {
  char key[KEY];
  bool own = strchr(text, '.') != NULL;
  snprintf(key, sizeof key, "%s %s", own ? current : "", text);
  unsigned number = form_number(key);
  if (forms.items[number].count == 0) {
    Row row = { .name = name_place(name) };
    read_kinds(&row, copied(text + 2));
    forms.items[number] = (Form){ (unsigned)rows.count, 1 };
    PUSH(rows, row);
  }
  return number;
}

static void read_kind(Row *row, const char *word) {
  static const struct {
    const char *word;
    unsigned kinds;
  } scalars[] = { { "string", 1 },  { "integer", 2 },     { "number", 4 },
                  { "boolean", 8 }, { "object", OBJECT }, { "any", ANY } };
  unsigned form = 0;
  if (word[0] == '.') {
    char key[KEY];
    snprintf(key, sizeof key, "%s%s", current, word);
    form = form_number(key);
    row->kinds |= OBJECT;
  } else if (strncmp(word, "[]", 2) == 0) {
    form = inner_form(word, "[]");
    row->kinds |= LIST;
  } else if (strncmp(word, "{}", 2) == 0) {
    form = inner_form(word, "*");
    row->kinds |= OBJECT;
  } else {
    size_t i = 0;
    while (i < 6 && strcmp(scalars[i].word, word) != 0)
      i++;
    if (i == 6)
      fail(word, "is no kind");
    row->kinds |= scalars[i].kinds;
  }
  row->form = row->form ? row->form : form;
}

static void read_kinds(Row *row, char *text) {
  while (text) {
    char *bar = strchr(text, '|');
    if (bar)
      *bar = '\0';
    read_kind(row, text);
    text = bar ? bar + 1 : NULL;
  }
}

/* ---- the file ------------------------------------------------------------ */

static LIST(Line, LINES) lines;

/* Gives the form the lines that have been read. Their inner forms come first,
 * so that the rows of one form lie together. */
static void end_form(unsigned number) {
  static Row made[LINES];
  size_t count = lines.count;
  for (size_t i = 0; i < count; i++) {
    const Line *line = &lines.items[i];
    bool marked = line->kinds[0] == '!' || line->kinds[0] == '~';
    made[i] = (Row){ .name = name_place(line->name),
                     .required = line->kinds[0] == '!',
                     .read_only = line->kinds[0] == '~' };
    read_kinds(&made[i], line->kinds + marked);
    if (i && strcmp(lines.items[i - 1].name, line->name) >= 0)
      fail(line->name, "is not in the order of the names");
  }
  forms.items[number] = (Form){ (unsigned)rows.count, (unsigned)count };
  for (size_t i = 0; i < count; i++)
    PUSH(rows, made[i]);
  lines.count = 0;
}

/* A new type or shape; what was read before it belongs to `number`. */
static unsigned begin(const char *line, unsigned number) {
  char key[KEY];
  if (number)
    end_form(number);
  if (line[0] == '.') {
    snprintf(key, sizeof key, "%s%s", current, line);
    return form_number(key);
  }
  if (types.count && strcmp(current, line) >= 0)
    fail(line, "is not in the order of the names");
  snprintf(current, sizeof current, "%s", line);
  snprintf(key, sizeof key, "%s@", line);
  unsigned attributes = form_number(key);
  Type type = { name_place(line), form_number(line), attributes };
  PUSH(types, type);
  return attributes;
}

static void read_file(FILE *file) {
  char line[LINE];
  unsigned number = 0;
  bool attributes = false;
  while (fgets(line, sizeof line, file)) {
    char *end = strchr(line, '\n');
    if (!end)
      fail(line, "is too long");
    *end = '\0';
    if (line[0] == '#' || line[0] == '\0')
      continue;
    char *space = strchr(line, ' ');
    if (!space) {
      if (attributes) { /* a type without properties */
        end_form(number);
        number = types.items[types.count - 1].properties;
      }
      attributes = line[0] != '.';
      number = begin(line, number);
      continue;
    }
    *space = '\0';
    if (attributes && line[0] != '@') {
      attributes = false;
      end_form(number);
      number = types.items[types.count - 1].properties;
    }
    PUSH(lines, ((Line){ copied(line + (line[0] == '@')), copied(space + 1) }));
  }
  end_form(number);
}

static void print_tables(void) {
  printf(";\n\nstatic const PropertyRow rows[] = {\n");
  for (size_t i = 0; i < rows.count; i++) {
    const Row *row = &rows.items[i];
    printf("  { %u, %u, %u, %u },\n", row->name, row->form, row->kinds,
           row->required + 2u * row->read_only);
  }
  printf("};\n\nstatic const FormRow forms[] = {\n");
  for (size_t i = 0; i < forms.count; i++)
    printf("  { %u, %u },\n", forms.items[i].first, forms.items[i].count);
  printf("};\n\nstatic const TargetTypeRow types[] = {\n");
  for (size_t i = 0; i < types.count; i++)
    printf("  { %u, %u, %u },\n", types.items[i].name,
           types.items[i].properties, types.items[i].attributes);
  printf("};\n\nconst PropertyTables property_tables = { names, rows, forms, "
         "types, %zu };\n",
         types.count);
}

int main(int argc, char **argv) {
  if (argc != 2)
    fail("usage", "tabulate FILE");
  FILE *file = fopen(argv[1], "r");
  if (!file)
    fail(argv[1], "cannot be opened");
  printf("/* Made by tabulate from %s */\n"
         "#include \"schema/properties.h\"\n\n",
         argv[1]);
  form_number("nothing is known"); /* 0 */
  read_file(file);
  if (ferror(file))
    fail(argv[1], "cannot be read");
  fclose(file);
  if (forms.count > 65535)
    fail(argv[1], "has more forms than a row can name");
  print_tables();
  return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
