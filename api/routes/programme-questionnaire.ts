/** The public questionnaire of a programme as a whole (docs/adr/0112): how it stands, opening and closing it. Deliberately absent: its page (questionnaire.ts). */
import { z } from 'zod';
import { stateIn } from '../../domain/cases.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import { incomplete } from '../../domain/kernel/rejection.ts';
import { streamOf } from '../../domain/kernel/stream.ts';
import { mayUse } from '../../domain/permission/ask.ts';
import type { Relation } from '../../domain/permission/relation.ts';
import { pinnedOn, type Standards } from '../../domain/rule-table/table.ts';
import { likelyStratum } from '../../domain/stages/survey/filled-in.ts';
import {
  isTaking,
  opened,
  openingFaults,
  type ProgrammeForm,
  strataOf,
  whyNoClosing,
  whyNoOpening,
} from '../../domain/stages/survey/programme-form.ts';
import { NEWEST_VERSION } from '../../domain/stages/survey/questionnaire.ts';
import { STRATA } from '../../domain/standards/demand.ts';
import { SURVEY_RULES } from '../../domain/standards/survey.ts';
import { once } from '../once.ts';
import type { ApiDeps } from '../ports.ts';
import { type Problem, problemOf, problemOfRejection } from '../problem.ts';
import { readerActor } from '../reader-actor.ts';
import { nothing, type RouteSet, rowOfRoute } from '../route.ts';
import { asked, lineOf, said } from '../schemas/values.ts';
import { bilingual, id } from './cases.ts';

const params = z.strictObject({ id });
const NO_QUERY = z.strictObject({});
const OPEN = '/api/v1/programme/:id/questionnaire';
const AREAS_MOST = 60;

const area = z.object({ name: z.string(), stratum: z.enum(STRATA) });
const counts = z.record(z.string(), z.int());
const batch = z.object({
  batch: z.string(),
  stratum: z.enum(STRATA),
  rows: z.int(),
  /** Surveys that have this stratum, by id. */
  surveys: z.array(z.string()),
});
const standing = z
  .object({
    /** The one that is open, else the last; null: none was opened. */
    form: z
      .object({
        /** It takes answers now. */
        collecting: z.boolean(),
        /** It was opened and not closed; past its last day it takes no answers, and waits to be closed. */
        open: z.boolean(),
        /** Its address, for those who open and close it; null: for others, or it is closed. */
        address: z.string().nullable(),
        basis: z.string(),
        openedOn: z.string(),
        closesOn: z.string(),
        endedOn: z.string().nullable(),
        areas: z.array(area),
        received: z.int(),
        valid: z.int(),
        strata: counts,
        /** What is kept and counts for nothing, by why. */
        excluded: counts,
        /** What was refused and is not kept, by why. */
        refused: counts,
        /** As which batches its answers are kept, and where they may count; empty while it is open. */
        batches: z.array(batch),
      })
      .nullable(),
    runs: z.boolean(),
    whyNotOpen: bilingual.nullable(),
    whyNotClose: bilingual.nullable(),
    /** Places of the programme's surveys, with the stratum that their names make likely. */
    areas: z.array(area),
    at: z.string(),
  })
  .meta({ id: 'ProgrammeQuestionnaire' });

const opening = z.strictObject({
  basis: asked(lineOf(200)),
  closesOn: z.iso.date(said('须为日期，如 2026-11-30', 'must be a day like 2026-11-30')),
  areas: z
    .array(z.strictObject({ name: asked(lineOf(80)), stratum: z.enum(STRATA) }))
    .min(1)
    .max(AREAS_MOST),
});
const openedAnswer = z.object({ opened: z.boolean() });
const closedAnswer = z.object({ received: z.int(), batches: z.array(batch) });

export function programmeQuestionnaireRoutes(routes: RouteSet, deps: ApiDeps): void {
  lookRoute(routes, deps);
  openRoute(routes, deps);
  closeRoute(routes, deps);
}

function lookRoute({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: OPEN,
      summary: 'The public questionnaire of a programme as a whole: its address, what has come in, and what became of it',
      params,
      answer: standing,
      status: 200,
      problems: [404],
    },
    async ({ params: { id: programme }, relation }) => {
      const [form, isClosed, areas] = await Promise.all([
        deps.surveys.programmeFormOf(programme),
        isProgrammeClosed(deps, programme),
        deps.surveys.areasOf(programme),
      ]);
      const runs = relation !== null && mayOpen(relation);
      return {
        form: form === null ? null : await toldOf(deps, form, runs),
        runs,
        whyNotOpen: whyNoOpening(form, isClosed)?.message ?? null,
        whyNotClose: whyNoClosing(form)?.message ?? null,
        areas: areas.slice(0, AREAS_MOST).map((name) => ({ name, stratum: likelyStratum(name) })),
        at: new Date().toISOString(),
      };
    },
  );
}

