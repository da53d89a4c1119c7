/** JSON that a command is given: as it is, or from a file in any encoding that intake/text.ts reads. */
import { checkInput } from '../domain/text/input.ts';
import { parseJsonBytes, parseJsonText } from '../intake/json.ts';
import { SetupError } from '../local/setup-error.ts';
import { bytesOfFile } from './files.ts';

/** Error: SetupError that names what cannot be read. */
export const readJsonFile = (file: string): unknown => jsonIn(parseJsonBytes(bytesOfFile(file)), file);

/** `@FILE`, or JSON itself. */
export const readJsonArgument = (value: string): unknown =>
  value.startsWith('@') ? readJsonFile(value.slice(1)) : jsonIn(parseJsonText(value), '--data');

function jsonIn(read: { readonly value: unknown } | { readonly fault: string }, what: string): unknown {
  if ('fault' in read) throw new SetupError(`${what} ${read.fault}`, 'Correct it; nothing was sent.');
  const { faults } = checkInput(read.value);
  if (faults.length > 0)
    throw new SetupError(`${what} has faults:\n${faults.map((fault) => `  ${fault}`).join('\n')}`, 'Correct each; nothing was sent.');
  return read.value;
}
