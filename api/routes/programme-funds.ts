/** The money of a programme: its ledger by level, source and project. Acts are commands of the programme (routes/cases.ts). */
import { z } from 'zod';
import { dayAt } from '../../domain/kernel/days.ts';
import type { Role } from '../../domain/kernel/role.ts';
import { onlyAudits } from '../../domain/permission/relation.ts';
import { fundsPage } from '../../domain/programme/funds-shown.ts';
import { keptAnswer, sendKept } from '../kept-answer.ts';
import { keptOfProgramme } from '../last-days.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { readerActor } from '../reader-actor.ts';
import { nothing, type RouteSet } from '../route.ts';
import { funds } from '../schemas/funds.ts';
import { id } from './cases.ts';

const OFFICE_ROLES: readonly Role[] = ['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'ADMINISTRATOR'];
/** The figures are the same for all. */
const FIGURES = funds.omit({ mayEnter: true });
const MINE = funds.pick({ mayEnter: true });

export function programmeFundsRoutes({ route }: RouteSet, { reading }: ApiDeps): void {
  const figuresOf = keptOfProgramme(reading, async ({ programme, on }) => {
    const source = await reading.readProgress(programme);
    if (source === null) return null;
    const page = fundsPage(source, on);
    return { open: page.open, answer: keptAnswer(FIGURES, page) };
  });
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/funds',
      whole: true,
      summary: 'The money of a programme by level, source and project: granted, budgeted, allocated, paid and left; and what of it does not agree',
      params: z.strictObject({ id }),
      answer: funds,
      status: 200,
      problems: [404],
    },
    async ({ params: { id: programme }, reader, relation, response }) => {
      const found = await figuresOf({ programme, on: dayAt(new Date().toISOString()) });
      if (found === null) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      const audits = relation !== null && onlyAudits(relation);
      const { roles } = readerActor(reader, audits ? null : programme);
      const mayEnter = found.open && roles.some((role) => OFFICE_ROLES.includes(role));
      return sendKept(response, found.answer, MINE, { mayEnter });
    },
  );
}
