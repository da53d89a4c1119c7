/** The report of the first survey in a database, with another tally in its place. */
import { stateIn } from '../../domain/cases.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import { type PrintedSurvey, resultOf } from '../../domain/stages/survey/result.ts';
import type { Tally } from '../../domain/standards/demand.ts';
import { caseByStream } from '../../prisma/cases/cases.ts';
import type { Database } from '../../prisma/database.ts';

/** Waits until its survey is there. */
export async function printedFrom(db: Database, tally: Tally): Promise<PrintedSurvey> {
  for (let turn = 0; turn < 300; turn += 1) {
    const found = await caseByStream(db, 'survey/QH-01');
    if (found !== null) {
      const state = { ...stateIn('survey', found), tally };
      const asOf = dayAt(found.changedAt);
      return { locale: 'zh-CN', project: state.project, name: state.name, programme: state.name, days: '', asOf, result: resultOf(state) };
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('there is no survey after a minute');
}
