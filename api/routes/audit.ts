/**
 * What auditors ask: the whole history by any combination, and the searches that they keep. Every answer to an
 * auditor is noted before it goes out, and every file that leaves (reliability T30). Unknown and forbidden look the same.
 */

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { exportHead, exportRow, type TableFormat } from '../../domain/audit/columns.ts';
import { FACETS, type Facet, facetName } from '../../domain/audit/facets.ts';
import type { AuditQuery, HistoryScope } from '../../domain/audit/query.ts';
import { searchTable } from '../../domain/audit/report.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import { faultAt } from '../../domain/kernel/fault.ts';
import { type Locale, pick } from '../../domain/kernel/locale.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { nameIn } from '../../domain/person.ts';
import { cutText } from '../../domain/text/shown.ts';
import type { Reader } from '../../domain/views.ts';
import { minuteWords } from '../../domain/words/days.ts';
import { sendFile } from '../document-file.ts';
import { mayKeep } from '../lying-limits.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, refusal, sendProblem } from '../problem.ts';
import { nothing, type RouteCall, type RouteSet } from '../route.ts';
import { bodyQuestion, question, words } from '../schemas/audit-question.ts';
import { after, cursorOf, LOG_PLACE } from '../schemas/cursor.ts';
import { lang } from '../schemas/values.ts';
import { id, limit, bilingual as text } from './cases.ts';
import { exportRoutes } from './exports.ts';
import { proofRoutes } from './proof.ts';
import { standingRoutes } from './standing.ts';
import { storyRoutes } from './story.ts';

/** The question of a query; who or what nobody has finds nothing. */
const questionOf = (asked: Readonly<Record<string, unknown>>): AuditQuery => asked as AuditQuery; // its names are those of `question`
const order = z.enum(['NEWEST', 'OLDEST']).default('NEWEST');

const TYPES: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jsonl: 'application/jsonl; charset=utf-8',
};

const found = z
  .object({
    index: z.int(),
    stream: z.string(),
    version: z.int(),
    type: z.string(),
    occurredAt: z.string(),
    actor: z.looseObject({}),
    programme: z.string(),
    project: z.string().nullable(),
    stage: z.string().nullable(),
    outcome: z.string().nullable(),
    amountFen: z.number().nullable(),
    documents: z.array(z.string()),
    sentence: text,
    /** The same with people's names. */
    told: text,
    hash: z.string(),
  })
  .meta({ id: 'FoundEvent' });

const named = z.object({ name: z.string(), nameEn: z.string(), unit: z.string() });
const counted = z.array(z.object({ value: z.string(), count: z.int(), name: text }));

/** First pages count up to this; the count says whether there are more. */
const COUNT_UP_TO = 1_000;
/** An exact count of whatever size costs as much as reading it all. */
const COUNT_EXACTLY_UP_TO = 10_000_000;
/** A PDF is for reading; larger results leave as CSV, XLSX or JSON lines. */
const PDF_ROWS_MAX = 2_000;

export async function noteReading(deps: ApiDeps, reader: Reader, programmes: readonly string[], request: Request): Promise<void> {
  if (programmes.length > 0) await deps.audit.noteReading(reader, programmes, cutText(readable(request.originalUrl), 1_000));
}

/** As people read it, and as the search finds words in it. */
function readable(address: string): string {
  try {
    return decodeURIComponent(address.replaceAll('+', ' '));
  } catch {
    return address;
  }
}

export function auditRoutes(app: Express, { route }: RouteSet, deps: ApiDeps): void {
  // For witnesses: whoever keeps copies of this can show later that nothing before was changed. It says nothing of people.
  app.get('/log/checkpoint', async (_request, response) => {
    const note = await deps.audit.checkpoint();
    if (note === null) return sendProblem(response, problemOf('NOT_FOUND'));
    response.setHeader('Cache-Control', 'no-store').type('text/plain; charset=utf-8').send(note);
  });
  searchRoutes(route, deps);
  savedRoutes(route, deps);
  standingRoutes(route, deps);
  storyRoutes(route, deps);
  proofRoutes(route, deps);
  exportRoutes(route, deps);
}

/** What of the history they may ask, noted as read; null after a 404: they oversee nothing, or not what they name. */
async function scopeFor(deps: ApiDeps, asked: Pick<RouteCall<unknown, unknown, unknown>, 'reader' | 'response' | 'reads'>, query: AuditQuery) {
  const scope = await deps.audit.scopeOf(asked.reader, query);
  if (scope.programmes.length > 0) {
    await asked.reads(scope.programmes);
    return scope;
  }
  sendProblem(asked.response, problemOf('NOT_FOUND'));
  return null;
}

