/**
 * What is read of surveys: which there are, how far one is, what it says, its report as a file. Deliberately absent: answers
 * as they were handed in (survey-answers.ts).
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { stateIn } from '../../domain/cases.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import { idOf, streamOf } from '../../domain/kernel/stream.ts';
import { mayUse } from '../../domain/permission/ask.ts';
import { COMMANDS } from '../../domain/permission/table.ts';
import { likelyStratum } from '../../domain/stages/survey/filled-in.ts';
import { isCollecting, whyNotClose, whyNotOpen } from '../../domain/stages/survey/public-form.ts';
import { resultOf } from '../../domain/stages/survey/result.ts';
import { neededByStratum } from '../../domain/stages/survey/sample.ts';
import type { SurveyState } from '../../domain/stages/survey/stage.ts';
import { STRATA } from '../../domain/standards/demand.ts';
import { surveyRules } from '../../domain/standards/survey.ts';
import { sendFile } from '../document-file.ts';
import type { ApiDeps } from '../ports.ts';
import { nothing, type RouteCall, type RouteSet } from '../route.ts';
import { code, lang } from '../schemas/values.ts';
import { bilingual, seen } from './cases.ts';
import { readsAnswers, readsTogether, SURVEYS_MOST } from './survey-answers.ts';

const id = z.strictObject({ id: code });

const listed = z
  .object({
    stream: z.string(),
    id: z.string(),
    programme: z.string(),
    project: z.string().nullable(),
    title: bilingual,
    status: z.string(),
    closesOn: z.string().nullable(),
    valid: z.int(),
    /** Of a public questionnaire that is open: in, and not counted yet. */
    waiting: z.int(),
    collecting: z.boolean(),
    changedAt: z.string(),
  })
  .meta({ id: 'ListedSurvey' });

const counts = z.record(z.string(), z.int());
const progress = z
  .object({
    /** Of the open or the last public questionnaire; null: none was opened. */
    form: z
      .object({
        collecting: z.boolean(),
        /** Its address, for those who run the survey; null: for others. */
        address: z.string().nullable(),
        openedOn: z.string(),
        received: z.int(),
        valid: z.int(),
        strata: counts,
        /** What is kept and counts for nothing, by why. */
        excluded: counts,
        /** What was refused and is not kept, by why. */
        refused: counts,
      })
      .nullable(),
    /** Counted answers and, while a questionnaire is open, those of it that count. */
    closesOn: z.string().nullable(),
    valid: z.int(),
    needed: z.int(),
    toHandOut: z.int().nullable(),
    strata: z.array(
      z.object({
        stratum: z.string(),
        valid: z.int(),
        /** In proportion to its households, and never below the least number; null: its households are not told. */
        needed: z.int().nullable(),
      }),
    ),
    /** Whether you run this survey; and why its questionnaire cannot be opened or closed now: null, it can. */
    runs: z.boolean(),
    whyNotOpen: bilingual.nullable(),
    whyNotClose: bilingual.nullable(),
    /** Places of its basis, with the stratum that their names make likely. */
    areas: z.array(z.object({ name: z.string(), stratum: z.enum(STRATA) })),
    at: z.string(),
  })
  .meta({ id: 'SurveyProgress' });

export const resultLine = z.object({ label: bilingual, value: bilingual });
export const resultQuestion = z.object({
  key: z.string(),
  number: z.int(),
  ask: bilingual,
  total: z.int(),
  answers: z.array(z.object({ name: bilingual, count: z.int(), percent: z.number() })),
});
const result = z
  .object({
    final: z.boolean(),
    valid: z.int(),
    received: z.int(),
    requiredPlaces: z.number(),
    demandGap: z.number(),
    policyGap: z.number(),
    plannedPlaces: z.int(),
    verdict: z.string(),
    inputs: z.array(resultLine),
    formula: z.array(resultLine),
    questions: z.array(resultQuestion),
    warnings: z.array(bilingual),
    at: z.string(),
  })
  .meta({ id: 'SurveyResult' });

export function surveyFigureRoutes(routes: RouteSet, deps: ApiDeps): void {
  ofSurveys(routes, deps);
  ofOneSurvey(routes, deps);
}

function ofSurveys({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/surveys',
      summary: 'Surveys that you may see, with how many answers they have',
      answer: z.object({
        items: z.array(listed),
        /** Programmes whose batches of answers you may look at and have surveys take in. */
        answersOf: z.array(z.string()),
        /** Programmes whose surveys you may look at together. */
        togetherOf: z.array(z.string()),
        at: z.string(),
      }),
      status: 200,
      problems: [],
    },
    async ({ reader, reads }) => {
      const found = await deps.reading.listCases(reader, { kind: 'survey' }, { after: null, limit: SURVEYS_MOST });
      const figures = await deps.surveys.figuresOf(found.map(({ stream }) => stream));
      await reads(found.map(({ programme }) => programme ?? ''));
      const items = found.map(({ stream, programme, project, title, status, changedAt }) => {
        const { valid = 0, closesOn = null, collecting = false, waiting = 0 } = figures.get(stream) ?? {};
        return { stream, id: idOf(stream), programme: programme ?? '', project, title, status, closesOn, valid, waiting, collecting, changedAt };
      });
      const programmes = [...new Set(items.map(({ programme }) => programme))];
      const answersOf = programmes.filter((one) => readsAnswers(reader, one));
      const togetherOf = programmes.filter((one) => readsTogether(reader, one));
      return { items, answersOf, togetherOf, at: new Date().toISOString() };
    },
  );
}

