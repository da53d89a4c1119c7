/** What lacks before a takeover can be closed, as its readers name it. Deliberately absent: what lacks (domain/takeover/faults.ts). */
import type { Text } from '../../domain/kernel/values.ts';
import { fieldName } from '../../domain/takeover/field-names.ts';
import { TAKEOVER_WORDS } from './words.ts';

type OnRecord = { readonly id: string; readonly name: Text; readonly fact: { readonly kind: string; readonly document: string } };

/** `(PAYMENT.P-3).amountFen: must be …`, as the service places it in its answers to programs. */
const PLACED = /^\(([^)]+)\)\.(\w+)(?:: |：)/;
const BASIS: Readonly<Record<string, Text>> = { document: TAKEOVER_WORDS.document, on: TAKEOVER_WORDS.on, by: TAKEOVER_WORDS.by };

/** By the matter's name and number, and the name of its field; what stands at no fact is said as it is. */
export function lackingInWords(said: Text, facts: readonly OnRecord[]): Text {
  const [place = '', id, field = ''] = PLACED.exec(said.en) ?? [];
  const on = facts.find((one) => one.id === id);
  if (on === undefined) return said;
  const { kind, document } = on.fact;
  const name = BASIS[field] ?? fieldName(kind, field);
  // Of the matter as a whole.
  const whole = field === 'kind';
  return {
    zh: `${on.name.zh}（${document}）${whole ? '' : `，${name.zh}`}：${said.zh.replace(PLACED, '')}`,
    en: `${on.name.en} (${document})${whole ? '' : `, ${name.en}`}: ${said.en.slice(place.length)}`,
  };
}
