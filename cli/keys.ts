/** A key file that processes share: made, or given a key that follows. Deliberately absent: which (commands/seal-key.ts, commands/payload-key.ts). */
import { existsSync } from 'node:fs';
import { SetupError } from '../local/setup-error.ts';
import { addKey } from '../temporal/key-file.ts';
import { say } from './output.ts';

type Making = {
  /** Minutes until the key that follows is used; null: none is to follow. */
  readonly change: number | null;
  /** What is said beside that it is made. */
  readonly more?: string;
};

export function makeKey(file: string, command: string, { change, more = '' }: Making): void {
  if (existsSync(file) && change === null) {
    say(`${file} is there already. \`tuojian ${command} --change\` adds a key that follows it.`);
    return;
  }
  const since = new Date(Date.now() + (change ?? 0) * 60_000);
  const id = addKey(file, since.toISOString());
  say(
    change === null || change === 0
      ? `Key ${id} in ${file}. Give the file to the workers first, then to the API and the commands; nobody else may read it.${more}`
      : `Key ${id} in ${file}, used from ${since.toISOString()} on. Give the file to every process before then; none has to be started again.${more}`,
  );
}

/** Of `--change` and `--in`. Error: it is no number of minutes. */
export function minutesOf({ change, in: minutes }: { readonly change?: true; readonly in?: string }): number | null {
  if (minutes !== undefined && !/^\d{1,5}$/.test(minutes)) throw new SetupError('--in must be a number of minutes.', 'For example: --change --in 30');
  if (minutes !== undefined && change !== true) throw new SetupError('--in says when a key that follows is used.', 'Add --change.');
  return change === true ? Number(minutes ?? 0) : null;
}
