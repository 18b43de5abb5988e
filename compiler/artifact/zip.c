/* SPDX-License-Identifier: Apache-2.0
 *
 * Files become a zip archive (PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12 and
 * 4.3.16), compressed by zlib. The three records are written out here because
 * they hold what must never vary: no extra fields, one date, two modes.
 */
#include "artifact/artifact.h"

#include <zlib.h>

enum {
  ZIP_STORED = 0,
  ZIP_DEFLATED = 8,
  ZIP_VERSION = 20,          /* 2.0: deflate and folders in paths */
  ZIP_MADE_BY = 3 << 8 | 20, /* Unix, so that the modes count */
  ZIP_UTF8 = 1 << 11,        /* the path's encoding */
  ZIP_TIME = 0,
  ZIP_DATE = 1 << 5 | 1, /* 1980-01-01, the first there is */
};

static void put_16(Buf *out, u32 number) {
  buf_char(out, (char)(number & 0xFF));
  buf_char(out, (char)(number >> 8 & 0xFF));
}

static void put_32(Buf *out, u32 number) {
  put_16(out, number & 0xFFFF);
  put_16(out, number >> 16);
}

Zip zip_new(Arena *arena) {
  return (Zip){ .arena = arena,
                .bytes = buf_new(arena),
                .packed = buf_new(arena),
                .directory = buf_new(arena) };
}

/* Makes `packed` the content compressed if that is shorter, else as it is. The
 * arena is not asked for memory while zlib holds some. */
static u32 zip_pack(Zip *zip, Str content) {
  Buf *packed = &zip->packed;
  packed->length = 0;
  buf_repeat(packed, '\0', content.length);
  z_stream stream = { 0 };
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 9,
                   Z_DEFAULT_STRATEGY) != Z_OK)
    arena_exhausted(zip->arena);
  stream.next_in = (z_const Bytef *)content.at;
  stream.avail_in = content.length;
  stream.next_out = (Bytef *)packed->at;
  stream.avail_out = content.length ? content.length - 1 : 0;
  bool shorter = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  packed->length = shorter ? (u32)stream.total_out : 0;
  deflateEnd(&stream);
  if (!shorter)
    buf_str(packed, content);
  return shorter ? ZIP_DEFLATED : ZIP_STORED;
}

/* What an entry's header and its line in the directory have in common. */
static void put_common(Buf *out, u32 method, u32 checksum, u32 packed, u32 size,
                       Str path) {
  put_16(out, ZIP_VERSION);
  put_16(out, ZIP_UTF8);
  put_16(out, method);
  put_16(out, ZIP_TIME);
  put_16(out, ZIP_DATE);
  put_32(out, checksum);
  put_32(out, packed);
  put_32(out, size);
  put_16(out, path.length);
  put_16(out, 0); /* extra fields */
}

void zip_add(Zip *zip, Str path, Str content, bool executable) {
  u32 method = zip_pack(zip, content);
  u32 packed = zip->packed.length;
  u32 checksum = (u32)crc32(0, (const Bytef *)content.at, content.length);
  u32 offset = zip->bytes.length;

  put_32(&zip->bytes, 0x04034B50);
  put_common(&zip->bytes, method, checksum, packed, content.length, path);
  buf_str(&zip->bytes, path);
  buf_str(&zip->bytes, buf_view(&zip->packed));

  Buf *directory = &zip->directory;
  put_32(directory, 0x02014B50);
  put_16(directory, ZIP_MADE_BY);
  put_common(directory, method, checksum, packed, content.length, path);
  put_16(directory, 0); /* comment */
  put_16(directory, 0); /* disk */
  put_16(directory, 0); /* internal attributes */
  put_32(directory, (executable ? 0100755u : 0100644u) << 16);
  put_32(directory, offset);
  buf_str(directory, path);
  zip->count++;
}

Str zip_finish(Zip *zip) {
  u32 offset = zip->bytes.length;
  buf_str(&zip->bytes, buf_view(&zip->directory));
  put_32(&zip->bytes, 0x06054B50);
  put_16(&zip->bytes, 0); /* this disk */
  put_16(&zip->bytes, 0); /* the directory's disk */
  put_16(&zip->bytes, zip->count);
  put_16(&zip->bytes, zip->count);
  put_32(&zip->bytes, zip->directory.length);
  put_32(&zip->bytes, offset);
  put_16(&zip->bytes, 0); /* comment */
  return buf_view(&zip->bytes);
}
