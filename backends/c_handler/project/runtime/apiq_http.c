/* SPDX-License-Identifier: Apache-2.0
 *
 * Made by apiqc: the next build writes this file anew.
 *
 * HTTP/1.1 to one address on this machine, over one connection that is kept.
 * There is no time limit: the next event comes when it comes.
 */
#define _POSIX_C_SOURCE 200809L
#include "apiq_parts.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
  CHUNK = 64 * 1024,
  HEAD_LIMIT = 64 * 1024,
  BODY_LIMIT = 64 * 1024 * 1024, /* ten times what the service sends */
};

/* ---- the connection ------------------------------------------------------ */

void apiq_http_close(apiq_http *http) {
  if (http->socket >= 0)
    close(http->socket);
  http->socket = -1;
}

/* The address is numeric, so that nothing has to be looked up. */
static bool connect_to(apiq_http *http) {
  char host[64];
  const char *colon = strrchr(http->address, ':');
  size_t length =
    colon ? (size_t)(colon - http->address) : strlen(http->address);
  if (length >= sizeof host)
    return false;
  memcpy(host, http->address, length);
  host[length] = '\0';
  long port = colon ? strtol(colon + 1, NULL, 10) : 80;
  struct sockaddr_in at = { .sin_family = AF_INET };
  at.sin_port = htons((unsigned short)port);
  const char *digits = strcmp(host, "localhost") == 0 ? "127.0.0.1" : host;
  if (port < 1 || port > 65535 || inet_pton(AF_INET, digits, &at.sin_addr) != 1)
    return false;
  http->socket = socket(AF_INET, SOCK_STREAM, 0);
  if (http->socket < 0)
    return false;
  int on = 1;
  setsockopt(http->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  while (connect(http->socket, (struct sockaddr *)&at, sizeof at) != 0)
    if (errno != EINTR) {
      apiq_http_close(http);
      return false;
    }
  return true;
}

static bool send_all(apiq_http *http, const char *at, size_t length) {
  while (length) {
    ssize_t count = send(http->socket, at, length, MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0)
      return false;
    at += count;
    length -= (size_t)count;
  }
  return true;
}

/* Some more bytes of the answer; false: there are none. */
static bool receive(apiq_http *http) {
  apiq_buffer *in = &http->in;
  apiq_buffer_reserve(in, CHUNK);
  for (;;) {
    ssize_t count = recv(http->socket, in->at + in->length, CHUNK, 0);
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0)
      return false;
    in->length += (size_t)count;
    in->at[in->length] = '\0';
    return true;
  }
}

/* ---- the answer ---------------------------------------------------------- */

/* The value of a header among the lines of the head; NULL: there is none. */
static const char *find_header(const apiq_http *http, const char *name,
                               size_t *length) {
  size_t wanted = strlen(name);
  const char *end = http->in.at + http->body;
  for (const char *at = http->in.at; at < end;) {
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    if (!stop)
      break;
    if ((size_t)(stop - at) > wanted && at[wanted] == ':' &&
        strncasecmp(at, name, wanted) == 0) {
      at += wanted + 1;
      while (at < stop && (*at == ' ' || *at == '\t'))
        at++;
      while (stop > at && (stop[-1] == '\r' || stop[-1] == ' '))
        stop--;
      *length = (size_t)(stop - at);
      return at;
    }
    at = stop + 1;
  }
  return NULL;
}

bool apiq_http_header(const apiq_http *http, const char *name,
                      apiq_buffer *value) {
  size_t length = 0;
  const char *at = find_header(http, name, &length);
  apiq_buffer_clear(value);
  if (at)
    apiq_buffer_add(value, at, length);
  return at != NULL;
}

static bool header_has(const apiq_http *http, const char *name,
                       const char *word) {
  size_t length = 0;
  const char *at = find_header(http, name, &length);
  return at && length == strlen(word) && strncasecmp(at, word, length) == 0;
}

