/**
 * Inviting somebody to a programme, and changing what is known of them. Another address is another way in: it asks for a
 * fresh sign-in, and never changes by one person for whoever holds what takes two (docs/adr/0072). Deliberately absent:
 * roles, mandates and leaving, which are commands of the programme (cases.ts).
 */
import { z } from 'zod';
import { LOCALES } from '../../domain/kernel/locale.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { once } from '../once.ts';
import type { ApiDeps } from '../ports.ts';
import { type Problem, problemOf, problemOfOutcome, sendProblem } from '../problem.ts';
import { look, whyNotChanged } from '../roster-look.ts';
import type { RouteSet } from '../route.ts';
import { asked, code, lineOf, mailAddress, text } from '../schemas/values.ts';
import { isFresh } from '../who-asks.ts';
import { id } from './cases.ts';

const params = z.strictObject({ id });
const ofPerson = z.strictObject({ id, person: id });

const facts = {
  name: asked(lineOf(80)),
  nameEn: asked(lineOf(80)),
  email: mailAddress,
  unit: code,
  phone: lineOf(30).nullable(),
  locale: z.enum(LOCALES),
};
const invitation = z.strictObject({
  ...facts,
  /** As `name`, where it is not given. */
  nameEn: facts.nameEn.exactOptional(),
  phone: facts.phone.default(null),
  locale: facts.locale.default('zh-CN'),
  basis: asked(text),
  /** Others of the programme have this address: a mailbox of an office that several people read. */
  shares: z.boolean().default(false),
});
const changed = z.strictObject({
  name: facts.name.exactOptional(),
  nameEn: facts.nameEn.exactOptional(),
  email: facts.email.exactOptional(),
  unit: facts.unit.exactOptional(),
  phone: facts.phone.exactOptional(),
  locale: facts.locale.exactOptional(),
  basis: asked(text),
});

const refused = (why: Text): { readonly problem: Problem } => {
  const problem = problemOfOutcome({ kind: 'REFUSED', rejection: { code: 'NOT_YOURS', message: why } });
  return { problem: problem ?? problemOf('NOT_FOUND') };
};

export function peopleActRoutes({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      method: 'post',
      path: '/api/v1/programme/:id/people',
      summary: 'Invite somebody to a programme: a mail tells them where they sign in',
      params,
      query: z.strictObject({}),
      body: invitation,
      answer: z.object({ person: z.string() }),
      status: 201,
      problems: [403, 404, 409],
      needsKey: true,
    },
    async (asked) => {
      const { body, reader, request, response } = asked;
      return once<{ person: string }>(deps.keys, { person: reader.person, request, response }, ['invite', asked.params.id, body], async () => {
        const faults = await deps.people.addressFaults(body.email);
        if (faults.length > 0) return { problem: problemOf('WRONG_SHAPE', faults) };
        const { nameEn = body.name, basis, ...rest } = body;
        const invited = await deps.people.invite(asked.params.id, { nameEn, ...rest }, reader, basis);
        if ('person' in invited) return invited;
        const names = invited.here.map(({ name, person }) => `${name}（${person}）`).join('、');
        const same = invited.here.some(({ name }) => name === body.name);
        const zh = same ? `${names} 已在本项目群中，且为同一邮箱` : `此邮箱须为本人所有；${names} 正在使用。若为共用邮箱，请注明`;
        const en = same
          ? `must be the address of somebody new; ${names} belongs to this programme with it`
          : `must be their own; ${names} has it. If several people read this mailbox, say so`;
        return { problem: problemOf('WRONG_SHAPE', [{ zh: `email：${zh}`, en: `email: ${en}` }]) };
      });
    },
  );
  route(
    {
      method: 'post',
      path: '/api/v1/programme/:id/people/:person/change',
      summary: 'Change what is known of somebody; another address asks for a sign-in of the last half hour, and is told at both',
      params: ofPerson,
      query: z.strictObject({}),
      body: changed,
      answer: z.object({ changed: z.array(z.string()) }),
      status: 200,
      problems: [403, 404, 409],
      needsKey: true,
    },
    async (asked) => {
      const { body, reader, request, response, params: named } = asked;
      const looked = await look(deps, asked, named.person);
      if (looked === null) return null;
      const [row] = looked.rows;
      if (row === undefined) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      return once(deps.keys, { person: reader.person, request, response }, ['change', named, body], async () => {
        const why = whyNotChanged(row, looked, asked);
        if (why.facts !== null) return refused(why.facts);
        const { basis, ...given } = body;
        if (given.email !== undefined) {
          if (why.address !== null) return refused(why.address);
          if (!isFresh(reader)) return { problem: problemOf('SIGN_IN_AGAIN') };
          const faults = await deps.people.addressFaults(given.email);
          if (faults.length > 0) return { problem: problemOf('WRONG_SHAPE', faults) };
        }
        return { changed: [...(await deps.people.change(named.id, row.id, given, reader, basis))] };
      });
    },
  );
}
