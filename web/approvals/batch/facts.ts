/** What is decided of several together, and how the address names them. Deliberately absent: drawing them. */
import type { BodyOf, SentAnswerOf } from '../../app/client.ts';
import type { Case } from '../case/facts.ts';

export type Chosen = { readonly id: string; readonly task: number };
export type Result = SentAnswerOf<'/api/v1/approvals/batch'>['results'][number];
type Decision = BodyOf<'/api/v1/approvals/batch'>['decisions'][number];

/** The most that the API takes at once. */
export const MOST_TOGETHER = 50;

/** `QH-01.FSR:3,QH-02.FSR:1`, each case once; what else stands there is left out. */
export function chosenIn(cases: string | undefined): readonly Chosen[] {
  const all = (cases ?? '').split(',').flatMap((one) => {
    const [, id, task] = /^([A-Za-z0-9._~-]{1,80}):(\d{1,9})$/.exec(one) ?? [];
    return id === undefined || task === undefined ? [] : [{ id, task: Number(task) }];
  });
  return all.filter(({ id }, nth) => all.findIndex((other) => other.id === id) === nth).slice(0, MOST_TOGETHER);
}

/** `reason` for all, and those of one's own by case. */
export type WrittenForAll = { readonly reason: string; readonly own: Readonly<Record<string, string>> };
export const NOTHING_WRITTEN: WrittenForAll = { reason: '', own: {} };
export const isWritten = (value: unknown): value is WrittenForAll =>
  typeof value === 'object' && value !== null && 'reason' in value && 'own' in value;

/** What agreeing to it sends, with the round, step and content that are shown; null: it cannot be agreed to here. */
export function decisionFor({ id, acts }: Case, { task }: Chosen, { own }: WrittenForAll): Decision | null {
  const act = acts.find(({ act: name, command, refused }) => name === 'APPROVE' && command.task === task && refused === null);
  if (act === undefined || act.fields.some(({ name, required }) => required && name !== 'reason')) return null;
  const { round, step, seen } = act.command;
  if (typeof round !== 'number' || typeof step !== 'number' || typeof seen !== 'string') return null;
  const reason = (own[id] ?? '').trim();
  return { approval: id, task, round, step, seen, ...(reason === '' ? {} : { reason }) };
}
