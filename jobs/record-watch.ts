/**
 * How late the record is: the age of the oldest event without a signature, looked at apart from the work whose lateness it
 * is, so that an alarm comes whatever keeps events from being taken in, noted or signed.
 */
import { reasonOf } from '../domain/aside.ts';
import type { Alarms } from '../log/alarms.ts';
import { STALE_MS } from '../proof/verify.ts';
import { inTime } from './in-time.ts';
import { keepDoing } from './keep-doing.ts';

const EVERY_MS = 15_000;
const MEASURE_MS = 10_000;

export type RecordWatch = { look(): Promise<void>; stop(): Promise<void> };

/** `measure`: how long the oldest event has waited, in ms. Where PostgreSQL does not say for so long, that is an alarm too. */
export function watchRecord(measure: () => Promise<{ readonly ms: number; readonly where: string }>, alarms: Alarms): RecordWatch {
  let lastKnown = Date.now();
  const look = async (): Promise<void> => {
    try {
      const { ms, where } = await inTime(measure(), MEASURE_MS, noAnswer);
      lastKnown = Date.now() - ms;
      if (ms > STALE_MS) alarms.raise({ code: 'CHECKPOINT_STALE', where: `${where}, since ${minuteOf(lastKnown)}` }, 'the log');
      else alarms.over('CHECKPOINT_STALE', 'the log');
    } catch (error) {
      const where = `not known since ${minuteOf(lastKnown)}: ${reasonOf(error)}`;
      if (Date.now() - lastKnown > STALE_MS) alarms.raise({ code: 'CHECKPOINT_STALE', where }, 'the log');
    }
    await alarms.tellOwed();
  };
  // `look` tells its own faults as an alarm.
  const doing = keepDoing({
    everyMs: EVERY_MS,
    seenAs: { loop: 'ALARM', job: 'watching how late the log is' },
    work: look,
    onFault: () => undefined,
  });
  return { look, stop: () => doing.stop() };
}

const noAnswer = (): never => {
  throw new Error('the database does not answer');
};

const minuteOf = (at: number): string => new Date(at).toISOString().slice(0, 16);
