/** The example programme's projects, played into a database under codes of their own. */

import type { Actor } from '../../domain/kernel/actor.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import { storeBatch } from '../../prisma/cases/surveys.ts';
import type { Database } from '../../prisma/database.ts';
import { addPeople } from '../../prisma/people/people-record.ts';
import { createEventStore } from '../../prisma/record/event-store.ts';
import { seedCalendar } from '../../prisma/record/seed-calendar.ts';
import { exampleOfToday } from '../../setup/example/programme.ts';
import type { CheckedProgramme } from '../../setup/programme-files.ts';
import { playProject } from '../demo/play-project.ts';
import { renamed } from '../demo/renamed.ts';
import { RecordPlay } from './play.ts';
import { openProgramme, registerProjects } from './register.ts';

/** Opens the example's programme under another code and registers its projects; the first one, whose story needs people, stays away. */
export async function openExample(
  db: Database,
  code: string,
  now?: () => string,
): Promise<{ readonly play: RecordPlay; readonly programme: CheckedProgramme }> {
  const whole = renamed(await exampleOfToday(now === undefined ? undefined : dayAt(now())), code);
  const projects = whole.file.projects.filter(({ profile }) => !profile.code.endsWith('-01'));
  const programme = { ...whole, file: { ...whole.file, projects } };
  await seedCalendar(db);
  const recorder = createEventStore({ pool: db.pool });
  await addPeople(db, recorder, code, programme.file.people, { by: 'operator', basis: programme.file.programme.document });
  const play = new RecordPlay(db, now);
  const office: Actor = { person: 'xu-jianing', door: 'import', assurance: 'system', roles: ['PROGRAMME_OFFICER', 'ADMINISTRATOR'] };
  await openProgramme(play, code, programme.file, office);
  for (const { id, fileName, sha256, answers } of programme.batches)
    await storeBatch(db, recorder, { id, fileName, sha256, programme: code }, answers, office);
  await registerProjects(play, code, programme.file, office);
  return { play, programme };
}

/** Plays one registered project from survey to handover. */
export async function playWhole(play: RecordPlay, programme: CheckedProgramme, code: string, payments = 1): Promise<void> {
  const project = programme.file.projects.find(({ profile }) => profile.code === code);
  const batch = programme.batches.find(({ id }) => id.includes(code))?.id ?? programme.batches[0]?.id ?? '';
  if (project === undefined) throw new Error(`no project ${code}`);
  const { profile } = project;
  // The schema's profile leaves out what is optional; the domain's type says the same.
  const players = {
    manager: play.as(profile.manager, code, ['PROJECT_MANAGER']),
    officer: play.as('xu-jianing', code, ['PROGRAMME_OFFICER']),
    batch,
    payments,
  };
  await playProject(profile as Parameters<typeof playProject>[0], players, () => undefined);
}
