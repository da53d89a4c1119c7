/** JSON that a command is given: as it is, or from a file in any encoding that intake/text.ts reads. */
import type { Text } from '../domain/kernel/values.ts';
import { checkInput } from '../domain/text/input.ts';
import { parseJsonBytes, parseJsonText } from '../intake/json.ts';
import { setupError } from './declare.ts';
import { bytesOfFile } from './files.ts';

/** Error: SetupError that names what cannot be read. */
export const readJsonFile = (file: string, lang: string): unknown => jsonIn(parseJsonBytes(bytesOfFile(file, lang)), file, lang);

/** `@FILE`, or JSON itself. */
export const readJsonArgument = (value: string, lang: string): unknown =>
  value.startsWith('@') ? readJsonFile(value.slice(1), lang) : jsonIn(parseJsonText(value), '--data', lang);

const CORRECT_IT: Text = { zh: '请改正；未发送任何内容。', en: 'Correct it; nothing was sent.' };
const CORRECT_EACH: Text = { zh: '请逐项改正；未发送任何内容。', en: 'Correct each; nothing was sent.' };

function jsonIn(read: { readonly value: unknown } | { readonly fault: Text }, what: string, lang: string): unknown {
  if ('fault' in read) throw setupError(lang, { zh: `${what} ${read.fault.zh}`, en: `${what} ${read.fault.en}` }, CORRECT_IT);
  const { faults } = checkInput(read.value);
  if (faults.length > 0) throw setupError(lang, faultsIn(what), CORRECT_EACH, faults);
  return read.value;
}

export const faultsIn = (what: string): Text => ({ zh: `${what} 有误：`, en: `${what} has faults:` });
