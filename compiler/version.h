/* SPDX-License-Identifier: Apache-2.0
 *
 * The one place where the version stands. */
#ifndef APIQC_VERSION_H
#define APIQC_VERSION_H

#define APIQC_VERSION "0.1.0"

#endif
