/* SPDX-License-Identifier: Apache-2.0
 *
 * backend: what a target is, and what the targets have in common.
 *
 * A backend spells the model in its target's language. It judges nothing and
 * touches no disk: it adds files to a set and reports only what nobody could
 * know before the output was there, like its size.
 */
#ifndef APIQC_BACKEND_H
#define APIQC_BACKEND_H

#include "model/model.h"
#include "output/output.h"
#include "json/json.h"

typedef struct Emission {
  Arena *arena;
  const Model *model;
  Diags *diags;
  FileSet *files;
  /* For and of a plug-in: */
  Sources *sources;
  const struct Backend *target;
  bool packages; /* the code of handlers goes with the files */
  Str next;      /* as Backend.next prints it */
  Str failure;   /* what the system refused; empty: nothing */
} Emission;

typedef struct Backend {
  Str name, summary;
  bool one_file; /* can go to standard output */
  bool packages; /* refers to the code of handlers below artifacts/ */
  void (*emit)(Emission *emission);
  /* The commands to run next, ready to paste, one a line; `folder` is where
   * the files of `files` were written. */
  void (*next)(Buf *out, const Model *model, Str folder, const FileSet *files);
  struct Plugin *plugin; /* the program that emits; NULL: it is built in */
} Backend;

#define BACKEND(id, ...)                                                       \
  void id##_emit(Emission *emission);                                          \
  void id##_next(Buf *out, const Model *model, Str folder,                     \
                 const FileSet *files);
#include "backends/backends.def"
#undef BACKEND

/* NULL when there is none. */
const Backend *backend_find(Str name);
const Backend *backend_list(u32 *count);

/* ---- coverage.c: what a target says of a program --------------------------
 */

typedef enum Coverage {
  COVERAGE_SAID,
  COVERAGE_SILENT,  /* the output is the same whatever its value is */
  COVERAGE_REFUSED, /* giving it is an error */
} Coverage;

typedef struct CoverageRow {
  Str target;
  AttrId attr;
  Coverage coverage;
  Str why;
} CoverageRow;

/* The rows of all targets that say not everything. */
const CoverageRow *coverage_rows(u32 *count);
/* `why`: the reason, where it is not said. */
Coverage coverage_of(const Backend *target, AttrId attr, Str *why);
/* "yes", "–", "error" */
Str coverage_word(Coverage coverage);
/* The next attribute that has a value, from `attr` on; false: none is left. */
bool coverage_next(AttrId *attr);
/* Reports what the program gives and the target refuses. */
void coverage_judge(const Emission *emission, Str target,
                    const CoverageRow *refused, u32 count);

/* ---- what every target spells alike -------------------------------------- */

/* The digits of a number as its service counts: base units in the row's wire
 * unit, exact, or rounded to nine decimals where no decimal is exact. */
Str spell_number(Arena *arena, const AttrRow *row, const Value *value);

/* A given ARN cut at its first five colons. */
void spell_arn_fields(Arena *arena, Text arn, Text fields[6]);
/* The name of an external thing, from its ARN. */
Text spell_external_name(Arena *arena, const Resource *external);

typedef enum DescriptionOf {
  DESCRIPTION_PLAIN,
  DESCRIPTION_FUNCTION,
  DESCRIPTION_ROLE,
  DESCRIPTION_KEY,
  DESCRIPTION_PARAMETER,
} DescriptionOf;

/* The text as such a property admits it: shortened, with `?` for what it
 * refuses. */
Str spell_description(Arena *arena, Str text, DescriptionOf what);

/* A POSIX extended expression as the engines of the targets read it; `choice`:
 * whether it has alternatives outside of parentheses. */
Str spell_pattern(Arena *arena, Str pattern, bool *choice);

/* The patterns that a text must match, of its type and its uses, sorted; there
 * is room for one more than the input has. How many there are. */
u32 spell_patterns(Arena *arena, const Input *input, Str *sorted);

/* A number of the input's type, as the deployment counts it. */
Str spell_input_number(Arena *arena, const Input *input, i64 number);
/* "seconds": in what a number is counted; empty: it is a mere number. */
Str spell_counted_in(const Input *input);
/* The `///` text, and in what a number is counted. */
Str spell_input_description(Arena *arena, const Input *input);
/* "VALUE-IN-REQUESTS-A-SECOND": to be replaced by who deploys. */
Str spell_placeholder(Arena *arena, const Input *input);

/* The queue or handler whose dead letters it takes; NULL: nobody's. */
const Resource *queue_owner(const Queue *queue);
/* An ARN without a reference to the thing: of its kind and its name. A log
 * group's has no `:*`, which some targets append. */
