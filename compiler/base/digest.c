/* SPDX-License-Identifier: Apache-2.0
 *
 * SHA-256 by libmd, and the two ways to write it: hexadecimal in names, base64
 * where AWS wants it.
 */
#include "base/base.h"

#include <sha2.h>
#include <string.h>

_Static_assert(sizeof(SHA2_CTX) <= sizeof(DigestState), "room for libmd");

void digest_start(DigestState *state) {
  SHA256Init((SHA2_CTX *)state);
}

void digest_add(DigestState *state, Str bytes) {
  if (bytes.length)
    SHA256Update((SHA2_CTX *)state, (const u8 *)bytes.at, bytes.length);
}

Digest digest_end(DigestState *state) {
  Digest digest;
  SHA256Final(digest.bytes, (SHA2_CTX *)state);
  return digest;
}

Digest digest_of(Str bytes) {
  DigestState state;
  digest_start(&state);
  digest_add(&state, bytes);
  return digest_end(&state);
}

bool digest_equal(const Digest *left, const Digest *right) {
  return memcmp(left->bytes, right->bytes, sizeof left->bytes) == 0;
}

Str digest_hex(Arena *arena, const Digest *digest) {
  static const char digits[] = "0123456789abcdef";
  u32 length = 2 * sizeof digest->bytes;
  char *hex = arena_alloc(arena, length);
  for (u32 i = 0; i < length; i++)
    hex[i] = digits[i % 2 ? digest->bytes[i / 2] & 15 : digest->bytes[i / 2] >> 4];
  return (Str){ hex, length };
}

static int hex_value(char digit) {
  if (digit >= '0' && digit <= '9')
    return digit - '0';
  return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

bool digest_parse(Str hex, Digest *digest) {
  if (hex.length != 2 * sizeof digest->bytes)
    return false;
  for (u32 i = 0; i < hex.length; i++) {
    int value = hex_value(hex.at[i]);
    if (value < 0)
      return false;
    u8 *byte = &digest->bytes[i / 2];
    *byte = (u8)((i % 2 ? *byte << 4 : 0) | value);
  }
  return true;
}

Str digest_base64(Arena *arena, const Digest *digest) {
  static const char digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  Buf text = buf_new(arena);
  u32 bits = 0, count = 0; /* bits read and not yet written, at most 12 */
  for (size_t i = 0; i < sizeof digest->bytes; i++) {
    bits = (bits << 8 | digest->bytes[i]) & 0xFFFF;
    for (count += 8; count >= 6; count -= 6)
      buf_char(&text, digits[bits >> (count - 6) & 63]);
  }
  buf_char(&text, digits[bits << (6 - count) & 63]); /* 32 bytes leave 4 bits */
  buf_char(&text, '=');
  return buf_view(&text);
}
