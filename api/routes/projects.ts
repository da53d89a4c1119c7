/**
 * Projects as people read them: the board of all that somebody sees, one with what they may do about it, and what belongs to
 * it. Deliberately absent: commands (cases.ts), its story (story.ts), findings (findings.ts), its stages' cases.
 */
import { z } from 'zod';
import { stateIn } from '../../domain/cases.ts';
import { type Context, RULES } from '../../domain/kernel/context.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import { maySend, mayUse, notTheirs } from '../../domain/permission/ask.ts';
import { programmesOverseen, type Relation } from '../../domain/permission/relation.ts';
import { rowOfCommand } from '../../domain/permission/table.ts';
import { type ProjectAct, projectActsNow } from '../../domain/project/acts-now.ts';
import { boardRow } from '../../domain/project/board.ts';
import { decideProject } from '../../domain/project/decide.ts';
import type { ProjectState } from '../../domain/project/facts.ts';
import { projectReading } from '../../domain/project/reading.ts';
import { STAGE_NAMES, STAGE_WAVES } from '../../domain/stages/all.ts';
import type { CasesOf } from '../../domain/views.ts';
import { keptAnswer, sendKept } from '../kept-answer.ts';
import { createKeptReading } from '../kept-reading.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { readerActor } from '../reader-actor.ts';
import { nothing, type RouteSet, rowOfRoute } from '../route.ts';
import { board, people, projectReadingSchema } from '../schemas/project-reading.ts';
import { bilingual, id, seen } from './cases.ts';
import { shownToReader } from './shown-files.ts';

const params = z.strictObject({ id });
const today = (): string => dayAt(new Date().toISOString());

const STAGES = STAGE_WAVES.flatMap((wave, index) => wave.map((stage) => ({ stage, name: STAGE_NAMES[stage], wave: index + 1 })));

type Shown = { readonly name: string; readonly nameEn: string; readonly unit?: string };
const shownPeople = (found: ReadonlyMap<string, Shown>): Record<string, { name: string; nameEn: string; unit?: string }> =>
  Object.fromEntries([...found].map(([person, { name, nameEn, unit }]) => [person, { name, nameEn, ...(unit === undefined ? {} : { unit }) }]));

/** So many boards are kept; all who oversee the same programmes share one. */
const KEPT = 64;
/** Rows that are the same for all who see these projects; names are asked for anew. */
const ROWS = board.omit({ programmes: true, people: true });
const NAMES = board.pick({ programmes: true, people: true });

function boardRoute({ route }: RouteSet, deps: ApiDeps): void {
  const boardOf = createKeptReading({
    keyOf: JSON.stringify,
    versionOf: deps.reading.versionOfCases,
    async read({ on, ...seen }: CasesOf & { readonly on: string }) {
      const sources = await deps.reading.readBoard(seen);
      return {
        answer: keptAnswer(ROWS, { today: on, items: sources.map((source) => boardRow(source, on)), stages: STAGES }),
        programmes: [...new Set(sources.map(({ programme }) => programme))],
        managers: [...new Set(sources.map(({ part }) => part.profile.manager))],
      };
    },
    most: KEPT,
  });
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/projects',
      summary: 'All projects that I may see: light and why, stage, how late or how long still, manager, places, money',
      answer: board,
      status: 200,
      problems: [],
    },
    async ({ reader, reads, response }) => {
      const seen = { programmes: programmesOverseen(reader.roles).toSorted(), projects: reader.projects };
      const found = await boardOf({ ...seen, on: today() });
      await reads(found.programmes);
      const names = await deps.reading.namesOfBoard(found.programmes, found.managers);
      return sendKept(response, found.answer, NAMES, { programmes: Object.fromEntries(names.programmes), people: shownPeople(names.people) });
    },
  );
}

export function projectRoutes(routes: RouteSet, deps: ApiDeps): void {
  const { route } = routes;
  boardRoute(routes, deps);
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/project/:id/reading',
      whole: true,
      summary: 'One project as I read it: light and why, stages with planned and real days, money, people, and what I may do about it now',
      params,
      answer: projectReadingSchema,
      status: 200,
      problems: [404],
    },
    async (asked) => {
      const found = await seen(deps, asked, 'project');
      if (found === null || asked.relation === null) return null;
      const source = await deps.reading.readProjectOfBoard(asked.params.id);
      if (source === null) {
        sendProblem(asked.response, problemOf('NOT_FOUND'));
        return null;
      }
      const state = stateIn('project', found);
      const now = new Date().toISOString();
      const reading = projectReading(state, source.works, source.cases, dayAt(now));
      const context = { now, actor: readerActor(asked.reader, state.programme), commandId: '', rules: RULES };
      const [programme, known] = await Promise.all([
        deps.reading.caseToRead(`programme/${state.programme}`),
        deps.reading.findPeople([...new Set(peopleIn(reading))]),
      ]);
      return {
        ...reading,
        today: dayAt(now),
        version: found.version,
        programmeName: programme?.title ?? { zh: state.programme, en: state.programme },
        people: shownPeople(known),
        readsMails: mayUse(rowOfRoute('GET', '/api/v1/project/:id/mails'), asked.relation),
        ...mayDo(state, context, asked.relation),
      };
    },
  );
  listRoutes(route, deps);
}

