/* SPDX-License-Identifier: Apache-2.0
 *
 * What a build leaves on the disk: which paths it may use, whose files it
 * replaces and removes, and that a build that fails leaves no trace.
 */
#define _XOPEN_SOURCE 700
#include "output/output.h"

#include "folder.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

static void add(FileSet *set, const char *path, const char *content,
                FileRole role) {
  assert_str(fileset_add(set, str_from(path), str_from(content), role), "");
}

static WriteResult write_set(const Folder *folder, const FileSet *set,
                             const char *into, bool force) {
  return fileset_write(folder->arena, set, str_from(folder_at(folder, into)),
                       (WriteOptions){ .force = force });
}

/* One generated file into `out`. */
static WriteResult write_one(const Folder *folder, const char *path,
                             const char *content, FileRole role, bool force) {
  FileSet *set = fileset_new(folder->arena);
  add(set, path, content, role);
  return write_set(folder, set, "out", force);
}

static void assert_written(WriteResult result, u32 written) {
  assert_str(result.message, "");
  assert_int_equal(result.status, FS_OK);
  assert_int_equal(result.written.count, written);
}

static void assert_refused(WriteResult result, FsStatus status,
                           const char *words) {
  assert_int_equal(result.status, status);
  assert_int_equal(result.written.count, 0);
  assert_int_equal(result.removed.count, 0);
  char text[1024];
  snprintf(text, sizeof text, "%.*s", STR_ARG(result.message));
  if (!strstr(text, words))
    fail_msg("\"%s\" is not in: %s", words, text);
}

/* ---- the set ------------------------------------------------------------- */

static void test_paths(void **state) {
  static const struct {
    const char *path, *problem; /* NULL: a good one */
  } rows[] = {
    { "a", NULL },
    { "a/b.c/d", NULL },
    { "..a", NULL },
    { "a b", NULL },
    { "h\xC3\xA9/\xE2\x82\xAC", NULL },
    { "", "empty" },
    { "/a", "absolute" },
    { "a//b", "empty part" },
    { "a/", "empty part" },
    { "..", "\"..\"" },
    { "a/../b", "\"..\"" },
    { "a/..", "\"..\"" },
    { "./a", "\".\"" },
    { "a\\b", "backslash" },
    { "a\nb", "control" },
    { "a\x7F", "control" },
    { "a\xC2\x85", "control" },
    { "a\xFF", "UTF-8" },
    { ".apiqc-files", ".apiqc-" },
    { "a/.APIQC-x", ".apiqc-" },
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    FileSet *set = fileset_new(*state);
    Str error =
      fileset_add(set, str_from(rows[i].path), STR("x"), FILE_GENERATED);
    if (!rows[i].problem)
      assert_str(error, "");
    else if (!strstr(str_terminated(*state, error), rows[i].problem))
      fail_msg("%s: %.*s", rows[i].path, STR_ARG(error));
    assert_int_equal(set->files.count, rows[i].problem ? 0 : 1);
  }
  FileSet *set = fileset_new(*state);
  Str nul = { "a\0b", 3 };
  assert_true(fileset_add(set, nul, STR(""), FILE_ONCE).length > 0);
  char long_name[300] = { 0 };
  memset(long_name, 'a', 256);
  assert_true(
    fileset_add(set, str_from(long_name), STR(""), FILE_ONCE).length > 0);
}

static void test_equal_paths(void **state) {
  FileSet *set = fileset_new(*state);
  add(set, "a/b", "", FILE_GENERATED);
  add(set, "a/c", "", FILE_GENERATED);
  static const char *const taken[] = { "a/b", "A/b", "a/B", "a", "A", "a/b/c",
                                       "a/B/c" };
  for (size_t i = 0; i < COUNT_OF(taken); i++)
    assert_true(
      fileset_add(set, str_from(taken[i]), STR(""), FILE_ONCE).length > 0);
  assert_int_equal(set->files.count, 2);
  assert_true(fileset_has(set, STR("A/B")));
  assert_false(fileset_has(set, STR("a")));
}

/* ---- the list ------------------------------------------------------------ */

