/** `tuojian seal-key` and `tuojian payload-key`: makes the key, or adds one that follows it. */
import { existsSync } from 'node:fs';
import { readSettings } from '../config/env.ts';
import { addKey } from '../temporal/key-file.ts';

function makeKey(file: string, command: string, change: boolean, more: string): void {
  if (existsSync(file) && !change) {
    process.stdout.write(`${file} is there already. \`tuojian ${command} --change\` adds a key that follows it.\n`);
    return;
  }
  const id = addKey(file, new Date().toISOString());
  process.stdout.write(
    `Key ${id} in ${file}. Give the file to the workers first, then to the API and the commands; nobody else may read it.${more}\n`,
  );
}

export const makeSealKey = (change: boolean): void => makeKey(readSettings().sealKey, 'seal-key', change, '');

export const makePayloadKey = (change: boolean): void =>
  makeKey(readSettings().payloadKey, 'payload-key', change, ' Keep a copy: without it nobody reads what Temporal holds, older keys included.');
