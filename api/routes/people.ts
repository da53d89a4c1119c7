/**
 * The people of a programme over the API: who there is and what each holds, with what whoever looks may do about it; and what
 * waits for whoever asks, as the second person or because it is about them. Deliberately absent: acts (people-acts.ts, and
 * the programme's commands in cases.ts), sign-ins (sign-ins.ts).
 */
import { z } from 'zod';
import { stateIn } from '../../domain/cases.ts';
import { LOCALES } from '../../domain/kernel/locale.ts';
import { ROLES } from '../../domain/kernel/role.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import { onlyAudits } from '../../domain/permission/relation.ts';
import { routesWaiting, tablesWaiting, type UnitsShown, unitsShown } from '../../domain/programme/proposals-shown.ts';
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
import type { Reader, RosterRow } from '../../domain/views.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { readerActor } from '../reader-actor.ts';
import { type Asked, assigns, changingOf, type Looked, look, seesContacts } from '../roster-look.ts';
import { nothing, type RouteSet } from '../route.ts';
import { calendarsToConfirm } from './calendar-years.ts';
import { bilingual, id } from './cases.ts';
import { inChargeOf } from './sign-ins.ts';
import { takeoversToConfirm } from './takeover.ts';
import { mayConfirmWebhook } from './webhooks.ts';

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

const waiting = z
  .object({
    programme: z.string(),
    /** `RP-3`, `DL-2`, `RT-1`, `ST-1`, `UN-1`. */
    item: z.string(),
    /**
     * ROUTE, RULES: an approval route or a table of rules, which `code` names; of a takeover it names the project; WEBHOOK:
     * another system, `item`; CALENDAR: a year of the working-day calendar, which `code` names.
     */
    what: z.enum([
      'ASSIGN',
      'REVOKE',
      'MANDATE',
      'ADDRESS',
      'ROUTE',
      'RULES',
      'UNITS',
      'TAKEOVER_CLOSING',
      'TAKEOVER_CORRECTION',
      'WEBHOOK',
      'CALENDAR',
    ]),
    role: role.nullable(),
    /** Null where it is about nobody; of a takeover, a webhook and a year, who proposed it. */
    person: z.string().nullable(),
    code: z.string().nullable(),
    /** Of the person, route, table, project, other system or year. */
    name: bilingual,
    until: z.string(),
  })
  .meta({ id: 'ToConfirm' });

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
  waitingRoute(route, deps);
}

function waitingRoute(route: RouteSet['route'], deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/me/to-confirm',
      whole: true,
      summary: 'Changes of roles, mandates, routes, tables of rules, outgoing events and the working-day calendar that wait for me to confirm them',
      answer: z.object({ items: z.array(waiting) }),
      status: 200,
      problems: [],
    },
    async ({ reader }) => {
      const each = await Promise.all(Object.keys(reader.roles).map((programme) => waitingIn(deps, reader, programme)));
      // Of the whole service, and so of no one programme.
      const years = (await calendarsToConfirm(deps, reader)).map(({ year, ...one }) => ({
        ...one,
        what: 'CALENDAR' as const,
        role: null,
        code: String(year),
        name: { zh: `${year} 年`, en: String(year) },
      }));
      return { items: [...each.flat(), ...years] };
    },
  );
}

type Waiting = z.input<typeof waiting>;

const UNITS = { what: 'UNITS', role: null, person: null, code: null, name: { zh: '组织机构', en: 'units' } } as const;

/** What waits in one programme for whoever asks. */
async function waitingIn(deps: ApiDeps, reader: Reader, programme: string): Promise<readonly Waiting[]> {
  const { reading, people: book } = deps;
  if (onlyAudits({ roles: reader.roles[programme] ?? [], manages: reader.managesIn.includes(programme) })) return [];
  const found = await reading.caseToRead(streamOf('programme', programme));
  if (found === null) return [];
  const state = stateIn('programme', found);
  const looking = { actor: readerActor(reader, programme), now: new Date().toISOString() };
  const about: readonly Waiting[] = [
    ...routesWaiting(state, looking).flatMap(({ mayConfirm, proposal: item, code, name, until }) =>
      mayConfirm ? [{ programme, item, what: 'ROUTE' as const, role: null, person: null, code, name, until }] : [],
    ),
    ...tablesWaiting(state, looking).flatMap(({ mayConfirm, proposal: item, table: code, name, until }) =>
      mayConfirm ? [{ programme, item, what: 'RULES' as const, role: null, person: null, code, name, until }] : [],
    ),
    ...[unitsShown(state, looking).waiting].flatMap((proposed) =>
      proposed?.mayConfirm === true ? [{ ...UNITS, programme, item: proposed.proposal, until: proposed.until }] : [],
    ),
    ...(await takeoversToConfirm(deps, programme, looking.actor)).map(({ project: code, by: person, ...one }) => ({
      ...one,
      programme,
      role: null,
      person,
      code,
    })),
  ];
  const systems: readonly Waiting[] = (await deps.webhooks.list(programme)).flatMap((one) =>
    mayConfirmWebhook(one, reader)
      ? [
          {
            ...{ programme, item: one.webhook, what: 'WEBHOOK' as const, role: null, person: one.proposedBy, code: null, until: one.until },
            name: { zh: one.name, en: one.name },
          },
        ]
      : [],
  );
  const own: readonly (Omit<Waiting, 'programme' | 'name' | 'code'> & { readonly person: string })[] = [
    ...proposalsShown(state, looking).flatMap(({ mayConfirm, proposal: item, change: what, role: which, person, until }) =>
      mayConfirm ? [{ item, what, role: which, person, until }] : [],
    ),
    ...mandatesShown(state, looking).flatMap(({ status, mayConfirm, mandate: item, principal: person, to: until }) =>
      status === 'WAITING' && mayConfirm ? [{ item, what: 'MANDATE' as const, role: null, person, until }] : [],
    ),
    ...(await book.addressProposals(programme)).flatMap((one) =>
      addressOffers(state, one, looking).mayConfirm
        ? [{ item: one.proposal, what: 'ADDRESS' as const, role: null, person: one.person, until: one.until }]
        : [],
    ),
  ];
  const known = await reading.findPeople(own.map(({ person }) => person));
  const people = own.map((one) => ({
    ...one,
    programme,
    code: null,
    name: { zh: known.get(one.person)?.name ?? one.person, en: known.get(one.person)?.nameEn ?? one.person },
  }));
  return [...people, ...about, ...systems];
}
