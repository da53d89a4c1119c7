/**
 * The proof of one event, made and checked while it is asked for, as a person can follow it. Whoever doubts this service
 * repeats it elsewhere (docs/audit-bundle.md). Deliberately absent: how it is checked (proof/event-proof.ts).
 */
import { z } from 'zod';
import { peopleOf } from '../../domain/audit/facts.ts';
import { tellShown } from '../../domain/audit/tell.ts';
import { kindPart } from '../../domain/kernel/stream.ts';
import { nameIn } from '../../domain/person.ts';
import { parseBody } from '../../proof/event-format.ts';
import { PROOF_CHECKS } from '../../proof/event-proof.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { nothing, type RouteSet } from '../route.ts';
import { digits, streamName as stream } from '../schemas/values.ts';
import { bilingual as text } from './cases.ts';

const proof = z
  .object({
    stream: z.string(),
    version: z.int(),
    type: z.string(),
    occurredAt: z.string(),
    actor: z.looseObject({}),
    told: text,
    /** The very text that was hashed. */
    body: z.string(),
    prevHash: z.string(),
    hash: z.string(),
    checks: z.array(z.object({ check: z.enum(PROOF_CHECKS), holds: z.enum(['HOLDS', 'FAILS', 'WAITS', 'UNKNOWN']) })),
    chain: z.object({ from: z.int(), to: z.int() }),
    index: z.int().nullable(),
    leaf: z.string().nullable(),
    inclusion: z.array(z.string()),
    checkpoint: z.object({ note: z.string(), origin: z.string(), size: z.int(), root: z.string(), at: z.string() }).nullable(),
    outside: z.object({ note: z.string(), size: z.int(), at: z.string() }).nullable(),
    checkedAt: z.string(),
  })
  .meta({ id: 'EventProof' });

export function proofRoutes(route: RouteSet['route'], deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/audit/proof',
      heavy: true,
      summary: 'The proof of one event: its hash, the chain of its case, its place in the tree, the signature on it, the copy outside; checked now',
      query: z.strictObject({ stream, version: digits(1, 2_147_483_647) }),
      answer: proof,
      status: 200,
      problems: [404],
    },
    async ({ reader, query, response, reads }) => {
      const { programmes, journals = programmes } = await deps.audit.scopeOf(reader, { stream: query.stream });
      const seen = kindPart(query.stream) === 'journal' ? journals : programmes;
      const found = seen.length === 0 ? null : await deps.audit.prove({ stream: query.stream, version: query.version });
      if (found === null) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      await reads(seen);
      const body = parseBody(found.body);
      const { type, occurredAt, actor } = body;
      const people = await deps.reading.findPeople(peopleOf(body));
      return {
        ...found,
        stream: query.stream,
        version: query.version,
        type,
        occurredAt,
        actor: { ...actor },
        told: tellShown(body, nameIn(people)),
        checks: [...found.checks],
        inclusion: [...found.inclusion],
        checkedAt: new Date().toISOString(),
      };
    },
  );
}
