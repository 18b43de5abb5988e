/* SPDX-License-Identifier: Apache-2.0
 *
 * schema: lookup over the tables of stdlib, and the values that they speak of.
 *
 * What the language knows stands in stdlib/, one row a fact: kinds, attributes,
 * calls, ARN shapes, units, names, quotas, runtimes. Here those rows become
 * static arrays; nothing is parsed or allocated at start.
 */
#ifndef APIQC_SCHEMA_H
#define APIQC_SCHEMA_H

#include "diag/diag.h"

/* ---- kinds and attributes ------------------------------------------------ */

typedef enum KindId {
#define KIND(id, ...) KIND_##id,
#define BLOCK(kind, id, ...)
#define ATTR(kind, id, ...)
#define LEAF(kind, block, id, ...)
#include "stdlib/kinds.def"
#undef KIND
  KIND_COUNT
} KindId;

typedef enum AttrId {
  ATTR_NONE,
/* BEGIN is the number of the kind's first attribute and takes none itself. */
#define KIND(id, ...)                                                          \
  ATTR_##id##_BEGIN, ATTR_##id##_BEFORE = ATTR_##id##_BEGIN - 1,
#undef BLOCK
#undef ATTR
#undef LEAF
#define BLOCK(kind, id, ...) ATTR_##kind##_##id,
#define ATTR(kind, id, ...) ATTR_##kind##_##id,
#define LEAF(kind, block, id, ...) ATTR_##kind##_##block##_##id,
#include "stdlib/kinds.def"
#undef KIND
#undef BLOCK
#undef ATTR
#undef LEAF
  ATTR_COUNT
} AttrId;

_Static_assert(KIND_COUNT <= 32, "a set of kinds is a u32");
#define KIND_BIT(id) (1u << KIND_##id)

/* ---- types ----------------------------------------------------------------- */

typedef enum TypeKind {
  TYPE_ANY,
  TYPE_BLOCK, /* { … }: has leaves, no value of its own */
  TYPE_STRING,
  TYPE_BOOL,
  TYPE_INTEGER,
  TYPE_DECIMAL,
  TYPE_DURATION,
  TYPE_SIZE,
  TYPE_RATE,
  TYPE_PERCENT,
  TYPE_RANGE,
  TYPE_ARN,
  TYPE_WORD,      /* one of `words` and nothing else */
  TYPE_REFERENCE, /* one of `references` */
  TYPE_RUNTIME,
  TYPE_METHOD,
  TYPE_CALL,   /* one of the calls of a group: jwt(…), s3(…), header(…) */
  TYPE_ACCESS, /* book, book(get, query), book.by_date(query), lake("raw/") */
  TYPE_JSON,   /* any map, list or text, as one JSON document */
} TypeKind;

typedef enum Shape { SHAPE_ONE, SHAPE_LIST, SHAPE_ONE_OR_LIST, SHAPE_MAP } Shape;

typedef enum CallGroup {
  CALLS_NONE,
  CALLS_AUTH,
  CALLS_CODE,
  CALLS_REQUEST,  /* values taken from a request */
  CALLS_FUNCTION, /* functions of the language */
} CallGroup;

/* Besides what `kind` says, a value may be one of `words` and refer to one of
 * `references`: `none|kms` and a key. Numbers are in base units, see Value. */
typedef struct Type {
  TypeKind kind;
  Shape shape;
  i64 min, max;    /* of the number, or of a text's characters; both 0: open */
  u32 fewest, most; /* items of a list or map; most 0: open */
  Str words;        /* "a|b|c" */
  u32 references;   /* KIND_BITs */
  CallGroup calls;
  u32 arns;         /* bits of ArnId */
  Str pattern;      /* POSIX extended regular expression of a text */
  bool none;        /* `none` may be said instead */
} Type;

/* ---- values ------------------------------------------------------------------ */

typedef enum ValueKind {
  VALUE_POISON, /* an error was reported: silences what follows */
  VALUE_NONE,
  VALUE_BOOL,
  VALUE_INTEGER,
  VALUE_DECIMAL,  /* in billionths */
  VALUE_DURATION, /* in milliseconds */
  VALUE_SIZE,     /* in bytes */
  VALUE_RATE,     /* in requests per hour */
  VALUE_PERCENT,  /* in percent */
  VALUE_RANGE,
  VALUE_TEXT,
  VALUE_WORD,
  VALUE_LIST,
  VALUE_MAP,
  VALUE_REFERENCE,
  VALUE_CALL,
} ValueKind;

/* What a text is made of. Everything but LITERAL is known to the deployment
 * only and stays a reference in every target. */
