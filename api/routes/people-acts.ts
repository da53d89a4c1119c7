/**
 * Inviting somebody to a programme, and changing what is known of them. Another address is another way in: it asks for a
 * fresh sign-in, and never changes by one person for whoever holds what takes two (docs/adr/0072). Deliberately absent:
 * roles, mandates and leaving, which are commands of the programme (cases.ts).
 */
import { z } from 'zod';
import { faultAt } from '../../domain/kernel/fault.ts';
import { LOCALES } from '../../domain/kernel/locale.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { addressOffers, secondPeople, untilOfProposal } from '../../domain/programme/roster.ts';
import { once } from '../once.ts';
import type { ApiDeps } from '../ports.ts';
import { type Problem, problemOf, refusal, sendProblem } from '../problem.ts';
import { changingOf, type Looked, look, seesContacts } from '../roster-look.ts';
import type { RouteCall, RouteSet } from '../route.ts';
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

/** `proposed`: another address, which waits for a second person. */
const changeAnswer = z.object({ changed: z.array(z.string()), proposed: z.string().nullable() });

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
      const { body, reader } = asked;
      return once<{ person: string }>(deps.keys, { ...asked, status: 201 }, ['invite', asked.params.id, body], async () => {
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
        return { problem: problemOf('WRONG_SHAPE', [faultAt('email', { zh, en })]) };
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
      answer: changeAnswer,
      status: 200,
      problems: [403, 404, 409],
      needsKey: true,
    },
    async (asked) => {
      const { body, reader, response, params: named } = asked;
      const looked = await look(deps, asked, named.person);
      if (looked === null) return null;
      const [row] = looked.rows;
      if (row === undefined) {
        sendProblem(response, problemOf('NOT_FOUND'));
        return null;
      }
      return once<z.infer<typeof changeAnswer>>(deps.keys, { ...asked, status: 200 }, ['change', named, body], async () => {
        const changing = changingOf(row, looked, asked);
        if (changing.why !== null) return refusal('NOT_YOURS', changing.why);
        const { basis, ...given } = body;
        if (given.email !== undefined) {
          if (!isFresh(reader)) return { problem: problemOf('SIGN_IN_AGAIN') };
          const faults = await deps.people.addressFaults(given.email);
          if (faults.length > 0) return { problem: problemOf('WRONG_SHAPE', faults) };
          if (changing.address === 'PROPOSED') return propose(deps, asked, looked, { ...given, email: given.email });
        }
        return { changed: [...(await deps.people.change(named.id, row.id, given, reader, basis))], proposed: null };
      });
    },
  );
}

const ALONE: Text = {
  zh: '邮箱：须单独提出，不与其他资料一并修改，因为它须由另一人确认',
  en: 'email: must be proposed by itself, without other changes, because a second person has to confirm it',
};
const WAITS_ALREADY: Text = {
  zh: '此人已有一项更改邮箱的提议等待确认；请先确认、否决或撤回。',
  en: 'Another address is waiting to be confirmed already; confirm, refuse or take it back first.',
};
const OVER: Text = { zh: '该提议已经结束。', en: 'This proposal has ended.' };
const ANOTHER: Text = {
  zh: '须由另一人确认：不得是提出人或本人；审计人员的，由组长确认。',
  en: 'Another person must confirm it, neither who proposed it nor whom it is about; for an auditor, the group leader.',
};

type Changed = RouteCall<{ id: string; person: string }, unknown, z.infer<typeof changed>>;

/** Another address of somebody who holds what takes two: it waits, and everybody whom it concerns hears of it. */
async function propose(
  deps: ApiDeps,
  { params, body, reader }: Changed,
  { state, looking }: Looked,
  given: { readonly email: string },
): Promise<z.infer<typeof changeAnswer> | { readonly problem: Problem }> {
  if (Object.keys(given).length > 1) return { problem: problemOf('WRONG_SHAPE', [ALONE]) };
  const about = { person: params.person, by: reader.person };
  const seconds = secondPeople(state).filter((id) => id !== about.by && id !== about.person);
  const proposed = await deps.people.proposeAddress(
    { programme: params.id, person: about.person, email: given.email, until: untilOfProposal(state, looking), seconds },
    reader,
    body.basis,
  );
  if (proposed === 'WAITS') return refusal('WRONG_STATE', WAITS_ALREADY);
  return { changed: [], proposed: proposed === 'SAME' ? null : proposed.proposal };
}

/** The second person says yes or no; who proposed it takes it back; whom it is about declines. */
export function addressRoutes({ route }: RouteSet, deps: ApiDeps): void {
  const ofProposal = z.strictObject({ id, proposal: id });
  const ended = z.object({ confirmed: z.boolean() });
  const found = async (asked: RouteCall<{ id: string; proposal: string }, unknown, unknown>) => {
    const looked = await look(deps, asked);
    const one =
      looked === null ? undefined : (await deps.people.addressProposals(asked.params.id)).find(({ proposal }) => proposal === asked.params.proposal);
    if (looked === null) return null;
    const shown = one !== undefined && (seesContacts(asked) || one.person === asked.reader.person);
    if (shown) return { one, offers: addressOffers(looked.state, one, looked.looking), row: looked.rows.find((row) => row.id === one.person) };
    sendProblem(asked.response, problemOf('NOT_FOUND'));
    return null;
  };
  const definition = {
    method: 'post',
    params: ofProposal,
    query: z.strictObject({}),
    answer: ended,
    status: 200,
    problems: [403, 404, 409],
    needsKey: true,
  } as const;
  route(
    {
      ...definition,
      path: '/api/v1/programme/:id/addresses/:proposal/confirm',
      summary: 'Confirm another address of somebody, as the second person; asks for a sign-in of the last half hour',
      body: z.strictObject({}),
    },
    async (asked) => {
      const proposal = await found(asked);
      if (proposal === null) return null;
      const { reader, params } = asked;
      return once<z.infer<typeof ended>>(deps.keys, { ...asked, status: 200 }, ['address', params], async () => {
        if (!proposal.offers.mayConfirm) return refusal('NOT_YOURS', ANOTHER);
        if (!isFresh(reader)) return { problem: problemOf('SIGN_IN_AGAIN') };
        if (proposal.row === undefined || proposal.row.leftAt !== null || proposal.row.email === null) return refusal('WRONG_STATE', OVER);
        return (await deps.people.confirmAddress(params.id, params.proposal, reader)) ? { confirmed: true } : refusal('WRONG_STATE', OVER);
      });
    },
  );
  route(
    {
      ...definition,
      path: '/api/v1/programme/:id/addresses/:proposal/refuse',
      summary: 'Refuse another address of somebody, or take it back; with a reason',
      body: z.strictObject({ reason: asked(text) }),
    },
    async (call) => {
      const proposal = await found(call);
      if (proposal === null) return null;
      const { reader, params, body } = call;
      return once<z.infer<typeof ended>>(deps.keys, { ...call, status: 200 }, ['no-address', params, body], async () => {
        if (!proposal.offers.mayRefuse) return refusal('NOT_YOURS', ANOTHER);
        const gone = await deps.people.endAddressProposal(params.id, proposal.one, reader, body.reason);
        return gone ? { confirmed: false } : refusal('WRONG_STATE', OVER);
      });
    },
  );
}
