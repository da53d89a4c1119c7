/** `tuojian calendar import FILE` */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { code, day, faultsOf } from '../api/schemas/values.ts';
import { SetupError } from '../local/setup-error.ts';
import { storeCalendarYear } from '../prisma/calendar.ts';
import { inTransaction } from '../prisma/database.ts';
import { withDatabase } from './connect.ts';

const calendarFile = z
  .strictObject({
    year: z.int().min(2000).max(2100),
    status: z.enum(['DECREED', 'PROVISIONAL']),
    document: code,
    days: z.array(z.strictObject({ day, work: z.boolean(), name: code })).max(200),
  })
  .superRefine((file, context) => {
    file.days.forEach((entry, index) => {
      if (!entry.day.startsWith(`${file.year}-`))
        context.addIssue({ code: 'custom', path: ['days', index, 'day'], message: `lies outside ${file.year}` });
    });
  });

export async function importCalendar(file: string): Promise<void> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new SetupError(`${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`, 'Correct the file.');
  }
  const parsed = calendarFile.safeParse(json);
  if (!parsed.success) throw new SetupError(`${file} has faults:\n${faultsOf(parsed.error, '  ').join('\n')}`, 'Correct each; nothing was imported.');
  await withDatabase((db) => inTransaction(db.pool, (tx) => storeCalendarYear(tx, parsed.data, false)));
  process.stdout.write(
    `${parsed.data.year} (${parsed.data.document}): ${parsed.data.days.length} special days imported. New deadlines use it from now on; running ones are worked out again within half a minute by the worker (ClocksReworked).\n`,
  );
}
