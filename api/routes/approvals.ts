/** What approvals have beside commands and events: begun by a person, offers, history in sentences, the printed sheet. */

import { z } from 'zod';
import { personsId } from '../../domain/approval/case.ts';
import { doorPath } from '../../domain/approval/door.ts';
import { deskOf, offersFor, returnTargets, takeBackOf } from '../../domain/approval/entitlement.ts';
import { type ApprovalState, type Content, isActive, peopleOn } from '../../domain/approval/facts.ts';
import { valueFaults, withFacts } from '../../domain/approval/form.ts';
import type { DraftApproval } from '../../domain/approval/messages.ts';
import { blankRoute } from '../../domain/approval/route.ts';
import { stateIn } from '../../domain/cases.ts';
import { faultAt } from '../../domain/kernel/fault.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import { reads } from '../../domain/permission/ask.ts';
import { historyOf } from '../approval-history.ts';
import { sendFile } from '../document-file.ts';
import { mayKeep } from '../lying-limits.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { approvalReadBy } from '../read-by.ts';
import { nothing, type RouteCall, type RouteSet } from '../route.ts';
import { content } from '../schemas/commands.ts';
import { asked, bilingual, code, lang, lineOf, said } from '../schemas/values.ts';
import { id, recorded, recordOnce, seen } from './cases.ts';

const draft = z.strictObject({
  type: z.literal('Draft'),
  /** Of an application without a project. A project's own is known; another one is refused. */
  programme: code.exactOptional(),
  project: code.nullable(),
  /** Tells this application from others of its project: `A-3`, kept as `QH-01~A-3`. */
  key: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,29}$/, said('须为代码，如 A-3', 'must be a key like A-3')),
  route: z.string().regex(/^[A-Z][A-Z0-9_]{1,39}$/, said('须为代码，如 FSR', 'must be a code like FSR')),
  title: bilingual,
  content,
  named: z.record(asked(lineOf(40)), z.array(code).min(1).max(50)).exactOptional(),
  /** The office may write for a project's manager; default: whoever sends this. */
  applicant: code.exactOptional(),
});

const line = z
  .object({
    version: z.int(),
    at: z.string(),
    text: z.object({ zh: z.string(), en: z.string() }),
    person: z.string().nullable(),
    onBehalfOf: z.string().nullable(),
    door: z.string(),
    assurance: z.string(),
    round: z.int().nullable(),
    step: z.int().nullable(),
    seen: z.string().nullable(),
    route: z.string().nullable(),
  })
  .meta({ id: 'HistoryLine' });
const refusal = z.object({ commandType: z.string(), person: z.string().nullable(), door: z.string(), code: z.string(), occurredAt: z.string() });

const params = z.strictObject({ id });
/** The state of an approval: the stream says what it is. */

export function approvalRoutes({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      method: 'post',
      path: '/api/v1/approvals',
      summary: 'Begin an application as a draft; it is handed in by the command Submit',
      params: z.strictObject({}),
      query: z.strictObject({}),
      body: draft,
      answer: recorded,
      status: 200,
      problems: [403, 404, 409, 429, 503],
      needsKey: true,
    },
    async (asked) => {
      const matter = await matterOf(deps, asked);
      if (matter === null) return null;
      const { key, route: routeCode, applicant, title, named } = asked.body;
      if (!(await mayKeep(deps, applicant ?? asked.reader.person, ['drafts'], asked.response))) return null;
      const filled = await filledIn(deps, asked, matter.programme);
      if (filled === null) return null;
      const stream = streamOf('approval', personsId(matter.project ?? matter.programme, key));
      const command: DraftApproval = {
        type: 'Draft',
        ...matter,
        title,
        content: filled,
        ...(named === undefined ? {} : { named }),
        owner: null,
        applicant: applicant ?? asked.reader.person,
        route: blankRoute(routeCode),
      };
      const answer = await recordOnce<DraftApproval>(deps, { ...asked, body: command }, stream, {
        programme: async () => matter.programme,
        command: async () => command,
        send: (made, actor, commandId) => deps.gateway.open(stream, made, actor, commandId),
      });
      return answer === null ? null : { ...answer, events: [...answer.events] };
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/approval/:id/offers',
      whole: true,
      summary: 'What I may do in this approval now, task by task',
      params,
      answer: z.object({
        contentHash: z.string(),
        tasks: z.array(
          z.object({ task: z.int(), kind: z.string(), status: z.string(), onBehalfOf: z.string().nullable(), offers: z.array(z.string()) }),
        ),
        returnTo: z.array(z.string()),
        takeBack: z.int().nullable(),
      }),
      status: 200,
      problems: [404],
    },
    async (asked) => {
      const found = await seen(deps, asked, 'approval');
      if (found === null) return null;
      const state = stateIn('approval', found);
      const { person } = asked.reader;
      const tasks = deskOf(state, person).map((task) => ({
        task: task.task,
        kind: task.kind,
        status: task.status,
        onBehalfOf: task.onBehalfOf,
        offers: [...offersFor(state, task)],
      }));
      return {
        contentHash: state.contentHash,
        tasks,
        returnTo: [...new Set([...returnTargets(state), ...deskOf(state, person).flatMap((task) => returnTargets(state, task))])],
        takeBack: takeBackOf(state, person)?.task ?? null,
      };
    },
  );
  historyRoutes(route, deps);
}

type DraftAsked = Pick<RouteCall<unknown, unknown, z.infer<typeof draft>>, 'reader' | 'body' | 'response'>;

/**
 * What an application is about: its project, of which the record knows the programme; or a programme. Null after a problem:
 * they see no such project, the body names another programme than its own, or an applicant who is nobody there.
 */
