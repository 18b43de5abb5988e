// SPDX-License-Identifier: Apache-2.0
//
// What validators say of documents.
//
//   node findings.mjs MODULES DOCUMENT…
//
// MODULES is the folder with node_modules. An OpenAPI document is held against the
// schema of its version, and against the rules of Redocly that follow from the
// specification itself; an AsyncAPI document is read by AsyncAPI's own parser, which
// knows the bindings. Printed is a list of
//
//   {document, by, findings}
//
// one for each document and validator.
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ...files] = process.argv.slice(2);

async function load(name) {
  const folder = path.resolve(modules, "node_modules", name);
  const about = JSON.parse(readFileSync(path.join(folder, "package.json")));
  const entry = about.exports?.["."]?.import ?? about.main;
  return import(pathToFileURL(path.join(folder, entry)));
}

const { Validator } = await load("@seriousme/openapi-schema-validator");
const { createConfig, lintFromString } = await load("@redocly/openapi-core");
const { Parser, DiagnosticSeverity } =
  (await load("@asyncapi/parser")).default;

// What has to do with taste is not among them.
const redocly = await createConfig({
  extends: ["spec"],
  rules: {
    "no-ambiguous-paths": "off", // the API prefers the more exact path
    "no-identical-paths": "error",
    "no-path-trailing-slash": "off",
    "operation-operationId-unique": "error",
    "operation-operationId-url-safe": "error",
    "path-parameters-defined": "error",
    "security-defined": "error",
    "no-undefined-server-variable": "error",
    "operation-parameters-unique": "error",
    "path-declaration-must-exist": "error",
  },
});

const validator = new Validator();
const parser = new Parser();

async function schema(text) {
  const result = await validator.validate(JSON.parse(text));
  return result.valid ? [] : [].concat(result.errors).map((error) =>
    typeof error === "string"
      ? error : `${error.instancePath}: ${error.message}`);
}

async function lint(source, file) {
  const problems = await lintFromString({
    source, absoluteRef: path.resolve(file), config: redocly });
  return problems.map((problem) => `${problem.location[0]?.pointer}: `
    + `${problem.message} (${problem.ruleId})`);
}

async function parse(text) {
  const { document, diagnostics } = await parser.parse(text);
  const errors = diagnostics
    .filter((one) => one.severity === DiagnosticSeverity.Error)
    .map((one) => `/${one.path.join("/")}: ${one.message} (${one.code})`);
  return document || errors.length ? errors : ["no document"];
}

const told = [];
for (const document of files) {
  const text = readFileSync(document, "utf8");
  const openapi = JSON.parse(text).openapi !== undefined;
  const judges = openapi
    ? { "the schema of OpenAPI": schema, Redocly: lint }
    : { "the parser of AsyncAPI": parse };
  for (const [by, judge] of Object.entries(judges))
    told.push({ document, by, findings: await judge(text, document) });
}
console.log(JSON.stringify(told));
