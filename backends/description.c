/* SPDX-License-Identifier: Apache-2.0
 *
 * Descriptions: a `///` text as the property that it goes to admits it.
 */
#include "backends/backend.h"

/* What a description may hold. Limits: the resource schemas of the registry,
 * "Template Description", CreateApi. */
static const struct {
  u32 longest;
  bool bytes; /* counted in bytes, not in characters */
  bool latin; /* Latin-1 only */
} descriptions[] = {
  [DESCRIPTION_PLAIN] = { 1024, true, false },
  [DESCRIPTION_FUNCTION] = { 256, false, false },
  [DESCRIPTION_ROLE] = { 1000, false, true },
  [DESCRIPTION_KEY] = { 8192, false, false },
  [DESCRIPTION_PARAMETER] = { 4000, true, false },
};

static bool admits(DescriptionOf what, i64 c) {
  if (c < 0x20)
    return c == '\t' || c == '\n' || c == '\r';
  if (c >= 0x7F && c <= 0xA0)
    return false;
  return c <= 0xFF || !descriptions[what].latin;
}

/* With `?` for what is not admitted. A reference that the deployment would
 * expand loses its second brace. */
static Str admitted(Arena *arena, Str text, DescriptionOf what) {
  Buf out = buf_new(arena);
  for (u32 i = 0; i < text.length;) {
    u32 length;
    Str rest = str_slice(text, i, text.length);
    i64 c = utf8_decode(rest.at, rest.at + rest.length, &length);
    if (str_starts(rest, STR("{{resolve:"))) {
      buf_text(&out, "{?");
      length = 2;
    } else if (admits(what, c)) {
      buf_str(&out, str_slice(rest, 0, length));
    } else {
      buf_char(&out, '?');
    }
    i += length;
  }
  return buf_view(&out);
}

static u32 measure(Str text, DescriptionOf what) {
  return descriptions[what].bytes ? text.length : utf8_count(text);
}

Str spell_description(Arena *arena, Str text, DescriptionOf what) {
  Str dots = descriptions[what].latin ? STR("...") : STR("…");
  text = admitted(arena, text, what);
  if (measure(text, what) <= descriptions[what].longest)
    return text;
  u32 room = descriptions[what].longest - measure(dots, what), end = 0;
  for (u32 next = 0; next < text.length;) {
    u32 length;
    utf8_decode(text.at + next, text.at + text.length, &length);
    next += length;
    if (measure(str_slice(text, 0, next), what) > room)
      break;
    end = next;
  }
  return str_format(arena, "%.*s%.*s", STR_ARG(str_slice(text, 0, end)),
                    STR_ARG(dots));
}
