/** `tuojian doctor`: PostgreSQL, its schema, calendar, record, role and clock. */
import type { Settings } from '../../config/settings.ts';
import { countsInWords } from '../../domain/aside.ts';
import { powersOverRecord } from '../../prisma/app-role.ts';
import { countAside } from '../../prisma/aside.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { latenessOf } from '../../prisma/log/log.ts';
import { calendarYears } from '../../prisma/record/calendar.ts';
import { serverState } from '../../prisma/server-state.ts';
import { bad, good, type PartReport, reason } from './finding.ts';

/** `url` null: the embedded server, which is not running. */
export async function postgres(url: string | null, settings: Settings): Promise<readonly PartReport[]> {
  if (url === null) return [good('PostgreSQL', `the embedded one starts with \`npm start\` (data in ${settings.dataDir})`)];
  const db = openDatabase(url);
  try {
    const { version, skewMs, applied, missing } = await serverState(db);
    const year = new Date().getFullYear();
    const years = await calendarYears(db);
    return [
      good('PostgreSQL', version),
      missing.length === 0
        ? good('Schema', `${applied} migrations applied`)
        : bad('Schema', `${missing.join(', ')} not applied`, 'run `npx tuojian migrate`'),
      years[year] === undefined
        ? bad('Calendar', `${year} is unknown`, 'run `npx tuojian calendar import FILE`')
        : good(
            'Calendar',
            `${Object.entries(years)
              .map(([y, status]) => (status === 'PROVISIONAL' ? `${y} (provisional)` : y))
              .join(', ')}`,
          ),
      ...(missing.length === 0 ? await keeping(db) : []),
      await roleOf(db),
      skewMs < 5_000 ? good('Clock', `${skewMs} ms from the database's`) : bad('Clock', `${skewMs} ms from the database's`, 'set both clocks by NTP'),
    ];
  } catch (error) {
    return [bad('PostgreSQL', reason(error), 'check DATABASE_URL, or run `npm start`; on a new database run `npx tuojian migrate`')];
  } finally {
    await db.close();
  }
}

/** Whether the record is signed in time, and nothing waits for a person. */
async function keeping(db: Database): Promise<readonly PartReport[]> {
  const record = await latenessOf(db);
  const aside = countsInWords(await countAside(db));
  return [
    record === 'ok'
      ? good('Record', 'every event of more than five minutes ago is signed')
      : bad('Record', `signed ${record}`, 'see that a worker runs and can read its keys, and what `npx tuojian aside list` says'),
    aside === 'ok' ? good('Set aside', 'nothing') : bad('Set aside', aside, '`npx tuojian aside list` says why'),
  ];
}

async function roleOf(db: Database): Promise<PartReport> {
  const powers = await powersOverRecord(db);
  if (powers.length === 0) return good('Role', 'only adds to the record');
  const more = powers.length > 3 ? ` and ${powers.length - 3} more` : '';
  return bad('Role', `${powers.slice(0, 3).join('; ')}${more}`, 'run `npx tuojian migrate --app-role tuojian_app` and sign in as that role');
}
