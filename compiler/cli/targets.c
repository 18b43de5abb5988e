/* SPDX-License-Identifier: Apache-2.0
 *
 * `apiqc targets`: what `build --target` can make, and what each of them says.
 */
#include "cli/cli.h"

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
  return STATUS_DONE;
}
