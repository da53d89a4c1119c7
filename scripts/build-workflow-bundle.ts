/**
 * Builds the workflow bundle as a worker would, so that a forbidden import fails here and not in production; says how
 * large our own part is, and whether it is the one that `npm run build` has kept. `--check`: only look.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { bundleWorkflows, workflowsOfNow } from '../worker/workflow-bundle.ts';

/** It is evaluated once a workflow thread and shared by its cases (docs/adr/0129); the source map is read once a worker. */
const LARGEST_BYTES = 1_800_000;

const { code } = await bundleWorkflows();
const kept = await workflowsOfNow();
const keptCode = 'codePath' in kept ? readFileSync(kept.codePath, 'utf8') : kept.code;
const forbidden = ['zod', 'nodemailer', '@prisma/client', 'express'].filter((name) => code.includes(`node_modules/${name}/`));
const bytes = code.lastIndexOf('//# sourceMappingURL');
console.log(`workflow bundle: ${(bytes / 1e6).toFixed(2)} MB without its source map, limit ${LARGEST_BYTES / 1e6} MB`);
if (forbidden.length > 0 || bytes < 0 || bytes > LARGEST_BYTES) {
  console.error(`the workflow bundle must not hold ${forbidden.join(', ') || 'so much'}`);
  process.exit(1);
}
if (keptCode !== code) {
  console.error('the workflows that the build has kept must be those of the sources: remove dist/workflows, and say how it came to that');
  process.exit(1);
}
if (!process.argv.includes('--check')) writeFileSync('workflow-bundle.js', code);
