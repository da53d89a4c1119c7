/** JSON that a command is given: as it is, or from a file. */
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { checkInput } from '../domain/text/input.ts';
import { SetupError } from '../local/setup-error.ts';

/** Error: SetupError that names what cannot be read. */
export function readJsonFile(file: string): unknown {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new SetupError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, 'Name a file that is there.');
  }
  if (!isUtf8(bytes)) throw new SetupError(`${file} must be UTF-8.`, 'Save it again as UTF-8; nothing was sent.');
  return parse(bytes.toString().replace(/^\ufeff/, ''), file);
}

/** `@FILE`, or JSON itself. */
export const readJsonArgument = (value: string): unknown => (value.startsWith('@') ? readJsonFile(value.slice(1)) : parse(value, '--data'));

function parse(text: string, what: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SetupError(`${what} is no JSON: ${error instanceof Error ? error.message : String(error)}`, 'Correct it; nothing was sent.');
  }
  const { faults } = checkInput(value);
  if (faults.length > 0)
    throw new SetupError(`${what} has faults:\n${faults.map((fault) => `  ${fault}`).join('\n')}`, 'Correct each; nothing was sent.');
  return value;
}
