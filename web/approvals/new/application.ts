/** What a person fills in to apply for something, and the API's shape of it. Deliberately absent: fields (content-fields.tsx). */

import type { Form } from '../../../domain/approval/form-shape.ts';
import { applicantsIn } from '../../../domain/approval/form-shape.ts';
import { fenOf, yuanOf } from '../../../domain/approval/typed-value.ts';
import type { Text } from '../../../domain/kernel/values.ts';
import { type AnswerOf, type BodyOf, reading } from '../../app/client.ts';
import type { KeptFile } from '../../parts/sending.ts';
import { amountIn, type Filled, filledFrom, unreadableIn, valuesIn } from './filled.ts';

export type ContentValues = {
  /** 元, as typed: at most two decimals. */
  readonly amount: string | number;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
  readonly files: readonly KeptFile[];
  /** Of the matter's form; where it has one, the three above are not asked. */
  readonly filled: Filled;
};
export type ApplicationValues = ContentValues & {
  /** `project/QH-01`, or `programme/QH`. */
  readonly about: string;
  readonly matter: string;
  readonly title: string;
  /** Whom the applicant names, by the name that the route gives them. */
  readonly named: Readonly<Record<string, readonly string[]>>;
};

export const BLANK: ApplicationValues = {
  about: '',
  matter: '',
  title: '',
  amount: '',
  lines: [{ label: '', value: '' }],
  files: [],
  filled: {},
  named: {},
};

/** What one may apply for. */
export const aboutReading = () => reading('/api/v1/cases', { query: { kind: 'project', limit: 200 } });

type DraftBody = BodyOf<'/api/v1/approvals'>;
type Content = DraftBody['content'];

/** What is applied for, in 分; null: nothing, or not yet a sum. */
export const sumOf = ({ amount, filled }: ContentValues, form: Form): number | null =>
  form.length === 0 ? fenOf(amount) : (amountIn(form, filled) ?? null);

type UnreadableWords = {
  readonly amountWrong: string;
  readonly sumUnreadable: (label: string) => string;
  readonly numberUnreadable: (label: string) => string;
};
/** Sums and numbers that cannot be read, by field: they would be left out of what is sent, even of a draft. */
export function unreadable(
  { amount, filled }: ContentValues,
  form: Form,
  words: UnreadableWords,
  say: (text: Text) => string,
): Record<string, string> {
  if (form.length > 0)
    return { ...unreadableIn(form, filled, ({ type, label }) => (type === 'MONEY' ? words.sumUnreadable : words.numberUnreadable)(say(label))) };
  return String(amount).trim() !== '' && fenOf(amount) === null ? { amount: words.amountWrong } : {};
}

export function contentOf({ amount, lines, files, filled }: ContentValues, form: Form): Content {
  if (form.length > 0) {
    const values = valuesIn(form, filled);
    return { summary: [], documents: [], values } as Content; // values as domain/approval/form.ts has them, which reads them again
  }
  const amountFen = fenOf(amount);
  return {
    summary: lines.filter(({ label, value }) => label.trim() !== '' || value.trim() !== '').map(({ label, value }) => ({ label, value })),
    ...(amountFen === null ? {} : { amountFen }),
    documents: files.map(({ title, sha256 }) => ({ title, sha256 })),
  };
}

type Shown = {
  readonly amountFen?: number | null;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly summary: readonly { readonly label: Text; readonly value: Text }[];
  readonly documents: readonly { readonly title: string; readonly sha256?: string }[];
};
/** What was handed in before, to be changed. */
export function valuesOf({ amountFen, summary, documents, values = {} }: Shown, form: Form, say: (text: Text) => string): ContentValues {
  return {
    amount: amountFen === undefined || amountFen === null ? '' : yuanOf(amountFen),
    lines: summary.length === 0 ? BLANK.lines : summary.map(({ label, value }) => ({ label: say(label), value: say(value) })),
    files: documents.flatMap(({ title, sha256 }) => (sha256 === undefined ? [] : [{ title, sha256 }])),
    filled: filledFrom(form, values),
  };
}

export function draftOf(values: ApplicationValues, form: Form, key: string): DraftBody {
  const { kind, id } = matterAbout(values.about);
  const named = Object.fromEntries(Object.entries(values.named).flatMap(([name, people]) => (people.length === 0 ? [] : [[name, [...people]]])));
  return {
    type: 'Draft',
    ...(kind === 'project' ? { project: id } : { programme: id, project: null }),
    key: `A-${key.slice(0, 10).toUpperCase()}`,
    route: values.matter,
    title: values.title.trim(),
    content: contentOf(values, form),
    ...(Object.keys(named).length === 0 ? {} : { named }),
  };
}

export function matterAbout(about: string): { readonly kind: 'project' | 'programme'; readonly id: string } {
  const slash = about.indexOf('/');
  return { kind: about.slice(0, slash) === 'project' ? 'project' : 'programme', id: about.slice(slash + 1) };
}

/** Where a fault of the API stands in the form. */
export function fieldOf(at: string): string | undefined {
  if (at === 'route') return 'matter';
  if (at === 'project' || at === 'programme') return 'about';
  if (at.startsWith('content.amountFen') || at === 'amountFen') return 'amount';
  if (at.startsWith('content.documents')) return 'files';
  const [, key] = /^(?:content\.)?values\.([A-Za-z][\w-]*)/.exec(at) ?? [];
  if (key !== undefined) return `filled.${key}`;
  const [, n, part] = /^content\.summary\[(\d+)\](?:\.(label|value))?/.exec(at) ?? [];
  if (n !== undefined) return `lines.${n}.${part ?? 'label'}`;
  return at.startsWith('named') ? 'matter' : at;
}

export type RouteShown = AnswerOf<'/api/v1/programme/{id}/routes'>['items'][number];
type Members = { readonly members?: readonly { readonly named?: string; readonly group?: Members }[] };
const namesIn = ({ members = [] }: Members): readonly string[] =>
  members.flatMap(({ named, group }) => [...(named === undefined ? [] : [named]), ...(group === undefined ? [] : namesIn(group))]);
/** The fields of a matter; none: free lines. */
export const formOf = (shown: RouteShown | undefined): Form => applicantsIn((shown as { readonly form?: Form } | undefined)?.form ?? []); // as domain/approval/route.ts says; the document leaves it open
/** Whom a route leaves to the applicant to name. */
export function namesAsked({ steps }: RouteShown): readonly string[] {
  const groups = steps.map(({ who }) => who as Members | undefined); // as domain/approval/route.ts says; the document leaves steps open
  return [...new Set(groups.flatMap((group) => (group === undefined ? [] : namesIn(group))))];
}
