/** A step with 200 approvers on the running service: each is asked by mail and decides by his link; then what Temporal keeps of it. */

import type { Client } from '@temporalio/client';
import { issueApiToken } from '../../prisma/people/people.ts';
import { addPeople } from '../../prisma/people/people-record.ts';
import { createEventStore } from '../../prisma/record/event-store.ts';
import { ApiClient, decideByLink, linkIn, type Mail, mailsAfter } from '../../scripts/demo/http.ts';
import type { Beside } from '../own-process.ts';

export const APPROVERS = 200;
const AT_ONCE = 8;
const TRIES = 5;
const STREAM = 'approval/QH-03~LARGE';

export type LargeStep = {
  readonly approvers: number;
  readonly decided: number;
  readonly status: string;
  readonly mails: number;
  readonly seconds: number;
  /** Of the longest run. */
  readonly historyEvents: number;
  readonly largestPayloadBytes: number;
};

export async function measureLargeStep(apiUrl: string, { outboxUrl, db: database, temporal }: Beside): Promise<LargeStep> {
  const people = Array.from({ length: APPROVERS }, (_, n) => `deputy-${n + 1}`);
  await addPeople(
    database,
    createEventStore({ pool: database.pool }),
    'QH',
    people.map((id) => ({ id, name: id, nameEn: id, email: `${id}@qinghe.example`, unit: '县人大', locale: 'zh-CN' as const, phone: null })),
    { by: 'operator', basis: '测量' },
  );
  const text = { zh: '代表会签', en: 'Joint signing' };
  const step = { key: 'ALL', name: text, who: { agree: 'ALL', members: people.map((person) => ({ person })) }, limit: { n: 10, unit: 'WD' } };
  const officer = new ApiClient(apiUrl, await issueApiToken(database, 'xu-jianing', 1));
  const manager = new ApiClient(apiUrl, await issueApiToken(database, 'jiang-yun', 1));
  const outbox = outboxUrl ?? '';
  const last = (await mailsAfter(outbox, 0)).at(-1)?.id ?? 0;
  const second = new ApiClient(apiUrl, await issueApiToken(database, 'he-jing', 1));
  await officer.adoptRoute('QH', { route: { code: 'LARGE', version: 1, name: text, steps: [step] }, basis: '会签办法' }, second);
  const began = performance.now();
  const content = { summary: [{ label: text, value: text }], documents: [] };
  const draft = { type: 'Draft', programme: 'QH', project: 'QH-03', key: 'LARGE', route: 'LARGE', title: text, content };
  const drafted = await manager.post('approvals', draft);
  if (!drafted.ok) throw new Error(await drafted.text());
  await manager.command(STREAM, { type: 'Submit' });

  const mine = (mail: Mail): boolean => mail.to.startsWith('deputy-') && linkIn(mail) !== null;
  let asked: readonly Mail[] = [];
  for (let tries = 0; asked.length < APPROVERS && tries < 1_800; tries += 1) {
    asked = (await mailsAfter(outbox, last)).filter(mine);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const waiting = [...asked];
  const answers: number[] = [];
  /** As a person does who is told that it is not confirmed: they open the link again. */
  const decide = async (mail: Mail): Promise<void> => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const { status } = await decideByLink(mail, { choice: 'APPROVE', reason: '同意' }, 0);
      answers.push(status);
      if (status !== 503) return;
    }
  };
  const work = async (): Promise<void> => {
    for (let mail = waiting.shift(); mail !== undefined; mail = waiting.shift()) await decide(mail);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const made = await database.prisma.event.count({ where: { stream: STREAM, type: 'DecisionMade' } });
  if (made < APPROVERS)
    throw new Error(`${asked.length} of ${APPROVERS} were asked and ${made} have decided; they were answered ${[...new Set(answers)].join(', ')}`);
  const status = await manager.until(STREAM, (state) => (state.status === 'OPEN' ? null : String(state.status)), 120);
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  return { approvers: APPROVERS, decided: made, status, mails: asked.length, seconds, ...(await keptOf(temporal)) };
}

async function keptOf(temporal: Client): Promise<Pick<LargeStep, 'historyEvents' | 'largestPayloadBytes'>> {
  let [historyEvents, largestPayloadBytes] = [0, 0];
  for (let run: string | undefined = ''; run !== undefined; ) {
    const { events } = await temporal.workflow.getHandle(STREAM, run === '' ? undefined : run).fetchHistory();
    historyEvents = Math.max(historyEvents, events?.length ?? 0);
    largestPayloadBytes = Math.max(largestPayloadBytes, ...(events ?? []).flatMap(payloadBytes));
    run = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || undefined;
  }
  return { historyEvents, largestPayloadBytes };
}

/** Bytes of every payload in an event, however deep it lies. */
export function payloadBytes(value: unknown): readonly number[] {
  if (value === null || typeof value !== 'object') return [];
  if (value instanceof Uint8Array) return [value.length];
  return Object.values(value).flatMap(payloadBytes);
}