async function matterOf(deps: ApiDeps, { reader, body, response }: DraftAsked): Promise<Pick<DraftApproval, 'programme' | 'project'> | null> {
  const { project, programme } = body;
  const about = project !== null ? streamOf('project', project) : programme === undefined ? null : streamOf('programme', programme);
  if (about === null) {
    sendProblem(
      response,
      problemOf('WRONG_SHAPE', [faultAt('programme', { zh: '没有项目时须写明项目群', en: 'must be named where there is no project' })]),
    );
    return null;
  }
  const relation = await deps.reading.relationTo(reader, about);
  if (relation === null || !reads(relation)) {
    sendProblem(response, problemOf('NOT_FOUND'));
    return null;
  }
  const faults = [
    ...(programme === undefined || programme === relation.programme
      ? []
      : [
          faultAt('programme', {
            zh: `须与项目一致；${project} 不属于 ${programme}，请省去`,
            en: `must be that of the project: ${project} does not belong to ${programme}; leave it out`,
          }),
        ]),
    ...(await peopleFaults(deps, relation.programme, body, reader.person)),
  ];
  if (faults.length === 0) return { programme: relation.programme, project };
  sendProblem(response, problemOf('WRONG_SHAPE', faults));
  return null;
}

/** What was filled in, looked at by the form that holds now, with the facts that it gives; null after a problem. */
async function filledIn(deps: ApiDeps, { body: { route, content: given }, response }: DraftAsked, programme: string): Promise<Content | null> {
  const form = (await deps.routes.listRoutes(programme)).find(({ code: known }) => known === route)?.form;
  const filled = withFacts(given, form);
  const faults = form === undefined ? [] : valueFaults(form, filled.values ?? {}, false);
  if (faults.length === 0) return filled;
  sendProblem(
    response,
    problemOf(
      'WRONG_SHAPE',
      faults.map((fault) => faultAt('content', fault)),
    ),
  );
  return null;
}

/** Whoever is named, as applicant or to be asked, must be somebody of the programme. */
async function peopleFaults(deps: ApiDeps, programme: string, { applicant, named = {} }: z.infer<typeof draft>, sender: string) {
  const all = [
    ...(applicant === undefined || applicant === sender ? [] : [{ at: 'applicant', person: applicant }]),
    ...Object.entries(named).flatMap(([step, people]) => people.map((person, n) => ({ at: `named.${step}[${n}]`, person }))),
  ];
  if (all.length === 0) return [];
  const colleagues = new Set((await deps.reading.listColleagues(programme)).map(({ id: person }) => person));
  return all.flatMap(({ at, person }) =>
    colleagues.has(person)
      ? []
      : [faultAt(at, { zh: `须为 ${programme} 的人员，而不是 ${person}`, en: `must be somebody who works in ${programme}, not ${person}` })],
  );
}

function historyRoutes(route: RouteSet['route'], deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/approval/:id/history',
      summary: 'What happened in sentences: who, on whose behalf, by which door, what they saw; refused attempts too',
      params,
      answer: z.object({ lines: z.array(line), refused: z.array(refusal) }),
      status: 200,
      problems: [404, 429],
      // Of a long case it is megabytes of sentences.
      heavy: true,
    },
    async (asked) => {
      const found = await seen(deps, asked, 'approval');
      if (found === null) return null;
      const [{ lines }, refused] = await Promise.all([historyOf(deps.reading, found.stream), deps.reading.listRefusals(found.stream)]);
      return { lines: [...lines], refused: [...refused] };
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/approval/:id/sheet.pdf',
      heavy: true,
      summary: 'The approval sheet (审批表) to be printed, with or without the trail',
      params,
      query: z.strictObject({ trail: z.enum(['true', 'false']).default('true'), lang }),
      answer: z.never(),
      file: ['application/pdf'],
      status: 200,
      problems: [404],
    },
    async (asked) => {
      const found = await seen(deps, asked, 'approval');
      if (found === null) return null;
      const { lines, head } = await historyOf(deps.reading, found.stream);
      const state = approvalReadBy(found, asked.reader, asked.relation);
      const people = await deps.reading.findPeople(peopleOn(state));
      const { trail, lang } = asked.query;
      const pdf = await deps.sheets.approvalSheet({
        locale: lang,
        id: asked.params.id,
        state,
        nameOf: (person) => (lang === 'en' ? people.get(person)?.nameEn : people.get(person)?.name) ?? person,
        unitOf: (person) => people.get(person)?.unit ?? '',
        trail: trail === 'true' ? lines : null,
        signatures: await signaturesOn(deps, found.stream, state, asked.reader.person),
        head,
        printedAt: new Date().toISOString(),
        door: state.tasks.some(isActive) ? `${deps.publicUrl}${doorPath(asked.params.id, state.contentHash)}` : null,
      });
      sendFile(asked.response, { name: `${asked.params.id}.pdf`, mediaType: 'application/pdf', bytes: pdf });
      return null;
    },
  );
}

/** Pictures of what was signed with, drawn anew by ourselves; one that cannot be drawn now is named on the sheet all the same. */
async function signaturesOn(deps: ApiDeps, stream: string, { decisions }: ApprovalState, who: string): Promise<Readonly<Record<string, string>>> {
  const pictures: Record<string, string> = {};
  for (const { signature } of decisions) {
    const sha256 = signature?.sha256;
    if (sha256 === undefined || pictures[sha256] !== undefined) continue;
    const file = await deps.files.findFile(stream, sha256);
    const drawn = file === null ? null : await deps.previews.preview(file, sha256, who);
    if (drawn !== null) pictures[sha256] = `data:${drawn.mediaType};base64,${Buffer.from(drawn.bytes).toString('base64')}`;
  }
  return pictures;
}