function ofOneSurvey({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/survey/:id/progress',
      summary: 'How far a survey is: answers against what is needed, by stratum, with those of its open questionnaire',
      params: id,
      answer: progress,
      status: 200,
      problems: [404],
    },
    async (asked) => {
      const found = await seen(deps, asked, 'survey');
      return found === null ? null : progressOf(deps, asked, stateIn('survey', found));
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/survey/:id/result',
      summary: 'What a survey says: inputs, formula with its numbers, each question, what to be careful of',
      params: id,
      answer: result,
      status: 200,
      problems: [404],
    },
    async (asked) => {
      const found = await seen(deps, asked, 'survey');
      if (found === null) return null;
      const state = stateIn('survey', found);
      const { report, final, ...shown } = resultOf(state);
      const { requiredPlaces, demandGap, policyGap, plannedPlaces, verdict } = report;
      const figures = { valid: state.tally.valid, received: state.tally.received, requiredPlaces, demandGap, policyGap, plannedPlaces, verdict };
      // The domain's lists are never changed; the schema's may be.
      const lists = {
        inputs: [...shown.inputs],
        formula: [...shown.formula],
        questions: shown.questions.map((one) => ({ ...one, answers: [...one.answers] })),
        warnings: [...shown.warnings],
      };
      return { final, ...figures, ...lists, at: new Date().toISOString() };
    },
  );
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/survey/:id/report.pdf',
      heavy: true,
      summary: 'The same as a report; its hash is noted in the journal of the programme',
      params: id,
      query: z.strictObject({ lang }),
      answer: z.never(),
      file: ['application/pdf'],
      status: 200,
      problems: [404],
    },
    async (asked) => {
      const found = await seen(deps, asked, 'survey');
      if (found === null) return null;
      const state = stateIn('survey', found);
      const { lang: locale } = asked.query;
      const bytes = await deps.sheets.survey(await printedOf(deps, state, locale, found.changedAt));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await deps.surveys.noteReport(asked.reader, state.programme, { survey: asked.params.id, sha256, lang: locale });
      sendFile(asked.response, { name: `${asked.params.id}-survey.pdf`, mediaType: 'application/pdf', bytes });
      return null;
    },
  );
}

const OVER = { zh: '调研已结束或已暂停。', en: 'The survey is over or suspended.' };

async function progressOf(deps: ApiDeps, { relation }: RouteCall<unknown, unknown, unknown>, state: SurveyState): Promise<z.input<typeof progress>> {
  const { publicForm, tally } = state;
  const collecting = isCollecting(state) && state.status === 'OPEN';
  const counted = publicForm === undefined ? null : await deps.surveys.formCounts(publicForm.link);
  const token = publicForm === undefined ? null : await deps.surveys.tokenOfLink(publicForm.link);
  const runs = relation !== null && mayUse(COMMANDS.survey.OpenQuestionnaire, relation);
  const waiting = collecting ? counted : null;
  const { report } = resultOf(state);
  const over = state.status === 'OPEN' && !state.suspended ? null : OVER;
  const valid = tally.valid + (waiting?.valid ?? 0);
  return {
    form:
      publicForm === undefined || counted === null
        ? null
        : {
            collecting,
            address: collecting && runs && token !== null ? `${deps.publicUrl}/q/${token}` : null,
            openedOn: publicForm.openedOn,
            received: counted.received,
            valid: counted.valid,
            strata: counted.strata,
            excluded: counted.excluded,
            refused: counted.refused,
          },
    closesOn: state.closesOn,
    valid,
    needed: report.answersNeeded,
    toHandOut: report.sample?.toHandOut ?? null,
    strata: neededByStratum(state.inputs.survey, report.answersNeeded, surveyRules(state.standards))
      .map(({ stratum, needed }) => ({ stratum, needed, valid: (tally.strata?.[stratum] ?? 0) + (waiting?.strata[stratum] ?? 0) }))
      .filter(({ valid: n, needed }) => n > 0 || (needed ?? 0) > 0),
    runs,
    whyNotOpen: over ?? whyNotOpen(state, dayAt(new Date().toISOString()))?.message ?? null,
    whyNotClose: over ?? whyNotClose(state)?.message ?? null,
    areas: state.inputs.survey.areas.map((name) => ({ name, stratum: likelyStratum(name) })),
    at: new Date().toISOString(),
  };
}

/** Nothing in it is of this moment, so that the same figures give the same bytes. */
async function printedOf(deps: ApiDeps, state: SurveyState, locale: z.infer<typeof lang>, updatedAt: string) {
  const programme = await deps.reading.caseToRead(streamOf('programme', state.programme));
  const from = state.opensOn ?? state.tally.answered?.first ?? null;
  const to = state.closesOn ?? state.tally.answered?.last ?? null;
  const days = from === null || to === null ? '' : locale === 'en' ? `${from} to ${to}` : `${from} 至 ${to}`;
  return {
    locale,
    project: state.project,
    name: state.name,
    programme: programme?.title ?? state.name,
    days,
    asOf: dayAt(updatedAt),
    result: resultOf(state),
  };
}
