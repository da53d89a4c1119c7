/** What was tried, and of which case, in words: for the journal's sentences and lists of what was refused. Deliberately absent: why (words/refusals.ts). */
import { commandWords } from '../approval/command-words.ts';
import type { Text } from '../kernel/values.ts';
import { STAGE_NAMES, STAGE_OF_KIND } from '../stages/all.ts';
import { STAGE_FORMS } from '../stages/forms.ts';
import { KIND_WORDS } from '../words/cases.ts';
import { commandName } from '../words/commands.ts';
import { named } from '../words/named.ts';

/** What a kind of case is called. */
export function kindName(kind: string): Text {
  const stage = Object.hasOwn(KIND_WORDS, kind) ? undefined : STAGE_OF_KIND.get(kind);
  return stage === undefined ? named(KIND_WORDS)(kind) : STAGE_NAMES[stage];
}

/** `审批 QH-01.FSR` */
export function caseName(stream: string): Text {
  const [kind = '', ...rest] = stream.split('/');
  if (rest.length === 0) return { zh: stream, en: stream };
  const { zh, en } = kindName(kind);
  return { zh: `${zh} ${rest.join('/')}`, en: `${en} ${rest.join('/')}` };
}

const FORM_NAMES: ReadonlyMap<string, Text> = new Map(
  Object.entries(STAGE_FORMS).flatMap(([kind, forms]) => Object.entries(forms).map(([type, { name }]): [string, Text] => [`${kind} ${type}`, name])),
);

/** What was asked of that case; what no person may ask of it, in general words. */
export function triedName(stream: string, type: string): Text {
  const [kind = ''] = stream.split('/');
  return commandName(kind, type) ?? FORM_NAMES.get(`${kind} ${type}`) ?? commandWords(type);
}