function searchRoutes(route: RouteSet['route'], deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/audit/events',
      whole: true,
      summary: 'Search everything that ever happened: who, when, by which door, what, how much, which document, which words',
      query: z.strictObject({ ...question, order, after: after(LOG_PLACE), limit, count: z.enum(['none', 'some', 'exact']).default('some') }),
      answer: z.object({
        items: z.array(found),
        /** Everybody whom the page names, by id. */
        people: z.record(z.string(), named),
        next: z.string().nullable(),
        count: z.int().nullable(),
        atLeast: z.boolean(),
        pending: z.int(),
      }),
      status: 200,
      problems: [404],
    },
    async (request) => {
      const { order: direction, after: last, limit: size, count, ...asked } = request.query;
      const scope = await scopeFor(deps, request, questionOf(asked));
      if (scope === null) return null;
      const page = {
        order: direction,
        after: last === undefined ? null : Number(last),
        limit: size,
        countUpTo: { none: 0, some: COUNT_UP_TO, exact: COUNT_EXACTLY_UP_TO }[count],
      };
      const result = await deps.audit.search(questionOf(asked), scope, page);
      const { people, sentences } = await deps.audit.tellFound(result.items);
      return {
        ...result,
        items: result.items.map((item, nth) => ({
          ...item,
          actor: { ...item.actor },
          documents: [...item.documents],
          told: sentences[nth] ?? item.sentence,
        })),
        people: Object.fromEntries([...people].map(([id, { name, nameEn, unit }]) => [id, { name, nameEn, unit }])),
        next: result.next === null ? null : cursorOf(String(result.next)),
      };
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/audit/facets',
      whole: true,
      summary:
        'How many events a search finds, by kind of event, outcome, person who acted or is named, programme, project, month, kind of case and door: each as the search finds it',
      query: z.strictObject(question),
      answer: z.object({
        count: z.int(),
        facets: z.object(Object.fromEntries(FACETS.map((facet) => [facet, counted])) as Record<Facet, typeof counted>), // one each, just made
      }),
      status: 200,
      problems: [404],
    },
    async (request) => {
      const scope = await scopeFor(deps, request, questionOf(request.query));
      return scope === null ? null : facetsIn(deps, questionOf(request.query), scope);
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/audit/export',
      heavy: true,
      summary: 'The same search as a file of any size; noted in the journal with who and what',
      query: z.strictObject({ ...question, format: z.enum(['csv', 'xlsx', 'jsonl', 'pdf']).default('csv'), lang }),
      answer: z.never(),
      file: [...Object.values(TYPES).map((type) => type.replace(/;.*/, '')), 'application/pdf'],
      status: 200,
      problems: [404],
    },
    async (about) => {
      const { reader, query, request, response } = about;
      const { format, lang, ...asked } = query;
      const scope = await scopeFor(deps, about, questionOf(asked));
      if (scope === null) return null;
      const address = request.originalUrl.slice(request.originalUrl.indexOf('?') + 1, 1_000);
      const made = { what: 'EVENTS', format, query: request.originalUrl.includes('?') ? address : '' };
      for (const programme of scope.programmes) await deps.audit.noteExport(reader, programme, made);
      const name = `tuojian-events-${dayAt(new Date().toISOString())}.${format}`;
      if (format === 'pdf') await sendSearchPdf(deps, response, questionOf(asked), scope, lang, name);
      else await sendTable(deps, response, questionOf(asked), scope, { format, lang, name });
      return null;
    },
  );
}

async function facetsIn(deps: ApiDeps, query: AuditQuery, scope: HistoryScope) {
  const [{ count, facets }, titles] = await Promise.all([deps.audit.countFacets(query, scope), deps.audit.caseTitles(scope.programmes)]);
  const people = await deps.reading.findPeople([...new Set([...facets.person, ...facets.mentions].map(({ value }) => value))]);
  const nameOf = nameIn(people);
  const name = (facet: Facet, value: string): Text => {
    if (facet === 'person' || facet === 'mentions') return nameOf(value);
    return (facet === 'project' || facet === 'programme' ? titles.get(`${facet}/${value}`) : undefined) ?? facetName(facet, value);
  };
  const named = FACETS.map((facet) => [facet, facets[facet].map((found) => ({ ...found, name: name(facet, found.value) }))] as const);
  return { count, facets: Object.fromEntries(named) as Record<Facet, (typeof named)[number][1]> }; // one each, just made
}

