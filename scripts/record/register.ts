/** A programme and its projects as the office registers them, by the real code and without Temporal. Deliberately absent: people, surveys, and what happens to the projects. */
import type { Actor } from '../../domain/kernel/actor.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import type { CheckedProgramme } from '../../setup/programme-files.ts';
import type { RecordPlay } from './play.ts';

type File = CheckedProgramme['file'];

export async function openProgramme(play: RecordPlay, code: string, { programme }: File, office: Actor): Promise<void> {
  await play.send(`programme/${code}`, { type: 'Open', ...programme } as AnyCommand, office); // of a file that was checked
}

export async function registerProjects(play: RecordPlay, code: string, { projects }: File, office: Actor): Promise<void> {
  for (const project of projects) await play.send(`programme/${code}`, { type: 'RegisterProject', project } as AnyCommand, office); // of a file that was checked
}