typedef enum PartKind {
  PART_LITERAL,
  PART_REGION,
  PART_ACCOUNT,
  PART_PARTITION,
  PART_ARN,       /* of `thing` */
  PART_NAME,      /* physical name of `thing` */
  PART_URL,       /* address of `thing`: a queue, an API */
  PART_ID,        /* identifier the service gave `thing`: an API */
  PART_PARAMETER, /* the String parameter whose path is `text` */
  PART_SECRET,    /* value of the secret `text`, of its member `key` if any */
  PART_INPUT,     /* what `input` is given, as the deployment counts it */
  PART_INPUT_UNIT, /* and the unit behind it: "s", "MB" */
  PART_ATTRIBUTE, /* what `thing`, a raw resource, calls `text` */
} PartKind;

struct Resource;
struct Value;
struct Input;

typedef struct Part {
  PartKind kind;
  Str text, key;
  const struct Resource *thing;
  const struct Input *input; /* `text` is its name */
} Part;

typedef struct Text {
  const Part *parts;
  u32 count;
} Text;

typedef struct Entry {
  Str key;
  Span span; /* of the key */
  struct Value *value;
  Reason *reason; /* `because` behind the value; NULL: none */
} Entry;

typedef struct Value {
  ValueKind kind;
  Span span;   /* where it was written; of a computed one, the expression */
  Str written; /* as the source writes it; empty: computed */
  union {
    struct { /* first, so that a value that says nothing is not late */
      i64 number; /* INTEGER to PERCENT, in base units; a late one's least */
      i64 high;   /* a late one's most */
      const struct Input *input; /* BOOL to PERCENT: it is late; NULL: known */
      bool truth;
      bool open; /* a late BOOL that was compared or combined: has no name */
    };
    struct {
      const struct Value *low, *high;
    } range;
    Text text;
    Str word;
    struct {
      struct Value *items;
      u32 count;
    } list;
    struct {
      Entry *entries;
      u32 count;
    } map;
    struct {
      struct Resource *resource;
      Str member; /* "by_date" of book.by_date; empty: the thing itself */
    } reference;
    struct {
      const struct CallRow *row; /* NULL: a thing called, as in book(get) */
      struct Resource *resource;
      Str member;
      struct Value *arguments; /* by the row's order; in an access as written */
      u32 count;
    } call;
  };
} Value;

typedef enum WireUnit {
  WIRE_NONE, /* as it is */
  WIRE_SECOND,
  WIRE_DAY,
  WIRE_BYTE,
  WIRE_MEGABYTE,
  WIRE_PER_SECOND, /* a decimal */
  WIRE_BOOL,       /* on is true */
  WIRE_MILLISECOND,
  WIRE_MINUTE,
} WireUnit;

typedef enum ReasonNeed {
  REASON_NEVER,
  REASON_WHEN_OFF,   /* `none` and `off` need `because` */
  REASON_WHEN_GIVEN, /* any value does */
} ReasonNeed;

typedef struct AttrRow {
  KindId kind;
  Str name;
  AttrId block; /* the block it stands in; ATTR_NONE: none */
  Type type;
  bool required;  /* must be given (of a leaf: where its block is) */
  bool principal; /* the leaf that `block = value` means */
  bool optional;  /* a block that has an effect only where it is written */
  bool unawaited; /* means something to a handler only that somebody calls without
                     waiting: a profile demands it of no other */
  bool none;      /* `none` may be written */
  ReasonNeed needs;
  Rule rule;      /* what the value violates that needs a reason */
  bool emit_default; /* written to the output even when nobody gave it */
  Value standard;    /* VALUE_POISON: there is no default */
  AttrId inherits;   /* left out, it is this one of the stack; ATTR_NONE: no */
  WireUnit wire;
  bool by_code;  /* reaches the output without `cfn` and `tf` */
  bool fixed;    /* the build must know it, whatever `cfn` says */
  Str spelling; /* "on=Active|off=PassThrough": words as the service has them */
  /* "Resource:Property.Path" as the target calls them; empty: by code. */
  Str cfn, tf;
  Str doc;
} AttrRow;

typedef struct KindRow {
  Str word;      /* as it is written: "queue" */
  bool external; /* written after `external` */
  bool named;    /* has a name in its head */
  bool physical; /* takes physical_name */
  u32 first;     /* its first attribute */
  Str members;   /* what `.x` may be: "arn|name|url" */
  Str variable;  /* "QUEUE_URL": how a function's environment calls it */
  PartKind address; /* and what stands there */
  Str log_group; /* "/aws/lambda/{}": where its lines go */
  Str doc;
} KindRow;

const KindRow *kind_row(KindId kind);
u32 kind_attr_count(KindId kind);
/* KIND_COUNT when there is none. */
KindId kind_find(Str word, bool external);
/* All words of that sort, for suggestions; `count` in and out. */
u32 kind_words(bool external, Str *words, u32 room);
const AttrRow *attr_row(AttrId attr);
/* `block` ATTR_NONE: directly in the kind. ATTR_NONE when there is none. */
AttrId attr_find(KindId kind, AttrId block, Str name);
/* The leaf that stands for its block; ATTR_NONE: it has none. */
AttrId attr_principal(AttrId block);
/* "dead_letter.after" */
Str attr_path(Arena *arena, AttrId attr);

