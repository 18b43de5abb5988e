// SPDX-License-Identifier: Apache-2.0
//
// What is wrong with OpenAPI documents, by the schemas of the OpenAPI Initiative.
//
//   node valid.js MODULES FILE…
//
// MODULES is the folder with node_modules. Printed is an object: for each file the
// list of what is wrong, empty where nothing is.
"use strict";
const path = require("node:path");
const { readFileSync } = require("node:fs");
const { pathToFileURL } = require("node:url");

const [modules, ...files] = process.argv.slice(2);

async function main() {
  const place = path.join(modules, "node_modules", "@seriousme",
                          "openapi-schema-validator", "index.js");
  const { Validator } = await import(pathToFileURL(place));
  const found = {};
  for (const file of files) {
    const validator = new Validator();
    const result = await validator.validate(JSON.parse(readFileSync(file)));
    found[file] = result.valid ? [] : [].concat(result.errors).map(
      (error) => error.message ? `${error.instancePath} ${error.message}` : error);
    if (result.valid && !validator.version.startsWith("3.1"))
      found[file].push(`it is version ${validator.version}`);
  }
  console.log(JSON.stringify(found));
}

main();
