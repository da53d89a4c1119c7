/**
 * What a build was made from: whether it is of the sources that lie here now. Deliberately absent: how anything is built.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the product lies. */
export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Rooms whose code runs in the service. */
export const ROOMS = [
  'activities',
  'api',
  'backup',
  'build',
  'cli',
  'config',
  'documents',
  'domain',
  'exports',
  'intake',
  'jobs',
  'local',
  'log',
  'notices',
  'previews',
  'prisma',
  'proof',
  'setup',
  'sheets',
  'sign-in',
  'telemetry',
  'temporal',
  'worker',
  'workflows',
];

/** Which packages they meet, and how they are compiled. */
const SETTINGS = ['package-lock.json', 'tsconfig.json'];
const isCode = (name) => /\.(tsx?|mjs|cjs)$/.test(name) && !name.endsWith('.d.ts');

function codeIn(folder) {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return codeIn(file);
    return isCode(entry.name) ? [file] : [];
  });
}

/** The files of code in these rooms, and what says how they are compiled; relative to ROOT, in order. */
export const sourcesIn = (rooms) => [...rooms.flatMap(codeIn), ...SETTINGS].sort();

/** Changes whenever the content of a file could have; a stat each, where a digest reads them. */
export function glanceAt(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const { size, mtimeMs, ctimeMs } = statSync(path.join(ROOT, file));
    hash.update(`${file}\0${size}\0${mtimeMs}\0${ctimeMs}\0`);
  }
  return hash.digest('hex');
}

/** Of names and contents. */
export function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(path.join(ROOT, file)))
      .update('\0');
  return hash.digest('hex').slice(0, 20);
}

/** What ends up in the workflows' script, and what says how it is made. */
const workflowSources = () => [...sourcesIn(['domain', 'workflows']), 'temporal/failure-converter.cjs', 'worker/workflow-bundle.ts'];

/** Of the workflows as they lie here now. */
export const workflowDigestNow = () => digestOf(workflowSources());

/**
 * Of the workflows that this code goes with. What was built knows it: whoever started it has just looked whether it is of the
 * sources, and they need not be read once more.
 */
export const workflowDigest = () => (typeof BUILT_WORKFLOW_DIGEST === 'string' ? BUILT_WORKFLOW_DIGEST : workflowDigestNow());
