/* SPDX-License-Identifier: Apache-2.0
 *
 * A layout as SVG: one group for each arrow and each box, the arrows first,
 * with a title that a reader shows when pointed at. All colours stand in one
 * style sheet, which follows the reader's preference for dark or light; the
 * fonts are those that the reader has.
 */
#include "graph/layout.h"

#include "diag/render.h"

enum {
  LEAST_BOX = 132,
  TEXT_X = 44,    /* of a box: where its texts begin */
  TEXT_END = 16,  /* and what is free behind them */
  NAME_MOST = 32, /* characters of a name; the title has all */
  TIP = 7,        /* how long the head of an arrow is */
};

static const char style[] =
  "<style>\n"
  "text{font-family:ui-sans-serif,system-ui,-apple-system,'Segoe UI',"
  "'Helvetica Neue',Arial,sans-serif}\n"
  ".page{fill:#fff}\n"
  ".stack{font-size:17px;font-weight:650;fill:#1b2230}\n"
  ".about{font-size:12px;fill:#667085}\n"
  ".name{font-size:13px;font-weight:600;fill:#1b2230}\n"
  ".caption{font-size:10.5px;fill:#667085}\n"
  ".node rect{stroke-width:1.25}\n"
  ".node circle{stroke:none}\n"
  ".icon{fill:none;stroke-width:1.4;stroke-linecap:round;"
  "stroke-linejoin:round}\n"
  ".edge path{fill:none;stroke:#8792a6;stroke-width:1.5}\n"
  ".edge .tip{fill:#8792a6;stroke:none}\n"
  ".edge.dead_letters path,.edge.failures path{stroke-dasharray:5 4}\n"
  ".edge.uses path,.edge.asks path{stroke-dasharray:1.5 "
  "3.5;stroke-linecap:round}\n"
  ".edge.dead_letters path,.edge.failures path,.edge.uses path,.edge.asks path"
  "{stroke:#aab2c0;stroke-width:1.25}\n"
  ".edge.dead_letters .tip,.edge.failures .tip,.edge.uses .tip,.edge.asks "
  ".tip{fill:#aab2c0}\n"
  ".node.endpoint rect{fill:#f0f5ff;stroke:#a9c1f8}\n"
  ".endpoint circle{fill:#dbe7ff}.endpoint .icon{stroke:#2459cf}\n"
  ".node.schedule rect{fill:#edfaf6;stroke:#93d5c3}\n"
  ".schedule circle{fill:#d2f2e9}.schedule .icon{stroke:#0c7360}\n"
  ".node.queue rect{fill:#fff8eb;stroke:#ecc583}\n"
  ".queue circle{fill:#ffecc9}.queue .icon{stroke:#a35a06}\n"
  ".node.topic rect{fill:#fef2f7;stroke:#efb2cd}\n"
  ".topic circle{fill:#fcdfeb}.topic .icon{stroke:#b3205f}\n"
  ".node.handler rect{fill:#f6f2ff;stroke:#c6b2f5}\n"
  ".handler circle{fill:#e8deff}.handler .icon{stroke:#6834cf}\n"
  ".node.external rect,.node.raw rect{fill:#f7f8fa;stroke:#bcc4d0}\n"
  ".external circle,.raw circle{fill:#e7eaef}\n"
  ".external .icon,.raw .icon{stroke:#4a5568}\n"
  ".node.dead_letters rect{fill:#fff;stroke:#c9cfda;stroke-dasharray:4 3}\n"
  ".dead_letters circle{fill:#f1f3f6}.dead_letters .icon{stroke:#8792a6}\n"
  ".node.dead_letters .name{font-weight:500;fill:#667085}\n"
  ".node.role rect{fill:#fff;stroke:#dde1e8;stroke-width:1}\n"
  ".node.chosen rect{stroke-width:2.75}\n"
  ".edge.lit path{stroke:#4d5a70;stroke-width:1.75}\n"
  ".edge.lit .tip{fill:#4d5a70;stroke:none}\n"
  ".faint{opacity:.22}\n"
  "@media(prefers-color-scheme:dark){\n"
  ".page{fill:#0e131b}\n"
  ".stack,.name{fill:#e8ecf3}\n"
  ".about,.caption{fill:#93a0b4}\n"
  ".edge path{stroke:#6f7d93}.edge .tip{fill:#6f7d93}\n"
  ".edge.dead_letters path,.edge.failures path,.edge.uses path,.edge.asks "
  "path{stroke:#525e72}\n"
  ".edge.dead_letters .tip,.edge.failures .tip,.edge.uses .tip,.edge.asks "
  ".tip{fill:#525e72}\n"
  ".node.endpoint rect{fill:#121d33;stroke:#34548f}\n"
  ".endpoint circle{fill:#1c3056}.endpoint .icon{stroke:#86adff}\n"
  ".node.schedule rect{fill:#0e231f;stroke:#245f51}\n"
  ".schedule circle{fill:#153a32}.schedule .icon{stroke:#5fd3b7}\n"
  ".node.queue rect{fill:#251c0d;stroke:#74551f}\n"
  ".queue circle{fill:#3c2d12}.queue .icon{stroke:#f0b65a}\n"
  ".node.topic rect{fill:#271320;stroke:#7b3357}\n"
  ".topic circle{fill:#421d33}.topic .icon{stroke:#f58ab8}\n"
  ".node.handler rect{fill:#1c1530;stroke:#553b96}\n"
  ".handler circle{fill:#2d2151}.handler .icon{stroke:#b697ff}\n"
  ".node.external rect,.node.raw rect{fill:#161c26;stroke:#3c475a}\n"
  ".external circle,.raw circle{fill:#232c3a}\n"
  ".external .icon,.raw .icon{stroke:#aab6c9}\n"
  ".node.dead_letters rect{fill:#0e131b;stroke:#3c475a}\n"
  ".dead_letters circle{fill:#1a212c}.dead_letters .icon{stroke:#7d8aa0}\n"
  ".node.dead_letters .name{fill:#93a0b4}\n"
  ".node.role rect{fill:#0e131b;stroke:#2a3342}\n"
  ".edge.lit path{stroke:#b4c0d3}\n"
  ".edge.lit .tip{fill:#b4c0d3;stroke:none}\n"
  "}\n"
  "</style>\n";

