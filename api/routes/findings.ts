/** What the automatic checks found, and what people make of it. */
import { z } from 'zod';
import { streamOf } from '../../domain/kernel/stream.ts';
import { dayWordsIn } from '../../domain/words/days.ts';
import { findingName } from '../../domain/words/findings.ts';
import { FINDING_STATES } from '../../domain/words/lists.ts';
import { whyNot } from '../guarded-gateway.ts';
import type { ApiDeps } from '../ports.ts';
import { nothing, type RouteSet } from '../route.ts';
import { asked, code, lineOf, text } from '../schemas/values.ts';
import { bilingual, id, recorded, recordOnce } from './cases.ts';

const finding = z
  .object({
    project: z.string(),
    programme: z.string(),
    /** Of the project, as the checks last saw it: they may explain it. */
    manager: z.string(),
    id: z.string(),
    code: z.string(),
    /** Of the code, for people. */
    name: bilingual,
    rule: z.string(),
    evidence: bilingual,
    events: z.array(z.string()),
    status: z.enum(FINDING_STATES),
    firstSeen: z.string(),
    lastSeen: z.string(),
    note: z.string().nullable(),
    by: z.string().nullable(),
  })
  .meta({ id: 'Finding' });

const which = { finding: asked(lineOf(120)) };
const said = asked(text);
const command = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Explain'), ...which, explanation: said }),
  z.strictObject({ type: z.literal('HandOver'), ...which, to: asked(lineOf(200)), document: lineOf(200) }),
  z.strictObject({ type: z.literal('Dismiss'), ...which, reason: said }),
  z.strictObject({ type: z.literal('Reopen'), ...which, reason: said }),
]);

export function findingRoutes({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/findings',
      summary: 'What the audit found: rule, evidence, when first seen, what became of it',
      query: z.strictObject({ programme: code.exactOptional(), project: code.exactOptional(), status: z.enum(FINDING_STATES).exactOptional() }),
      answer: z.object({ items: z.array(finding) }),
      status: 200,
      problems: [],
    },
    async ({ reader, query, reads }) => {
      const { programme, ...filter } = query;
      const { programmes } = await deps.audit.scopeOf(reader, {
        ...(programme === undefined ? {} : { programme }),
        ...(filter.project === undefined ? {} : { project: filter.project }),
      });
      await reads(programmes);
      const items = await deps.audit.findings(programmes, filter);
      // A manager sees those of his own projects.
      const own = await Promise.all(
        reader.projects
          .filter((p) => filter.project === undefined || p === filter.project)
          .map((project) => ownFindings(deps, project, filter.status)),
      );
      const known = new Set(items.map((item) => `${item.project} ${item.id}`));
      const all = [...items, ...own.flat().filter((item) => !known.has(`${item.project} ${item.id}`))];
      return { items: all.map((item) => ({ ...item, evidence: dayWordsIn(item.evidence), name: findingName(item.code), events: [...item.events] })) };
    },
  );
  route(
    {
      method: 'post',
      path: '/api/v1/findings/:id/commands',
      summary: 'Explain a finding of a project, hand it over, dismiss it as a false alarm, or open it again',
      params: z.strictObject({ id }),
      query: z.strictObject({}),
      body: command,
      answer: recorded,
      status: 200,
      problems: [403, 404, 409, 503],
      needsKey: true,
    },
    async (asked) => {
      const { relation, params } = asked;
      const answer = await recordOnce<typeof asked.body>(deps, asked, streamOf('findings', params.id), {
        programme: async () => relation?.programme ?? null,
        command: async () => asked.body,
        send: async (made, actor, commandId) =>
          whyNot(relation, 'findings', made, actor) ?? deps.audit.commandFinding(params.id, made, actor, commandId),
      });
      return answer === null ? null : { ...answer, events: [...answer.events] };
    },
  );
}

const ownFindings = (deps: ApiDeps, project: string, status: string | undefined) =>
  deps.audit.findings(null, { project, ...(status === undefined ? {} : { status }) });
