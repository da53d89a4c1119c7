/** `tuojian seal-key`: makes the key that seals commands to cases, or adds one that follows it. */
import { existsSync } from 'node:fs';
import { readSettings } from '../config/env.ts';
import { addSealKey } from '../temporal/seal-keys.ts';

export function makeSealKey(change: boolean): void {
  const { sealKey } = readSettings();
  if (existsSync(sealKey) && !change) {
    process.stdout.write(`${sealKey} is there already. \`tuojian seal-key --change\` adds a key that follows it.\n`);
    return;
  }
  const id = addSealKey(sealKey, new Date().toISOString());
  process.stdout.write(`Key ${id} in ${sealKey}. Give the file to the workers first, then to the API and the commands; nobody else may read it.\n`);
}