static void test_manifest(void **state) {
  Arena *arena = *state;
  Manifest list = manifest_new(arena);
  manifest_add(arena, &list, STR("b"), digest_of(STR("abc")));
  manifest_add(arena, &list, STR("a b"), digest_of(STR("")));
  Str text = manifest_text(arena, &list);
  assert_true(str_ends(
    text, STR("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
              "  a b\n"
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
              "  b\n")));
  Manifest again = manifest_parse(arena, text);
  assert_int_equal(again.entries.count, 2);
  Digest abc = digest_of(STR("abc"));
  assert_true(
    digest_equal(&manifest_find(&again, STR("b"))->digest, &abc));
  assert_null(manifest_find(&again, STR("c")));
#define HASH "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
  static const Str bad[] = {
    STR_INIT(HASH "  ../b\n" HASH "  /etc/passwd\n" HASH "  \n" HASH "\n"),
    STR_INIT(HASH "x  b"), STR_INIT("\n\n\0\n  b"), STR_INIT(HASH " *b\n"),
    STR_INIT("BA" "7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f200"
             "15ad  b\n"),
  };
  for (size_t i = 0; i < COUNT_OF(bad); i++)
    assert_int_equal(manifest_parse(arena, bad[i]).entries.count, 0);
}

static void test_digest(void **state) {
  Digest digest = digest_of(STR("abc"));
  assert_str(digest_base64(*state, &digest),
             "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

/* ---- writing ------------------------------------------------------------- */

static void test_fresh(void **state) {
  const Folder *folder = *state;
  FileSet *set = fileset_new(folder->arena);
  add(set, "stack.json", "{}\n", FILE_GENERATED);
  add(set, "deep/er/x.txt", "", FILE_GENERATED);
  add(set, "artifacts/a-1.zip", "PK", FILE_ARTIFACT);
  add(set, "src/handler.c", "int x;\n", FILE_ONCE);
  WriteResult result = write_set(folder, set, "new/out", false);
  assert_written(result, 4);
  assert_str(result.written.items[0], "stack.json");
  assert_str(result.written.items[3], "src/handler.c");
  assert_str(folder_get(folder, "new/out/stack.json"), "{}\n");
  assert_str(folder_get(folder, "new/out/deep/er/x.txt"), "");
  assert_str(folder_names(folder, "new/out"),
             ".apiqc-files artifacts deep src stack.json ");
  assert_str(folder_names(folder, "new/out/src"), "handler.c ");
  struct stat info;
  stat(folder_at(folder, "new/out/stack.json"), &info);
  assert_int_equal(info.st_mode, S_IFREG | 0644);
  stat(folder_at(folder, "new/out/deep"), &info);
  assert_int_equal(info.st_mode, S_IFDIR | 0755);
  Manifest list =
    manifest_parse(folder->arena, folder_get(folder, "new/out/.apiqc-files"));
  assert_int_equal(list.entries.count, 3);
  assert_null(manifest_find(&list, STR("src/handler.c")));
}

static void test_umask(void **state) {
  const Folder *folder = *state;
  umask(027);
  assert_written(write_one(folder, "a/b", "x", FILE_GENERATED, false), 1);
  umask(022);
  struct stat info;
  stat(folder_at(folder, "out/a/b"), &info);
  assert_int_equal(info.st_mode, S_IFREG | 0640);
  stat(folder_at(folder, "out/a"), &info);
  assert_int_equal(info.st_mode, S_IFDIR | 0750);
}

static void test_unchanged_is_left_alone(void **state) {
  const Folder *folder = *state;
  FileSet *set = fileset_new(folder->arena);
  add(set, "a", "one", FILE_GENERATED);
  add(set, "b.zip", "PK", FILE_ARTIFACT);
  assert_written(write_set(folder, set, "out", false), 2);
  static const char *const names[] = { "out/a", "out/b.zip",
                                       "out/.apiqc-files" };
  struct stat before[COUNT_OF(names)], after;
  struct timespec past[2] = { { .tv_sec = 1000 }, { .tv_sec = 1000 } };
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    utimensat(AT_FDCWD, folder_at(folder, names[i]), past, 0);
    stat(folder_at(folder, names[i]), &before[i]);
  }
  assert_written(write_set(folder, set, "out", false), 0);
  assert_written(write_set(folder, set, "out", true), 0);
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    stat(folder_at(folder, names[i]), &after);
    assert_int_equal(after.st_ino, before[i].st_ino);
    assert_int_equal(after.st_mtime, 1000);
  }
}

