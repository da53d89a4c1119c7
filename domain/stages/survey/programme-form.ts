/**
 * The public questionnaire of a programme as a whole (docs/adr/0112): one address, in which families first name the place where
 * they live. What comes in is a batch of the programme for each stratum when it closes, which the surveys that have that stratum
 * take in. Pure. Deliberately absent: its questions (questionnaire.ts), where answers are kept, and taking batches in (stage.ts).
 */
import { addMonths } from '../../kernel/days.ts';
import { type Rejection, wrongState } from '../../kernel/rejection.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import type { Standards } from '../../rule-table/table.ts';
import { STRATA, type Stratum, type SurveyBasis } from '../../standards/demand.ts';
import { surveyRules } from '../../standards/survey.ts';
import type { Counting } from './answer.ts';
import { type AskedArea, likelyStratum } from './filled-in.ts';
import { areaFaults, areaNamed } from './public-form.ts';

/** `link`: SHA-256 of the token in its address. `standards`: the table SURVEY that it was opened under. */
export type ProgrammeForm = {
  readonly link: string;
  readonly programme: string;
  readonly version: number;
  readonly areas: readonly AskedArea[];
  readonly basis: string;
  readonly closesOn: IsoDate;
  readonly openedOn: IsoDate;
  readonly openedBy: string;
  readonly standards: Standards;
  /** Null, as its batches: it goes on. */
  readonly endedOn: IsoDate | null;
  readonly batches: readonly FormBatch[] | null;
};
export type FormBatch = { readonly batch: string; readonly stratum: Stratum; readonly rows: number };

export type FormOpening = { readonly basis: string; readonly closesOn: IsoDate; readonly areas: readonly AskedArea[] };

/** As it is opened in a programme. */
export type OpeningForm = FormOpening & { readonly programme: string; readonly version: number; readonly standards: Standards };

const both = (zh: string, en: string): Text => ({ zh, en });

/** What is wrong with an opening, each fault at its field; empty: nothing. */
export function openingFaults({ basis, closesOn, areas }: FormOpening, standards: Standards, today: IsoDate): readonly Text[] {
  const { validMonths } = surveyRules(standards);
  return [
    ...(basis.trim() === '' ? [both('basis：须写明依据', 'basis: must say on which basis it is opened')] : []),
    ...(closesOn < today ? [both('closesOn：截止日期已过', 'closesOn: must not have passed')] : []),
    ...(validMonths !== null && closesOn > addMonths(today, validMonths)
      ? [both(`closesOn：调研期不得超过 ${validMonths} 个月`, `closesOn: a survey must last no longer than ${validMonths} months`)]
      : []),
    ...areaFaults(areas),
  ];
}

/** Names as they are compared and shown. */
export const opened = ({ basis, closesOn, areas }: FormOpening): FormOpening => ({
  basis: basis.trim(),
  closesOn,
  areas: areas.map(({ name, stratum }) => ({ name: areaNamed(name), stratum })),
});

export const isTaking = ({ endedOn, closesOn, openedOn }: Pick<ProgrammeForm, 'endedOn' | 'closesOn' | 'openedOn'>, today: IsoDate): boolean =>
  endedOn === null && openedOn <= today && today <= closesOn;

/** By which an answer is looked at when it comes in; each survey counts it by its own rules afterwards. */
export const lookedAtBy = ({ standards, openedOn, closesOn }: Pick<ProgrammeForm, 'standards' | 'openedOn' | 'closesOn'>): Counting => ({
  rules: surveyRules(standards),
  days: { from: openedOn, to: closesOn },
  earlier: [],
});

/** Why none can be opened, or this one not be closed; null: it can. Asked by the console as well. */
export const whyNoOpening = (form: Pick<ProgrammeForm, 'endedOn'> | null, isClosed: boolean): Rejection | null =>
  isClosed
    ? wrongState('项目群已办结。', 'The programme is closed.')
    : form !== null && form.endedOn === null
      ? wrongState('项目群的公开问卷已经开放。', 'The public questionnaire of the programme is open already.')
      : null;
export const whyNoClosing = (form: Pick<ProgrammeForm, 'endedOn'> | null): Rejection | null =>
  form !== null && form.endedOn === null ? null : wrongState('项目群没有开放中的公开问卷。', 'No public questionnaire of the programme is open.');

/** So much of the hash tells one questionnaire of a programme from another. */
const MARK_LENGTH = 6;
export const batchOfForm = ({ programme, link }: Pick<ProgrammeForm, 'programme' | 'link'>, stratum: Stratum): string =>
  `WEB-${programme}-${link.slice(0, MARK_LENGTH)}-${stratum}`;
/** Of a batch of such a questionnaire; null: it is another. */
export const stratumOfBatch = (batch: string): Stratum | null =>
  batch.startsWith('WEB-') ? (STRATA.find((stratum) => batch.endsWith(`-${stratum}`)) ?? null) : null;

/** Strata in which a survey's households live; by the names of its places where its basis does not tell. */
export const strataOf = ({ strata, areas }: Pick<SurveyBasis, 'strata' | 'areas'>): readonly Stratum[] => {
  const there = strata === undefined ? new Set(areas.map(likelyStratum)) : new Set(STRATA.filter((stratum) => (strata[stratum] ?? 0) > 0));
  return STRATA.filter((stratum) => there.has(stratum));
};
