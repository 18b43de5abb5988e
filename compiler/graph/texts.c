/* SPDX-License-Identifier: Apache-2.0
 *
 * The graph as text for other programs: Mermaid for pages of Markdown, DOT for
 * Graphviz, JSON for everything else. They lay out by themselves.
 */
#include "graph/graph.h"

#include "diag/render.h"
#include "json/json.h"

/* ---- Mermaid ------------------------------------------------------------- */

/* Letters, digits and what no syntax means anything by stand as they are, all
 * else of ASCII as a number. */
static void mermaid_text(Buf *out, Arena *arena, Str text) {
  Buf shown = buf_new(arena);
  text_visible(&shown, text);
  for (u32 i = 0; i < shown.length; i++) {
    char c = shown.at[i];
    if ((u8)c >= 0x80 || is_letter(c) || is_digit(c) || c == ' ' || c == '/' ||
        c == '.' || c == ',')
      buf_char(out, c);
    else
      buf_format(out, "#%d;", c);
  }
}

static void mermaid_node(Buf *out, const Graph *graph, u32 number) {
  static const struct {
    const char *open, *close;
  } shapes[SORT_COUNT] = {
    [SORT_ENDPOINT] = { "([\"", "\"])" },
    [SORT_SCHEDULE] = { "([\"", "\"])" },
    [SORT_QUEUE] = { "[[\"", "\"]]" },
    [SORT_TOPIC] = { "{{\"", "\"}}" },
    [SORT_HANDLER] = { "[\"", "\"]" },
    [SORT_EXTERNAL] = { "[(\"", "\")]" },
    [SORT_RAW] = { "[\"", "\"]" },
    [SORT_DEAD_LETTERS] = { "[[\"", "\"]]" },
    [SORT_ROLE] = { "(\"", "\")" },
  };
  const GraphNode *node = &graph->nodes.items[number];
  buf_format(out, "  n%u%s", number, shapes[node->sort].open);
  mermaid_text(out, graph->arena, node->name);
  buf_text(out, "<br/>");
  mermaid_text(out, graph->arena, node->caption);
  buf_format(out, "%s:::%.*s\n", shapes[node->sort].close,
             STR_ARG(node_word(node->sort)));
}

static void mermaid_edge(Buf *out, const Graph *graph, const GraphEdge *edge) {
  Str label = edge->ways.length ? edge->ways : edge_word(edge->sort);
  if (edge->sort == EDGE_MESSAGES || edge->sort == EDGE_ROLE) {
    buf_format(out, "  n%u %s n%u\n", edge->from,
               edge->sort == EDGE_ROLE ? "-.-" : "-->", edge->to);
    return;
  }
  buf_format(out, "  n%u -. \"", edge->from);
  mermaid_text(out, graph->arena, label);
  buf_format(out, "\" .-> n%u\n", edge->to);
}

static void mermaid_emphasis(Buf *out, const Graph *graph) {
  if (!graph->emphasised)
    return;
  buf_text(out, "  classDef chosen stroke-width:4px\n"
                "  classDef faint opacity:0.25\n");
  for (u32 i = 0; i < graph->nodes.count; i++)
    if (graph->nodes.items[i].emphasis == EMPHASIS_CHOSEN)
      buf_format(out, "  class n%u chosen\n", i);
    else if (!graph->nodes.items[i].emphasis)
      buf_format(out, "  class n%u faint\n", i);
}

