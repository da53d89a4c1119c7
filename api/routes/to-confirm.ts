/**
 * What waits for whoever asks, in all their programmes, as the second person or because it is about them: changes of roles,
 * mandates, addresses, routes, tables of rules, units, takeovers, other systems, years of the calendar. Deliberately absent:
 * confirming (the acts of each).
 */
import { z } from 'zod';
import { stateIn } from '../../domain/cases.ts';
import { ROLES } from '../../domain/kernel/role.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import { onlyAudits } from '../../domain/permission/relation.ts';
import { routesWaiting, tablesWaiting, unitsShown } from '../../domain/programme/proposals-shown.ts';
import { addressOffers, mandatesShown, proposalsShown } from '../../domain/programme/roster.ts';
import type { Reader } from '../../domain/views.ts';
import type { ApiDeps } from '../ports.ts';
import { readerActor } from '../reader-actor.ts';
import { nothing, type RouteSet } from '../route.ts';
import { calendarsToConfirm } from './calendar-years.ts';
import { bilingual } from './cases.ts';
import { takeoversToConfirm } from './takeover.ts';
import { mayConfirmWebhook } from './webhooks.ts';

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
    role: z.enum(ROLES).nullable(),
    /** Null where it is about nobody; of a takeover, a webhook and a year, who proposed it. */
    person: z.string().nullable(),
    code: z.string().nullable(),
    /** Of the person, route, table, project, other system or year. */
    name: bilingual,
    until: z.string(),
  })
  .meta({ id: 'ToConfirm' });

export function toConfirmRoutes({ route }: RouteSet, deps: ApiDeps): void {
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
