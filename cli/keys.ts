/** A key file that processes share: made, or given a key that follows. Deliberately absent: which (commands/seal-key.ts, commands/payload-key.ts). */
import { existsSync } from 'node:fs';
import { addKey } from '../temporal/key-file.ts';
import { say } from './output.ts';

/** `more`: what is said beside that it is made. */
export function makeKey(file: string, command: string, { change, more = '' }: { readonly change: boolean; readonly more?: string }): void {
  if (existsSync(file) && !change) {
    say(`${file} is there already. \`tuojian ${command} --change\` adds a key that follows it.`);
    return;
  }
  const id = addKey(file, new Date().toISOString());
  say(`Key ${id} in ${file}. Give the file to the workers first, then to the API and the commands; nobody else may read it.${more}`);
}
