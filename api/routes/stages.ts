/** One stage of a project as whoever opens it reads it, with what they may do now; and its history in sentences. Deliberately absent: commands (cases.ts), what a stage tells (domain/project/stage-page.ts). */
import { z } from 'zod';
import { tellShown } from '../../domain/audit/tell.ts';
import { type CaseKind, isCaseKind, stateIn } from '../../domain/cases.ts';
import { RULES } from '../../domain/kernel/context.ts';
import type { Rejection } from '../../domain/kernel/rejection.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { Light } from '../../domain/kernel/summary.ts';
import { auditorsRead, maySend, notTheirs, reads } from '../../domain/permission/ask.ts';
import { namedFiles } from '../../domain/permission/files.ts';
import type { Relation } from '../../domain/permission/relation.ts';
import { rowOfCommand } from '../../domain/permission/table.ts';
import { worstLight } from '../../domain/project/lights.ts';
import { approvalsOf, isOfStage, stagePage } from '../../domain/project/stage-page.ts';
import { kindOfStage } from '../../domain/project/stages.ts';
import { STAGE_KEYS, type StageKey } from '../../domain/stages/all.ts';
import type { StageState } from '../../domain/stages/facts.ts';
import { watchLight } from '../../domain/stages/watch.ts';
import type { CaseDetail, CaseListing, Reader } from '../../domain/views.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { readerActor } from '../reader-actor.ts';
import { nothing, type RouteSet } from '../route.ts';
import { stageHistory, stageReading } from '../schemas/stage-reading.ts';
import { digits } from '../schemas/values.ts';
import { id, seen } from './cases.ts';

/** As the address of its page says it: `construction`. */
const params = z.strictObject({ id, stage: id });
/** Null: there is no such stage. */
const keyOf = (stage: string): StageKey | null => STAGE_KEYS.find((key) => key.toLowerCase() === stage) ?? null;
const LINES = 200;

export function stageRoutes({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/project/:id/stages/:stage',
      whole: true,
      summary:
        'One stage of a project as I read it: what it needs and why, what is there, clocks, approvals, files, and each act with its form, or why not now',
      params,
      answer: stageReading,
      status: 200,
      problems: [404],
    },
    async (asked) => {
      const found = await seen(deps, asked, 'project');
      if (found === null || asked.relation === null) return null;
      const key = keyOf(asked.params.stage);
      const answer = key === null ? null : await reading(deps, key, found, { reader: asked.reader, relation: asked.relation });
      if (answer === null) sendProblem(asked.response, problemOf('NOT_FOUND'));
      return answer;
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/project/:id/stages/:stage/history',
      whole: true,
      summary: 'What happened in one stage of a project, in sentences, newest first',
      params,
      query: z.strictObject({ before: digits(1, 999_999_999).exactOptional() }),
      answer: stageHistory,
      status: 200,
      problems: [404],
    },
    async (asked) => {
      const found = await seen(deps, asked, 'project');
      if (found === null || asked.relation === null) return null;
      const key = keyOf(asked.params.stage);
      const answer = key === null ? null : await history(deps, key, found, { reader: asked.reader, relation: asked.relation }, asked.query.before);
      if (answer === null) sendProblem(asked.response, problemOf('NOT_FOUND'));
      return answer;
    },
  );
}

type Looking = { readonly reader: Reader; readonly relation: Relation };
type Own = { readonly kind: CaseKind; readonly id: string; readonly found: CaseDetail | null; readonly relation: Relation };

/** The case that takes the stage's commands; null: not theirs to read. Of a stage that has not begun there is none yet. */
async function ownOf(deps: ApiDeps, key: StageKey, project: CaseDetail, { reader, relation }: Looking): Promise<Own | null> {
  const code = project.stream.slice(project.stream.indexOf('/') + 1);
  const kind = kindOfStage(key);
  if (kind === null || !isCaseKind(kind)) return { kind: 'project', id: code, found: project, relation };
  const stream = streamOf(kind, code);
  const [found, theirs] = await Promise.all([deps.reading.caseToRead(stream), deps.reading.relationTo(reader, stream)]);
  if (found === null || theirs === null) return { kind, id: code, found: null, relation };
  return reads(theirs) ? { kind, id: code, found, relation: theirs } : null;
}

async function reading(deps: ApiDeps, key: StageKey, project: CaseDetail, looking: Looking) {
  const own = await ownOf(deps, key, project, looking);
  const state = stateIn('project', project);
  if (own === null || state.stages[key] === undefined) return null;
  const { reader } = looking;
  const { kind, found } = own;
  const mine = kind === 'project' || found === null ? null : (found.state as unknown as StageState); // every stage that is a case has these (domain/stages/facts.ts)
  const context = {
    now: new Date().toISOString(),
    actor: { ...readerActor(reader, project.programme), person: reader.person },
    commandId: '',
    rules: RULES,
  };
  const routes = await deps.routes.listRoutes(project.programme);
  const page = stagePage(key, state, mine, {
    context,
    may: (type) => deniedBy(kind, type, own.relation),
    routeNow: (code) => routes.find((known) => known.code === code) ?? null,
  });
  const [approvals, files, brought, people] = await Promise.all([
    approvalsIn(deps, reader, approvalsOf(key, state, mine), { project: state.profile.code }),
    filesIn(deps, project, found, [mine ?? (key === 'HANDOVER' ? state.handover : {}), page.taken]),
    found === null || kind === 'project' ? [] : broughtTo(deps, found.stream),
    deps.reading.findPeople([state.profile.manager, ...peopleIn(page.sections)]),
  ]);
  return {
    project: state.profile.code,
    programme: project.programme,
    projectName: state.profile.name,
    manager: state.profile.manager,
    /** Where its commands are sent. */
    kind,
    version: found?.version ?? 0,
    // What it watches and has told of is lit as it is on the board.
    light: worstLight([(found?.light ?? null) as Light | null, found === null ? null : watchLight(mine?.watched)]), // the read tables hold lights alone
    ...page,
    approvals,
    files: [...brought, ...files.filter(({ sha256 }) => !brought.some((file) => file.sha256 === sha256))],
    people: Object.fromEntries([...people].map(([known, { name, nameEn, unit }]) => [known, { name, nameEn, unit }])),
  };
}

