// SPDX-License-Identifier: Apache-2.0
// Runs compiled apps in one process, which loads the CDK once:
//   node synth.js APPS.json, a list of {main, folder, out, context}
// Each makes its template when nothing is left to do, as under `cdk synth`, which
// hands over the same two variables.
'use strict';
require('node:events').defaultMaxListeners = 0; // each app waits for the end
const fs = require('node:fs');
const path = require('node:path');

for (const app of JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))) {
  process.env.CDK_OUTDIR = app.out;
  process.env.CDK_CONTEXT_JSON = JSON.stringify(app.context);
  process.chdir(app.folder);
  try {
    delete require.cache[require.resolve(app.main)];
    require(app.main);
  } catch (error) {
    fs.mkdirSync(app.out, { recursive: true });
    fs.writeFileSync(path.join(app.out, 'error.txt'), String(error));
  }
}