/* Drawn with lines, around the middle of a circle of radius 13. */
static const char *const icons[SORT_COUNT] = {
  [SORT_ENDPOINT] = "M-7 0H3M-1 -4L3 0L-1 4M7 -6V6",
  [SORT_SCHEDULE] = "M7 0A7 7 0 1 1-7 0A7 7 0 1 1 7 0M0-4V0L3 2",
  [SORT_QUEUE] = "M-7.5-5H7.5V5H-7.5ZM-2.5-5V5M2.5-5V5",
  [SORT_TOPIC] = "M-.1 0H.1M-3.5-4A5.3 5.3 0 0 0-3.5 4M3.5-4A5.3 5.3 0 0 1 3.5 "
                 "4M-6-6.5A9 9 0 0 0-6 6.5M6-6.5A9 9 0 0 1 6 6.5",
  [SORT_HANDLER] = "M-4-6.5C-1.5-6.5-1-5 0-2.5L4 6.5M-.2-2.8L-4.5 6.5",
  [SORT_EXTERNAL] = "M-6-4.5A6 2.3 0 1 1 6-4.5A6 2.3 0 1 1-6-4.5V4.5A6 2.3 0 0 "
                    "0 6 4.5V-4.5",
  [SORT_RAW] = "M-3-6C-6-6-3.5 0-7 0C-3.5 0-6 6-3 6M3-6C6-6 3.5 0 7 0C3.5 0 6 "
               "6 3 6",
  [SORT_DEAD_LETTERS] = "M-7.5-5H7.5V5H-7.5ZM-2.5-2.5L2.5 2.5M2.5-2.5L-2.5 2.5",
};

