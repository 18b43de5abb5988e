/* SPDX-License-Identifier: Apache-2.0
 *
 * Packing code: the same code gives the same bytes and name, any change another
 * name, and nothing that lies outside the code folder gets in. What the archive
 * holds is read back by a program that nobody here wrote.
 */
#define _XOPEN_SOURCE 700
#include "artifact/artifact.h"

#include "folder.h"

#include <sys/wait.h>

static ArtifactResult pack(const Folder *folder, const char *code,
                           Artifact *artifact) {
  return artifact_pack(folder->arena, folder->path, str_from(code),
                       STR("process"), artifact);
}

static Artifact packed(const Folder *folder, const char *code) {
  Artifact artifact = { 0 };
  ArtifactResult result = pack(folder, code, &artifact);
  assert_str(result.message, "");
  assert_int_equal(result.status, ARTIFACT_OK);
  return artifact;
}

static void assert_refused(const Folder *folder, const char *code,
                           ArtifactStatus status, const char *words) {
  Artifact artifact;
  ArtifactResult result = pack(folder, code, &artifact);
  assert_int_equal(result.status, status);
  if (!strstr(str_terminated(folder->arena, result.message), words))
    fail_msg("\"%s\" is not in: %.*s", words, STR_ARG(result.message));
}

/* A small function, made in the given order of its two halves. */
static void make_code(const Folder *folder, const char *code, bool backwards) {
  char path[200];
  folder_make(folder, code);
  for (int half = 0; half < 2; half++) {
    if ((half == 1) == backwards) {
      snprintf(path, sizeof path, "%s/index.py", code);
      folder_put(folder, path, STR("def handler(event, context): pass\n"));
      snprintf(path, sizeof path, "%s/lib", code);
      folder_make(folder, path);
      snprintf(path, sizeof path, "%s/lib/data", code);
      folder_put(folder, path,
                 STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
    } else {
      snprintf(path, sizeof path, "%s/run.sh", code);
      folder_put(folder, path, STR("#!/bin/sh\n"));
      assert_return_code(chmod(folder_at(folder, path), 0700), 0);
      snprintf(path, sizeof path, "%s/lib-x", code);
      folder_put(folder, path, STR(""));
    }
  }
}

/* ---- name and bytes ------------------------------------------------------ */

static void test_same_bytes(void **state) {
  const Folder *folder = *state;
  make_code(folder, "one", false);
  make_code(folder, "two", true);
  struct timespec past[2] = { { .tv_sec = 1000 }, { .tv_sec = 1000 } };
  utimensat(AT_FDCWD, folder_at(folder, "two/index.py"), past, 0);
  Artifact one = packed(folder, "one"), two = packed(folder, "two");
  assert_true(str_equal(one.content, two.content));
  assert_true(str_equal(one.file_name, two.file_name));
  assert_true(str_equal(one.base64_sha256, two.base64_sha256));
  assert_true(str_equal(one.content, packed(folder, "./one/").content));
  /* No other compressor and no other version may change the name. */
  assert_str(one.file_name, "process-f511f109dd753fbc.zip");
  assert_int_equal(one.base64_sha256.length, 44);
  Digest digest = digest_of(one.content);
  assert_true(str_equal(one.base64_sha256,
                        digest_base64(folder->arena, &digest)));
}

static void test_changes_change_the_name(void **state) {
  const Folder *folder = *state;
  make_code(folder, "code", false);
  Str names[8];
  u32 count = 0;
  names[count++] = packed(folder, "code").file_name;
  folder_put(folder, "code/index.py",
             STR("def handler(event, context): pass "));
  names[count++] = packed(folder, "code").file_name;
  assert_return_code(chmod(folder_at(folder, "code/index.py"), 0755), 0);
  names[count++] = packed(folder, "code").file_name;
  assert_return_code(
    rename(folder_at(folder, "code/lib-x"), folder_at(folder, "code/lib-y")),
    0);
  names[count++] = packed(folder, "code").file_name;
  assert_return_code(
    rename(folder_at(folder, "code/lib-y"), folder_at(folder, "code/lib/y")),
    0);
  names[count++] = packed(folder, "code").file_name;
  folder_put(folder, "code/empty", STR(""));
  names[count++] = packed(folder, "code").file_name;
  for (u32 i = 0; i < count; i++)
    for (u32 j = 0; j < i; j++)
      assert_false(str_equal(names[i], names[j]));
}

/* Modes that do not matter and files that are left out. */
static void test_same_name(void **state) {
  const Folder *folder = *state;
  make_code(folder, "code", false);
  Str before = packed(folder, "code").file_name;
  assert_return_code(chmod(folder_at(folder, "code/index.py"), 0600), 0);
  assert_return_code(chmod(folder_at(folder, "code/run.sh"), 0755), 0);
  folder_make(folder, "code/.git");
  folder_put(folder, "code/.git/config", STR("x"));
  folder_make(folder, "code/lib/__pycache__");
  folder_put(folder, "code/lib/__pycache__/a.py", STR("x"));
  folder_put(folder, "code/a.pyc", STR("x"));
  folder_put(folder, "code/index.py~", STR("x"));
  folder_put(folder, "code/.index.py.swp", STR("x"));
  folder_put(folder, "code/lib/.DS_Store", STR("x"));
  folder_make(folder, "code/nothing");
  assert_true(str_equal(packed(folder, "code").file_name, before));
}

static void test_archive_as_it_is(void **state) {
  const Folder *folder = *state;
  Str bytes = STR("PK\003\004 whatever follows");
  folder_put(folder, "ready.zip", bytes);
  Artifact artifact = packed(folder, "ready.zip");
  assert_true(str_equal(artifact.content, bytes));
  Digest digest = digest_of(bytes);
  Str hex = str_slice(digest_hex(folder->arena, &digest), 0, 16);
  assert_true(str_starts(artifact.file_name, STR("process-")));
  assert_true(str_equal(str_slice(artifact.file_name, 8, 24), hex));
  assert_true(str_ends(artifact.file_name, STR(".zip")));
  folder_put(folder, "bad.zip", STR("hello"));
  assert_refused(folder, "bad.zip", ARTIFACT_REFUSED, "is not a zip archive");
}

/* ---- the archive, read by others ----------------------------------------- */

static bool have(const char *program) {
  char command[100];
  snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", program);
  return system(command) == 0;
}

static void test_python_reads_it(void **state) {
  const Folder *folder = *state;
  if (!have("python3")) {
    print_message("skipped: python3 is not installed\n");
    skip();
  }
  make_code(folder, "code", false);
  folder_put(folder, "code/bootstrap", STR("\1\2\3"));
  folder_put(folder, "code/lib/bootstrap", STR("x"));
  folder_put(folder, "code/h\xC3\xA9", STR("e"));
  folder_put(folder, "a.zip", packed(folder, "code").content);
  folder_put(folder, "read.py", STR(
    "import sys, zipfile\n"
    "z = zipfile.ZipFile(sys.argv[1])\n"
    "assert z.testzip() is None\n"
    "for i in z.infolist():\n"
    "    assert i.date_time == (1980, 1, 1, 0, 0, 0), i\n"
    "    assert i.extra == b'' and i.comment == b'', i\n"
    "    assert i.create_system == 3 and i.flag_bits == 0x800, i\n"
    "    sys.stdout.buffer.write(b'%s %o %d %s\\n' % (i.filename.encode(),\n"
    "        i.external_attr >> 16, i.compress_type, z.read(i).strip()))\n"));
  char command[400];
  snprintf(command, sizeof command, "python3 %s %s >%s",
           folder_at(folder, "read.py"), folder_at(folder, "a.zip"),
           folder_at(folder, "listing"));
  assert_int_equal(system(command), 0);
  assert_str(folder_get(folder, "listing"),
             "bootstrap 100755 0 \1\2\3\n"
             "h\xC3\xA9 100644 0 e\n"
             "index.py 100644 0 def handler(event, context): pass\n"
             "lib-x 100644 0 \n"
             "lib/bootstrap 100644 0 x\n"
             "lib/data 100644 8 "
             "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
             "run.sh 100755 0 #!/bin/sh\n");
}

/* Larger than any buffer on the way, compressible and not. */
static void test_large_files(void **state) {
  const Folder *folder = *state;
  if (!have("unzip")) {
    print_message("skipped: unzip is not installed\n");
    skip();
  }
  enum { SIZE = 900000 };
  char *bytes = arena_alloc(folder->arena, SIZE);
  folder_make(folder, "code");
  for (u32 i = 0; i < SIZE; i++)
    bytes[i] = (char)(i / 1000);
  folder_put(folder, "code/even", (Str){ bytes, SIZE });
  u64 seed = 1;
  for (u32 i = 0; i < SIZE; i++) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    bytes[i] = (char)(seed >> 56);
  }
  folder_put(folder, "code/noise", (Str){ bytes, SIZE });
  Artifact artifact = packed(folder, "code");
  assert_in_range(artifact.content.length, SIZE, SIZE + 20000);
  folder_put(folder, "a.zip", artifact.content);
  char command[400];
  snprintf(command, sizeof command,
           "cd %s && unzip -q a.zip -d back && diff -r code back",
           folder->path.at);
  assert_int_equal(system(command), 0);
}

