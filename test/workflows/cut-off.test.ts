/**
 * A worker that needs the room of a case whose record does not answer (`npm run faults`, FI-4 with a worker that has room for
 * three, seed 31): Temporal Core ends what the case waits for as cancelled, and tells the case so.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import type { RecordAnswer, RecordRequest } from '../../domain/kernel/record.ts';
import { synchroniseSignal } from '../../workflows/contract.ts';
import { choose, openApproval, person, plainCalendar, route, system, world } from '../setup/builders.ts';
import { MemoryRecord } from '../setup/memory-record.ts';
import { type SkippedTime, startSkippedTime } from '../setup/time.ts';

class AwayRecord extends MemoryRecord {
  readonly away = new Set<string>();
  override async record(request: RecordRequest): Promise<RecordAnswer> {
    if (this.away.has(request.stream)) throw new Error('connection refused');
    return super.record(request);
  }
}

let time: SkippedTime;
const record = new AwayRecord(world(plainCalendar));
beforeAll(async () => {
  time = await startSkippedTime(record, { maxCachedWorkflows: 3, inRealTime: true });
});
afterAll(() => time.stop());

const statusOf = async (stream: string): Promise<string> => (await time.env.client.workflow.getHandle(stream).describe()).status.name;
const note = (stream: string, nth: number) => time.command(stream, { type: 'Comment', text: `${nth}` } as AnyCommand, person('ann'));

it('goes on when the record is back: what was asked is done, and the case has not failed', async () => {
  const [asked = '', told = '', ...others] = Array.from({ length: 7 }, (_, nth) => `approval/CUT-${nth}`);
  const streams = [asked, told, ...others];
  const acceptedOn = dayAt(new Date(await time.env.currentTimeMs()).toISOString());
  for (const stream of streams) await time.open(stream, openApproval(route({ agree: 'ALL', people: ['ann', 'ben'] }), { acceptedOn }), system);
  await expect.poll(() => streams.filter((stream) => record.types(stream).length < 3), { timeout: 20_000 }).toEqual([]);
  for (const stream of [asked, told]) record.away.add(stream);
  const answer = time.command(asked, choose(record.state(asked), 'APPROVE'), person('ann'));
  answer.catch(() => undefined);
  await time.env.client.workflow.getHandle(told).signal(synchroniseSignal);
  // The others need the room again and again.
  for (let nth = 0; nth < 6; nth += 1) for (const stream of others) await note(stream, nth);
  record.away.clear();
  expect((await answer).events.map(({ type }) => type)).toContain('DecisionMade');
  await note(told, 0);
  expect(await Promise.all(streams.map(statusOf))).toEqual(streams.map(() => 'RUNNING'));
}, 60_000);
