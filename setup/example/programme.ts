/**
 * The example's programme (examples/qinghe) as of today. Its survey is of 2023, and one as old would have to be refreshed
 * before it is signed (table SURVEY): its answers are moved by whole days, so that the newest is of yesterday. Deliberately
 * absent: what happens in it (stories.ts).
 */
import { fileURLToPath } from 'node:url';
import type { ProgrammeFile } from '../../api/schemas/programme.ts';
import { addDays, addMonths, dayAt, daysBetween } from '../../domain/kernel/days.ts';
import type { Text } from '../../domain/kernel/values.ts';
import type { Batch, CheckedProgramme } from '../programme-files.ts';
import { checkProgrammeFolder } from '../programme-folder.ts';

const FOLDER = fileURLToPath(new URL('../../examples/qinghe', import.meta.url));
/** The year in which the example's programme was founded. */
const FOUNDED = 2023;

/** With the days of its projects as they are in the file. Error: the example has faults. */
export async function exampleOfToday(today = dayAt(new Date().toISOString())): Promise<CheckedProgramme> {
  const { programme, faults } = await checkProgrammeFolder(FOLDER);
  if (programme === null) throw new Error(`examples/qinghe has faults: ${faults.map(({ en }) => en).join('; ')}`);
  return { ...programme, batches: programme.batches.map((batch) => upToYesterday(batch, today)) };
}

/** The same as if it had been founded this year: its own days and its projects' are moved by whole years. */
export async function exampleOfThisYear(today: string): Promise<CheckedProgramme> {
  const { file, batches } = await exampleOfToday(today);
  const years = Number(today.slice(0, 4)) - FOUNDED;
  // Works that would have begun by now begin next year.
  const later = file.projects.some(({ profile }) => addMonths(profile.startOn, 12 * years) <= today) ? years + 1 : years;
  const { programme, projects } = file;
  return {
    file: {
      ...file,
      programme: { ...inYears(programme, FOUNDED + years), endOn: addMonths(programme.endOn, 12 * (later + 1)) },
      projects: projects.map((project) => ({
        ...project,
        profile: {
          ...project.profile,
          startOn: addMonths(project.profile.startOn, 12 * later),
          finishOn: addMonths(project.profile.finishOn, 12 * later),
          milestones: project.profile.milestones.map((milestone) => ({ ...milestone, plannedOn: addMonths(milestone.plannedOn, 12 * later) })),
        },
      })),
    },
    batches,
  };
}

/** As if it had been founded in that year. */
export function inYears(programme: ProgrammeFile['programme'], founded: number): ProgrammeFile['programme'] {
  const years = founded - FOUNDED;
  return {
    ...programme,
    name: moved(programme.name, years),
    document: movedText(programme.document, years),
    startOn: addMonths(programme.startOn, 12 * years),
    endOn: addMonths(programme.endOn, 12 * years),
  };
}

/** Years of four digits, wherever they stand. */
const movedText = (text: string, years: number): string => text.replaceAll(/20\d{2}/g, (year) => String(Number(year) + years));
const moved = ({ zh, en }: Text, years: number): Text => ({ zh: movedText(zh, years), en: movedText(en, years) });

function upToYesterday(batch: Batch, today: string): Batch {
  const newest =
    batch.answers
      .map(({ answeredOn }) => answeredOn)
      .sort()
      .at(-1) ?? today;
  const days = daysBetween(newest, addDays(today, -1));
  return { ...batch, answers: batch.answers.map((answer) => ({ ...answer, answeredOn: addDays(answer.answeredOn, days) })) };
}