/* ---- links --------------------------------------------------------------- */

static void test_links_inside(void **state) {
  const Folder *folder = *state;
  make_code(folder, "plain", false);
  folder_make(folder, "plain/also");
  folder_put(folder, "plain/also/data",
             STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
  folder_put(folder, "plain/again.py",
             STR("def handler(event, context): pass\n"));
  make_code(folder, "linked", false);
  folder_link(folder, "lib", "linked/also");
  folder_link(folder, "index.py", "linked/again.py");
  Artifact plain = packed(folder, "plain"), linked = packed(folder, "linked");
  assert_true(str_equal(plain.content, linked.content));
  assert_true(str_equal(plain.file_name, linked.file_name));
  folder_link(folder, "linked", "code"); /* itself, in the root */
  assert_true(str_equal(packed(folder, "code").content, plain.content));
}

static void test_links_outside(void **state) {
  const Folder *folder = *state;
  make_code(folder, "code", false);
  folder_make(folder, "code-more");
  folder_put(folder, "code-more/secret", STR("x"));
  static const struct {
    const char *target, *words;
  } rows[] = {
    { "/etc/passwd", "code/link is a symbolic link that leads out of" },
    { "../code-more", "code/link is a symbolic link that leads out of" },
    { "../code-more/secret", "code/link is a symbolic link that leads out of" },
    { "lib/../..", "code/link is a symbolic link that leads out of" },
    { "absent", "code/link is a symbolic link that leads nowhere" },
    { "link", "code/link is a symbolic link that leads nowhere" },
    { ".", "code/link is a symbolic link to a folder that it lies in" },
    { "../code", "code/link is a symbolic link to a folder that it lies in" },
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    folder_link(folder, rows[i].target, "code/link");
    assert_refused(folder, "code", ARTIFACT_REFUSED, rows[i].words);
    remove(folder_at(folder, "code/link"));
  }
  folder_link(folder, "..", "code/lib/up");
  assert_refused(folder, "code", ARTIFACT_REFUSED,
                 "code/lib/up is a symbolic link to a folder that it lies in");
}

/* Each folder links twice to the next: 2 to the 40th paths, one file. */
static void test_links_that_multiply(void **state) {
  const Folder *folder = *state;
  char path[50], target[50];
  folder_make(folder, "code");
  for (int i = 0; i < 40; i++) {
    snprintf(path, sizeof path, "code/%d", i);
    folder_make(folder, path);
    for (int j = 0; j < 2; j++) {
      snprintf(path, sizeof path, "code/%d/%d", i, j);
      snprintf(target, sizeof target, "../%d", i + 1);
      folder_link(folder, target, path);
    }
  }
  folder_make(folder, "code/40");
  assert_refused(folder, "code", ARTIFACT_REFUSED,
                 "more than 10,000 folders");
  folder_put(folder, "code/40/x", STR(""));
  assert_refused(folder, "code", ARTIFACT_REFUSED, "more than 10,000 f");
}

/* ---- refusals ------------------------------------------------------------ */

static void test_paths(void **state) {
  const Folder *folder = *state;
  folder_make(folder, "code");
  folder_make(folder, "root");
  folder_put(folder, "code/x", STR("x"));
  folder_link(folder, "../code", "root/code");
  folder_link(folder, ".", "root/self");
  folder_link(folder, "absent", "root/dangling");
  folder_put(folder, "root/file.py", STR("x"));
  static const struct {
    const char *code;
    ArtifactStatus status;
    const char *words;
  } rows[] = {
    { "", ARTIFACT_REFUSED, "is empty" },
    { "/etc", ARTIFACT_REFUSED, "is absolute" },
    { "..", ARTIFACT_REFUSED, "leads out of" },
    { "../code", ARTIFACT_REFUSED, "leads out of" },
    { "x/../../code", ARTIFACT_REFUSED, "leads out of" },
    { "code", ARTIFACT_REFUSED, "root/code leads out of" },
    { "code/x", ARTIFACT_REFUSED, "root/code/x leads out of" },
    { ".", ARTIFACT_REFUSED, "is the folder of the program itself" },
    { "self", ARTIFACT_REFUSED, "is the folder of the program itself" },
    { "file.py", ARTIFACT_REFUSED, "is neither a folder nor a .zip file" },
    { "absent", ARTIFACT_MISSING, "No such file" },
    { "absent.zip", ARTIFACT_MISSING, "No such file" },
    { "dangling", ARTIFACT_MISSING, "No such file" },
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    Artifact artifact;
    ArtifactResult result = artifact_pack(
      folder->arena, str_from(folder_at(folder, "root")),
      str_from(rows[i].code), STR("process"), &artifact);
    if (result.status != rows[i].status ||
        !strstr(str_terminated(folder->arena, result.message), rows[i].words))
      fail_msg("%s: %d %.*s", rows[i].code, (int)result.status,
               STR_ARG(result.message));
  }
  Artifact artifact;
  ArtifactResult result = artifact_pack(folder->arena, folder->path,
                                        (Str){ "code\0x", 6 }, STR("process"),
                                        &artifact);
  assert_int_equal(result.status, ARTIFACT_UNREADABLE);
}

static void test_special_files(void **state) {
  const Folder *folder = *state;
  make_code(folder, "code", false);
  assert_return_code(mkfifo(folder_at(folder, "code/pipe"), 0600), 0);
  assert_refused(folder, "code", ARTIFACT_REFUSED,
                 "code/pipe is not a regular file");
  assert_return_code(mkfifo(folder_at(folder, "pipe.zip"), 0600), 0);
  assert_refused(folder, "pipe.zip", ARTIFACT_REFUSED, "pipe.zip is neither");
}

static void test_names(void **state) {
  const Folder *folder = *state;
  static const char *const names[] = { "code/a\nb", "code/a\033[m",
                                       "code/a\xFF" };
  folder_make(folder, "code");
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    folder_put(folder, names[i], STR("x"));
    assert_refused(folder, "code", ARTIFACT_REFUSED, "not plain UTF-8 text");
    remove(folder_at(folder, names[i]));
  }
  assert_refused(folder, "code", ARTIFACT_REFUSED, "code has no files in it");
  Buf path = buf_new(folder->arena);
  buf_text(&path, "code");
  for (int i = 0; i < 6; i++) {
    buf_char(&path, '/');
    buf_repeat(&path, 'd', 200);
    folder_make(folder, path.at);
  }
  assert_refused(folder, "code", ARTIFACT_REFUSED, "more than 1,024 bytes");
}

