/** Fields of an application that may be corrected with a supplement: which, and what is wrong with what was sent. Deliberately absent: its clock (decide/applicant.ts). */
import { faultAt } from '../kernel/fault.ts';
import type { Text } from '../kernel/values.ts';
import type { ApprovalState, Content } from './facts.ts';
import { fieldFaults, isEmpty } from './form.ts';
import type { Filling, Form, FormValues } from './form-shape.ts';

/**
 * Fields that whoever asks for a supplement may name. Not those that give a fact: by it the way was chosen, and it is
 * changed after a return alone. Nor files: those come with every supplement, and none goes for them. None where a stage
 * wrote the application.
 */
export const correctable = ({ owner, route: { form = [] } }: Pick<ApprovalState, 'owner' | 'route'>): Form =>
  owner !== null ? [] : form.filter(({ filledAt, fact, type }) => filledAt === undefined && fact === undefined && type !== 'FILES');

/** The fields that were named when the present supplement was asked for. */
export const askedFields = ({ route: { form = [] }, supplementFields = [] }: Pick<ApprovalState, 'route' | 'supplementFields'>): Form =>
  form.filter(({ key }) => supplementFields.includes(key));

export function correctionFaults(state: ApprovalState, values: FormValues): readonly Text[] {
  const asked = askedFields(state);
  return [
    ...Object.keys(values)
      .filter((key) => !asked.some((field) => field.key === key))
      .map((key) => faultAt(`values.${key}`, NOT_ASKED)),
    ...asked.flatMap((field) => (values[field.key] === undefined ? [] : fieldFaults(field, values[field.key], true, `values.${field.key}`))),
  ];
}
const NOT_ASKED: Text = { zh: '须省去，补正告知没有要求更正这一项', en: 'must be left out; it was not asked for' };

/** What changes, each with what stood there before. */
export const correctionsIn = ({ content }: Pick<ApprovalState, 'content'>, values: FormValues): readonly Filling[] =>
  Object.entries(values).flatMap(([key, value]) => {
    const was = content.values?.[key] ?? null;
    return JSON.stringify(was) === JSON.stringify(value) ? [] : [{ key, was, value }];
  });

/** The content with what was corrected; a field that was emptied is not there. */
export function corrected(content: Content, values: FormValues): Content {
  if (Object.keys(values).length === 0) return content;
  const all = Object.entries({ ...content.values, ...values }).filter(([, value]) => !isEmpty(value));
  return { ...content, values: Object.fromEntries(all) };
}
