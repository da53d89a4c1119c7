/**
 * What is taken over in a programme (接续办理), and one project's takeover as its page shows it. Deliberately absent: acts, which
 * are commands of the project (routes/cases.ts), and files of a programme (programmes.ts).
 */
import { z } from 'zod';
import { stateIn } from '../../domain/cases.ts';
import type { Role } from '../../domain/kernel/role.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { onlyAudits } from '../../domain/permission/relation.ts';
import { papersPage } from '../../domain/programme/papers-shown.ts';
import { takeoverPage } from '../../domain/project/takeover-shown.ts';
import { STAGE_KEYS } from '../../domain/stages/all.ts';
import { FUND_SOURCES } from '../../domain/taken-fact/kinds.ts';
import type { ApiDeps } from '../ports.ts';
import { readerActor } from '../reader-actor.ts';
import { nothing, type RouteSet } from '../route.ts';
import { programmePaper, takenFact } from '../schemas/taken-fact.ts';
import { bilingual, id, seen } from './cases.ts';

const status = z.enum(['NONE', 'OPEN', 'CLOSED']);
const stage = z.enum(STAGE_KEYS);
const row = z.object({
  project: z.string(),
  name: bilingual,
  status,
  /** How many facts of each kind there are. */
  kinds: z.record(z.string(), z.int()),
  /** Facts with a scan. */
  scans: z.int(),
  findings: z.int(),
  closing: z.object({ by: z.string().nullable(), until: z.string() }).nullable(),
  corrections: z.int(),
});
const listed = z
  .object({
    counts: z.object({ NONE: z.int(), OPEN: z.int(), CLOSED: z.int(), waiting: z.int() }),
    items: z.array(row),
    /** `after` of the next page; null: this is the last one. */
    next: z.string().nullable(),
  })
  .meta({ id: 'Takeovers' });

const correction = z.object({
  correction: z.string(),
  id: z.string(),
  reason: z.string(),
  by: z.string().nullable(),
  name: bilingual,
  was: bilingual.nullable(),
  now: bilingual.nullable(),
  /** As it is to be; null: it is taken away. */
  fact: takenFact.nullable(),
  until: z.string().nullable(),
  mine: z.boolean(),
  mayConfirm: z.boolean(),
});
const why = bilingual.nullable();
const choices = z.array(z.object({ value: z.string(), name: bilingual }));
const page = z
  .object({
    project: z.string(),
    programme: z.string(),
    name: bilingual,
    status,
    facts: z.array(
      z.object({
        id: z.string(),
        stage: stage.nullable(),
        name: bilingual,
        amountFen: z.int().nullable(),
        fact: takenFact,
        waits: z.string().nullable(),
      }),
    ),
    stages: z.array(z.object({ stage, name: bilingual, facts: z.int(), done: z.boolean() })),
    lacks: z.array(bilingual),
    findings: z.array(z.object({ code: z.string(), rule: z.string(), evidence: bilingual, facts: z.array(z.string()) })),
    by: z.array(z.string()),
    closing: z
      .object({ document: z.string(), on: z.string(), reason: z.string(), by: z.string().nullable(), until: z.string(), mine: z.boolean() })
      .nullable(),
    closed: z.object({ by: z.string().nullable(), on: z.string(), document: z.string() }).nullable(),
    corrections: z.array(correction),
    choices: z.object({ milestone: choices, step: choices, rules: choices }),
    /** What is in the way of each act for whoever asks; null: nothing. */
    may: z.object({ begin: why, enter: why, correct: why, propose: why, close: why }),
    /** Who they are, by id. */
    names: z.record(z.string(), bilingual),
  })
  .meta({ id: 'TakeoverPage' });

const papersAnswer = z
  .object({
    programme: z.string(),
    /** Each was taken over from paper, and none was decided here. */
    papers: z.array(z.object({ id: z.string(), name: bilingual, paper: programmePaper })),
    /** Sums in 分: granted by papers of the programme, planned and taken over by its projects. */
    funds: z.array(z.object({ source: z.enum(FUND_SOURCES), name: bilingual, grantedFen: z.int(), plannedFen: z.int(), receivedFen: z.int() })),
    findings: z.array(z.object({ code: z.string(), evidence: bilingual })),
    /** Whether whoever asks may enter and correct. */
    mayEnter: z.boolean(),
  })
  .meta({ id: 'ProgrammePapers' });