static void test_ours_is_replaced(void **state) {
  const Folder *folder = *state;
  assert_written(write_one(folder, "a", "one", FILE_GENERATED, false), 1);
  assert_written(write_one(folder, "a", "two", FILE_GENERATED, false), 1);
  assert_str(folder_get(folder, "out/a"), "two");
  folder_put(folder, "out/a", STR("edited"));
  assert_written(write_one(folder, "a", "two", FILE_GENERATED, false), 1);
  assert_str(folder_get(folder, "out/a"), "two");
  assert_str(folder_names(folder, "out"), ".apiqc-files a ");
}

static void test_foreign_is_kept(void **state) {
  const Folder *folder = *state;
  folder_make(folder, "out");
  folder_put(folder, "out/b", STR("mine"));
  FileSet *set = fileset_new(folder->arena);
  add(set, "a", "ours", FILE_GENERATED);
  add(set, "new/c", "ours", FILE_GENERATED);
  add(set, "b", "ours", FILE_GENERATED);
  assert_refused(write_set(folder, set, "out", false), FS_EXISTS,
                 "out/b was not written by apiqc; move it away or give "
                 "--force");
  assert_str(folder_names(folder, "out"), "b ");
  assert_str(folder_get(folder, "out/b"), "mine");
  assert_written(write_set(folder, set, "out", true), 3);
  assert_str(folder_get(folder, "out/b"), "ours");
}

/* A file that has the right bytes counts as ours from then on. */
static void test_equal_is_adopted(void **state) {
  const Folder *folder = *state;
  folder_make(folder, "out");
  folder_put(folder, "out/a", STR("same"));
  assert_written(write_one(folder, "a", "same", FILE_GENERATED, false), 0);
  assert_written(write_one(folder, "a", "next", FILE_GENERATED, false), 1);
}

static void test_once(void **state) {
  const Folder *folder = *state;
  assert_written(write_one(folder, "h.c", "skeleton", FILE_ONCE, false), 1);
  assert_str(folder_names(folder, "out"), "h.c ");
  folder_put(folder, "out/h.c", STR("work"));
  assert_written(write_one(folder, "h.c", "skeleton", FILE_ONCE, false), 0);
  assert_str(folder_get(folder, "out/h.c"), "work");
  assert_written(write_one(folder, "h.c", "skeleton", FILE_ONCE, true), 1);
  assert_str(folder_get(folder, "out/h.c"), "skeleton");
  assert_written(write_one(folder, "other", "x", FILE_GENERATED, false), 1);
  assert_str(folder_get(folder, "out/h.c"), "skeleton"); /* not removed */
  remove(folder_at(folder, "out/h.c"));
  folder_put(folder, "work.c", STR("work"));
  folder_link(folder, "../work.c", "out/h.c"); /* people may use links */
  assert_written(write_one(folder, "h.c", "skeleton", FILE_ONCE, false), 0);
  assert_refused(write_one(folder, "h.c", "skeleton", FILE_ONCE, true),
                 FS_OUTSIDE, "symbolic link");
  assert_str(folder_get(folder, "work.c"), "work");
}

static void test_stale_is_removed(void **state) {
  const Folder *folder = *state;
  FileSet *set = fileset_new(folder->arena);
  add(set, "keep", "1", FILE_GENERATED);
  add(set, "gone", "2", FILE_GENERATED);
  add(set, "edited", "3", FILE_GENERATED);
  add(set, "deep/er/gone", "4", FILE_GENERATED);
  add(set, "artifacts/h-0.zip", "PK", FILE_ARTIFACT);
  assert_written(write_set(folder, set, "out", false), 5);
  folder_put(folder, "out/edited", STR("by hand"));
  folder_put(folder, "out/artifacts/foreign", STR("x"));
  WriteResult result = write_one(folder, "keep", "1", FILE_GENERATED, false);
  assert_written(result, 0);
  assert_int_equal(result.removed.count, 3);
  assert_str(folder_names(folder, "out"),
             ".apiqc-files artifacts edited keep ");
  assert_str(folder_names(folder, "out/artifacts"), "foreign ");
  Manifest list =
    manifest_parse(folder->arena, folder_get(folder, "out/.apiqc-files"));
  assert_int_equal(list.entries.count, 1);
  result = write_one(folder, "keep", "1", FILE_GENERATED, false);
  assert_int_equal(result.removed.count, 0);
}

