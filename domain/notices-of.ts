/**
 * What an event of any case makes due, as the mail ledger keeps it; the same from the record, for notices that a release
 * kept without their facts; and what the ledger's own notices tell. Deliberately absent: the ledger, and words.
 */
import { isClosed } from './approval/entitlement.ts';
import type { Content } from './approval/facts.ts';
import { endingTold, matterTold } from './approval/told.ts';
import { caseOf, kindOf, stateIn } from './cases.ts';
import type { Recorded } from './kernel/case.ts';
import type { NoticeDue as Due } from './kernel/notice.ts';
import type { NoticeTemplate } from './notice/due.ts';
import type { ToldFacts } from './notice-facts.ts';
import { keptIn } from './text/kept.ts';

/** Called with the state after the event. Text that no database keeps, which a state of an older release may hold, is kept with `�` in its place. */
export function noticesAt(stream: string, state: object, event: Recorded): readonly Due<NoticeTemplate, ToldFacts>[] {
  const logic = caseOf(stream);
  const due = logic.notices(state, event);
  if (due.length === 0) return [];
  const { title } = logic.summary(state);
  return due.map((notice) => ({ ...notice, facts: keptIn({ ...notice.facts, title }) }));
}

/** Which notice, among all that its event made due. */
export type NoticeKey = { readonly template: string; readonly recipient: string; readonly task: number | null };

/** What a notice told in its time. `events`: of its case, up to the one that made it due. Where no rule of today makes it due, of the case alone. */
export function factsThen(stream: string, events: readonly Recorded[], { template, recipient, task }: NoticeKey): ToldFacts {
  const last = events.at(-1);
  const logic = caseOf(stream);
  const state = events.reduce<object | null>((folded, event) => logic.evolve(folded, event), null);
  if (state === null || last === undefined) return {};
  const due = noticesAt(stream, state, last).filter((notice) => notice.template === template && (notice.task ?? null) === task);
  const own = due.find(({ to }) => 'person' in to && to.person === recipient) ?? due.find(({ to }) => 'role' in to);
  return own?.facts ?? factsOfCase(stream, state);
}

/** What stands on top of every notice about a case. */
function factsOfCase(stream: string, state: object): ToldFacts {
  const { title } = caseOf(stream).summary(state);
  return kindOf(stream) === 'approval' ? { title, ...matterTold(stateIn('approval', { stream, state })) } : { title };
}

/** What the ledger's own notice tells, when it is made due. `detail`: what whoever made it due says of it. */
export const ownFacts = (...asked: Parameters<typeof ownFact>): ToldFacts => keptIn(ownFact(...asked));

function ownFact(about: { readonly stream: string; readonly state: object } | null, template: string, detail: OwnDetail): ToldFacts {
  const { kind, person, by, reply = '', template: of = '', zh, en } = detail;
  const facts = about === null ? {} : factsOfCase(about.stream, about.state);
  if (kind !== undefined) return { ...facts, undelivered: { template: of, person: person ?? '', trouble: kind, reply } };
  const names = { ...(person === undefined ? {} : { person }), ...(by === undefined ? {} : { by }) };
  const said = zh === undefined || en === undefined ? facts : { ...facts, says: { zh, en, ...names } };
  if (template !== 'reply-refused' || about === null || kindOf(about.stream) !== 'approval') return said;
  const state = stateIn('approval', about);
  return isClosed(state) ? { ...said, ending: endingTold(state) } : said;
}
export type OwnDetail = Readonly<Record<string, string>>;

/** The content of that hash, which an approval had at some time; null: it never had. */
export function contentThen(stream: string, events: Iterable<Recorded>, hash: string): Content | null {
  const logic = caseOf(stream);
  let state: object | null = null;
  for (const event of events) {
    state = logic.evolve(state, event);
    const { contentHash, content } = stateIn('approval', { stream, state });
    if (contentHash === hash) return content;
  }
  return null;
}
