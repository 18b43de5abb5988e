/* SPDX-License-Identifier: Apache-2.0
 *
 * base: the ground floor. Memory, text and files, and nothing that knows what
 * is being compiled.
 *
 * Everything that a compilation makes lives in one Arena and is freed with it.
 * An allocation therefore never fails where it is asked for: when memory runs
 * out the arena calls the handler that the driver gave it, which does not come
 * back. Text is a Str, a slice that owns nothing and need not end in NUL.
 */
#ifndef APIQC_BASE_H
#define APIQC_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int64_t i64;

#if defined(__GNUC__)
#define PRINTF_LIKE(format_index, first_argument)                              \
  __attribute__((format(printf, format_index, first_argument)))
#else
#define PRINTF_LIKE(format_index, first_argument)
#endif

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* ---- arena ---------------------------------------------------------- */

typedef struct Arena Arena;

/* Called when the system has no memory left. Must not return. */
typedef void MemoryExhausted(void *context);

/* NULL when not even the first block can be had. `exhausted` is called with
 * `context` for every later failure. */
Arena *arena_new(MemoryExhausted *exhausted, void *context);
void arena_free(Arena *arena);
/* Zeroed memory, aligned for any type, valid until arena_free. */
void *arena_alloc(Arena *arena, size_t size);
/* The same for `count` items of `size` bytes; an overflowing product counts as
 * exhausted memory. */
void *arena_array(Arena *arena, size_t count, size_t size);
/* For a library that allocates by itself and could not: does not return. */
void arena_exhausted(Arena *arena);
/* Bytes taken from the system so far. */
size_t arena_size(const Arena *arena);

#define ARENA_NEW(arena, Type) ((Type *)arena_alloc((arena), sizeof(Type)))
#define ARENA_ARRAY(arena, Type, count)                                        \
  ((Type *)arena_array((arena), (count), sizeof(Type)))

/* ---- vec: a growing array in an arena -------------------------------- */

#define VEC(Type)                                                              \
  struct {                                                                     \
    Type *items;                                                               \
    u32 count, capacity;                                                       \
  }

/* The address of a new, zeroed last item. Earlier addresses may change. */
#define VEC_ADD(arena, vec)                                                    \
  ((vec)->items =                                                              \
     vec_grow((arena), (vec)->items, (vec)->count, &(vec)->capacity,           \
              sizeof *(vec)->items),                                           \
   &(vec)->items[(vec)->count++])
#define VEC_PUSH(arena, vec, item) (*VEC_ADD(arena, vec) = (item))

void *vec_grow(Arena *arena, void *items, u32 count, u32 *capacity,
               size_t size);

/* ---- str: slices of text ---------------------------------------------- */

typedef struct Str {
  const char *at;
  u32 length;
} Str;

#define STR(literal) ((Str){ "" literal "", (u32)(sizeof(literal) - 1) })
/* For static tables, where a compound literal is no constant. */
#define STR_INIT(literal) { "" literal "", (u32)(sizeof(literal) - 1) }
/* printf's "%.*s" takes STR_ARG(str). */
#define STR_ARG(str) (int)(str).length, (str).at

Str str_from(const char *text); /* the slice of a NUL-terminated text */
Str str_copy(Arena *arena, Str str);
/* A NUL-terminated copy, for interfaces that want one. */
char *str_terminated(Arena *arena, Str str);
Str str_format(Arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
Str str_join(Arena *arena, Str separator, const Str *parts, u32 count);
Str str_slice(Str str, u32 from, u32 to);
bool str_equal(Str left, Str right);
int str_compare(Str left, Str right); /* bytewise, as memcmp */
bool str_starts(Str str, Str prefix);
bool str_ends(Str str, Str suffix);
/* Index of the first `wanted` in `str`; str.length when there is none. */
u32 str_find(Str str, char wanted);
u64 str_hash(Str str);
/* The index of `wanted` from `low` on and below `high`, where `name_at` gives
 * names in the order of str_compare; `high` when there is none. */
u32 str_search(u32 low, u32 high, Str wanted, Str (*name_at)(u32 index));
/* A copy with small letters; only those of ASCII change. */
Str str_small(Arena *arena, Str str);
/* How many small hexadecimal digits it ends in. */
u32 str_hex_tail(Str str);

/* Characters of ASCII, whatever the locale is. */
static inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
static inline bool is_small(char c) {
  return c >= 'a' && c <= 'z';
}
static inline bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}
static inline bool is_letter(char c) {
  return is_small(c) || is_capital(c);
}
static inline char to_small(char c) {
  return is_capital(c) ? (char)(c - 'A' + 'a') : c;
}
static inline char to_capital(char c) {
  return is_small(c) ? (char)(c - 'a' + 'A') : c;
}

