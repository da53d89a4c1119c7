/**
 * Loads the example: its programme is imported, then all stories are played, side by side. Whatever was recorded before a
 * break is passed over, so it can be begun again at any time. Deliberately absent: who may ask for it (first-run.ts).
 */
import { dayAt } from '../../domain/kernel/days.ts';
import type { Text } from '../../domain/kernel/values.ts';
import type { Database } from '../../prisma/database.ts';
import { readCalendar } from '../../prisma/record/calendar.ts';
import type { CaseGateway } from '../../temporal/case-gateway.ts';
import { storeProgramme } from '../store-programme.ts';
import { exampleHalfWay, HALF_WAY_HISTORIES } from './half-way.ts';
import { HALF_WAY_ACTS, HALF_WAY_STORIES } from './half-way-stories.ts';
import { ExamplePlayer, type PlayerPorts } from './player.ts';
import { exampleOfThisYear } from './programme.ts';
import { ACTS, STORIES } from './stories.ts';

/** People, the programme, its six projects, its answers; then what was taken over, and what people do. */
const IMPORT_STEPS = 9;
export const EXAMPLE_STEPS = IMPORT_STEPS + ACTS;
/** The same example in the middle of its life: papers of the programme, and what its projects did on paper. */
const HALF_WAY_IMPORT = IMPORT_STEPS + 1 + HALF_WAY_HISTORIES;
export const HALF_WAY_STEPS = HALF_WAY_IMPORT + HALF_WAY_ACTS;

export type ExamplePorts = PlayerPorts & {
  readonly database: Database;
  /** Imports a programme, which the table of permissions lets nobody do. */
  readonly importing: CaseGateway;
  /** When it was first begun: its days count from then. */
  readonly startedAt: string;
  readonly onStep: (done: number, says: Text) => Promise<void>;
  /** In the middle of its life, and not at its beginning. */
  readonly halfWay?: boolean;
};

const PLAYING: Text = { zh: '办理示例申请', en: 'People of the example are at work' };

/** Gives how many steps it took. Error: the first thing that could not be done. */
export async function loadExample({ database, importing, startedAt, onStep, halfWay = false, ...ports }: ExamplePorts): Promise<number> {
  const today = dayAt(startedAt);
  const programme = halfWay ? await exampleHalfWay(today) : await exampleOfThisYear(today);
  let done = 0;
  const step = async (says: Text): Promise<void> => {
    ports.signal.throwIfAborted();
    done += 1;
    await onStep(done, says);
  };
  const told: Promise<void>[] = [];
  await storeProgramme(database, importing, programme, (says) => void told.push(step(says)), { by: 'example' });
  await Promise.all(told);
  done = halfWay ? HALF_WAY_IMPORT : IMPORT_STEPS;
  const calendar = await readCalendar(database);
  const player = new ExamplePlayer(ports, programme.file, { attempt: new Date().toISOString(), onAct: () => step(PLAYING) });
  const on = { today, calendar, batch: programme.batches[0]?.id ?? '' };
  const ended = await Promise.allSettled((halfWay ? HALF_WAY_STORIES : STORIES).map((story) => story(player, on)));
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return done;
}