/* A list that somebody planted gives no power outside the folder, nor over
 * files whose bytes it does not know. */
static void test_planted_list(void **state) {
  const Folder *folder = *state;
  folder_make(folder, "out");
  folder_make(folder, "safe");
  folder_put(folder, "safe/x", STR("abc"));
  folder_put(folder, "out/y", STR("other"));
  folder_link(folder, "../safe", "out/link");
  folder_link(folder, "../safe/x", "out/z");
  folder_put(folder, "out/.apiqc-files",
             STR(HASH "  ../safe/x\n" HASH "  link/x\n" HASH "  y\n"
                 HASH "  z\n"));
  WriteResult result = write_one(folder, "a", "1", FILE_GENERATED, false);
  assert_written(result, 1);
  assert_int_equal(result.removed.count, 0);
  assert_str(folder_get(folder, "safe/x"), "abc");
  assert_str(folder_names(folder, "out"), ".apiqc-files a link y z ");
}

static void test_links(void **state) {
  const Folder *folder = *state;
  folder_make(folder, "out");
  folder_make(folder, "else");
  folder_put(folder, "else/file", STR("mine"));
  folder_link(folder, "../else", "out/sub");
  folder_link(folder, "../else/file", "out/file");
  folder_link(folder, "nowhere", "out/dangling");
  static const bool forces[] = { false, true };
  for (size_t i = 0; i < COUNT_OF(forces); i++) {
    assert_refused(write_one(folder, "sub/x", "1", FILE_GENERATED, forces[i]),
                   FS_OUTSIDE, "out/sub is a symbolic link");
    assert_refused(write_one(folder, "file", "1", FILE_GENERATED, forces[i]),
                   FS_OUTSIDE, "out/file is a symbolic link");
    assert_refused(
      write_one(folder, "dangling", "1", FILE_GENERATED, forces[i]),
      FS_OUTSIDE, "out/dangling is a symbolic link");
  }
  assert_str(folder_names(folder, "else"), "file ");
  assert_str(folder_get(folder, "else/file"), "mine");
  folder_link(folder, "../else/file", "out/.apiqc-files");
  assert_refused(write_one(folder, "a", "1", FILE_GENERATED, true),
                 FS_OUTSIDE, ".apiqc-files is a symbolic link");
  folder_link(folder, "else", "named"); /* the folder itself the user named */
  FileSet *set = fileset_new(folder->arena);
  add(set, "a", "1", FILE_GENERATED);
  assert_written(write_set(folder, set, "named", false), 1);
  assert_str(folder_get(folder, "else/a"), "1");
}

static void test_in_the_way(void **state) {
  const Folder *folder = *state;
  folder_make(folder, "out");
  folder_make(folder, "out/a");
  folder_put(folder, "out/b", STR("mine"));
  assert_return_code(mkfifo(folder_at(folder, "out/pipe"), 0600), 0);
  assert_refused(write_one(folder, "a", "1", FILE_GENERATED, true),
                 FS_IS_DIRECTORY, "out/a is a folder");
  assert_refused(write_one(folder, "a", "1", FILE_ONCE, false),
                 FS_IS_DIRECTORY, "out/a is a folder");
  assert_refused(write_one(folder, "b/c/d", "1", FILE_GENERATED, true),
                 FS_EXISTS, "out/b is not a folder");
  assert_refused(write_one(folder, "pipe", "1", FILE_GENERATED, true),
                 FS_NOT_REGULAR, "out/pipe: it is not a regular file");
  assert_str(folder_names(folder, "out"), "a b pipe ");
  FileSet *set = fileset_new(folder->arena);
  add(set, "x", "1", FILE_GENERATED);
  assert_refused(write_set(folder, set, "out/b", false), FS_EXISTS,
                 "out/b is not a folder");
  assert_int_not_equal(write_set(folder, set, "out/b/c", false).status, FS_OK);
}

