/* SPDX-License-Identifier: Apache-2.0
 *
 * `apiqc targets`: what `build --target` can make.
 */
#include "cli/cli.h"

Status targets_run(Cli *cli, const CommandLine *line) {
  (void)line;
  u32 count;
  const Backend *backends = backend_list(&count);
  for (u32 i = 0; i < count; i++)
    buf_format(&cli->out, "%-10.*s %.*s\n", STR_ARG(backends[i].name),
               STR_ARG(backends[i].summary));
  return STATUS_DONE;
}