const peopleIn = ({ manager, panel, suspension, takeover }: ReturnType<typeof projectReading>): readonly string[] =>
  [manager, ...panel, suspension?.by, takeover?.closedBy, ...(takeover?.corrections ?? []).map(({ by }) => by)].filter(
    (person) => typeof person === 'string',
  );

/** What of it may be done, by the same questions as a command is asked. */
function mayDo(state: ProjectState, context: Context, relation: Relation) {
  const may = (act: ProjectAct) => {
    // Whoever manages it holds no role of the programme by that; the programme's own commands ask for one.
    const about: Relation = act === 'ChangeManager' ? { ...relation, kind: 'programme' } : relation;
    const row = rowOfCommand(about.kind, act);
    return row !== null && maySend(row, about) === 'YES' ? null : notTheirs;
  };
  const confirm = rowOfCommand('project', 'ConfirmCorrection');
  const mayConfirm = confirm !== null && maySend(confirm, relation) === 'YES';
  const waiting = Object.keys(state.takeover?.corrections ?? {});
  return {
    acts: projectActsNow(state, context, may),
    confirms: mayConfirm ? waiting.filter((correction) => decideProject(state, { type: 'ConfirmCorrection', correction }, context).ok) : [],
  };
}

const approval = z
  .object({
    id: z.string(),
    title: bilingual,
    status: z.string(),
    light: z.string().nullable(),
    matterName: bilingual,
    amountFen: z.int().nullable(),
    applicant: z.string(),
    step: bilingual.nullable(),
    asked: z.array(z.string()).readonly(),
    dueOn: z.string().nullable(),
    receivedOn: z.string().nullable(),
  })
  .meta({ id: 'ProjectApproval' });
const file = z
  .object({
    /** The case through which it is read: `approval/QH-01.FSR`. */
    stream: z.string(),
    of: bilingual,
    sha256: z.string(),
    name: z.string(),
    mediaType: z.string(),
    size: z.int(),
    uploadedAt: z.string(),
  })
  .meta({ id: 'ProjectDocument' });
const mail = z
  .object({
    id: z.string(),
    stream: z.string(),
    of: bilingual,
    template: z.string(),
    recipient: z.string(),
    status: z.string(),
    createdAt: z.string(),
    sentAt: z.string().nullable(),
  })
  .meta({ id: 'ProjectMail' });
const person = z.object({ person: z.string(), applied: z.int(), answered: z.int(), waits: z.int() }).meta({ id: 'ProjectPerson' });

/** What is listed of one project; each is asked for when its tab is opened. */
function listRoutes(route: RouteSet['route'], deps: ApiDeps): void {
  const { reading } = deps;
  const listed = { ...nothing, method: 'get', params, status: 200, problems: [404] } as const;
  const withPeople = async <T>(items: readonly T[], of: (item: T) => readonly string[]) => ({
    items: [...items],
    people: shownPeople(await reading.findPeople([...new Set(items.flatMap(of))])),
  });
  route(
    {
      ...listed,
      path: '/api/v1/project/:id/approvals',
      summary: 'The approvals of a project, newest first',
      answer: z.object({ items: z.array(approval), people }),
    },
    async ({ params: { id: project } }) => withPeople(await reading.projectApprovals(project), ({ applicant, asked }) => [applicant, ...asked]),
  );
  route(
    {
      ...listed,
      path: '/api/v1/project/:id/documents',
      summary: 'The documents of all cases of a project, newest first, with their SHA-256',
      answer: z.object({ items: z.array(file) }),
    },
    async ({ params: { id: project }, reader, relation }) => ({
      items: [...(await shownToReader(deps, await reading.projectFiles(project), reader, relation))],
    }),
  );
  route(
    {
      ...listed,
      path: '/api/v1/project/:id/people',
      summary: 'Who applied and answered in the approvals of a project, and for whom something waits',
      answer: z.object({ items: z.array(person), people }),
    },
    async ({ params: { id: project } }) => withPeople(await reading.projectPeople(project), ({ person: who }) => [who]),
  );
  route(
    {
      ...listed,
      path: '/api/v1/project/:id/mails',
      summary: 'The mails of all cases of a project, newest first: to whom, about what, what became of each',
      answer: z.object({ items: z.array(mail), people }),
    },
    async ({ params: { id: project } }) => withPeople(await reading.projectMails(project), ({ recipient }) => [recipient]),
  );
}
