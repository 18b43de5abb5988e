/* SPDX-License-Identifier: Apache-2.0
 *
 * `apiqc version`.
 */
#include "version.h"

#include "cli/cli.h"

Status version_run(Cli *cli, const CommandLine *line) {
  (void)line;
  buf_text(&cli->out, "apiqc " APIQC_VERSION "\n");
  return STATUS_DONE;
}
