/* SPDX-License-Identifier: Apache-2.0
 *
 * Made by apiqc: the next build writes this file anew.
 *
 * Texts: buffers, JSON strings, base64, UTF-8, and the lines of the log.
 */
#define _POSIX_C_SOURCE 200809L
#include "apiq_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* ---- buffers ------------------------------------------------------------- */

void apiq_buffer_reserve(apiq_buffer *buffer, size_t more) {
  enum { LEAST = 256 };
  if (more < buffer->room && buffer->length < buffer->room - more)
    return;
  size_t room = buffer->room ? buffer->room : LEAST;
  while (room <= more || room - more <= buffer->length)
    room *= 2;
  char *at = realloc(buffer->at, room);
  if (!at) {
    static const char line[] =
      "{\"level\":\"ERROR\",\"message\":\"there is no memory left\"}\n";
    if (write(STDERR_FILENO, line, sizeof line - 1) < 0) {
    }
    _exit(1);
  }
  buffer->at = at;
  buffer->room = room;
}

void apiq_buffer_clear(apiq_buffer *buffer) {
  apiq_buffer_reserve(buffer, 0);
  buffer->length = 0;
  buffer->at[0] = '\0';
}

void apiq_buffer_free(apiq_buffer *buffer) {
  free(buffer->at);
  *buffer = (apiq_buffer){ 0 };
}

void apiq_buffer_add(apiq_buffer *buffer, const char *bytes, size_t length) {
  apiq_buffer_reserve(buffer, length);
  if (length)
    memcpy(buffer->at + buffer->length, bytes, length);
  buffer->length += length;
  buffer->at[buffer->length] = '\0';
}

void apiq_buffer_text(apiq_buffer *buffer, const char *text) {
  apiq_buffer_add(buffer, text, strlen(text));
}

void apiq_buffer_number(apiq_buffer *buffer, long long number) {
  char digits[24];
  int length = snprintf(digits, sizeof digits, "%lld", number);
  apiq_buffer_add(buffer, digits, (size_t)length);
}

/* ---- UTF-8 and JSON ------------------------------------------------------ */

/* The bytes of the character that stands first; 0: it is none. */
static size_t character(const unsigned char *at, size_t length) {
  static const unsigned least[] = { 0, 0, 0x80, 0x800, 0x10000 };
  size_t bytes = at[0] < 0x80             ? 1
                 : (at[0] & 0xE0) == 0xC0 ? 2
                 : (at[0] & 0xF0) == 0xE0 ? 3
                 : (at[0] & 0xF8) == 0xF0 ? 4
                                          : 0;
  if (bytes < 2 || bytes > length)
    return bytes == 1 ? 1 : 0;
  unsigned code = at[0] & (0xFFU >> (bytes + 1));
  for (size_t i = 1; i < bytes; i++) {
    if ((at[i] & 0xC0) != 0x80)
      return 0;
    code = code << 6 | (at[i] & 0x3FU);
  }
  bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return code >= least[bytes] && code <= 0x10FFFF && !surrogate ? bytes : 0;
}

bool apiq_is_utf8(const char *bytes, size_t length) {
  const unsigned char *at = (const unsigned char *)bytes;
  for (size_t i = 0, step; i < length; i += step) {
    step = character(at + i, length - i);
    if (!step)
      return false;
  }
  return true;
}

void apiq_buffer_json(apiq_buffer *buffer, const char *bytes, size_t length) {
  const unsigned char *at = (const unsigned char *)bytes;
  apiq_buffer_reserve(buffer, length + 2);
  apiq_buffer_text(buffer, "\"");
  for (size_t i = 0, step; i < length; i += step) {
    step = character(at + i, length - i);
    if (!step) {
      apiq_buffer_text(buffer, "\xEF\xBF\xBD");
      step = 1;
    } else if (at[i] == '"' || at[i] == '\\') {
      apiq_buffer_text(buffer, "\\");
      apiq_buffer_add(buffer, bytes + i, 1);
    } else if (at[i] < 0x20) {
      char escape[8];
      snprintf(escape, sizeof escape, "\\u%04x", (unsigned)at[i]);
      apiq_buffer_text(buffer, escape);
    } else {
      apiq_buffer_add(buffer, bytes + i, step);
    }
  }
  apiq_buffer_text(buffer, "\"");
}

