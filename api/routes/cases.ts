/** Asking about cases, and commanding them. Unknown and forbidden look the same: 404. */
import { z } from 'zod';
import { viewOfCase } from '../../domain/case-views.ts';
import { CASE_KINDS, type CaseKind, type CommandOf } from '../../domain/cases.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { faultAt } from '../../domain/kernel/fault.ts';
import { LOCALES } from '../../domain/kernel/locale.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { namedFiles } from '../../domain/permission/files.ts';
import type { CaseDetail, TaskPlace } from '../../domain/views.ts';
import type { CommandOutcome } from '../../temporal/case-gateway.ts';
import { commandIdOf, hashOf } from '../digest.ts';
import { whyNot } from '../guarded-gateway.ts';
import { KEY_ASKED } from '../once.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, problemOfOutcome, sendProblem } from '../problem.ts';
import { eventsReadBy, readByReader } from '../read-by.ts';
import { readerActor } from '../reader-actor.ts';
import { nothing, type RouteCall, type RouteSet } from '../route.ts';
import { caseViewSchema } from '../schemas/case-views.ts';
import { COMMAND_SCHEMAS } from '../schemas/commands.ts';
import { after, cursorOf, NUMBER_PLACE, STREAM_PLACE, TASK_PLACE } from '../schemas/cursor.ts';
import { code, digits, said } from '../schemas/values.ts';
import { signatureFaults } from '../signature.ts';
import { completed } from '../survey-commands.ts';

export const bilingual = z.object({ zh: z.string(), en: z.string() });
const listing = z
  .object({
    stream: z.string(),
    kind: z.string(),
    programme: z.string(),
    project: z.string().nullable(),
    version: z.int(),
    status: z.string(),
    title: bilingual,
    light: z.string().nullable(),
    changedAt: z.string(),
  })
  .meta({ id: 'Case' });
const event = z
  .object({
    version: z.int(),
    type: z.string(),
    occurredAt: z.string(),
    actor: z.looseObject({}),
    commandId: z.string(),
    data: z.looseObject({}),
    schema: z.int(),
    hash: z.string(),
  })
  .meta({ id: 'Event' });
const task = z
  .object({
    stream: z.string(),
    task: z.int(),
    kind: z.string(),
    round: z.int(),
    step: z.int(),
    onBehalfOf: z.string().nullable(),
    status: z.string(),
    title: bilingual,
    project: z.string().nullable(),
    openedAt: z.string(),
    dueAt: z.string().nullable(),
  })
  .meta({ id: 'Task' });
export const recorded = z
  .object({ stream: z.string(), version: z.int(), status: z.string(), events: z.array(z.object({ version: z.int(), type: z.string() })) })
  .meta({ id: 'Recorded' });

export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
export const limit = digits(1, 200).default(50);
export const id = z.string().regex(/^[A-Za-z0-9._~-]{1,80}$/, said('须为代码', 'must be an id'));

const taskPlaceOf = (place: string | undefined): TaskPlace | null => {
  const [, openedAt, stream, task] = TASK_PLACE.exec(place ?? '') ?? [];
  return openedAt === undefined || stream === undefined || task === undefined ? null : { openedAt, stream, task: Number(task) };
};
const page = <T>(items: readonly T[], size: number, key: (item: T) => string) => {
  const last = items.at(-1);
  return { items: [...items], next: items.length < size || last === undefined ? null : cursorOf(key(last)) };
};