void graph_mermaid(Buf *out, const Graph *graph) {
  buf_text(out, "flowchart LR\n");
  for (u32 i = 0; i < graph->nodes.count; i++)
    mermaid_node(out, graph, i);
  for (u32 i = 0; i < graph->edges.count; i++)
    mermaid_edge(out, graph, &graph->edges.items[i]);
  buf_text(out,
           "  classDef endpoint fill:#f0f5ff,stroke:#2459cf,color:#1b2230\n"
           "  classDef schedule fill:#edfaf6,stroke:#0c7360,color:#1b2230\n"
           "  classDef queue fill:#fff8eb,stroke:#a35a06,color:#1b2230\n"
           "  classDef topic fill:#fef2f7,stroke:#b3205f,color:#1b2230\n"
           "  classDef handler fill:#f6f2ff,stroke:#6834cf,color:#1b2230\n"
           "  classDef external fill:#f7f8fa,stroke:#4a5568,color:#1b2230\n"
           "  classDef raw fill:#f7f8fa,stroke:#4a5568,color:#1b2230\n"
           "  classDef dead_letters fill:none,stroke:#8792a6,"
           "stroke-dasharray:4 3\n"
           "  classDef role fill:none,stroke:#c9cfda,font-size:11px\n");
  mermaid_emphasis(out, graph);
}

/* ---- DOT ----------------------------------------------------------------- */

/* What stands between quotation marks. */
static void dot_text(Buf *out, Arena *arena, Str text) {
  Buf shown = buf_new(arena);
  text_visible(&shown, text);
  for (u32 i = 0; i < shown.length; i++) {
    if (shown.at[i] == '"' || shown.at[i] == '\\')
      buf_char(out, '\\');
    buf_char(out, shown.at[i]);
  }
}

static void dot_node(Buf *out, const Graph *graph, u32 number) {
  static const char *const looks[SORT_COUNT] = {
    [SORT_ENDPOINT] = "fillcolor=\"#f0f5ff\" color=\"#2459cf\"",
    [SORT_SCHEDULE] = "fillcolor=\"#edfaf6\" color=\"#0c7360\"",
    [SORT_QUEUE] = "fillcolor=\"#fff8eb\" color=\"#a35a06\"",
    [SORT_TOPIC] = "fillcolor=\"#fef2f7\" color=\"#b3205f\"",
    [SORT_HANDLER] = "fillcolor=\"#f6f2ff\" color=\"#6834cf\"",
    [SORT_EXTERNAL] = "fillcolor=\"#f7f8fa\" color=\"#4a5568\"",
    [SORT_RAW] = "fillcolor=\"#f7f8fa\" color=\"#4a5568\"",
    [SORT_DEAD_LETTERS] =
      "style=\"rounded,dashed\" color=\"#8792a6\" fontcolor=\"#667085\"",
    [SORT_ROLE] = "shape=plain style=\"\" fontsize=9 fontcolor=\"#667085\"",
  };
  const GraphNode *node = &graph->nodes.items[number];
  buf_format(out, "  n%u [label=\"", number);
  dot_text(out, graph->arena, node->name);
  buf_text(out, "\\n");
  dot_text(out, graph->arena, node->caption);
  buf_format(out, "\" tooltip=\"");
  dot_text(out, graph->arena,
           node->resource->physical_name.length ? node->resource->physical_name
                                                : node->name);
  buf_format(out, "\" %s", looks[node->sort]);
  if (graph->emphasised && !node->emphasis)
    buf_text(out, " color=\"#dde1e8\" fontcolor=\"#c9cfda\"");
  if (node->emphasis == EMPHASIS_CHOSEN)
    buf_text(out, " penwidth=3");
  buf_text(out, "];\n");
}

static void dot_edge(Buf *out, const Graph *graph, const GraphEdge *edge) {
  static const char *const looks[EDGE_SORT_COUNT] = {
    [EDGE_MESSAGES] = "",
    [EDGE_DEAD_LETTERS] = " style=dashed",
    [EDGE_FAILURES] = " style=dashed",
    [EDGE_USES] = " style=dotted",
    [EDGE_ASKS] = " style=dotted",
    [EDGE_ROLE] = " style=dotted dir=none",
  };
  Str label = edge->ways.length ? edge->ways : edge_word(edge->sort);
  buf_format(out, "  n%u -> n%u [tooltip=\"", edge->from, edge->to);
  dot_text(out, graph->arena, label);
  buf_format(out, "\"%s%s];\n", looks[edge->sort],
             edge_stands_out(graph, edge) ? "" : " color=\"#dde1e8\"");
}

