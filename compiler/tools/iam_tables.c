/* SPDX-License-Identifier: Apache-2.0
 *
 * A program of the build: the service authorization data becomes C.
 *
 *   iam_tables ACTIONS RESOURCES CONDITIONS GLOBAL_CONDITIONS
 *
 * prints the tables that compiler/iam/tables.h declares. Every text stands once
 * in one pool and every list of numbers once in another; a row is a few numbers
 * into them. So nothing is relocated, parsed or allocated when the compiler
 * starts. The rows keep the order of the files, which are sorted bytewise.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 6, SLOTS = 1 << 18, LONGEST_LIST = 512 };

static void fail(const char *about, const char *reason) {
  fprintf(stderr, "iam_tables: %s: %s\n", about, reason);
  exit(1);
}

static void *grow(void *items, size_t count, size_t size) {
  if (count & (count - 1)) /* room for the next power of two is there */
    return items;
  void *more = realloc(items, (count ? 2 * count : 1) * size);
  if (!more)
    fail("memory", "there is none left");
  return more;
}

/* ---- files ---- */

typedef struct Row {
  char *columns[COLUMNS];
} Row;

typedef struct Table {
  char *text; /* that the rows point into */
  Row *rows;
  size_t count;
} Table;

static char *read_all(const char *path) {
  FILE *file = fopen(path, "rb");
  char *text = NULL;
  size_t length = 0;
  int c;
  if (!file)
    fail(path, "cannot be opened");
  do {
    c = getc(file);
    text = grow(text, length, 1);
    text[length++] = c == EOF ? '\0' : (char)c;
  } while (c != EOF);
  if (ferror(file))
    fail(path, "cannot be read");
  fclose(file);
  return text;
}

/* The rows behind the header line; a column that is missing is empty. */
static Table read_table(const char *path) {
  Table table = { read_all(path), NULL, 0 };
  char *next = table.text;
  bool header = true;
  while (*next) {
    char *line = next, *end = strchr(next, '\n');
    if (!end)
      fail(path, "does not end in a newline");
    *end = '\0';
    next = end + 1;
    if (header) {
      header = false;
      continue;
    }
    table.rows = grow(table.rows, table.count, sizeof(Row));
    Row *row = &table.rows[table.count++];
    for (int i = 0; i < COLUMNS; i++) {
      row->columns[i] = line;
      char *tab = strchr(line, '\t');
      if (tab)
        *tab = '\0';
      line = tab ? tab + 1 : end;
    }
  }
  return table;
}

/* ---- pools ---- */

typedef struct Pool { /* of texts, each with its NUL */
  char *bytes;
  size_t length;
  uint32_t *slots; /* offset plus 1 */
} Pool;

static uint32_t hash(const char *bytes, size_t length) {
  uint32_t sum = 2166136261u;
  for (size_t i = 0; i < length; i++)
    sum = (sum ^ (unsigned char)bytes[i]) * 16777619u;
  return sum;
}

static void *slots_new(void) {
  void *slots = calloc(SLOTS, sizeof(uint32_t));
  if (!slots)
    fail("memory", "there is none left");
  return slots;
}

static uint32_t pool_text(Pool *pool, const char *text) {
  size_t length = strlen(text) + 1;
  uint32_t slot = hash(text, length) % SLOTS;
  for (; pool->slots[slot]; slot = (slot + 1) % SLOTS)
    if (strcmp(pool->bytes + pool->slots[slot] - 1, text) == 0)
      return pool->slots[slot] - 1;
  uint32_t at = (uint32_t)pool->length;
  for (size_t i = 0; i < length; i++) {
    pool->bytes = grow(pool->bytes, pool->length, 1);
    pool->bytes[pool->length++] = text[i];
  }
  pool->slots[slot] = at + 1;
  return at;
}

typedef struct Lists { /* each: how many, then the numbers */
  uint16_t *items;
  size_t length;
  uint32_t *slots;
} Lists;

static uint32_t lists_add(Lists *lists, const uint16_t *list, size_t count) {
  size_t bytes = (count + 1) * sizeof *list;
  uint32_t slot = hash((const char *)list, bytes) % SLOTS;
  for (; lists->slots[slot]; slot = (slot + 1) % SLOTS) {
    size_t at = lists->slots[slot] - 1;
    if (lists->length - at >= count + 1 &&
        memcmp(lists->items + at, list, bytes) == 0)
      return (uint32_t)at;
  }
  uint32_t at = (uint32_t)lists->length;
  for (size_t i = 0; i <= count; i++) {
    lists->items = grow(lists->items, lists->length, sizeof *list);
    lists->items[lists->length++] = list[i];
  }
  lists->slots[slot] = at + 1;
  return at;
}

