/**
 * What an act about people would hand over, and to whom, before it is done: leaving, a mandate, another manager. Decided and
 * filled in as the recorder would; nothing is kept. Deliberately absent: doing it, which is a command of the programme.
 */
import { z } from 'zod';
import { covers } from '../../domain/approval/facts.ts';
import { stateIn } from '../../domain/cases.ts';
import { ROLES } from '../../domain/kernel/role.ts';
import { maySend } from '../../domain/permission/ask.ts';
import { rowOfCommand } from '../../domain/permission/table.ts';
import type { ProgrammeEvent } from '../../domain/programme/facts.ts';
import type { CaseDetail } from '../../domain/views.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, problemOfOutcome, sendProblem } from '../problem.ts';
import { readerActor } from '../reader-actor.ts';
import { nothing, type RouteSet } from '../route.ts';
import { COMMAND_SCHEMAS } from '../schemas/commands.ts';
import { bilingual, id, seen } from './cases.ts';

const role = z.enum(ROLES);
const about = z.object({ stream: z.string(), title: bilingual });
const handingOver = z
  .object({
    /** What is in the way; nothing else is told then. */
    faults: z.array(bilingual),
    to: z.string().nullable(),
    /** Approvals in which something lies on their desk, and that pass to `to`. */
    desk: z.array(about),
    /** Open applications of theirs, likewise. */
    applications: z.array(about),
    projects: z.array(z.string()),
    /** AT_ONCE: `to` holds it then. PROPOSED: it waits for a second person. ENDS: nobody takes it. */
    roles: z.array(z.object({ role, becomes: z.enum(['AT_ONCE', 'PROPOSED', 'ENDS']) })),
    /** Mandates that end with it. */
    mandates: z.array(z.string()),
    /** A mandate that has to be agreed to before it begins, and by whom. */
    awaits: z.enum(['PRINCIPAL', 'SECOND']).nullable(),
    /** It holds from now on; a mandate of a later day does not yet. */
    atOnce: z.boolean(),
  })
  .meta({ id: 'HandingOver' });
type HandingOver = z.input<typeof handingOver>;

const ASKED = ['Leave', 'GrantMandate', 'ChangeManager'] as const;
type Asked = (typeof ASKED)[number];
const isAsked = (type: string): type is Asked => ASKED.some((known) => known === type);

const NOTHING: HandingOver = {
  faults: [],
  to: null,
  desk: [],
  applications: [],
  projects: [],
  roles: [],
  mandates: [],
  awaits: null,
  atOnce: true,
};

export function handingOverRoutes({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/programme/:id/handing-over',
      heavy: true,
      summary: 'What leaving, a mandate or another manager would hand over, and to whom; nothing is kept',
      params: z.strictObject({ id }),
      body: COMMAND_SCHEMAS.programme,
      answer: handingOver,
      status: 200,
      problems: [403, 404],
    },
    async (asked) => {
      const { body, relation, params, reader, response } = asked;
      const row = rowOfCommand('programme', body.type);
      // What nobody asks so, and who may not send it, are answered as the command itself would be.
      if (row === null || relation === null || !isAsked(body.type) || maySend(row, relation) !== 'YES') {
        sendProblem(response, relation === null ? problemOf('NOT_FOUND') : notYours);
        return null;
      }
      if ((await seen(deps, asked, 'programme')) === null) return null;
      const tried = await deps.people.tryOut(params.id, body, readerActor(reader, params.id));
      if (tried === null) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      return 'faults' in tried ? { ...NOTHING, faults: [...tried.faults] } : told(deps, tried.events);
    },
  );
}

const notYours =
  problemOfOutcome({
    kind: 'REFUSED',
    rejection: {
      code: 'NOT_YOURS',
      message: {
        zh: '您在本项目群中的身份不能这样做；可以试算的是离任、代理和更换负责人。',
        en: 'What you are in this programme does not let you do this. Leaving, mandates and another manager can be tried out.',
      },
    },
  }) ?? problemOf('NOT_FOUND');

/** What the events hand over; cases by what they are called. */
async function told({ reading }: ApiDeps, events: readonly ProgrammeEvent[]): Promise<HandingOver> {
  const found = { ...NOTHING, ...roles(events) };
  const desk: string[] = [];
  const applications: string[] = [];
  for (const event of events) {
    if (event.type === 'DeskHandedOver') {
      found.to = event.data.to;
      desk.push(...event.data.cases);
      applications.push(...(event.data.applications ?? []));
    } else if (event.type === 'ManagerChanged') {
      found.to = event.data.to;
      found.projects = [...found.projects, event.data.project];
      applications.push(...event.data.applications);
    } else if (event.type === 'MandateGranted') {
      found.to = event.data.delegate;
      found.awaits = event.data.awaits ?? null;
      found.atOnce = false;
    } else if (event.type === 'MandateBegan') {
      desk.push(...event.data.cases);
      found.atOnce = true;
    } else if (event.type === 'MandateEnded') found.mandates = [...found.mandates, event.data.mandate];
  }
  const scope = events.flatMap((event) => (event.type === 'MandateGranted' ? [event.data.scope] : []))[0] ?? {};
  const cases = async (streams: readonly string[]) => {
    const known = await Promise.all([...new Set(streams)].map((stream) => reading.caseByStream(stream)));
    return known.flatMap((one) => (one === null ? [] : [one]));
  };
  // What a mandate does not cover stays on the desk where it lies.
  const covered = (await cases(desk)).filter((one) => {
    const { route: matter, project } = stateIn('approval', one);
    return covers(scope, { route: matter.code, project });
  });
  const shown = ({ stream, title }: CaseDetail) => ({ stream, title });
  return { ...found, desk: covered.map(shown), applications: (await cases(applications)).map(shown) };
}

/** What becomes of each role that ends. */
function roles(events: readonly ProgrammeEvent[]): Pick<HandingOver, 'roles'> {
  const ended = events.flatMap((event) => (event.type === 'RoleRevoked' ? [event.data.role] : []));
  const given = events.flatMap((event) => (event.type === 'RoleAssigned' ? [event.data.role] : []));
  const proposed = events.flatMap((event) => (event.type === 'RoleProposed' ? [event.data.role] : []));
  return {
    roles: ended.map((which) => ({ role: which, becomes: given.includes(which) ? 'AT_ONCE' : proposed.includes(which) ? 'PROPOSED' : 'ENDS' })),
  };
}
