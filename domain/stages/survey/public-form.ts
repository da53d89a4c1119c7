/**
 * The public questionnaire of a survey: opened and closed by an act of its stage, its answers counted when it closes. Answers
 * are no events (docs/adr/0093): the closing one names how many there are and the hash of the last, which holds all before it.
 * Pure. Deliberately absent: the address itself, which stands in no event, and where answers are kept.
 */
import { type Decision, refuse } from '../../kernel/case.ts';
import type { Context } from '../../kernel/context.ts';
import { dayAt } from '../../kernel/days.ts';
import { incomplete, type Rejection, rejection, wrongState } from '../../kernel/rejection.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import type { AskedArea } from './filled-in.ts';

/** `link`: SHA-256 of the token in its address. */
export type PublicForm = {
  readonly version: number;
  readonly link: string;
  readonly areas: readonly AskedArea[];
  readonly basis: string;
  readonly openedOn: IsoDate;
  readonly closedOn: IsoDate | null;
  /** Answers that came in; null while it is open. */
  readonly received: number | null;
};

export type FormEvent =
  | {
      readonly type: 'QuestionnaireOpened';
      readonly data: { readonly version: number; readonly link: string; readonly areas: readonly AskedArea[]; readonly basis: string };
    }
  | {
      readonly type: 'QuestionnaireClosed';
      readonly data: {
        readonly link: string;
        readonly received: number;
        /** Of the last answer, over all before it; empty where there is none. */
        readonly head: string;
        /** What was refused and not kept, by reason. */
        readonly refused: Readonly<Record<string, number>>;
        /** As which batch its answers are counted; null: there was none. */
        readonly batch: string | null;
      };
    };

type Surveyed = {
  readonly closesOn: IsoDate | null;
  readonly report: object | null;
  readonly publicForm?: PublicForm;
};

export const isCollecting = ({ publicForm }: Pick<Surveyed, 'publicForm'>): boolean => publicForm !== undefined && publicForm.closedOn === null;

const CLOSE_FIRST = wrongState(
  '公开问卷还在收集；请先结束公开问卷，其答卷才会计入。',
  'The public questionnaire is still open; close it first, so that its answers count.',
);
/** A survey is not closed over the heads of those who have just answered; null: it may be. */
export const collectingStill = (state: Pick<Surveyed, 'publicForm'>): Rejection | null => (isCollecting(state) ? CLOSE_FIRST : null);

/** Why a questionnaire cannot be opened now; null: it can. Asked by the console as well. */
export function whyNotOpen(state: Surveyed, today: IsoDate): Rejection | null {
  if (state.report !== null) return wrongState('调研已截止，报告正在审签。', 'The survey is closed; its report is being signed.');
  if (isCollecting(state)) return wrongState('公开问卷已经开放。', 'The public questionnaire is open already.');
  if (state.closesOn === null) return wrongState('请先发布调研，写明截止日期。', 'Announce the survey first, with its closing date.');
  if (state.closesOn < today)
    return wrongState('截止日期已过；请先改期再开放问卷。', 'The closing date has passed; set another before you open a questionnaire.');
  return null;
}

export const whyNotClose = (state: Pick<Surveyed, 'publicForm'>): Rejection | null =>
  isCollecting(state) ? null : wrongState('没有开放中的公开问卷。', 'No public questionnaire is open.');

/** As it is compared, kept and shown. */
export const areaNamed = (name: string): string => name.normalize('NFKC').trim();
/** Places that are named twice. */
export function areaFaults(areas: readonly AskedArea[]): readonly Text[] {
  const named = areas.map(({ name }) => areaNamed(name));
  const twice = named.filter((name, at) => named.indexOf(name) < at);
  return [...new Set(twice)].map((name) => ({
    zh: `areas：每个街道或乡镇只写一次；${name} 写了两次`,
    en: `areas: must name each place once; ${name} stands there twice`,
  }));
}

type Opening = { readonly version: number; readonly link: string; readonly areas: readonly AskedArea[]; readonly basis: string };

export function openForm(state: Surveyed, { version, link, areas, basis }: Opening, context: Context): Decision<FormEvent> {
  const wrong = whyNotOpen(state, dayAt(context.now));
  if (wrong !== null) return refuse(wrong);
  const faults = [
    ...(basis.trim() === '' ? [{ zh: 'basis：须写明依据', en: 'basis: must say on which basis it is opened' }] : []),
    ...areaFaults(areas),
  ];
  if (faults.length > 0) return refuse(incomplete('无法开放问卷。', 'The questionnaire cannot be opened.', faults));
  const data = { version, link, basis: basis.trim(), areas: areas.map(({ name, stratum }) => ({ name: areaNamed(name), stratum })) };
  return { ok: true, events: [{ type: 'QuestionnaireOpened', data }] };
}

/** Told when another has closed it meanwhile. */
export const otherForm = rejection(
  'SUPERSEDED',
  '公开问卷已由他人结束或重新开放，请刷新后再操作。',
  'Somebody else has closed or opened the questionnaire meanwhile; look again.',
);

export function withForm<S extends { readonly publicForm?: PublicForm }>(state: S, event: FormEvent, on: IsoDate): S {
  if (event.type === 'QuestionnaireOpened') return { ...state, publicForm: { ...event.data, openedOn: on, closedOn: null, received: null } };
  return state.publicForm === undefined ? state : { ...state, publicForm: { ...state.publicForm, closedOn: on, received: event.data.received } };
}
