/* SPDX-License-Identifier: Apache-2.0
 *
 * `apiqc targets`: what `build --target` can make, and what each of them says.
 * Behind what is built in come the programs that others wrote, with their paths.
 */
#include "cli/cli.h"

#include "backends/external/external.h"
#include "diag/render.h"

Status targets_run(Cli *cli, const CommandLine *line) {
  if (option_given(line, OPTION_coverage)) {
    coverage_print(cli,
                   str_equal(option_value(line, OPTION_layout), STR("json")));
    return STATUS_DONE;
  }
  if (option_given(line, OPTION_layout))
    return console_misuse(cli, line->command,
                          "`--format` is how `--coverage` is printed");
  u32 count;
  const Backend *backends = backend_list(&count);
  for (u32 i = 0; i < count; i++)
    buf_format(&cli->out, "%-10.*s %.*s\n", STR_ARG(backends[i].name),
               STR_ARG(backends[i].summary));
  Plugins plugins = { 0 };
  if (cli->plugins)
    plugins = plugin_list(cli->arena, cli->plugins);
  for (u32 i = 0; i < plugins.count; i++) {
    buf_format(&cli->out, "%-10.*s ", STR_ARG(plugins.items[i]->name));
    text_visible(&cli->out, plugins.items[i]->path);
    buf_char(&cli->out, '\n');
  }
  return STATUS_DONE;
}