/* ---- keys ---- */

typedef struct Key {
  const char *name;
  unsigned kinds;
  bool global;
} Key;

typedef struct Keys {
  Key *items;
  size_t count;
} Keys;

static unsigned kinds_of(char *types) {
  static const struct {
    const char *word;
    unsigned bit;
  } rows[] = { { "String", 1 }, { "ARN", 2 },   { "Numeric", 4 },
               { "Date", 8 },   { "Bool", 16 }, { "IPAddress", 32 } };
  unsigned kinds = 0;
  for (char *word = strtok(types, "|"); word; word = strtok(NULL, "|")) {
    bool known = false;
    if (strncmp(word, "ArrayOf", 7) == 0) {
      kinds |= 64;
      word += 7;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
      if (strcmp(rows[i].word, word) == 0) {
        kinds |= rows[i].bit;
        known = true;
      }
    if (!known)
      fail(word, "is no type of a condition key");
  }
  return kinds;
}

static int compare_keys(const void *left, const void *right) {
  return strcmp(((const Key *)left)->name, ((const Key *)right)->name);
}

static void keys_add(Keys *keys, const Table *table, bool global) {
  for (size_t i = 0; i < table->count; i++) {
    keys->items = grow(keys->items, keys->count, sizeof(Key));
    keys->items[keys->count++] =
      (Key){ table->rows[i].columns[0], kinds_of(table->rows[i].columns[1]),
             global };
  }
}

/* A key that a service lists and every request may carry is one key. */
static void keys_sort(Keys *keys) {
  size_t last = 0;
  if (!keys->items) {
    fail("condition keys", "there are none");
    return;
  }
  qsort(keys->items, keys->count, sizeof(Key), compare_keys);
  for (size_t i = 1; i < keys->count; i++)
    if (strcmp(keys->items[last].name, keys->items[i].name) != 0) {
      keys->items[++last] = keys->items[i];
    } else {
      keys->items[last].kinds |= keys->items[i].kinds;
      keys->items[last].global |= keys->items[i].global;
    }
  keys->count = last + 1;
}

static uint16_t key_number(const Keys *keys, const char *name) {
  Key wanted = { name, 0, false };
  const Key *found =
    bsearch(&wanted, keys->items, keys->count, sizeof(Key), compare_keys);
  if (!found)
    fail(name, "is no condition key");
  return (uint16_t)(found - keys->items);
}

/* ---- rows ---- */

typedef struct Maker {
  Pool pool;
  Lists lists;
  Keys keys;
  Table actions, types;
} Maker;

static uint32_t key_list(Maker *maker, char *names) {
  uint16_t list[LONGEST_LIST];
  size_t count = 0;
  for (char *name = strtok(names, ","); name; name = strtok(NULL, ",")) {
    if (++count == LONGEST_LIST)
      fail(name, "stands in a list that is too long");
    list[count] = key_number(&maker->keys, name);
  }
  list[0] = (uint16_t)count;
  return lists_add(&maker->lists, list, count);
}

static uint16_t type_number(const Maker *maker, const char *service,
                            const char *name) {
  for (size_t i = 0; i < maker->types.count; i++)
    if (strcmp(maker->types.rows[i].columns[0], service) == 0 &&
        strcmp(maker->types.rows[i].columns[1], name) == 0)
      return (uint16_t)i;
  fail(name, "is no resource type of its service");
  return 0;
}

static uint32_t type_list(Maker *maker, const char *service, char *names) {
  uint16_t list[LONGEST_LIST];
  size_t count = 0;
  for (char *name = strtok(names, ","); name; name = strtok(NULL, ",")) {
    size_t length = strlen(name);
    if (++count == LONGEST_LIST)
      fail(name, "stands in a list that is too long");
    if (name[length - 1] == '*') /* is required where it applies */
      name[length - 1] = '\0';
    list[count] = type_number(maker, service, name);
  }
  list[0] = (uint16_t)count;
  return lists_add(&maker->lists, list, count);
}

static unsigned level_of(const char *word) {
  static const char *const words[] = { "List", "Read", "Write", "Tagging",
                                       "Permissions management" };
  for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(words[i], word) == 0)
      return i;
  fail(word, "is no access level");
  return 0;
}