static void test_limits(void **state) {
  const Folder *folder = *state;
  folder_make(folder, "code");
  char path[50];
  for (int i = 0; i < 3; i++) { /* sparse: they take no room */
    snprintf(path, sizeof path, "code/%d", i);
    folder_put(folder, path, STR("x"));
    assert_return_code(truncate(folder_at(folder, path), 100 << 20), 0);
  }
  assert_refused(folder, "code", ARTIFACT_REFUSED,
                 "code has more than 250 MiB in it");
  folder_put(folder, "a.zip", STR("PK"));
  assert_return_code(truncate(folder_at(folder, "a.zip"), 300 << 20), 0);
  assert_refused(folder, "a.zip", ARTIFACT_REFUSED, "has more than 250 MiB");
  folder_make(folder, "many");
  folder_make(folder, "many/hundred");
  for (int i = 0; i < 100; i++) {
    snprintf(path, sizeof path, "many/hundred/%d", i);
    folder_put(folder, path, STR(""));
    snprintf(path, sizeof path, "many/again%d", i);
    folder_link(folder, "hundred", path);
  }
  assert_refused(folder, "many", ARTIFACT_REFUSED,
                 "many has more than 10,000 files in it");
}

/* Modes mean nothing to root, so this is done as nobody. */
static int pack_denied(const Folder *folder) {
  if (geteuid() == 0 && (setgid(65534) || setuid(65534)))
    return 2;
  Artifact artifact;
  ArtifactResult result = pack(folder, "code", &artifact);
  return result.status == ARTIFACT_UNREADABLE &&
             str_ends(result.message, STR("code/x: Permission denied"))
           ? 0
           : 1;
}

