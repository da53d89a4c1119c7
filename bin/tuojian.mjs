#!/usr/bin/env node
// Runs what was built of the sources as they are now (build/service.mjs).
import module from 'node:module';
import { pathToFileURL } from 'node:url';
import { serviceOfNow } from '../build/service.mjs';

try {
  const folder = await serviceOfNow((line) => process.stderr.write(`${line}\n`));
  // Node from 22.1 on keeps what it compiled.
  module.enableCompileCache?.();
  await import(pathToFileURL(`${folder}/main.js`).href);
} catch (error) {
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
}
