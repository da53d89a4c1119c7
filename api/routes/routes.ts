/** Approval routes of a programme: what holds, what is wrong with a new one, and whom it would ask until when. */
import { z } from 'zod';
import { valueFaults, withFacts } from '../../domain/approval/form.ts';
import type { Route } from '../../domain/approval/route.ts';
import { stateIn } from '../../domain/cases.ts';
import { placeOf } from '../../domain/kernel/fault.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { routesWaiting } from '../../domain/programme/proposals-shown.ts';
import { shippedRoutes } from '../../domain/standards/routes.ts';
import type { CaseDetail, Reader } from '../../domain/views.ts';
import { TRIAL_RESULTS } from '../../domain/words/lists.ts';
import type { DryRun } from '../../domain/world/dry-run.ts';
import type { ApiDeps } from '../ports.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { readerActor } from '../reader-actor.ts';
import { nothing, type RouteCall, type RouteSet } from '../route.ts';
import { content } from '../schemas/commands.ts';
import { route as routeSchema } from '../schemas/route.ts';
import { asked, code, day, lineOf } from '../schemas/values.ts';
import { id, seen } from './cases.ts';

const params = z.strictObject({ id });
const bilingual = z.object({ zh: z.string(), en: z.string() });
const routeView = z
  .looseObject({ code: z.string(), version: z.int(), name: bilingual, steps: z.array(z.looseObject({ key: z.string() })) })
  .meta({ id: 'Route' });
const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const dryRunView = z
  .object({
    steps: z.array(
      z.object({
        key: z.string(),
        name: bilingual,
        result: z.enum(TRIAL_RESULTS),
        values,
        people: z.array(z.object({ person: z.string(), onBehalfOf: z.string().nullable(), origin: z.string() })),
        automatic: z.array(z.string()),
        agree: z.string(),
        signature: z.boolean(),
        opensOn: z.string(),
        dueOn: z.string().nullable(),
        provisional: z.boolean(),
        marks: z.array(z.object({ mark: z.string(), at: z.string() })),
        fault: z.string().nullable(),
        faultZh: z.string().nullable(),
      }),
    ),
    dueOn: z.string().nullable(),
    faults: z.array(z.string()),
    /** One for one the same in Chinese. */
    faultsZh: z.array(z.string()),
    /** What the application is asked to fill in, and what would be wrong with it if it were handed in as it is. */
    form: z.array(z.looseObject({ key: z.string(), label: bilingual, type: z.string() })),
    formFaults: z.array(bilingual),
  })
  .meta({ id: 'DryRun' });

/** Each fault and each warning in English, and one for one in Chinese. */
const texts = z.array(z.string());
const places = z.array(z.string().nullable());
const routeReport = z
  .object({
    faults: texts,
    faultsZh: texts,
    warnings: texts,
    warningsZh: texts,
    /** One for one where each stands, `steps[0].limit`; null: in no one field. */
    faultsAt: places,
    warningsAt: places,
  })
  .meta({ id: 'RouteReport' });

const routeWaiting = z
  .object({
    /** `RT-1`. */
    proposal: z.string(),
    code: z.string(),
    name: bilingual,
    /** Null: the county's own is to end. */
    wanted: routeView.nullable(),
    basis: z.string(),
    by: z.string().nullable(),
    until: z.string(),
    mayConfirm: z.boolean(),
    mayRefuse: z.boolean(),
    mine: z.boolean(),
  })
  .meta({ id: 'RouteWaiting' });
const routeVersionView = z.object({
  version: z.int(),
  basis: z.string(),
  at: z.string(),
  proposedBy: z.string().nullable(),
  confirmedBy: z.string().nullable(),
  route: routeView,
});

const dryRunRequest = z.strictObject({
  /** A code that holds in the programme, or a whole route. */
  route: z.union([code, routeSchema]),
  content: content.partial().exactOptional(),
  applicant: code.exactOptional(),
  project: code.nullable().default(null),
  named: z.record(asked(lineOf(40)), z.array(code).max(50)).default({}),
  from: day,
});

const viewOf = (route: Route): z.input<typeof routeView> => ({ ...route, steps: route.steps.map((step) => ({ ...step })) });

