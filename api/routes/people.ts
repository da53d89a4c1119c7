/**
 * The people of a programme over the API: who there is and what each holds, with what whoever looks may do about it.
 * Deliberately absent: what waits for whoever asks (to-confirm.ts), acts (people-acts.ts, and the programme's commands in
 * cases.ts), sign-ins (sign-ins.ts).
 */
import { z } from 'zod';
import { LOCALES } from '../../domain/kernel/locale.ts';
import { ROLES } from '../../domain/kernel/role.ts';
import { onlyAudits } from '../../domain/permission/relation.ts';
import { type UnitsShown, unitsShown } from '../../domain/programme/proposals-shown.ts';
import {
  addressOffers,
  awayToday,
  managedBy,
  mandatesShown,
  postsOf,
  proposalsShown,
  rolesOf,
  secondPeople,
  untilOfProposal,
} from '../../domain/programme/roster.ts';
import type { RosterRow } from '../../domain/views.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { type Asked, assigns, changingOf, type Looked, look, seesContacts } from '../roster-look.ts';
import { nothing, type RouteSet } from '../route.ts';
import { bilingual, id } from './cases.ts';
import { inChargeOf } from './sign-ins.ts';

const params = z.strictObject({ id });
const ofPerson = z.strictObject({ id, person: id });
const scope = z.object({ routes: z.array(z.string()).optional(), projects: z.array(z.string()).optional() });
const role = z.enum(ROLES);

const away = z.object({ mandate: z.string(), until: z.string(), by: z.string() }).nullable();
/** What the office and the leaders alone see. */
const contact = z
  .object({
    /** Null: erased. */
    email: z.string().nullable(),
    phone: z.string().nullable(),
    bounced: z.boolean(),
    /** Null: never, or not for this reader to see. */
    lastSignIn: z.string().nullable(),
    seesSignIns: z.boolean(),
  })
  .nullable();
