#!/usr/bin/env node
// Runs what was built of the sources as they are now (build/service.mjs).
import module from 'node:module';
import { pathToFileURL } from 'node:url';
import { serviceOfNow } from '../build/service.mjs';
import { nameSourceLines } from '../build/source-lines.mjs';

// Node from 22.1 on keeps what it compiled.
module.enableCompileCache?.();
let folder;
try {
  folder = serviceOfNow((line) => process.stderr.write(`${line}\n`));
} catch (error) {
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
}
nameSourceLines(folder);
await import(pathToFileURL(`${folder}/main.js`).href);