/* ---- utf-8 -------------------------------------------------------------- */

/* Decodes one code point at `at` and says how many bytes it took in `length`.
 * Invalid UTF-8 (overlong, surrogate, above U+10FFFF, cut off) gives -1 and
 * length 1. `end` is one past the last readable byte. */
i64 utf8_decode(const char *at, const char *end, u32 *length);
/* Writes a code point below 0x110000 to `out` (4 bytes of room); its length. */
u32 utf8_encode(u32 code_point, char *out);
u32 utf8_count(Str str); /* code points; an invalid byte counts as one */
/* Columns that a terminal gives the code point: 0, 1 or 2. */
int utf8_width(u32 code_point);

/* ---- buf: text that grows ------------------------------------------------ */

typedef struct Buf {
  Arena *arena;
  char *at;
  u32 length, capacity;
} Buf;

Buf buf_new(Arena *arena);
void buf_char(Buf *buf, char c);
void buf_text(Buf *buf, const char *text);
void buf_str(Buf *buf, Str str);
void buf_repeat(Buf *buf, char c, u32 count);
void buf_format(Buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);
void buf_format_list(Buf *buf, const char *format, va_list arguments)
  PRINTF_LIKE(2, 0);
/* The text so far; valid until the buffer grows again. */
Str buf_view(const Buf *buf);

/* ---- texts that are built in ----------------------------------------------- */

typedef struct EmbeddedFile {
  Str name, text;
} EmbeddedFile;

typedef struct Embedded { /* sorted by name */
  const EmbeddedFile *files;
  u32 count;
} Embedded;

/* NULL when there is none of that name. */
const EmbeddedFile *embedded_find(const Embedded *embedded, Str name);

/* ---- symbols: names that compare by number --------------------------------- */

typedef u32 Sym; /* 0: no name */

typedef struct Symbols Symbols;
Symbols *symbols_new(Arena *arena);
Sym symbols_intern(Symbols *symbols, Str text); /* copies the text once */
Str symbols_text(const Symbols *symbols, Sym sym);

/* From a Str to a number that is not 0; the keys are not copied. */
typedef struct Map {
  Arena *arena;
  struct MapSlot {
    Str key;
    u32 value;
  } *slots;
  u32 count, capacity;
} Map;

Map map_new(Arena *arena);
u32 map_get(const Map *map, Str key); /* 0: absent */
void map_set(Map *map, Str key, u32 value);

/* ---- fs: every file call there is ---------------------------------------- */

typedef enum FsStatus {
  FS_OK,
  FS_NOT_FOUND,
  FS_IS_DIRECTORY,
  FS_NOT_REGULAR, /* a device, a socket, a pipe where a file is needed */
  FS_TOO_LARGE,
  FS_DENIED,
  FS_FULL,
  FS_EXISTS, /* something else stands in the way */
  FS_OUTSIDE, /* a symbolic link leads out of the folder */
  FS_FAILED, /* any other error; errno's words are in `reason` */
} FsStatus;

typedef struct FsResult {
  FsStatus status;
  Str reason; /* for people; empty when FS_OK */
} FsResult;

/* The whole file, with a NUL behind its last byte that does not count. More
 * than `limit` bytes is FS_TOO_LARGE, found without reading them all. */
FsResult fs_read(Arena *arena, Str path, u64 limit, Str *content);
bool fs_is_directory(Arena *arena, Str path);
bool fs_is_file(Arena *arena, Str path);

Str fs_directory(Str path); /* "a/b.apiq" -> "a", "b.apiq" -> "." */
Str fs_join(Arena *arena, Str directory, Str name);

/* The names in a folder, without `.` and `..`, in bytewise order. */
typedef VEC(Str) FsNames;
FsResult fs_list(Arena *arena, Str path, FsNames *names);
/* The absolute path without any symbolic link, `.` or `..` in it. Links that
 * lead in a circle are FS_NOT_FOUND. */