const mayOpen = (relation: Relation): boolean => mayUse(rowOfRoute('post', OPEN), relation);

async function isProgrammeClosed({ reading }: ApiDeps, programme: string): Promise<boolean> {
  return (await reading.caseToRead(streamOf('programme', programme)))?.status === 'CLOSED';
}

async function toldOf(deps: ApiDeps, form: ProgrammeForm, runs: boolean): Promise<NonNullable<z.input<typeof standing>['form']>> {
  const { surveys } = deps;
  const open = form.endedOn === null;
  const [counted, token, batches] = await Promise.all([
    surveys.formCounts(form.link),
    open && runs ? surveys.tokenOfLink(form.link) : null,
    batchesOf(deps, form),
  ]);
  const { basis, openedOn, closesOn, endedOn } = form;
  return {
    collecting: isTaking(form, dayAt(new Date().toISOString())),
    open,
    address: token === null ? null : `${deps.publicUrl}/q/${token}`,
    basis,
    openedOn,
    closesOn,
    endedOn,
    areas: form.areas.map((one) => ({ ...one })),
    ...counted,
    batches,
  };
}

/** With the surveys that go on and have the stratum of each. */
async function batchesOf(
  { surveys }: ApiDeps,
  { programme, batches }: Pick<ProgrammeForm, 'programme' | 'batches'>,
): Promise<z.input<typeof batch>[]> {
  if (batches === null || batches.length === 0) return [];
  const all = await surveys.surveysOfProgramme(programme);
  const open = all.filter(({ state }) => state.status === 'OPEN' && !state.suspended && state.report === null);
  return batches.map((one) => ({
    ...one,
    surveys: open.filter(({ state }) => strataOf(state.inputs.survey).includes(one.stratum)).map(({ state }) => state.project),
  }));
}

const writes = { method: 'post', params, query: NO_QUERY, problems: [403, 404, 409], needsKey: true } as const;

function openRoute({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...writes,
      path: OPEN,
      summary: 'Open the public questionnaire of a programme as a whole; it is noted in the journal of the programme',
      body: opening,
      answer: openedAnswer,
      status: 201,
    },
    async ({ params: { id: programme }, body, reader, request, response }) =>
      once<z.infer<typeof openedAnswer>>(
        deps.keys,
        { reader, request, response, status: 201 },
        ['programme-questionnaire', programme, body],
        async () => {
          const found = await deps.reading.caseToRead(streamOf('programme', programme));
          if (found === null) return { problem: problemOf('NOT_FOUND') };
          const wrong = whyNoOpening(await deps.surveys.programmeFormOf(programme), found.status === 'CLOSED');
          if (wrong !== null) return { problem: problemOfRejection(wrong) };
          const today = dayAt(new Date().toISOString());
          const own = stateIn('programme', found).standards?.[SURVEY_RULES.key] ?? [];
          const standards: Standards = { [SURVEY_RULES.key]: pinnedOn(SURVEY_RULES, own, today) };
          const faults = openingFaults(body, standards, today);
          if (faults.length > 0) return { problem: problemOfRejection(incomplete('无法开放问卷。', 'The questionnaire cannot be opened.', faults)) };
          const about = { ...opened(body), programme, version: NEWEST_VERSION, standards };
          const isFirst = await deps.surveys.openProgrammeForm(about, { by: reader.person, actor: readerActor(reader, programme) });
          return isFirst ? { opened: true } : { problem: openAlready() };
        },
      ),
  );
}

/** Somebody else was first. */
function openAlready(): Problem {
  const wrong = whyNoOpening({ endedOn: null }, false);
  return wrong === null ? problemOf('INTERNAL') : problemOfRejection(wrong);
}

function closeRoute({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...writes,
      path: '/api/v1/programme/:id/questionnaire/close',
      heavy: true,
      summary: 'Close the public questionnaire of a programme: what came in is a batch for each stratum, which surveys take in',
      body: z.strictObject({}),
      answer: closedAnswer,
      status: 200,
    },
    async ({ params: { id: programme }, body, reader, request, response }) =>
      once<z.infer<typeof closedAnswer>>(
        deps.keys,
        { reader, request, response, status: 200 },
        ['programme-questionnaire-close', programme, body],
        async () => {
          const form = await deps.surveys.programmeFormOf(programme);
          const wrong = whyNoClosing(form);
          if (wrong !== null || form === null) return { problem: wrong === null ? problemOf('NOT_FOUND') : problemOfRejection(wrong) };
          const closed = await deps.surveys.closeProgrammeForm(form, { by: reader.person, actor: readerActor(reader, programme) });
          if (closed === 'GONE') return { problem: problemOf('NOT_FOUND') };
          return { received: closed.received, batches: await batchesOf(deps, { programme, batches: closed.batches }) };
        },
      ),
  );
}
