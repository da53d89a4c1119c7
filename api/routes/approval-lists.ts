/** The four lists of approvals of whoever asks, and how much is in each. Deliberately absent: a case as a whole (approvals.ts). */
import { z } from 'zod';
import { APPROVAL_LISTS, type ListedApproval } from '../../domain/views.ts';
import type { ApiDeps } from '../ports.ts';
import { nothing, type RouteSet } from '../route.ts';
import { after, cursorOf, TASK_PLACE } from '../schemas/cursor.ts';
import { code, day, digits, lineOf } from '../schemas/values.ts';
import { bilingual, pageOf } from './cases.ts';

const person = z.object({ id: z.string(), name: z.string(), nameEn: z.string() });
const listed = z
  .object({
    id: z.string(),
    title: bilingual,
    status: z.string(),
    light: z.string().nullable(),
    programme: z.string(),
    project: z.string().nullable(),
    projectName: bilingual.nullable(),
    matter: z.object({ code: z.string(), name: bilingual }),
    amountFen: z.int().nullable(),
    documents: z.int(),
    applicant: person.extend({ unit: z.string() }),
    step: bilingual.nullable(),
    asked: z.array(person),
    askedCount: z.int(),
    dueOn: z.string().nullable(),
    daysLeft: z.int().nullable(),
    standing: z.object({ reason: z.string(), since: z.string(), until: z.string().nullable() }).nullable(),
    batch: z.boolean(),
    receivedOn: z.string().nullable(),
    mine: z.object({
      task: z.int().nullable(),
      asks: z.string().nullable(),
      status: z.string().nullable(),
      onBehalfOf: person.nullable(),
      openedAt: z.string().nullable(),
      decidedAt: z.string().nullable(),
      dueAt: z.string().nullable(),
    }),
  })
  .meta({ id: 'ListedApproval' });
const counts = z
  .object({ todo: z.int(), late: z.int(), done: z.int(), open: z.int(), drafts: z.int(), unread: z.int() })
  .meta({ id: 'ApprovalCounts' });

const query = z.strictObject({
  list: z.enum(APPROVAL_LISTS),
  programme: code.exactOptional(),
  project: code.exactOptional(),
  matter: code.exactOptional(),
  light: z.enum(['GREEN', 'YELLOW', 'RED']).exactOptional(),
  from: day.exactOptional(),
  to: day.exactOptional(),
  q: lineOf(80).exactOptional(),
  after: after(TASK_PLACE),
  limit: digits(1, 200).default(50),
});

const shown = ({ place: _, asked, ...row }: ListedApproval): z.input<typeof listed> => ({ ...row, asked: [...asked] });

export function approvalListRoutes({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/approvals',
      summary:
        'My approvals: what waits for me (todo, by due day), what I answered (done, newest first), what I applied for (mine), what I got a copy of (copies)',
      query,
      answer: pageOf(listed),
      status: 200,
      problems: [],
    },
    async ({ reader, query: asked }) => {
      const { after: place, limit, q, ...filter } = asked;
      const [, at, stream, task] = TASK_PLACE.exec(place ?? '') ?? [];
      const from = at === undefined || stream === undefined || task === undefined ? null : { at, stream, task: Number(task) };
      const rows = await deps.reading.listApprovals(reader, { ...filter, ...(q === undefined || q === '' ? {} : { q }) }, { after: from, limit });
      const last = rows.at(-1);
      return { items: rows.map(shown), next: rows.length < limit || last === undefined ? null : cursorOf(last.place) };
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/approvals/counts',
      summary: 'How many approvals wait for me and are late, how many I answered, applied for, have begun to write, and got unread copies of',
      answer: counts,
      status: 200,
      problems: [],
    },
    ({ reader }) => deps.reading.countApprovals(reader),
  );
}