FsResult fs_real(Arena *arena, Str path, Str *real);
/* Whether a file lies below a folder, links followed. */
bool fs_inside(Arena *arena, Str folder, Str path);

/* ---- digest: SHA-256 ----------------------------------------------------- */

typedef struct Digest {
  u8 bytes[32];
} Digest;

typedef struct DigestState {
  u64 words[32]; /* the library's own */
} DigestState;

void digest_start(DigestState *state);
void digest_add(DigestState *state, Str bytes);
Digest digest_end(DigestState *state);
Digest digest_of(Str bytes);
bool digest_equal(const Digest *left, const Digest *right);
Str digest_hex(Arena *arena, const Digest *digest); /* 64 small digits */
bool digest_parse(Str hex, Digest *digest);         /* the way back */
Str digest_base64(Arena *arena, const Digest *digest);

/* ---- fs: what changes the disk ------------------------------------------- */

/* The calls below take no memory, so that an arena that runs out never leaves a
 * temporary file behind. They take the folder in which they act; `name` is a
 * name in it, and a symbolic link of that name is never followed. */

typedef struct FsError {
  FsStatus status;
  int number; /* the system's; 0 when `status` says all */
} FsError;

FsResult fs_result(Arena *arena, FsError error);

/* A folder held open: a link planted meanwhile cannot lead elsewhere. */
typedef struct FsFolder {
  int handle;
} FsFolder;

typedef enum FsKind {
  FS_KIND_NOTHING,
  FS_KIND_FILE,
  FS_KIND_FOLDER,
  FS_KIND_LINK,
  FS_KIND_OTHER, /* a device, a socket, a pipe */
} FsKind;

typedef struct FsInfo {
  FsKind kind;
  bool executable;    /* by anyone */
  u64 size;           /* bytes */
  u64 device, number; /* together: which one it is, under whatever name */
} FsInfo;

/* The folder of the process. In it a name may be a whole path, of which only
 * the last part is kept from being a link. */
FsFolder fs_here(void);
/* Opens the folder `name`, to be given back with fs_leave. A link is FS_OUTSIDE
 * unless `follow`; what is no folder is FS_EXISTS. */
FsError fs_enter(FsFolder at, Str name, bool follow, FsFolder *folder);
void fs_leave(FsFolder folder);
/* Nothing of that name is FS_OK and FS_KIND_NOTHING. */
FsError fs_look(FsFolder at, Str name, FsInfo *info);
/* As fs_read, in place of what `content` held; this one does take memory. */
FsError fs_read_at(FsFolder at, Str name, u64 limit, Buf *content);
FsError fs_digest(FsFolder at, Str name, Digest *digest);
FsError fs_make_folder(FsFolder at, Str name); /* 0755 less the umask */
FsError fs_remove_folder(FsFolder at, Str name);
FsError fs_remove_file(FsFolder at, Str name);
/* On disk for good: what was renamed and removed in the folder. */
FsError fs_sync(FsFolder folder);

typedef struct FsTemporary {
  char name[48]; /* empty: there is none */
} FsTemporary;

/* A new file of mode 0644 less the umask with all of `content`, on disk for
 * good, under a name that no other build has. After an error there is none. */
FsError fs_temporary(FsFolder at, Str content, FsTemporary *temporary);
/* A second name for a file that is about to be replaced or removed, with which
 * fs_commit brings it back. FS_OK without one where files cannot have two. */
FsError fs_keep(FsFolder at, Str name, FsTemporary *kept);
/* Gives it its name; what had the name before is gone at the same moment. */
FsError fs_commit(FsFolder at, FsTemporary *temporary, Str name);
/* Removes it; nothing happens after fs_commit or a second time. */
void fs_discard(FsFolder at, FsTemporary *temporary);

/* Writes all of it. A reader that has gone is an error and never a signal. */
FsError fs_write_stream(int file, Str content);

/* While held, the signals that ask the process to end wait, so that what was
 * begun can be finished or taken back; releasing lets them through. */
typedef struct FsHold {
  u64 words[16]; /* the system's own */
} FsHold;

void fs_hold(FsHold *hold);
bool fs_hold_waiting(void); /* one of those signals has come */
void fs_hold_release(const FsHold *hold);

#endif
