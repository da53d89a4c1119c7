/** A folder of one test file, which goes when its tests are over. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function ownFolder(name: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), `tuojian-${name}-`));
  made.push(folder);
  return folder;
}