Text spell_built_arn(Arena *arena, const Resource *thing);
/* With a domain of its own an API answers nowhere else; empty: it has none. */
Text spell_api_domain(Arena *arena, const Resource *thing);
/* Reports a raw resource of another target: nothing can refer to it here. */
void check_target(Diags *diags, const Resource *thing, Str target);
/* "POST /orders" */
Str spell_route_key(Arena *arena, const Endpoint *endpoint);
/* NULL: the call has no such argument. */
const Value *call_argument(const Value *call, Str name);
/* `header("x")` as the service spells it: "$request.header.x". */
Str spell_request(Arena *arena, const Value *value);
Str spell_role_description(Arena *arena, const Role *role);
Str spell_statistic(Statistic statistic);
/* The share that an alarm watches: a share of very few counts as none. */
Str spell_share(Arena *arena, const AlarmRow *row);
Str spell_share_label(Arena *arena, const AlarmRow *row);

/* The word of a kind, made ones included: "queue", "external table", "role". */
Str spell_kind(Arena *arena, KindId kind);

/* A text as one word of a POSIX shell. */
Str spell_shell(Arena *arena, Str text);

/* ---- document.c: JSON inside of a property ------------------------------- */

typedef enum DocumentKind {
  DOCUMENT_TEXT,
  DOCUMENT_INTEGER,
  DOCUMENT_LIST,
  DOCUMENT_SET,        /* a list in whatever order */
  DOCUMENT_ONE_OR_SET, /* the service takes one item for a list of it */
  DOCUMENT_OBJECT,
} DocumentKind;

typedef struct DocumentMember {
  Str key; /* of an object */
  struct Document *value;
} DocumentMember;

typedef struct Document {
  DocumentKind kind;
  Text text;
  i64 number;
  VEC(DocumentMember) members;
} Document;

Document *document_new(Arena *arena, DocumentKind kind);
Document *document_text(Arena *arena, Text text);
Document *document_string(Arena *arena, Str text);
Document *document_integer(Arena *arena, i64 number);
void document_add(Arena *arena, Document *list, Document *item);
void document_put(Arena *arena, Document *object, Str key, Document *value);
void document_put_string(Arena *arena, Document *object, const char *key,
                         Str text);
/* NULL: the object has no such member. */
Document *document_find(const Document *object, Str key);

/* An item of a set, as the target prints it. */
typedef struct Spelled {
  Str text;
  void *item;
} Spelled;

/* Sorts by text and leaves out repeats; how many are left. */
u32 spelled_sort(Spelled *items, u32 count);

/* Reports two tests of one key in one statement, which JSON cannot hold. */
Document *policy_document(Arena *arena, Diags *diags,
                          const Statements *statements);
/* Who may take on the role. */
Document *trust_document(Arena *arena, Diags *diags, const Role *role);
Document *dashboard_document(Arena *arena, const Model *model);

/* ---- describe.c: documents that describe a stack ------------------------- */

/* What only the deployment knows of a description. */
typedef struct Blank {
  Str name;        /* "region": stands as `{region}` in the text */
  Str standard;    /* what it is if nobody says; empty: nothing is known */
  Str description; /* empty: nothing is known */
} Blank;

typedef struct Blanks {
  VEC(Blank) items; /* in the order in which they are first met */
} Blanks;

/* The text with `{name}` for each part that only the deployment knows, which is
 * then one of `blanks` (NULL: nobody asks). A secret is never looked at. */
Str describe_text(Arena *arena, const Model *model, Text text, Blanks *blanks);
/* NAME -> { default, description }. With `whole` what has no standard gets its
 * name in capitals. */
Json *describe_blanks(Arena *arena, const Blanks *blanks, bool whole);

/* Sets a member, unless the text is empty. */
void describe_set(Arena *arena, Json *object, const char *key, Str text);
/* The `///` text: a line is the summary, more of them a description too;
 * without one, `otherwise` is the summary. */
void describe_thing(Arena *arena, Json *object, Str documentation,
                    Str otherwise);
/* Title, description and version, which describe_print fills in. */
Json *describe_info(Arena *arena, Str title, Str description);
/* Adds the document as a file. Its version are the first digits of the SHA-256
 * of all the rest. */
void describe_print(Emission *emission, Json *document, Str name);

/* Identifiers of letters, digits and `_`, made from texts. A route gets some
 * digits of its hash where it is more than plain words, so that a new route
 * renames none; of other texts those do that would get the same. */
typedef struct Ids {
  Arena *arena;
  Map numbers;
  VEC(struct IdsRow {
    Str text;
    bool shared;
  })
  rows;
} Ids;

Ids ids_new(Arena *arena);
/* All texts come in before the first ids_of. */
void ids_add(Ids *ids, Str text);
Str ids_of(const Ids *ids, Str text);

#endif