const OFFICE_ROLES: readonly Role[] = ['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'ADMINISTRATOR'];
const AT_ONCE = 50;

export function takeoverRoutes({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/takeover',
      whole: true,
      summary: 'The projects of a programme by what of them was taken over from paper, and what of it waits for a second person',
      params: z.strictObject({ id }),
      query: z.strictObject({ status: status.exactOptional(), after: id.exactOptional() }),
      answer: listed,
      status: 200,
      problems: [404],
    },
    async ({ params, query }) => {
      const { after = '', ...narrowed } = query;
      const [counts, found] = await Promise.all([
        deps.takeovers.countTakeovers(params.id),
        deps.takeovers.listTakeovers(params.id, { ...narrowed, after, limit: AT_ONCE + 1 }),
      ]);
      const items = found.slice(0, AT_ONCE).map((one) => ({ ...one, kinds: { ...one.kinds } }));
      return { counts, items, next: found.length > AT_ONCE ? (items.at(-1)?.project ?? null) : null };
    },
  );
  papersRoute(route, deps);
  pageRoute(route, deps);
}

function papersRoute(route: RouteSet['route'], deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/takeover/papers',
      whole: true,
      summary: 'What was taken over of the programme itself: who was set up to lead it, plans, funds granted, meetings; and what of it disagrees',
      params: z.strictObject({ id }),
      answer: papersAnswer,
      status: 200,
      problems: [404],
    },
    async (asked) => {
      const found = await seen(deps, asked, 'programme');
      if (found === null) return null;
      const state = stateIn('programme', found);
      const { papers, funds, findings } = papersPage(Object.values(state.papers ?? {}), await deps.takeovers.fundsOfProjects(state.code));
      const audits = asked.relation !== null && onlyAudits(asked.relation);
      const { roles } = readerActor(asked.reader, audits ? null : state.code);
      const mayEnter = state.status === 'RUNNING' && roles.some((role) => OFFICE_ROLES.includes(role));
      return { programme: state.code, papers: papers.map((one) => ({ ...one })), funds: [...funds], findings: [...findings], mayEnter };
    },
  );
}

function pageRoute(route: RouteSet['route'], deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/project/:id/takeover',
      whole: true,
      summary: 'What was taken over of a project: facts, what lacks, what is found, what waits, and what whoever asks may do',
      params: z.strictObject({ id }),
      answer: page,
      status: 200,
      problems: [404],
    },
    async (asked) => {
      const found = await seen(deps, asked, 'project');
      if (found === null) return null;
      const state = stateIn('project', found);
      // Who only audits acts on nothing: offers are made as if they held nothing here.
      const audits = asked.relation !== null && onlyAudits(asked.relation);
      const shown = takeoverPage(state, readerActor(asked.reader, audits ? null : state.programme), new Date().toISOString());
      const people = [...shown.by, shown.closing?.by, shown.closed?.by, ...shown.corrections.map(({ by }) => by)];
      const known = await deps.reading.findPeople([...new Set(people.filter((person) => person != null))]);
      return {
        project: state.profile.code,
        programme: state.programme,
        name: state.profile.name,
        ...shown,
        facts: shown.facts.map((one) => ({ ...one })),
        stages: shown.stages.map((one) => ({ ...one })),
        lacks: [...shown.lacks],
        findings: shown.findings.map((one) => ({ ...one, facts: [...one.facts] })),
        by: [...shown.by],
        choices: { milestone: [...shown.choices.milestone], step: [...shown.choices.step], rules: [...shown.choices.rules] },
        corrections: shown.corrections.map((one) => ({ ...one })),
        names: Object.fromEntries([...known].map(([person, { name, nameEn }]) => [person, { zh: name, en: nameEn }])),
      };
    },
  );
}

/** What waits for whoever asks in one programme: a project's closing, or a correction of what is closed. */
export type TakeoverWaiting = {
  readonly item: string;
  readonly what: 'TAKEOVER_CLOSING' | 'TAKEOVER_CORRECTION';
  readonly project: string;
  readonly name: Text;
  readonly by: string | null;
  readonly until: string;
};
const WAITING_MOST = 50;

export async function takeoversToConfirm(
  { takeovers, reading }: Pick<ApiDeps, 'takeovers' | 'reading'>,
  programme: string,
  actor: ReturnType<typeof readerActor>,
): Promise<readonly TakeoverWaiting[]> {
  const streams = await takeovers.takeoversWaiting(programme, WAITING_MOST);
  const each = await Promise.all(
    streams.map(async (stream): Promise<readonly TakeoverWaiting[]> => {
      const found = await reading.caseToRead(stream);
      if (found === null) return [];
      const state = stateIn('project', found);
      const { closing, corrections, may } = takeoverPage(state, actor, new Date().toISOString());
      const { code: project, name } = state.profile;
      return [
        ...(closing !== null && may.close === null
          ? [{ item: streamOf('project', project), what: 'TAKEOVER_CLOSING' as const, project, name, by: closing.by, until: closing.until }]
          : []),
        ...corrections.flatMap(({ correction: item, mayConfirm, by, until }) =>
          mayConfirm && until !== null ? [{ item, what: 'TAKEOVER_CORRECTION' as const, project, name, by, until }] : [],
        ),
      ];
    }),
  );
  return each.flat();
}
