/** JSON that a command is given: as it is, or from a file. */
import { readFileSync } from 'node:fs';
import { SetupError } from '../local/setup-error.ts';

/** Error: SetupError that names what cannot be read. */
export function readJsonFile(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new SetupError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, 'Name a file that is there.');
  }
  return parse(text, file);
}

/** `@FILE`, or JSON itself. */
export const readJsonArgument = (value: string): unknown => (value.startsWith('@') ? readJsonFile(value.slice(1)) : parse(value, '--data'));

function parse(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SetupError(`${what} is no JSON: ${error instanceof Error ? error.message : String(error)}`, 'Correct it; nothing was sent.');
  }
}