/* ---- texts --------------------------------------------------------------- */

/* A character of a program that could be read as markup. */
static void escape(Buf *out, Arena *arena, Str text) {
  Buf shown = buf_new(arena);
  text_visible(&shown, text);
  for (u32 i = 0; i < shown.length; i++) {
    char c = shown.at[i];
    if (c == '<')
      buf_text(out, "&lt;");
    else if (c == '>')
      buf_text(out, "&gt;");
    else if (c == '&')
      buf_text(out, "&amp;");
    else if (c == '"')
      buf_text(out, "&quot;");
    else
      buf_char(out, c);
  }
}

static void escape_lines(Buf *out, Arena *arena, Str text) {
  for (u32 from = 0; from < text.length;) {
    Str rest = str_slice(text, from, text.length);
    Str line = str_slice(rest, 0, str_find(rest, '\n'));
    buf_char(out, '\n');
    escape(out, arena, line);
    from += line.length + 1;
  }
}

/* The first line of the text, cut to so many columns. */
static Str shorten(Arena *arena, Str text, u32 most) {
  Buf out = buf_new(arena);
  u32 columns = 0, at = 0;
  text = str_slice(text, 0, str_find(text, '\n'));
  while (at < text.length) {
    Cell cell = cell_read(text.at + at, text.at + text.length);
    if (columns + cell.columns > most) {
      buf_text(&out, "…");
      break;
    }
    buf_str(&out, str_slice(text, at, at + cell.bytes));
    columns += cell.columns;
    at += cell.bytes;
  }
  return buf_view(&out);
}

/* A generous guess of pixels: nobody knows the reader's font. */
static int text_width(Str text, int narrow, int wide) {
  int tenths = 0;
  for (u32 at = 0; at < text.length;) {
    Cell cell = cell_read(text.at + at, text.at + text.length);
    char c = text.at[at];
    if (cell.columns == 1)
      tenths += is_capital(c) || c == 'm' || c == 'w' ? wide : narrow;
    else
      tenths += (int)cell.columns * narrow;
    at += cell.bytes;
  }
  return (tenths + 9) / 10;
}

static Str role_caption(const Graph *graph, const GraphNode *node) {
  u32 count = node_grants(graph, node).count;
  return str_format(graph->arena, "role · %u grant%s", count,
                    count == 1 ? "" : "s");
}

static int *box_widths(const Graph *graph) {
  int *widths = ARENA_ARRAY(graph->arena, int, graph->nodes.count);
  for (u32 i = 0; i < graph->nodes.count; i++) {
    const GraphNode *node = &graph->nodes.items[i];
    if (node->sort == SORT_ROLE) {
      widths[i] = 16 + text_width(role_caption(graph, node), 55, 75);
      continue;
    }
    Str name = shorten(graph->arena, node->name, NAME_MOST);
    Str caption = shorten(graph->arena, node->caption, NAME_MOST);
    int first = text_width(name, 77, 98), second = text_width(caption, 60, 80);
    widths[i] = TEXT_X + TEXT_END + (first > second ? first : second);
    if (widths[i] < LEAST_BOX)
      widths[i] = LEAST_BOX;
  }
  return widths;
}

/* ---- boxes --------------------------------------------------------------- */