export function routeRoutes({ route }: RouteSet, deps: ApiDeps): void {
  const programmeOf = (asked: Pick<RouteCall<{ id: string }, unknown, unknown>, 'reader' | 'params' | 'response'>): Promise<CaseDetail | null> =>
    seen(deps, asked, 'programme');
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/routes',
      summary: "The approval routes that hold here: the county's own before those shipped",
      params,
      answer: z.object({ items: z.array(routeView) }),
      status: 200,
      problems: [404],
    },
    async (asked) => ((await programmeOf(asked)) === null ? null : { items: (await deps.routes.listRoutes(asked.params.id)).map(viewOf) }),
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/people',
      summary: 'Who can be asked here: id, name and unit',
      params,
      answer: z.object({ items: z.array(z.object({ id: z.string(), name: z.string(), nameEn: z.string(), unit: z.string() })) }),
      status: 200,
      problems: [404],
    },
    async (asked) => {
      if ((await programmeOf(asked)) === null) return null;
      const people = await deps.reading.listColleagues(asked.params.id);
      return { items: people.map(({ id: person, name, nameEn, unit }) => ({ id: person, name, nameEn, unit })) };
    },
  );
  route(
    {
      method: 'post',
      path: '/api/v1/programme/:id/routes/check',
      heavy: true,
      summary: 'Everything that is wrong with a route, in one report; nothing is kept',
      params,
      query: z.strictObject({}),
      body: routeSchema,
      answer: routeReport,
      status: 200,
      problems: [404],
    },
    async (asked) => {
      if ((await programmeOf(asked)) === null) return null;
      const { faults, warnings } = await deps.routes.checkRoute(asked.params.id, asked.body);
      const en = (texts: readonly Text[]) => texts.map((text) => text.en);
      const zh = (texts: readonly Text[]) => texts.map((text) => text.zh);
      const at = (texts: readonly Text[]) => texts.map((text) => placeOf(text).at?.replaceAll(/ \([^)]*\)/g, '') ?? null);
      return {
        faults: en(faults),
        faultsZh: zh(faults),
        warnings: en(warnings),
        warningsZh: zh(warnings),
        faultsAt: at(faults),
        warningsAt: at(warnings),
      };
    },
  );
  route(
    {
      method: 'post',
      path: '/api/v1/programme/:id/routes/dry-run',
      heavy: true,
      summary: 'Who would be asked, and until when at the latest; nothing is kept',
      params,
      query: z.strictObject({}),
      body: dryRunRequest,
      answer: dryRunView,
      status: 200,
      problems: [404],
    },
    async (asked) => dryRun(deps, asked, await programmeOf(asked)),
  );
  versionRoutes({ route }, deps, programmeOf);
}

type ProgrammeOf = (asked: Pick<RouteCall<{ id: string }, unknown, unknown>, 'reader' | 'params' | 'response'>) => Promise<CaseDetail | null>;
function versionRoutes({ route }: Pick<RouteSet, 'route'>, deps: ApiDeps, programmeOf: ProgrammeOf): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/routes/waiting',
      summary: 'Routes that wait for a second person, with what whoever asks may do about them',
      params,
      answer: z.object({ items: z.array(routeWaiting) }),
      status: 200,
      problems: [404],
    },
    async (asked) => {
      const found = await deps.reading.caseToRead(streamOf('programme', asked.params.id));
      if (found === null) {
        sendProblem(asked.response, problemOf('NOT_FOUND'));
        return null;
      }
      const looking = { actor: readerActor(asked.reader, asked.params.id), now: new Date().toISOString() };
      const items = routesWaiting(stateIn('programme', found), looking);
      return { items: items.map(({ wanted, ...one }) => ({ ...one, wanted: wanted === null ? null : viewOf(wanted) })) };
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/routes/versions',
      summary: 'Every version of a route: those that the county adopted, newest first, and the one that is shipped',
      params,
      query: z.strictObject({ code }),
      answer: z.object({ adopted: z.array(routeVersionView), shipped: routeView.nullable() }),
      status: 200,
      problems: [404],
    },
    async (asked) => {
      if ((await programmeOf(asked)) === null) return null;
      const shipped = shippedRoutes().find((known) => known.code === asked.query.code);
      const adopted = await deps.office.routeVersions(asked.params.id, asked.query.code);
      return {
        adopted: adopted.map((version) => ({ ...version, route: viewOf(version.route) })),
        shipped: shipped === undefined ? null : viewOf(shipped),
      };
    },
  );
}

type DryRunAsked = RouteCall<{ id: string }, unknown, z.infer<typeof dryRunRequest>>;

async function dryRun(deps: ApiDeps, asked: DryRunAsked, programme: CaseDetail | null): Promise<z.input<typeof dryRunView> | null> {
  if (programme === null) return null;
  const { route, content: given, applicant, project, named, from } = asked.body;
  const found = typeof route === 'string' ? (await deps.routes.listRoutes(asked.params.id)).find((known) => known.code === route) : route;
  if (found === undefined) {
    sendProblem(asked.response, problemOf('ROUTE_UNKNOWN'));
    return null;
  }
  const whole = {
    summary: given?.summary ?? [],
    documents: given?.documents ?? [],
    ...(given?.amountFen === undefined ? {} : { amountFen: given.amountFen }),
    ...(given?.facts === undefined ? {} : { facts: given.facts }),
    ...(given?.values === undefined ? {} : { values: given.values }),
  };
  const report = await deps.routes.dryRun(asked.params.id, {
    route: found,
    content: withFacts(whole, found.form),
    applicant: applicant ?? applicantOf(asked.reader),
    project,
    named,
    from,
  });
  const faults = found.form === undefined ? [] : valueFaults(found.form, withFacts(whole, found.form).values ?? {}, true);
  return { ...writable(report), form: (found.form ?? []).map((field) => ({ ...field })), formFaults: [...faults] };
}

const applicantOf = (reader: Reader): string => reader.person;

const writable = ({ steps, dueOn, faults, faultsZh }: DryRun): Omit<z.input<typeof dryRunView>, 'form' | 'formFaults'> => ({
  steps: steps.map((step) => ({ ...step, people: [...step.people], automatic: [...step.automatic], marks: [...step.marks] })),
  dueOn,
  faults: [...faults],
  faultsZh: [...faultsZh],
});
