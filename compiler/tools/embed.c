/* SPDX-License-Identifier: Apache-2.0
 *
 * A program of the build: files become C, so that the compiler carries them.
 *
 *   embed TABLE ROOT ENDING FILE…
 *
 * prints the definition of TABLE, with a row for each FILE. A row's name is the
 * file's path without ROOT before it and ENDING behind it. The files must be
 * given in the order of their names, for that is the order of the table.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *path, const char *reason) {
  fprintf(stderr, "embed: %s: %s\n", path, reason);
  exit(1);
}

/* One literal for each line of the text. */
static long print_text(FILE *file) {
  long length = 0;
  int c, before = '\n';
  for (; (c = getc(file)) != EOF; length++, before = c) {
    if (before == '\n')
      fputs("\n  \"", stdout);
    if (c == '\n')
      fputs("\\n\"", stdout);
    else if (c == '"' || c == '\\' || c == '?' || c < ' ' || c > '~')
      printf("\\%03o", (unsigned)c);
    else
      putchar(c);
  }
  if (before != '\n')
    putchar('"');
  return length;
}

static void print_file(const char *path, size_t number) {
  FILE *file = fopen(path, "rb");
  if (!file)
    fail(path, "cannot be opened");
  printf("\nstatic const char text_%zu[] =", number);
  long length = print_text(file);
  if (ferror(file))
    fail(path, "cannot be read");
  if (length == 0)
    fail(path, "is empty");
  printf(";\nenum { LENGTH_%zu = %ld };\n", number, length);
  fclose(file);
}

static void print_row(const char *path, const char *root, const char *ending,
                      size_t number) {
  size_t length = strlen(path), cut = strlen(ending);
  if (strncmp(path, root, strlen(root)) != 0)
    fail(path, "is not below the root");
  if (length < cut || strcmp(path + length - cut, ending) != 0)
    fail(path, "has another ending");
  int name = (int)(length - strlen(root) - cut);
  printf("  { STR_INIT(\"%.*s\"), { text_%zu, LENGTH_%zu } },\n", name,
         path + strlen(root), number, number);
}

int main(int argc, char **argv) {
  if (argc < 5)
    fail("usage", "embed TABLE ROOT ENDING FILE…");
  printf("/* Made by embed from the files below %s */\n"
         "#include \"base/base.h\"\n"
         "\nextern const Embedded %s;\n",
         argv[2], argv[1]);
  for (int i = 4; i < argc; i++) {
    if (i > 4 && strcmp(argv[i - 1], argv[i]) >= 0)
      fail(argv[i], "is not in the order of the names");
    print_file(argv[i], (size_t)i);
  }
  printf("\nstatic const EmbeddedFile files[] = {\n");
  for (int i = 4; i < argc; i++)
    print_row(argv[i], argv[2], argv[3], (size_t)i);
  printf("};\n\nconst Embedded %s = { files, %d };\n", argv[1], argc - 4);
  return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