static void write_title(Buf *out, const Graph *graph, const GraphNode *node) {
  Arena *arena = graph->arena;
  const Resource *resource = node->resource;
  GraphFacts settings = node_settings(graph, node);
  GraphFacts grants = node_grants(graph, node);
  buf_text(out, "<title>");
  escape(out, arena,
         str_format(arena, "%.*s%s %.*s", STR_ARG(node->caption),
                    node->sort == SORT_ROLE ? " of" : "", STR_ARG(node->name)));
  escape_lines(out, arena, resource->physical_name);
  for (u32 i = 0; i < settings.count; i++)
    escape_lines(out, arena,
                 str_format(arena, "%.*s = %.*s",
                            STR_ARG(settings.items[i].name),
                            STR_ARG(settings.items[i].value)));
  for (u32 i = 0; i < grants.count; i++)
    escape_lines(out, arena,
                 str_format(arena, "%.*s: %.*s", STR_ARG(grants.items[i].name),
                            STR_ARG(grants.items[i].value)));
  escape_lines(out, arena, resource->documentation);
  buf_text(out, "</title>\n");
}

static void write_role(Buf *out, const Layout *layout, u32 number) {
  const Graph *graph = layout->graph;
  const Box *box = &layout->boxes[number];
  Str caption = role_caption(graph, &graph->nodes.items[number]);
  buf_format(out,
             "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>\n"
             "<text class=\"caption\" x=\"%d\" y=\"%d\">%.*s</text>\n",
             box->x, box->y, box->width, box->height, CHIP_HEIGHT / 2,
             box->x + 8, box->y + 14, STR_ARG(caption));
}

static void write_text(Buf *out, Arena *arena, const char *sort, int x, int y,
                       Str text) {
  buf_format(out, "<text class=\"%s\" x=\"%d\" y=\"%d\">", sort, x, y);
  escape(out, arena, text);
  buf_text(out, "</text>\n");
}

static void write_box(Buf *out, const Layout *layout, u32 number) {
  Arena *arena = layout->arena;
  const GraphNode *node = &layout->graph->nodes.items[number];
  const Box *box = &layout->boxes[number];
  buf_format(out,
             "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"9\"/>\n"
             "<g transform=\"translate(%d %d)\"><circle r=\"13\"/>"
             "<path class=\"icon\" d=\"%s\"/></g>\n",
             box->x, box->y, box->width, box->height, box->x + 23,
             box->y + BOX_HEIGHT / 2, icons[node->sort]);
  write_text(out, arena, "caption", box->x + TEXT_X, box->y + 19,
             shorten(arena, node->caption, NAME_MOST));
  write_text(out, arena, "name", box->x + TEXT_X, box->y + 35,
             shorten(arena, node->name, NAME_MOST));
}

static const char *emphasis_class(const Graph *graph, const GraphNode *node) {
  if (!graph->emphasised)
    return "";
  if (!node->emphasis)
    return " faint";
  bool chosen = node->emphasis == EMPHASIS_CHOSEN && node->sort != SORT_ROLE;
  return chosen ? " chosen" : "";
}

static void write_node(Buf *out, const Layout *layout, u32 number) {
  const Graph *graph = layout->graph;
  const GraphNode *node = &graph->nodes.items[number];
  buf_format(out, "<g id=\"n%u\" class=\"node %.*s%s\">\n", number,
             STR_ARG(node_word(node->sort)), emphasis_class(graph, node));
  write_title(out, graph, node);
  if (node->sort == SORT_ROLE)
    write_role(out, layout, number);
  else
    write_box(out, layout, number);
  buf_text(out, "</g>\n");
}

/* ---- arrows -------------------------------------------------------------- */

static int station_y(const Layout *layout, const Station *station) {
  return layout->islands.items[station->island].y + (int)(station->y / 64);
}

/* From the right side of one column to the left side of the next; it never
 * leaves the strip between them. */
static void write_piece(Buf *out, int from_x, int from_y, int to_x, int to_y) {
  int middle = (from_x + to_x) / 2;
  if (from_y == to_y)
    buf_format(out, "H%d", to_x);
  else
    buf_format(out, "C%d %d %d %d %d %d", middle, from_y, middle, to_y, to_x,
               to_y);
}