static bool receive_head(apiq_http *http) {
  apiq_buffer *in = &http->in;
  const char *end;
  while (!in->length || !(end = strstr(in->at, "\r\n\r\n")))
    if (in->length > HEAD_LIMIT || !receive(http))
      return false;
  http->body = (size_t)(end - in->at) + 4;
  return sscanf(in->at, "HTTP/1.%*1[01] %3d", &http->status) == 1;
}

static bool receive_until(apiq_http *http, size_t length) {
  while (http->in.length < length)
    if (!receive(http))
      return false;
  return true;
}

/* Where the line that begins at `from` ends; 0: it never does. */
static size_t receive_line(apiq_http *http, size_t from) {
  for (;;) {
    const char *at = http->in.at + from;
    const char *stop = memchr(at, '\n', http->in.length - from);
    if (stop)
      return (size_t)(stop - http->in.at) + 1;
    if (http->in.length - from > HEAD_LIMIT || !receive(http))
      return 0;
  }
}

/* Moves the chunks together, so that the body stands as one. */
static bool receive_chunks(apiq_http *http) {
  size_t from = http->body, to = http->body;
  for (;;) {
    size_t data = receive_line(http, from);
    if (!data)
      return false;
    char *rest;
    unsigned long size = strtoul(http->in.at + from, &rest, 16);
    if (rest == http->in.at + from || size > BODY_LIMIT - (to - http->body))
      return false;
    if (size == 0) {
      from = data;
      break;
    }
    if (!receive_until(http, data + size + 2))
      return false;
    memmove(http->in.at + to, http->in.at + data, size);
    to += size;
    from = data + size + 2;
  }
  http->body_length = to - http->body;
  for (size_t next; (next = receive_line(http, from)) != from + 2; from = next)
    if (!next) /* fields behind the body end with an empty line */
      return false;
  http->in.at[to] = '\0';
  return true;
}

static bool receive_body(apiq_http *http) {
  size_t digits = 0;
  if (header_has(http, "Transfer-Encoding", "chunked"))
    return receive_chunks(http);
  const char *at = find_header(http, "Content-Length", &digits);
  char *end = NULL;
  unsigned long length = at ? strtoul(at, &end, 10) : 0;
  if (at && (end != at + digits || length > BODY_LIMIT))
    return false;
  http->body_length = length;
  return receive_until(http, http->body + length);
}

/* ---- a call -------------------------------------------------------------- */

static bool exchange(apiq_http *http, const char *body, size_t length) {
  http->in.length = http->body = http->body_length = 0;
  return send_all(http, http->out.at, http->out.length) &&
         send_all(http, body, length) && receive_head(http) &&
         receive_body(http);
}

bool apiq_http_call(apiq_http *http, const char *method, const char *path,
                    const char *headers, const char *body, size_t length) {
  apiq_buffer *out = &http->out;
  apiq_buffer_clear(out);
  apiq_buffer_text(out, method);
  apiq_buffer_text(out, " /2018-06-01/runtime/");
  apiq_buffer_text(out, path);
  apiq_buffer_text(out, " HTTP/1.1\r\nHost: ");
  apiq_buffer_text(out, http->address);
  apiq_buffer_text(out, "\r\n");
  apiq_buffer_text(out, headers);
  if (body) {
    apiq_buffer_text(out, "Content-Type: application/json\r\n"
                          "Content-Length: ");
    apiq_buffer_number(out, (long long)length);
    apiq_buffer_text(out, "\r\n");
  }
  apiq_buffer_text(out, "\r\n");
  bool kept = http->socket >= 0;
  if (!kept && !connect_to(http))
    return false;
  bool good = exchange(http, body, length);
  if (!good && kept && !http->in.length) {
    /* The other end had closed the connection before it read this. */
    apiq_http_close(http);
    good = connect_to(http) && exchange(http, body, length);
  }
  if (!good || header_has(http, "Connection", "close"))
    apiq_http_close(http);
  return good;
}
