/**
 * Sign-ins, listed and ended: one's own; those of a programme's people by its office. An auditor's are the group leader's
 * to end, so that nobody whom they look at can lock them out; and of whoever works in several programmes nobody's who has
 * no say in each of them. Deliberately absent: issuing them (`tuojian user token`).
 */
import { z } from 'zod';
import { holds } from '../../domain/permission/relation.ts';
import { PARTY_ROLES } from '../../domain/permission/table.ts';
import type { Reader } from '../../domain/views.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { nothing, type RouteSet } from '../route.ts';
import { asked, said, text } from '../schemas/values.ts';
import { id } from './cases.ts';

export const signIn = z
  .object({
    id: z.string(),
    person: z.string(),
    kind: z.enum(['SESSION', 'KEY', 'TOKEN', 'AS']),
    how: z.string().nullable(),
    scope: z.string().nullable(),
    name: z.string(),
    issuedBy: z.string(),
    createdAt: z.string(),
    expiresAt: z.string(),
    firstUsedAt: z.string().nullable(),
    revokedAt: z.string().nullable(),
  })
  .meta({ id: 'SignIn' });
export const signInId = z.string().regex(/^[0-9a-f]{12}$/, said('须为登录凭据的短代码', 'must be the short id of a sign-in'));
const list = z.object({ items: z.array(signIn) });
export const ended = z.object({ revoked: z.boolean() });

/** The programmes whose people's sign-ins are this person's to see and to end. */
export const inChargeOf = ({ roles }: Reader): readonly string[] =>
  Object.entries(roles).flatMap(([programme, held]) => (holds(held, [...PARTY_ROLES.ASSIGNER, ...PARTY_ROLES.LEADER]) ? [programme] : []));

export function signInRoutes({ route }: RouteSet, { signIns }: Pick<ApiDeps, 'signIns'>): void {
  route(
    { ...nothing, method: 'get', path: '/api/v1/me/sign-ins', summary: 'My sign-ins', answer: list, status: 200, problems: [] },
    async ({ reader }) => ({ items: [...(await signIns.listOf([reader.person]))] }),
  );
  route(
    {
      ...nothing,
      method: 'post',
      path: '/api/v1/me/sign-ins/:signIn/revoke',
      summary: 'End one of my sign-ins at once',
      params: z.strictObject({ signIn: signInId }),
      answer: ended,
      status: 200,
      problems: [404],
    },
    async ({ reader, params, response }) => {
      const own = (await signIns.listOf([reader.person])).find((known) => known.id === params.signIn);
      if (own === undefined) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      return { revoked: await signIns.revoke(own, reader, '', null) };
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/sign-ins',
      summary: 'Sign-ins of everybody who belongs to a programme and to no other; for its office and leader',
      params: z.strictObject({ id }),
      answer: list,
      status: 200,
      problems: [404],
    },
    async ({ reader, params }) => ({ items: [...(await signIns.listOf(await signIns.membersOf(params.id, inChargeOf(reader))))] }),
  );
  route(
    {
      method: 'post',
      path: '/api/v1/programme/:id/sign-ins/:signIn/revoke',
      summary: 'End a sign-in of somebody who belongs to the programme; an auditor’s: the group leader alone',
      params: z.strictObject({ id, signIn: signInId }),
      query: z.strictObject({}),
      body: z.strictObject({ basis: asked(text) }),
      answer: ended,
      status: 200,
      problems: [404],
    },
    async ({ reader, params, body, response }) => {
      const found = (await signIns.listOf(await signIns.membersOf(params.id, inChargeOf(reader)))).find((known) => known.id === params.signIn);
      const audits = found === undefined ? [] : await signIns.auditsIn(found.person);
      if (found === undefined || !audits.every((programme) => reader.roles[programme]?.includes('GROUP_LEADER') === true)) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      return { revoked: await signIns.revoke(found, reader, body.basis, params.id) };
    },
  );
}