/* Modes mean nothing to root, so this is done as nobody. */
static int write_denied(const Folder *folder) {
  if (geteuid() == 0 && (setgid(65534) || setuid(65534)))
    return 2;
  WriteResult plain = write_one(folder, "a", "1", FILE_GENERATED, false);
  WriteResult deep = write_one(folder, "sub/a", "1", FILE_GENERATED, false);
  return plain.status == FS_DENIED && deep.status == FS_DENIED &&
             str_ends(deep.message, STR("out/sub: Permission denied"))
           ? 0
           : 1;
}

static void test_no_permission(void **state) {
  const Folder *folder = *state;
  folder_make(folder, "out");
  assert_return_code(chmod(folder->path.at, 0755), 0);
  assert_return_code(chmod(folder_at(folder, "out"), 0555), 0);
  pid_t child = fork();
  if (child == 0)
    _exit(write_denied(folder));
  int status;
  waitpid(child, &status, 0);
  assert_int_equal(status, 0);
  assert_str(folder_names(folder, "out"), "");
  assert_return_code(chmod(folder_at(folder, "out"), 0755), 0);
}

/* The second file does not fit: nothing of the first is seen. */
static void test_failure_leaves_no_trace(void **state) {
  const Folder *folder = *state;
  FileSet *set = fileset_new(folder->arena);
  add(set, "a", "old", FILE_GENERATED);
  assert_written(write_set(folder, set, "out", false), 1);
  Str list = folder_get(folder, "out/.apiqc-files");
  char *large = arena_alloc(folder->arena, 100001);
  memset(large, 'x', 100000);
  set = fileset_new(folder->arena);
  add(set, "a", "new", FILE_GENERATED);
  add(set, "deep/er/b", large, FILE_GENERATED);
  struct rlimit before, small;
  assert_return_code(getrlimit(RLIMIT_FSIZE, &before), 0);
  small = (struct rlimit){ 50000, before.rlim_max };
  signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small);
  WriteResult result = write_set(folder, set, "out", false);
  WriteResult fresh = write_set(folder, set, "far/out", false);
  setrlimit(RLIMIT_FSIZE, &before);
  signal(SIGXFSZ, SIG_DFL);
  assert_refused(result, FS_FAILED, "out/deep/er/b: File too large");
  assert_refused(fresh, FS_FAILED, "far/out/deep/er/b: File too large");
  assert_str(folder_names(folder, ""), "out ");
  assert_str(folder_names(folder, "out"), ".apiqc-files a ");
  assert_str(folder_get(folder, "out/a"), "old");
  assert_true(str_equal(folder_get(folder, "out/.apiqc-files"), list));
}

static void test_signal(void **state) {
  const Folder *folder = *state;
  sigset_t ending, before;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigprocmask(SIG_BLOCK, &ending, &before);
  raise(SIGTERM);
  WriteResult result = write_one(folder, "a/b", "1", FILE_GENERATED, false);
  int taken;
  sigwait(&ending, &taken);
  sigprocmask(SIG_SETMASK, &before, NULL);
  assert_refused(result, FS_FAILED, "a signal ended the build");
  assert_str(folder_names(folder, ""), "");
  assert_written(write_one(folder, "a/b", "1", FILE_GENERATED, false), 1);
}

static void many_builds(const Folder *folder, char letter) {
  char content[5001];
  memset(content, letter, 5000);
  content[5000] = '\0';
  for (int round = 0; round < 10; round++) {
    FileSet *set = fileset_new(folder->arena);
    add(set, "a", content, FILE_GENERATED);
    add(set, "sub/b", content, FILE_GENERATED);
    char own[] = { letter, '\0' }; /* the others remove it again */
    add(set, own, "same", FILE_GENERATED);
    if (write_set(folder, set, "out", false).status)
      _exit(1);
  }
  _exit(0);
}