static void test_unreadable(void **state) {
  const Folder *folder = *state;
  static const mode_t kinds[] = { S_IFREG, S_IFDIR };
  folder_make(folder, "code");
  assert_return_code(chmod(folder->path.at, 0755), 0);
  for (size_t i = 0; i < COUNT_OF(kinds); i++) {
    if (kinds[i] == S_IFREG)
      folder_put(folder, "code/x", STR("x"));
    else
      folder_make(folder, "code/x");
    assert_return_code(chmod(folder_at(folder, "code/x"), 0), 0);
    pid_t child = fork();
    if (child == 0)
      _exit(pack_denied(folder));
    int status;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    remove(folder_at(folder, "code/x"));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    FOLDER_TEST(test_same_bytes),
    FOLDER_TEST(test_changes_change_the_name),
    FOLDER_TEST(test_same_name),
    FOLDER_TEST(test_archive_as_it_is),
    FOLDER_TEST(test_python_reads_it),
    FOLDER_TEST(test_large_files),
    FOLDER_TEST(test_links_inside),
    FOLDER_TEST(test_links_outside),
    FOLDER_TEST(test_links_that_multiply),
    FOLDER_TEST(test_paths),
    FOLDER_TEST(test_special_files),
    FOLDER_TEST(test_names),
    FOLDER_TEST(test_limits),
    FOLDER_TEST(test_unreadable),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
