/**
 * Thousands of open projects in minutes: each is registered by the real code (domain and event store, without Temporal), its
 * survey has begun, and then both go on as workflows, started as those of a record that was put back are (temporal/
 * reconcile-both.ts). Each programme has a hundred projects and people of its own, so that what one person sees stays as it
 * was however many there are. Deliberately absent: what is measured.
 */
import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { caseKindOf, caseOf } from '../../domain/cases.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { Database } from '../../prisma/database.ts';
import { addPeople } from '../../prisma/people/people-record.ts';
import { createEventStore } from '../../prisma/record/event-store.ts';
import { casesWithStatus } from '../../prisma/record/streams.ts';
import { RecordPlay } from '../../scripts/record/play.ts';
import { openProgramme, registerProjects } from '../../scripts/record/register.ts';
import { sideBySide } from '../../scripts/side-by-side.ts';
import type { CheckedProgramme } from '../../setup/programme-files.ts';
import { inputOf, TASK_QUEUE, WORKFLOW_TYPES } from '../../workflows/contract.ts';

export const PER_PROGRAMME = 100;
const RECORDED_AT_ONCE = 4;
const STARTED_AT_ONCE = 40;
const PROGRAMMES_AT_ONCE = 8;

type File = CheckedProgramme['file'];

/** The example's programme under another code, with people of its own and a hundred projects like its six. */
function programmeOf(example: File, code: string): File {
  const suffix = `-${code.toLowerCase()}`;
  const ids = new Set(example.people.map(({ id }) => id));
  const renamed = JSON.parse(JSON.stringify(example), (_, value: unknown) =>
    typeof value === 'string' && ids.has(value) ? `${value}${suffix}` : value,
  ) as File; // of the same shape: only names have changed
  return {
    ...renamed,
    programme: { ...renamed.programme, code },
    people: renamed.people.map((person) => ({ ...person, email: `${person.id}@open.example` })),
    projects: Array.from({ length: PER_PROGRAMME }, (_, nth) => {
      const like = renamed.projects[nth % renamed.projects.length];
      if (like === undefined) throw new Error('the example has no projects');
      return { ...like, profile: { ...like.profile, code: `${code}-${String(nth + 1).padStart(3, '0')}` } };
    }),
  };
}

export const codeOf = (nth: number): string => `P${String(nth).padStart(3, '0')}`;
/** Who registers, and whose board it is. */
export const officerOf = (code: string): string => `xu-jianing-${code.toLowerCase()}`;

async function record(db: Database, example: File, code: string): Promise<void> {
  const file = programmeOf(example, code);
  await addPeople(db, createEventStore({ pool: db.pool }), code, file.people, { by: 'operator', basis: file.programme.document });
  const play = new RecordPlay(db);
  const office: Actor = { person: officerOf(code), door: 'import', assurance: 'system', roles: ['PROGRAMME_OFFICER', 'ADMINISTRATOR'] };
  await openProgramme(play, code, file, office);
  await registerProjects(play, code, file, office);
}

export type Made = { readonly projects: number; readonly workflows: number; readonly recordSeconds: number; readonly startSeconds: number };

/** Programmes from the `first` on, until `last` (not among them). `say`: told how far it is. */
export async function openProjects(
  { db, temporal }: { readonly db: Database; readonly temporal: Client },
  example: File,
  { first, last }: { readonly first: number; readonly last: number },
  say: (line: string) => void,
): Promise<Made> {
  const codes = Array.from({ length: last - first }, (_, nth) => codeOf(first + nth));
  const made = { projects: codes.length * PER_PROGRAMME, workflows: 0, recordSeconds: 0, startSeconds: 0 };
  // A few programmes at a time: the service compares record and workflows every five minutes, and would begin itself, with an
  // entry in a journal for each, whatever was recorded without one.
  for (let from = 0; from < codes.length; from += PROGRAMMES_AT_ONCE) {
    const some = codes.slice(from, from + PROGRAMMES_AT_ONCE);
    const began = performance.now();
    await sideBySide(some, RECORDED_AT_ONCE, (code) => record(db, example, code));
    const recorded = performance.now();
    made.workflows += await start(db, temporal, new Set(some));
    made.recordSeconds += (recorded - began) / 1_000;
    made.startSeconds += (performance.now() - recorded) / 1_000;
    say(`  ${(from + some.length) * PER_PROGRAMME} of ${made.projects} projects recorded, ${made.workflows} workflows started`);
  }
  return made;
}

/** Those of the open cases of these programmes; how many. */
async function start(db: Database, temporal: Client, programmes: ReadonlySet<string>): Promise<number> {
  const open = (await casesWithStatus(db)).filter(({ closed, programme }) => !closed && programmes.has(programme));
  await sideBySide(open, STARTED_AT_ONCE, async ({ stream, version }) => {
    const resumed = { version, schema: caseOf(stream).schema, state: null, answered: [], notices: [], consequences: [] };
    const input = { workflowId: stream, taskQueue: TASK_QUEUE, args: [inputOf({ stream, resumed })] as const };
    await temporal.workflow.start(WORKFLOW_TYPES[caseKindOf(stream)], input).catch((error: unknown) => {
      // The service may have been first all the same.
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    });
  });
  return open.length;
}