async function sendTable(
  deps: ApiDeps,
  response: Response,
  query: AuditQuery,
  scope: HistoryScope,
  { format, lang, name }: { readonly format: TableFormat; readonly lang: Locale; readonly name: string },
): Promise<void> {
  response.setHeader('Content-Type', TYPES[format]);
  response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
  response.setHeader('X-Content-Type-Options', 'nosniff').setHeader('Cache-Control', 'no-store');
  const pages = async function* () {
    for await (const events of deps.audit.each(query, scope)) yield events.map(exportRow);
  };
  // A reader who goes away ends the work; a fault on the way breaks the connection, so that half a file is not taken for a whole one.
  await pipeline(Readable.from(deps.audit.table(format, { head: exportHead(lang), pages: pages() })), response).catch((error: unknown) => {
    deps.log.error({ error: String(error) }, 'an export ended early');
    response.destroy();
  });
}

const TOO_LONG_FOR_PDF: Text = {
  zh: `须为 csv、xlsx 或 jsonl；PDF 最多容纳 ${PDF_ROWS_MAX} 条，请缩小范围或换格式`,
  en: `must be csv, xlsx or jsonl: a PDF holds ${PDF_ROWS_MAX} events; narrow the search, or ask for one of those`,
};

async function sendSearchPdf(deps: ApiDeps, response: Response, query: AuditQuery, scope: HistoryScope, lang: Locale, name: string): Promise<void> {
  const page = { order: 'OLDEST', after: null, limit: PDF_ROWS_MAX, countUpTo: 0 } as const;
  const result = await deps.audit.search(query, scope, page);
  if (result.next !== null) {
    return sendProblem(response, problemOf('WRONG_SHAPE', [faultAt('query.format', TOO_LONG_FOR_PDF)]));
  }
  const zh = lang === 'zh-CN';
  const asked = Object.entries(query).map(([key, value]) => `${key} = ${String(value)}`);
  const bytes = await deps.audit.report({
    title: zh ? '审计检索结果' : 'Result of an audit search',
    about: [asked.length === 0 ? (zh ? '全部记录' : 'everything') : asked.join(' · '), `${result.items.length} ${zh ? '条' : 'events'}`],
    tables: [searchTable(result.items, lang)],
    foot: `${zh ? '导出时间' : 'Exported'} ${pick(minuteWords(new Date().toISOString()), lang)}`,
  });
  sendFile(response, { name, mediaType: 'application/pdf', bytes });
}

const saved = z
  .object({ id: z.string(), name: z.string(), query: z.string(), createdAt: z.string(), address: z.string() })
  .meta({ id: 'SavedSearch' });

const NAMED_ALREADY: Text = {
  zh: '您已有同名的检索，内容不同；请换一个名称，或先删除原有的。',
  en: 'You keep another search under this name; choose another name, or remove that one first.',
};

function savedRoutes(route: RouteSet['route'], deps: ApiDeps): void {
  const withAddress = <S extends { readonly query: string }>(search: S) => ({
    ...search,
    address: `${deps.publicUrl}/api/v1/audit/events?${search.query}`,
  });
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/audit/searches',
      summary: 'My saved searches, each with an address that can be shared',
      answer: z.object({ items: z.array(saved) }),
      status: 200,
      problems: [],
    },
    async ({ reader }) => ({ items: (await deps.audit.savedSearches(reader.person)).map(withAddress) }),
  );
  route(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/audit/searches',
      summary: 'Save a search under a name',
      body: z.strictObject({ name: words, query: bodyQuestion }),
      answer: saved,
      status: 201,
      problems: [404, 409, 429],
    },
    async ({ reader, body, response }) => {
      const { programme, project, stream } = body.query;
      // What it names is theirs to see, or it would find nothing for ever.
      if ((programme ?? project ?? stream) !== undefined && (await deps.audit.scopeOf(reader, questionOf(body.query))).programmes.length === 0) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      if (!(await mayKeep(deps, reader.person, ['searches'], response))) return null;
      const query = new URLSearchParams(Object.entries(body.query).map(([key, value]) => [key, String(value)])).toString();
      const kept = await deps.audit.saveSearch(reader.person, { name: body.name, query });
      if (kept !== null) return withAddress(kept);
      sendProblem(response, refusal('DUPLICATE', NAMED_ALREADY).problem);
      return null;
    },
  );
  route(
    {
      method: 'post',
      path: '/api/v1/audit/searches/:id/remove',
      summary: 'Forget a saved search',
      params: z.strictObject({ id }),
      query: z.strictObject({}),
      body: z.strictObject({}),
      answer: z.object({ removed: z.boolean() }),
      status: 200,
      problems: [404],
    },
    async ({ reader, params, response }) => {
      if (await deps.audit.removeSearch(reader.person, params.id)) return { removed: true };
      sendProblem(response, problemOf('NOT_FOUND'));
      return null;
    },
  );
}