/* ---- calls ------------------------------------------------------------------- */

typedef struct ArgumentRow {
  Str name;
  Type type;
  bool required;
  bool rest; /* the last one: takes all further values too */
  WireUnit wire; /* of a number that is deployed */
  Value standard;
} ArgumentRow;

typedef struct CallRow {
  CallGroup group;
  Str name;
  Str spelling; /* REQUEST: "$request.header.{}" */
  const ArgumentRow *arguments;
  Str doc;
} CallRow;

const CallRow *call_find(CallGroup group, Str name);
u32 call_argument_count(const CallRow *call);
u32 call_names(CallGroup group, Str *names, u32 room);

/* ---- ARNs ---------------------------------------------------------------------- */

typedef enum ArnId {
#define ARN(id, ...) ARN_##id,
#include "stdlib/arns.def"
#undef ARN
  ARN_COUNT
} ArnId;

typedef struct ArnRow {
  Str service;
  bool region, account; /* whether those fields are filled */
  Str resource;  /* what stands before the name: "table/" */
  Str what; /* "a DynamoDB table" */
  Str example;
} ArnRow;

const ArnRow *arn_row(ArnId arn);
/* Whether `text` has that shape; `name` gets what stands after the prefix, and
 * `fields` the six parts. */
bool arn_match(ArnId arn, Str text, Str fields[6], Str *name);

/* ---- words and units ------------------------------------------------------------ */

/* Whether `word` is one of "a|b|c". */
bool words_have(Str words, Str word);
/* Splits "a|b|c"; how many there are. */
u32 words_split(Str words, Str *out, u32 room);
/* The part behind `word=` of "a=x|b=y"; `word` itself when there is none. */
Str words_map(Str pairs, Str word);

/* "4d", "256MB", "100/s", "80%": the largest unit that divides evenly. */
Str quantity_text(Arena *arena, ValueKind kind, i64 number);
/* The value of a token like "1h30m", "256MB", "100/s", "80%", "1_000", "0.5"
 * of that kind; false: it does not fit into 64 bits. */
bool quantity_parse(ValueKind kind, Str text, i64 *number);
/* A value for people: as written, or computed and then in canonical form. */
Str value_text(Arena *arena, const Value *value);
/* "a duration", "a list", … */
Str value_kind_name(ValueKind kind);
/* "a duration of 1m to 14d", "`none` or `kms` or a key" */
Str type_text(Arena *arena, const Type *type);
/* "an " before the word of a kind, or "a ". */
const char *kind_article(Str word);

/* The literal text; false when any part is known to the deployment only. */
bool text_literal(Arena *arena, Text text, Str *literal);
Text text_of(Arena *arena, Str literal);
Text text_of_part(Arena *arena, PartKind kind, const struct Resource *thing);
Text text_join(Arena *arena, Text left, Text right);
/* For people: `{region}` and the like where the deployment fills something
 * in. */
Str text_shown(Arena *arena, Text text);
/* The text in the Region with the longest name; of other parts as shown. */
Str text_longest(Arena *arena, Text text);
bool text_equal(Text left, Text right);

/* ---- names, runtimes, quotas ------------------------------------------------------- */

typedef enum NameId {
#define NAME(id, ...) NAME_##id,
#include "stdlib/naming.def"
#undef NAME
  NAME_COUNT
} NameId;

typedef struct NameRow {
  Str word;    /* in `naming { queue = … }` */
  Str pattern; /* "{project}-{stage}[-{name}]-queue" */
  u32 longest; /* characters */
  Str characters; /* "a-zA-Z0-9_-": what it may hold, in brackets' manner */
  Str service; /* "SQS", for messages */
  Str scope;   /* names of one scope must differ; empty: they need not */
} NameRow;

const NameRow *name_row(NameId name);
NameId name_find(Str word);
/* The longest name that a Region has. */
Str region_longest(void);
/* Whether `c` is one of the row's characters. */
bool name_admits(const NameRow *row, char c);

typedef struct RuntimeRow {
  Str name;
  Str deprecated, blocked; /* YYYY-MM-DD; empty: no date is known */
  Str successor;
} RuntimeRow;

const RuntimeRow *runtime_find(Str name);
u32 runtime_names(Str *names, u32 room);
/* The day the table speaks of; runtimes are judged by it, never by a clock. */
Str runtime_day(void);

typedef enum QuotaId {
#define QUOTA(id, ...) QUOTA_##id,
#include "stdlib/quotas.def"
#undef QUOTA
  QUOTA_COUNT
} QuotaId;

typedef struct QuotaRow {
  i64 limit;
  bool adjustable;
  Str what;
  Str source;
} QuotaRow;

const QuotaRow *quota_row(QuotaId quota);

#endif