static void write_way(Buf *out, const Layout *layout, const Route *route) {
  u32 last = route->links.count - 1;
  int end_x = 0, end_y = 0, start_x = 0, start_y = 0;
  buf_text(out, "<path d=\"");
  for (u32 i = 0; i <= last; i++) {
    const Link *link = &layout->links.items[route->links.items[i]];
    const Station *left = &layout->stations.items[link->left];
    const Station *right = &layout->stations.items[link->right];
    int x = layout->islands.items[left->island].x;
    int from_x =
      x + layout->column_x[left->column] + layout->column_width[left->column];
    int from_y = station_y(layout, left) + link->leave;
    end_x = x + layout->column_x[right->column];
    end_y = station_y(layout, right) + link->enter;
    if (i == 0) {
      start_x = from_x;
      start_y = from_y;
      from_x += route->back ? TIP : 0;
      buf_format(out, "M%d %d", from_x, from_y);
    } else {
      buf_format(out, "H%d", from_x);
    }
    write_piece(out, from_x, from_y,
                i == last && !route->back ? end_x - TIP : end_x, end_y);
  }
  if (route->back)
    buf_format(out, "\"/>\n<path class=\"tip\" d=\"M%d %dl8-4v8z\"/>\n",
               start_x, start_y);
  else
    buf_format(out, "\"/>\n<path class=\"tip\" d=\"M%d %dl-8-4v8z\"/>\n", end_x,
               end_y);
}

static void write_route(Buf *out, const Layout *layout, const Route *route) {
  static const char *const classes[EDGE_SORT_COUNT] = {
    [EDGE_MESSAGES] = "messages", [EDGE_DEAD_LETTERS] = "dead_letters",
    [EDGE_FAILURES] = "failures", [EDGE_USES] = "uses",
    [EDGE_ASKS] = "asks",         [EDGE_ROLE] = "role",
  };
  const Graph *graph = layout->graph;
  const GraphEdge *edge = &graph->edges.items[route->edge];
  Str ways = edge->ways.length ? edge->ways : edge_word(edge->sort);
  const char *emphasis = edge_stands_out(graph, edge) ? " lit" : " faint";
  buf_format(out,
             "<g class=\"edge %s%s\" data-from=\"n%u\" data-to=\"n%u\">\n"
             "<title>",
             classes[edge->sort], graph->emphasised ? emphasis : "", edge->from,
             edge->to);
  escape(out, layout->arena,
         str_format(layout->arena, "%.*s → %.*s: %.*s",
                    STR_ARG(graph->nodes.items[edge->from].name),
                    STR_ARG(graph->nodes.items[edge->to].name), STR_ARG(ways)));
  buf_text(out, "</title>\n");
  write_way(out, layout, route);
  buf_text(out, "</g>\n");
}

/* ---- the page ------------------------------------------------------------ */

bool graph_svg(Buf *out, const Graph *graph) {
  const Layout *layout = layout_new(graph, box_widths(graph));
  const Model *model = graph->model;
  if (!layout)
    return false;
  buf_format(out,
             "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
             "height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">\n<title>",
             layout->width, layout->height, layout->width, layout->height);
  escape(out, graph->arena, model->stack_name);
  buf_format(out,
             "</title>\n%s<rect class=\"page\" width=\"%d\" height=\"%d\" "
             "rx=\"12\"/>\n",
             style, layout->width, layout->height);
  write_text(out, graph->arena, "stack", 28, 40,
             shorten(graph->arena, model->stack_name, (u32)layout->width / 11));
  write_text(out, graph->arena, "about", 28, 60,
             shorten(graph->arena, model->description, (u32)layout->width / 7));
  for (u32 i = 0; i < layout->routes.count; i++)
    write_route(out, layout, &layout->routes.items[i]);
  for (u32 i = 0; i < graph->nodes.count; i++)
    write_node(out, layout, i);
  buf_text(out, "</svg>\n");
  return true;
}
