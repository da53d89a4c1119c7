/**
 * What cases had to tell each other and could not: kept by the id of the message, made again from the record when its next
 * try has come, in order for each case that is told. Deliberately absent: a copy of any message.
 */

import type { CaseMessage, CasePost, MessagesAside } from '../activities/ports.ts';
import { SYSTEM } from '../domain/kernel/actor.ts';
import { asideAlready, dueAside, listAside, setAside, settleAside } from '../prisma/aside.ts';
import type { Database } from '../prisma/database.ts';
import { consequenceAt } from '../prisma/record/consequences.ts';
import { hasEnded } from '../prisma/record/streams.ts';
import { createJob } from './job.ts';
import { type Doing, keepDoing } from './keep-doing.ts';

const EVERY_MS = 3_000;

export const messagesAside = (db: Database): MessagesAside => ({
  blocked: async () =>
    new Set((await asideAlready(db, 'CARRY_OUT')).size === 0 ? [] : (await openMessages(db)).flatMap(({ about }) => (about === null ? [] : [about]))),
  put: ({ stream, envelope }, reason) => setAside(db, { loop: 'CARRY_OUT', item: envelope.commandId, about: stream, reason, nowhereElse: true }),
  hasEnded: (stream) => hasEnded(db, stream),
});

const openMessages = async (db: Database) => (await listAside(db, { all: false })).filter(({ loop }) => loop === 'CARRY_OUT');

/** The message of that id as the record makes it. Error: the record has none. */
async function messageOf(db: Database, id: string): Promise<CaseMessage> {
  const consequence = await consequenceAt(db, id);
  if (consequence === null) throw new Error('the record holds no such message');
  const { kind, stream } = consequence;
  const command = kind === 'start' ? consequence.open : consequence.command;
  return { kind, stream, envelope: { command, actor: SYSTEM, commandId: id } };
}

/** Tries again what is due. Error: PostgreSQL's own. */
export async function carryAgain(db: Database, cases: CasePost): Promise<void> {
  const due = await dueAside(db, 'CARRY_OUT');
  if (due.length === 0) return;
  const first = new Map<string, string>();
  for (const { item, about } of await openMessages(db)) if (about !== null && !first.has(about)) first.set(about, item);
  for (const { item, about } of [...due].sort((a, b) => (a.firstSeen < b.firstSeen ? -1 : 1))) {
    // Messages to one case keep their order.
    if (about !== null && first.get(about) !== item) continue;
    try {
      const message = await messageOf(db, item);
      const arrived = message.kind === 'start' ? await cases.start(message) : await cases.tell(message);
      if (!arrived && !(await hasEnded(db, message.stream))) throw new Error('there is no workflow of that case');
      await settleAside(db, 'CARRY_OUT', item);
    } catch (error) {
      if (!(await setAside(db, { loop: 'CARRY_OUT', item, about, reason: error }))) throw error;
    }
  }
}

export function keepCarrying(db: Database, cases: CasePost, onFault: (error: unknown) => void): Doing {
  const job = createJob(db, 'CARRY_OUT', 'trying again what cases are to be told', onFault);
  return keepDoing({ everyMs: EVERY_MS, work: async () => void (await job.run(() => carryAgain(db, cases))), onFault });
}
