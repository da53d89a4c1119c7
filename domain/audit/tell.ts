/**
 * Any event as one sentence in both languages, by its facts alone (facts.ts): for search results, stories and exports. Approvals tell themselves better where their state is at hand (domain/approval/narrate.ts).
 */
import type { Text } from '../kernel/values.ts';
import { isStageKey, STAGE_NAMES } from '../stages/all.ts';
import { dayWordsIn } from '../words/days.ts';
import { money } from '../words/money.ts';
import { type Fact, factsOf } from './facts.ts';
import { outcomeName } from './outcomes.ts';

const MOST = 160;

/** `作出决定：APPROVE；同意` — what happened, and what it was about. `nameOf`: absent, people stand by their ids. */
export function tellEvent(
  { stream, type, data }: { readonly stream: string; readonly type: string; readonly data: object },
  nameOf: (person: string) => Text = same,
): Text {
  const facts = factsOf(stream, type);
  if (facts === null) return { zh: type, en: type };
  const values = new Map<string, unknown>(Object.entries(data));
  const shown = (facts.shows ?? []).flatMap((field) => {
    const [value, worded] = [values.get(field), facts.words?.[field]];
    return worded !== undefined && typeof value === 'string' && value !== '' ? [worded(value, data)] : detailOf(facts.fields?.[field], value, nameOf);
  });
  const details = [...shown, ...(facts.also?.(data) ?? [])];
  const join = (language: keyof Text, between: string): string =>
    details
      .map((text) => text[language])
      .filter(Boolean)
      .join(between)
      .slice(0, MOST);
  const [zh, en] = [join('zh', '；'), join('en', '; ')];
  return { zh: zh === '' ? facts.zh : `${facts.zh}：${zh}`, en: en === '' ? facts.en : `${facts.en}: ${en}` };
}

/** The same as people are shown it now, with days in the form of each language; the search keeps what it was made with. */
export const tellShown = (...asked: Parameters<typeof tellEvent>): Text => dayWordsIn(tellEvent(...asked));

const same = (text: string): Text => ({ zh: text, en: text });

function detailOf(fact: Fact | undefined, value: unknown, nameOf: (person: string) => Text): readonly Text[] {
  if (typeof value === 'number') return [fact === 'amount' ? money(value) : same(fact === 'percent' ? `${value} %` : String(value))];
  if (typeof value === 'string' && value !== '') return [textOf(fact, value, nameOf)];
  if (typeof value === 'object' && value !== null && 'zh' in value && 'en' in value) return [{ zh: String(value.zh), en: String(value.en) }];
  return [];
}

function textOf(fact: Fact | undefined, value: string, nameOf: (person: string) => Text): Text {
  if (fact === 'person' || fact === 'acting') return nameOf(value);
  if (fact === 'outcome') return outcomeName(value);
  return fact === 'stage' && isStageKey(value) ? STAGE_NAMES[value] : same(value);
}