/* ---- base64 -------------------------------------------------------------- */

static const char base64_digits[] =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void apiq_buffer_base64(apiq_buffer *buffer, const char *bytes, size_t length) {
  const unsigned char *at = (const unsigned char *)bytes;
  apiq_buffer_reserve(buffer, length / 3 * 4 + 4);
  for (size_t i = 0; i < length; i += 3) {
    size_t count = length - i < 3 ? length - i : 3;
    unsigned group = (unsigned)at[i] << 16;
    group |= count > 1 ? (unsigned)at[i + 1] << 8 : 0;
    group |= count > 2 ? at[i + 2] : 0;
    char four[] = { base64_digits[group >> 18], base64_digits[group >> 12 & 63],
                    count > 1 ? base64_digits[group >> 6 & 63] : '=',
                    count > 2 ? base64_digits[group & 63] : '=' };
    apiq_buffer_add(buffer, four, sizeof four);
  }
}

bool apiq_buffer_from_base64(apiq_buffer *buffer, const char *text) {
  size_t length = strlen(text);
  while (length && text[length - 1] == '=')
    length--;
  if (strlen(text) % 4 || strlen(text) - length > 2)
    return false;
  unsigned group = 0;
  for (size_t i = 0; i < length; i++) {
    const char *digit = strchr(base64_digits, text[i]);
    if (!digit)
      return false;
    group = group << 6 | (unsigned)(digit - base64_digits);
    if (i % 4 == 0)
      continue;
    char byte = (char)(group >> (6 - i % 4 * 2) & 0xFF);
    apiq_buffer_add(buffer, &byte, 1);
  }
  return true;
}

/* ---- logs ---------------------------------------------------------------- */

static const char *const levels[] = { "DEBUG", "INFO", "WARN", "ERROR" };

/* The buffers of the one thread that there is. */
static apiq_buffer line, said;

long long apiq_now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool is_wanted(apiq_level level) {
  const char *least = getenv("AWS_LAMBDA_LOG_LEVEL");
  apiq_level from = APIQ_INFO;
  for (size_t i = 0; least && i < sizeof levels / sizeof *levels; i++)
    if (strcmp(least, levels[i]) == 0)
      from = (apiq_level)i;
  return level >= from;
}

static void add_time(apiq_buffer *out) {
  long long now = apiq_now_ms();
  time_t seconds = (time_t)(now / 1000);
  struct tm parts;
  char text[40], millis[8];
  gmtime_r(&seconds, &parts);
  strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  snprintf(millis, sizeof millis, ".%03dZ", (int)(now % 1000));
  apiq_buffer_text(out, text);
  apiq_buffer_text(out, millis);
}

static void write_all(const char *at, size_t length) {
  while (length) {
    ssize_t count = write(STDOUT_FILENO, at, length);
    if (count <= 0)
      return;
    at += count;
    length -= (size_t)count;
  }
}

void apiq_log(const apiq_context *context, apiq_level level, const char *format,
              ...) {
  if (!is_wanted(level))
    return;
  va_list list;
  apiq_buffer_clear(&said);
  va_start(list, format);
  int length = vsnprintf(NULL, 0, format, list);
  va_end(list);
  if (length > 0) {
    apiq_buffer_reserve(&said, (size_t)length);
    va_start(list, format);
    vsnprintf(said.at, (size_t)length + 1, format, list);
    va_end(list);
    said.length = (size_t)length;
  }
  apiq_buffer_clear(&line);
  apiq_buffer_text(&line, "{\"timestamp\":\"");
  add_time(&line);
  apiq_buffer_text(&line, "\",\"level\":\"");
  apiq_buffer_text(&line, levels[level]);
  apiq_buffer_text(&line, "\",\"handler\":\"" APIQ_HANDLER "\"");
  if (context && context->request_id) {
    apiq_buffer_text(&line, ",\"requestId\":");
    apiq_buffer_json(&line, context->request_id, strlen(context->request_id));
  }
  apiq_buffer_text(&line, ",\"message\":");
  apiq_buffer_json(&line, said.at, said.length);
  apiq_buffer_text(&line, "}\n");
  write_all(line.at, line.length);
}

void apiq_log_release(void) {
  apiq_buffer_free(&line);
  apiq_buffer_free(&said);
}