/** So many are named on the page of a stage; all of them are in the folder. */
const FILES_MOST = 200;
/** Every file that acts of a stage brought, newest first; its state keeps some alone. No stage hides one. */
async function broughtTo({ folders }: ApiDeps, stream: string) {
  const page = await folders.folderPage({ stream }, [], { newest: false, order: 'NEWEST', limit: FILES_MOST });
  return (page?.files ?? []).map(({ title, sha256, stream: of, mediaType }) => ({ title, sha256, stream: of, mediaType }));
}

/** What the table of permissions says before the case is asked; null: it may be sent. */
export function deniedBy(kind: CaseKind, type: string, relation: Relation): Rejection | null {
  const row = rowOfCommand(kind, type);
  const answer = row === null ? 'UNKNOWN' : maySend(row, relation);
  return answer === 'YES' ? null : answer === 'AUDITORS_READ' ? auditorsRead : notTheirs;
}

export const peopleIn = (sections: readonly { readonly rows: readonly { readonly cells: readonly (object | null)[] }[] }[]): readonly string[] =>
  sections.flatMap(({ rows }) =>
    rows.flatMap(({ cells }) => cells.flatMap((cell) => (cell !== null && 'person' in cell ? [String(cell.person)] : []))),
  );

const PAGE = 200;

/** Those that the reader may see, newest attempt last. */
export async function approvalsIn(
  deps: ApiDeps,
  reader: Reader,
  ids: readonly string[],
  of: { readonly project: string } | { readonly programme: string },
) {
  const wanted = new Set<string>(ids.map((approval) => streamOf('approval', approval)));
  const found: CaseListing[] = [];
  let after: string | null = null;
  while (wanted.size > 0) {
    const page: readonly CaseListing[] = await deps.reading.listCases(reader, { kind: 'approval', ...of }, { after, limit: PAGE });
    found.push(...page.filter(({ stream }) => wanted.has(stream)));
    after = page.at(-1)?.stream ?? null;
    if (page.length < PAGE) break;
  }
  return found.map(({ stream, title, status, light, changedAt }) => ({ id: stream.slice(stream.indexOf('/') + 1), title, status, light, changedAt }));
}

/** Each once, with the case that refers to it; what stands on paper alone has none. */
export async function filesIn(deps: ApiDeps, project: CaseDetail, own: CaseDetail | null, held: readonly object[]) {
  const named = [...new Map(namedFiles(held).map((file) => [file.sha256, file])).values()];
  const hashes = named.map(({ sha256 }) => sha256);
  const streams = [...new Set([own?.stream ?? project.stream, project.stream])];
  const known = await Promise.all(streams.map(async (stream) => ({ stream, types: await deps.files.knownFiles(stream, hashes) })));
  return named.flatMap(({ sha256, title }) => {
    const where = known.find(({ types }) => types.has(sha256));
    return where === undefined
      ? []
      : [{ title: title ?? sha256.slice(0, 12), sha256, stream: where.stream, mediaType: where.types.get(sha256) ?? '' }];
  });
}

async function history(deps: ApiDeps, key: StageKey, project: CaseDetail, looking: Looking, before: number | undefined) {
  const own = await ownOf(deps, key, project, looking);
  if (own === null || stateIn('project', project).stages[key] === undefined) return null;
  if (own.found === null) return { lines: [], people: {}, before: null };
  const to = Math.min(before ?? own.found.version + 1, own.found.version + 1);
  const from = Math.max(0, to - 1 - LINES);
  const events = await deps.reading.listEvents(own.found.stream, from, to - 1 - from);
  const shown = own.kind === 'project' ? events.filter((event) => isOfStage(key, event)) : events;
  const lines = shown.toReversed().map(({ version, type, occurredAt, actor, data }) => ({
    version,
    at: occurredAt,
    type,
    text: tellShown({ stream: own.found?.stream ?? '', type, data }),
    person: typeof actor.person === 'string' ? actor.person : null,
    door: String(actor.door ?? ''),
  }));
  const people = await deps.reading.findPeople([...new Set(lines.flatMap(({ person }) => (person === null ? [] : [person])))]);
  return {
    lines,
    people: Object.fromEntries([...people].map(([known, { name, nameEn, unit }]) => [known, { name, nameEn, unit }])),
    before: from === 0 ? null : from + 1,
  };
}
