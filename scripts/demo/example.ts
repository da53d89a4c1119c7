/**
 * The example's programme as of today: its survey is of 2023, and one as old would have to be refreshed before it is signed
 * (table SURVEY). Its answers are moved by whole days, so that the newest is of yesterday. Deliberately absent: the other days.
 */
import { fileURLToPath } from 'node:url';
import { addDays, dayAt, daysBetween } from '../../domain/kernel/days.ts';
import type { Batch, CheckedProgramme } from '../../setup/programme-files.ts';
import { checkProgrammeFolder } from '../../setup/programme-folder.ts';

const FOLDER = fileURLToPath(new URL('../../examples/qinghe', import.meta.url));

/** Error: the example has faults. */
export async function exampleOfToday(today = dayAt(new Date().toISOString())): Promise<CheckedProgramme> {
  const { programme, faults } = await checkProgrammeFolder(FOLDER);
  if (programme === null) throw new Error(`examples/qinghe has faults: ${faults.join('; ')}`);
  return { ...programme, batches: programme.batches.map((batch) => upToYesterday(batch, today)) };
}

function upToYesterday(batch: Batch, today: string): Batch {
  const newest =
    batch.answers
      .map(({ answeredOn }) => answeredOn)
      .sort()
      .at(-1) ?? today;
  const days = daysBetween(newest, addDays(today, -1));
  return { ...batch, answers: batch.answers.map((answer) => ({ ...answer, answeredOn: addDays(answer.answeredOn, days) })) };
}