export function caseRoutes({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/me',
      summary: 'Who am I, and which roles do I hold',
      answer: z.object({
        person: z.string(),
        name: z.string(),
        nameEn: z.string(),
        /** Where my mails go; null: nobody knows it any more. */
        address: z.string().nullable(),
        /** The language that I chose for all my devices and mails; null: none yet. */
        language: z.enum(LOCALES).nullable(),
        roles: z.record(z.string(), z.array(z.string())),
        projects: z.array(z.string()),
        signIn: z.object({ id: z.string(), how: z.string(), at: z.string(), scope: z.string().nullable() }).nullable(),
        /** The first administrator, as they are known, until there is one of a programme: they may set the first one up. */
        founds: z.object({ email: z.string(), unit: z.string() }).nullable(),
      }),
      status: 200,
      problems: [],
    },
    async ({ reader }) => ({
      founds: Object.keys(reader.roles).length > 0 ? null : await deps.firstAdministrator.founder(reader.person),
      signIn: reader.signIn ?? null,
      person: reader.person,
      name: reader.name,
      nameEn: reader.nameEn ?? reader.name,
      address: (await deps.reading.findPeople([reader.person])).get(reader.person)?.email ?? null,
      language: reader.language ?? null,
      roles: Object.fromEntries(Object.entries(reader.roles).map(([k, v]) => [k, [...v]])),
      projects: [...reader.projects],
    }),
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/cases',
      summary: 'Cases that I may see, by kind, project and status',
      query: z.strictObject({
        kind: z.enum(CASE_KINDS).exactOptional(),
        project: code.exactOptional(),
        status: code.exactOptional(),
        after: after(STREAM_PLACE),
        limit,
      }),
      answer: pageOf(listing),
      status: 200,
      problems: [],
    },
    async ({ reader, query, reads }) => {
      const { after: place = null, limit: size, ...filter } = query;
      const found = await deps.reading.listCases(reader, filter, { after: place, limit: size });
      // Of one project: its programme, where it was found; else all that they see.
      await reads(filter.project === undefined ? Object.keys(reader.roles) : found.map(({ programme }) => programme));
      return page(found, size, (c) => c.stream);
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/tasks',
      summary: 'What I have to decide, and what I decided',
      query: z.strictObject({ status: code.exactOptional(), after: after(TASK_PLACE), limit }),
      answer: pageOf(task),
      status: 200,
      problems: [],
    },
    async ({ reader, query }) => {
      const tasks = await deps.reading.listTasks(reader, query.status, { after: taskPlaceOf(query.after), limit: query.limit });
      return page(tasks, query.limit, (t) => `${t.openedAt} ${t.stream} ${t.task}`);
    },
  );
  for (const kind of CASE_KINDS) oneCaseRoutes(route, deps, kind);
}

/** Reading one case and its events, and commanding it. */
function oneCaseRoutes(route: RouteSet['route'], deps: ApiDeps, kind: CaseKind): void {
  const params = z.strictObject({ id });
  const detail = listing.extend({ state: caseViewSchema(kind) });
  route(
    {
      ...nothing,
      method: 'get',
      path: `/api/v1/${kind}/:id`,
      whole: true,
      summary: `One ${kind} as it stands`,
      params,
      answer: detail,
      status: 200,
      problems: [404],
    },
    async (asked) => {
      const found = await seen(deps, asked, kind);
      return found === null ? null : { ...found, state: viewOfCase(found.stream, readByReader(found, asked.reader, asked.relation)) };
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: `/api/v1/${kind}/:id/events`,
      whole: true,
      summary: `All that happened to one ${kind}, in order`,
      params,
      query: z.strictObject({ after: after(NUMBER_PLACE), limit }),
      answer: pageOf(event),
      status: 200,
      problems: [404],
    },
    async (asked) => {
      const found = await seen(deps, asked, kind);
      if (found === null) return null;
      const recordedThen = await deps.reading.listEvents(found.stream, Number(asked.query.after ?? 0), asked.query.limit);
      const events = eventsReadBy(found, recordedThen, asked.reader, asked.relation);
      return page(events, asked.query.limit, (e) => String(e.version));
    },
  );
  route(
    {
      method: 'post',
      path: `/api/v1/${kind}/:id/commands`,
      summary: `Ask something of one ${kind}; answered when it is recorded`,
      params,
      query: z.strictObject({}),
      body: COMMAND_SCHEMAS[kind],
      answer: recorded,
      status: 200,
      problems: [403, 404, 409, 503],
      needsKey: true,
    },
    async (asked) => command(deps, kind, asked),
  );
}

type AskedOfCase = Pick<RouteCall<{ id: string }, unknown, unknown>, 'params' | 'response'>;

/** The case, which the table of permissions has let through (route.ts); null after a 404. */
export async function seen(deps: ApiDeps, { params, response }: AskedOfCase, kind: CaseKind): Promise<CaseDetail | null> {
  const found = await deps.reading.caseToRead(streamOf(kind, params.id));
  if (found === null) sendProblem(response, problemOf('NOT_FOUND'));
  return found;
}

async function command<K extends CaseKind>(deps: ApiDeps, kind: K, asked: RouteCall<{ id: string }, unknown, AnyCommand>) {
  const { relation, body, params } = asked;
  const stream = streamOf(kind, params.id);
  const gateway = deps.gateway.knowing({ person: asked.reader.person, stream, relation });
  return recordOnce<CommandOf<K>>(deps, asked, stream, {
    programme: async () => relation?.programme ?? null,
    refuses: (actor) => whyNot(relation, kind, body, actor),
    // What a survey is told from the record is added here.
    command: async (programme, actor) => (await completed(deps, { stream, programme, actor }, body)) as CommandOf<K> | { readonly fault: Text }, // COMMAND_SCHEMAS are held to their kinds' commands
    send: (command, actor, commandId) => gateway.command(stream, command, actor, commandId),
  });
}