static void test_two_at_once(void **state) {
  const Folder *folder = *state;
  pid_t builds[3];
  for (int i = 0; i < 3; i++) {
    builds[i] = fork();
    if (builds[i] == 0)
      many_builds(folder, (char)('x' + i));
  }
  for (int i = 0; i < 3; i++) {
    int status;
    waitpid(builds[i], &status, 0);
    assert_int_equal(status, 0);
  }
  assert_true(
    str_starts(folder_names(folder, "out"), STR(".apiqc-files a sub ")));
  assert_str(folder_names(folder, "out/sub"), "b ");
  Str a = folder_get(folder, "out/a");
  assert_int_equal(a.length, 5000);
  for (u32 i = 1; i < a.length; i++)
    assert_int_equal(a.at[i], a.at[0]);
}

static void test_empty_set(void **state) {
  const Folder *folder = *state;
  FileSet *set = fileset_new(folder->arena);
  assert_written(write_set(folder, set, "out", false), 0);
  assert_false(folder_has(folder, "out"));
  assert_written(write_one(folder, "a", "1", FILE_GENERATED, false), 1);
  WriteResult result = write_set(folder, set, "out", false);
  assert_int_equal(result.removed.count, 1);
  assert_str(folder_names(folder, "out"), ".apiqc-files ");
}

/* ---- a stream ------------------------------------------------------------ */

static void test_stream(void **state) {
  const Folder *folder = *state;
  int ends[2];
  assert_return_code(pipe(ends), 0);
  assert_int_equal(fs_write_stream(ends[1], STR("hello")).status, FS_OK);
  char text[6] = { 0 };
  assert_int_equal(read(ends[0], text, 5), 5);
  assert_string_equal(text, "hello");
  close(ends[0]);
  FsError error = fs_write_stream(ends[1], STR("hello")); /* and no signal */
  assert_int_equal(error.number, EPIPE);
  assert_str(fs_result(folder->arena, error).reason, "Broken pipe");
  close(ends[1]);
  sigset_t waiting;
  sigpending(&waiting);
  assert_int_equal(sigismember(&waiting, SIGPIPE), 0);
  int full = open("/dev/full", O_WRONLY);
  if (full >= 0) {
    assert_int_equal(fs_write_stream(full, STR("x")).status, FS_FULL);
    close(full);
  }
}

/* More than the pipe holds, into a pipe that does not block. */
static void test_slow_reader(void **state) {
  const Folder *folder = *state;
  enum { SIZE = 300000 };
  char *content = arena_alloc(folder->arena, SIZE);
  memset(content, 'x', SIZE);
  int ends[2];
  assert_return_code(pipe(ends), 0);
  assert_return_code(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
  pid_t reader = fork();
  if (reader == 0) {
    close(ends[1]);
    char chunk[1000];
    size_t total = 0;
    ssize_t got;
    while ((got = read(ends[0], chunk, sizeof chunk)) > 0)
      total += (size_t)got;
    _exit(total == SIZE ? 0 : 1);
  }
  close(ends[0]);
  FsError error = fs_write_stream(ends[1], (Str){ content, SIZE });
  close(ends[1]);
  assert_int_equal(error.status, FS_OK);
  int status;
  waitpid(reader, &status, 0);
  assert_int_equal(status, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    UNIT_TEST(test_paths),
    UNIT_TEST(test_equal_paths),
    UNIT_TEST(test_manifest),
    UNIT_TEST(test_digest),
    FOLDER_TEST(test_fresh),
    FOLDER_TEST(test_umask),
    FOLDER_TEST(test_unchanged_is_left_alone),
    FOLDER_TEST(test_ours_is_replaced),
    FOLDER_TEST(test_foreign_is_kept),
    FOLDER_TEST(test_equal_is_adopted),
    FOLDER_TEST(test_once),
    FOLDER_TEST(test_stale_is_removed),
    FOLDER_TEST(test_planted_list),
    FOLDER_TEST(test_links),
    FOLDER_TEST(test_in_the_way),
    FOLDER_TEST(test_no_permission),
    FOLDER_TEST(test_failure_leaves_no_trace),
    FOLDER_TEST(test_signal),
    FOLDER_TEST(test_two_at_once),
    FOLDER_TEST(test_empty_set),
    FOLDER_TEST(test_stream),
    FOLDER_TEST(test_slow_reader),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
