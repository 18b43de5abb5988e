/* SPDX-License-Identifier: Apache-2.0
 *
 * openapi: what callers of an HTTP API have to know, as OpenAPI 3.1.
 *
 * Each API is a server of its own and has a document of its own. It describes
 * endpoints, with the way in which callers are known and what of a request
 * becomes the message. What stands behind the endpoints is of no concern to a
 * caller and is left out, as CORS is, which OpenAPI has no words for. Nothing
 * is said of bodies that the program does not speak of: they have no schema.
 */
#ifndef APIQC_OPENAPI_H
#define APIQC_OPENAPI_H

#include "backends/backend.h"

/* What callers may be told besides success, in the order of its status. */
typedef enum OpenApiProblem {
  PROBLEM_REFUSED,
  PROBLEM_UNAUTHORIZED,
  PROBLEM_FORBIDDEN,
  PROBLEM_TOO_LARGE,
  PROBLEM_THROTTLED,
  PROBLEM_FAILED,
  PROBLEM_UNAVAILABLE,
  PROBLEM_COUNT,
} OpenApiProblem;

typedef struct OpenApi {
  Arena *arena;
  const Model *model;
  const Api *api;
  Ids operations;
  bool told[PROBLEM_COUNT];
  Json *schemes; /* NAME -> security scheme, as far as they are needed */
} OpenApi;

/* An operation: an endpoint under one of its methods. */
typedef struct OpenApiOperation {
  const Endpoint *endpoint;
  Str path;   /* the path in the document; its variables may be called otherwise
                 than the endpoint's, but are as many */
  Str method; /* "post" */
} OpenApiOperation;

/* ---- paths.c ------------------------------------------------------------- */

Json *openapi_paths(OpenApi *document);

/* ---- request.c: what of a request is asked for --------------------------- */

/* Parameters and body; whether there is a body. */
bool openapi_request(const OpenApi *document, Json *operation,
                     const OpenApiOperation *of);

/* ---- answers.c ----------------------------------------------------------- */

Json *openapi_responses(OpenApi *document, const Endpoint *endpoint,
                        bool has_body);
/* The answers that are told in several places, and the form of a message. */
void openapi_answers(const OpenApi *document, Json *components);

/* ---- security.c: how callers are known ----------------------------------- */

Json *openapi_security(OpenApi *document, const Endpoint *endpoint);

#endif