void graph_dot(Buf *out, const Graph *graph) {
  buf_text(out, "digraph \"");
  dot_text(out, graph->arena, graph->model->stack_name);
  buf_text(out, "\" {\n"
                "  rankdir=LR;\n"
                "  node [shape=box style=\"rounded,filled\" fontname=\"sans-"
                "serif\" fontsize=11];\n"
                "  edge [color=\"#8792a6\"];\n");
  for (u32 i = 0; i < graph->nodes.count; i++)
    dot_node(out, graph, i);
  for (u32 i = 0; i < graph->edges.count; i++)
    dot_edge(out, graph, &graph->edges.items[i]);
  buf_text(out, "}\n");
}

/* ---- JSON ---------------------------------------------------------------- */

static void set_text(Arena *arena, Json *object, const char *key, Str text) {
  if (text.length)
    json_set(arena, object, key, json_string(arena, text));
}

static Json *node_json(const Graph *graph, u32 number) {
  static const Str emphases[] = {
    [EMPHASIS_NONE] = STR_INIT("none"),
    [EMPHASIS_CHOSEN] = STR_INIT("chosen"),
    [EMPHASIS_FEEDS] = STR_INIT("feeds"),
    [EMPHASIS_FED] = STR_INIT("fed"),
  };
  Arena *arena = graph->arena;
  const GraphNode *node = &graph->nodes.items[number];
  GraphFacts settings = node_settings(graph, node);
  GraphFacts grants = node_grants(graph, node);
  Json *json = json_object(arena), *list = json_object(arena);
  set_text(arena, json, "id", str_format(arena, "n%u", number));
  set_text(arena, json, "sort", node_word(node->sort));
  set_text(arena, json, "name", node->name);
  set_text(arena, json, "caption", node->caption);
  set_text(arena, json, "physical_name", node->resource->physical_name);
  set_text(arena, json, "documentation", node->resource->documentation);
  for (u32 i = 0; i < settings.count; i++)
    json_set_key(arena, list, settings.items[i].name,
                 json_string(arena, settings.items[i].value));
  json_set(arena, json, "settings", list);
  if (node->sort == SORT_ROLE) {
    Json *rows = json_array(arena);
    for (u32 i = 0; i < grants.count; i++) {
      Json *row = json_object(arena);
      set_text(arena, row, "what", grants.items[i].name);
      set_text(arena, row, "why", grants.items[i].value);
      json_add(arena, rows, row);
    }
    json_set(arena, json, "grants", rows);
  }
  if (graph->emphasised)
    set_text(arena, json, "emphasis", emphases[node->emphasis]);
  return json;
}

void graph_json(Buf *out, const Graph *graph) {
  Arena *arena = graph->arena;
  Json *root = json_object(arena);
  Json *nodes = json_array(arena), *edges = json_array(arena);
  for (u32 i = 0; i < graph->nodes.count; i++)
    json_add(arena, nodes, node_json(graph, i));
  for (u32 i = 0; i < graph->edges.count; i++) {
    const GraphEdge *edge = &graph->edges.items[i];
    Json *json = json_object(arena);
    set_text(arena, json, "sort", edge_word(edge->sort));
    set_text(arena, json, "from", str_format(arena, "n%u", edge->from));
    set_text(arena, json, "to", str_format(arena, "n%u", edge->to));
    set_text(arena, json, "ways", edge->ways);
    json_add(arena, edges, json);
  }
  set_text(arena, root, "stack", graph->model->stack_name);
  set_text(arena, root, "stage", graph->model->stage);
  json_set(arena, root, "nodes", nodes);
  json_set(arena, root, "edges", edges);
  json_print(out, root);
}