type Sending<C extends AnyCommand> = {
  /** Null: there is no such thing, or the reader may not see it. */
  programme(): Promise<string | null>;
  /** What the table of permissions says, before anything that the body names is looked up; null: they may. */
  refuses?(actor: Actor): CommandOutcome | null;
  /** A fault: what is wrong with what the body names. */
  command(programme: string, actor: Actor): Promise<C | { readonly fault: Text }>;
  send(command: C, actor: Actor, commandId: string): Promise<CommandOutcome>;
};

/** One act, however often its request comes: the key stands for it, and the answer is kept. */
export async function recordOnce<C extends AnyCommand>(
  deps: ApiDeps,
  asked: Pick<RouteCall<unknown, unknown, AnyCommand>, 'reader' | 'request' | 'response' | 'body'>,
  stream: string,
  sending: Sending<C>,
) {
  const { reader, request, response, body } = asked;
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !/^[ -~]{8,200}$/.test(key)) {
    sendProblem(response, problemOf('KEY_MISSING', [KEY_ASKED]));
    return null;
  }
  const fingerprint = hashOf(JSON.stringify([stream, body]));
  const [programme, earlier] = await Promise.all([sending.programme(), deps.keys.reserveKey(reader.person, key, fingerprint)]);
  if (programme === null) {
    await deps.keys.releaseKey(reader.person, key);
    sendProblem(response, problemOf('NOT_FOUND'));
    return null;
  }
  if (earlier !== null && earlier.fingerprint !== fingerprint) {
    sendProblem(response, problemOf('KEY_REUSED'));
    return null;
  }
  if (earlier !== null && earlier.status !== null) {
    response.setHeader('Idempotency-Replayed', 'true').status(earlier.status);
    response.type(earlier.status < 400 ? 'application/json' : 'application/problem+json').send(JSON.stringify(earlier.body));
    return null;
  }
  const actor = readerActor(reader, programme);
  const refused = sending.refuses?.(actor) ?? null;
  const others =
    refused === null
      ? await deps.files.notTheirs(
          reader,
          namedFiles(body).map(({ sha256 }) => sha256),
        )
      : [];
  const faults = others.length > 0 || refused !== null ? others.map(notYourFile) : await signatureFaults(deps, reader.person, body);
  if (faults.length > 0) {
    await deps.keys.releaseKey(reader.person, key);
    sendProblem(response, problemOf('WRONG_SHAPE', faults));
    return null;
  }
  const commandId = commandIdOf(`${reader.person}\n${key}`);
  let outcome = refused;
  if (outcome === null) {
    const made = await sending.command(programme, actor);
    if ('fault' in made) {
      await deps.keys.releaseKey(reader.person, key);
      sendProblem(response, problemOf('WRONG_SHAPE', [made.fault]));
      return null;
    }
    outcome = await sending.send(made, actor, commandId);
  }
  if (outcome.kind === 'UNKNOWN') {
    await deps.keys.releaseKey(reader.person, key);
    sendProblem(response, problemOf('NOT_FOUND'));
    return null;
  }
  const problem = problemOfOutcome(outcome);
  if (problem === null && outcome.kind === 'RECORDED') {
    // Not waited for: should it be lost, the workflow and the record still answer the same command id the same.
    deps.keys
      .storeAnswer(reader.person, key, 200, outcome.answer)
      .catch((error: unknown) => deps.log.error({ stream, error: String(error) }, 'answer not kept'));
    return { ...outcome.answer, events: [...outcome.answer.events] };
  }
  if (problem !== null) {
    if (problem.status >= 500) await deps.keys.releaseKey(reader.person, key);
    else {
      await deps.keys.storeAnswer(reader.person, key, problem.status, problem);
      await deps.keys.noteRefusal({ stream, commandType: body.type, commandId, person: reader.person, door: 'api', code: problem.code });
    }
    sendProblem(response, problem);
  }
  return null;
}

const notYourFile = (sha256: string): Text =>
  faultAt(`sha256 ${sha256}`, {
    zh: '须为您提交过的文件，或您可见事项所引用的文件；请先提交（POST /api/v1/files）',
    en: 'you have not handed this file in, and see no case that refers to it; hand it in first (POST /api/v1/files)',
  });