static void print_actions(Maker *maker) {
  printf("\nconst IamAction iam_actions[] = {\n");
  for (size_t i = 0; i < maker->actions.count; i++) {
    char **columns = maker->actions.rows[i].columns;
    uint32_t types = type_list(maker, columns[0], columns[3]);
    uint32_t keys = key_list(maker, columns[4]);
    printf("{%u,%u,%u,%u},\n", pool_text(&maker->pool, columns[1]), types, keys,
           level_of(columns[2]));
  }
  printf("};\n");
}

static void print_types(Maker *maker) {
  printf("\nconst IamType iam_types[] = {\n");
  for (size_t i = 0; i < maker->types.count; i++) {
    char **columns = maker->types.rows[i].columns;
    printf("{%u,%u,%u},\n", pool_text(&maker->pool, columns[1]),
           pool_text(&maker->pool, columns[2]), key_list(maker, columns[3]));
  }
  printf("};\n");
}

/* Each service with its first action and type; the row behind the last one says
 * where those end. */
static void print_services(Maker *maker) {
  size_t type = 0, count = 0;
  const char *name = "";
  printf("\nconst IamService iam_services[] = {\n");
  for (size_t i = 0; i < maker->actions.count; i++) {
    const char *next = maker->actions.rows[i].columns[0];
    if (strcmp(name, next) == 0)
      continue;
    if (strcmp(name, next) > 0)
      fail(next, "is not in its order");
    name = next;
    if (type < maker->types.count &&
        strcmp(maker->types.rows[type].columns[0], name) < 0)
      fail(maker->types.rows[type].columns[0], "has types and no actions");
    printf("{%u,%zu,%zu},\n", pool_text(&maker->pool, name), i, type);
    count++;
    while (type < maker->types.count &&
           strcmp(maker->types.rows[type].columns[0], name) == 0)
      type++;
  }
  printf("{0,%zu,%zu},\n};\nconst u32 iam_service_count = %zu;\n",
         maker->actions.count, type, count);
}

static void print_keys(Maker *maker) {
  printf("\nconst IamKey iam_keys[] = {\n");
  for (size_t i = 0; i < maker->keys.count; i++) {
    const Key *key = &maker->keys.items[i];
    printf("{%u,%u,%d},\n", pool_text(&maker->pool, key->name), key->kinds,
           key->global);
  }
  printf("};\nconst u32 iam_key_count = %zu;\n", maker->keys.count);
}

static void print_pools(const Maker *maker) {
  printf("\nconst char iam_text[] =");
  for (size_t i = 0; i < maker->pool.length;
       i += strlen(maker->pool.bytes + i) + 1) {
    printf("\n\"");
    for (const char *c = maker->pool.bytes + i; *c; c++)
      if (*c == '"' || *c == '\\' || *c == '?' || *c < ' ' || *c > '~')
        printf("\\%03o", (unsigned char)*c);
      else
        putchar(*c);
    printf("\\000\"");
  }
  printf(";\n\nconst u16 iam_lists[] = {");
  for (size_t i = 0; i < maker->lists.length; i++)
    printf("%s%u,", i % 16 ? "" : "\n", maker->lists.items[i]);
  printf("\n};\n");
}

static void table_free(Table *table) {
  free(table->text);
  free(table->rows);
}

static void maker_free(Maker *maker) {
  free(maker->pool.bytes);
  free(maker->pool.slots);
  free(maker->lists.items);
  free(maker->lists.slots);
  free(maker->keys.items);
  table_free(&maker->actions);
  table_free(&maker->types);
}

int main(int argc, char **argv) {
  Maker maker = { 0 };
  if (argc != 5)
    fail("usage", "iam_tables ACTIONS RESOURCES CONDITIONS GLOBAL_CONDITIONS");
  maker.pool.slots = slots_new();
  maker.lists.slots = slots_new();
  maker.actions = read_table(argv[1]);
  maker.types = read_table(argv[2]);
  Table conditions = read_table(argv[3]), global = read_table(argv[4]);
  keys_add(&maker.keys, &conditions, false);
  keys_add(&maker.keys, &global, true);
  keys_sort(&maker.keys);
  if (maker.keys.count > UINT16_MAX || maker.types.count > UINT16_MAX)
    fail("numbers", "do not fit into 16 bits");
  printf("/* Made by iam_tables from stdlib/aws. */\n"
         "#include \"iam/tables.h\"\n");
  pool_text(&maker.pool, "");
  print_services(&maker);
  print_types(&maker);
  print_actions(&maker);
  print_keys(&maker);
  print_pools(&maker);
  maker_free(&maker);
  table_free(&conditions);
  table_free(&global);
  return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