const rosterPerson = z.object({
  id: z.string(),
  name: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  since: z.string(),
  leftAt: z.string().nullable(),
  roles: z.array(role),
  projects: z.array(z.string()),
  away,
  contact,
});
const proposal = z.object({
  proposal: z.string(),
  change: z.enum(['ASSIGN', 'REVOKE']),
  role,
  person: z.string(),
  by: z.string().nullable(),
  basis: z.string(),
  until: z.string(),
  mayConfirm: z.boolean(),
  mayRefuse: z.boolean(),
  mine: z.boolean(),
});
const mandate = z.object({
  mandate: z.string(),
  principal: z.string(),
  delegate: z.string(),
  further: z.array(z.string()).optional(),
  from: z.string(),
  to: z.string(),
  scope,
  basis: z.string(),
  setBy: z.string().nullable(),
  unable: z.string().optional(),
  awaits: z.enum(['PRINCIPAL', 'SECOND']).optional(),
  status: z.enum(['WAITING', 'PLANNED', 'ACTIVE']),
  mayConfirm: z.boolean(),
  mayEnd: z.boolean(),
  meets: z.array(z.string()),
});
const unit = z.object({ unit: z.string(), parent: z.string().nullable(), head: z.string().nullable(), deputy: z.string().nullable() });
const roster = z
  .object({
    programme: z.object({ code: z.string(), name: bilingual, open: z.boolean() }),
    may: z.object({ invite: z.boolean(), setMandates: z.boolean(), haveMandate: z.boolean() }),
    /** Who may be the second person, but for whom it is about and who proposed it. */
    seconds: z.array(z.string()),
    /** The last day on which what is proposed today can be confirmed. */
    proposalUntil: z.string(),
    people: z.array(rosterPerson),
    proposals: z.array(proposal),
    mandates: z.array(mandate),
    /** The county's tree of units; `version` 0: it has none. `waiting`: another that a second person confirms. */
    units: z.object({
      version: z.number(),
      basis: z.string().nullable(),
      units: z.array(unit),
      mayPropose: z.boolean(),
      waiting: z
        .object({
          proposal: z.string(),
          basis: z.string(),
          units: z.array(unit),
          by: z.string().nullable(),
          until: z.string(),
          mayConfirm: z.boolean(),
          mayRefuse: z.boolean(),
          mine: z.boolean(),
        })
        .nullable(),
    }),
    /** Other addresses that wait for a second person; shown to whoever sees addresses, and to whom they are about. */
    addresses: z.array(
      z.object({
        proposal: z.string(),
        person: z.string(),
        by: z.string(),
        basis: z.string(),
        until: z.string(),
        email: z.string(),
        mayConfirm: z.boolean(),
        mayRefuse: z.boolean(),
        mine: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Roster' });

const change = z.object({ how: z.enum(['AT_ONCE', 'PROPOSED', 'NOT']), why: bilingual.nullable() });
const personPage = rosterPerson
  .extend({
    locale: z.enum(LOCALES),
    posts: z.array(z.object({ role, held: z.boolean(), takesTwo: z.boolean(), change })),
    /** Whether whoever asks may change what is known of them; and why not. */
    mayChange: z.object({ address: z.enum(['AT_ONCE', 'PROPOSED', 'NOT']), why: bilingual.nullable() }),
    mayEnd: z.boolean(),
    /** How each role began and ended, newest first: who did or confirmed it, who proposed it, and on which basis. */
    history: z.array(
      z.object({
        at: z.string(),
        change: z.enum(['ASSIGN', 'REVOKE']),
        role: z.string(),
        by: z.string().nullable(),
        proposedBy: z.string().nullable(),
        basis: z.string(),
      }),
    ),
  })
  .meta({ id: 'RosterPerson' });

function personOf(row: RosterRow, { state, looking }: Looked, asked: Asked): z.input<typeof rosterPerson> {
  const { id: person, name, nameEn, unit, since, leftAt, email, phone, bounced, lastSignIn, elsewhere } = row;
  const seesSignIns = !elsewhere && inChargeOf(asked.reader).includes(asked.params.id);
  const mine = person === asked.reader.person;
  return {
    id: person,
    name,
    nameEn,
    unit,
    since,
    leftAt,
    roles: [...rolesOf(state, person)],
    projects: [...managedBy(state, person)],
    away: awayToday(state, person, looking.now),
    contact: seesContacts(asked) || mine ? { email, phone, bounced, seesSignIns, lastSignIn: seesSignIns ? lastSignIn : null } : null,
  };
}

function mandateOf({ scope: { routes, projects }, meets, further, ...rest }: ReturnType<typeof mandatesShown>[number]): z.input<typeof mandate> {
  return {
    ...rest,
    meets: [...meets],
    ...(further === undefined ? {} : { further: [...further] }),
    scope: { ...(routes === undefined ? {} : { routes: [...routes] }), ...(projects === undefined ? {} : { projects: [...projects] }) },
  };
}

const unitsOf = ({ units, waiting: proposed, ...rest }: UnitsShown): z.input<typeof roster>['units'] => ({
  ...rest,
  units: units.map((one) => ({ ...one })),
  waiting: proposed === null ? null : { ...proposed, units: proposed.units.map((one) => ({ ...one })) },
});

export function peopleRoutes({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/roster',
      whole: true,
      summary: 'The people of a programme: what each holds, who acts for whom, what waits for a second person; addresses for office and leaders',
      params,
      answer: roster,
      status: 200,
      problems: [404],
    },
    async (asked) => {
      const looked = await look(deps, asked);
      if (looked === null) return null;
      const { state, looking, rows } = looked;
      const open = state.status === 'RUNNING';
      const acts = open && asked.relation !== null && !onlyAudits(asked.relation);
      return {
        programme: { code: state.code, name: state.name, open },
        may: { invite: acts && assigns(asked), setMandates: acts && assigns(asked), haveMandate: acts },
        seconds: [...secondPeople(state)],
        proposalUntil: untilOfProposal(state, looking),
        people: rows.map((row) => personOf(row, looked, asked)),
        proposals: proposalsShown(state, looking).map((one) => ({ ...one })),
        mandates: mandatesShown(state, looking).map(mandateOf),
        units: unitsOf(unitsShown(state, looking)),
        addresses: (await deps.people.addressProposals(asked.params.id))
          .filter(({ person }) => seesContacts(asked) || person === asked.reader.person)
          .map((one) => ({ ...one, ...addressOffers(state, one, looking) })),
      };
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/roster/:person',
      whole: true,
      summary: 'One of the people of a programme, with what whoever asks may do about them',
      params: ofPerson,
      answer: personPage,
      status: 200,
      problems: [404],
    },
    async (asked) => {
      const looked = await look(deps, asked, asked.params.person);
      const row = looked?.rows[0];
      if (looked === null) return null;
      if (row === undefined) {
        sendProblem(asked.response, problemOf('NOT_FOUND'));
        return null;
      }
      const { state, looking } = looked;
      const history = await deps.people.roleSteps(asked.params.id, row.id);
      return {
        ...personOf(row, looked, asked),
        history: history.map((step) => ({ ...step })),
        locale: row.locale,
        posts: postsOf(state, row.id, looking).map((post) => ({ ...post })),
        mayChange: changingOf(row, looked, asked),
        mayEnd: state.status === 'RUNNING' && (assigns(asked) || looking.actor.roles.includes('GROUP_LEADER')),
      };
    },
  );
}
