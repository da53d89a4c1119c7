/**
 * Which papers a route's form requires of a stage that asks by it, and which of them are not there. The form is the county's
 * own where it has one; a paper is handed in under the key of its field. Pure. Deliberately absent: what else a form asks
 * (form.ts), and the bytes.
 */
import { faultAt } from '../kernel/fault.ts';
import type { Text } from '../kernel/values.ts';
import type { DocumentRef } from './facts.ts';
import { applicantsIn, type Form, type FormField } from './form-shape.ts';
import type { Route } from './route.ts';

const filesOf = (form: Form | undefined): Form => applicantsIn(form ?? []).filter(({ type }) => type === 'FILES');
const isNeeded = ({ required, proof }: FormField): boolean => required === true || proof === true;

/** The fields of files that may not stay empty when a stage asks by this form. */
export const papersNeeded = (form: Form | undefined): Form => filesOf(form).filter(isNeeded);

/** The document by which a paper is asked for: that of its field, else the route's own. */
const basisOf = (field: FormField, route: Pick<Route, 'basis'>): string => field.basis ?? route.basis ?? '';

/** Every paper that is missing, by its name and the document that asks for it; and every one that the form does not know. */
export function paperFaults(route: Pick<Route, 'name' | 'basis' | 'form'>, documents: readonly DocumentRef[]): readonly Text[] {
  const handed = new Set(documents.flatMap(({ paper, sha256 }) => (paper === undefined || sha256 === undefined ? [] : [paper])));
  const known = filesOf(route.form).map(({ key }) => key);
  const missing = papersNeeded(route.form).filter(({ key }) => !handed.has(key));
  return [
    ...missing.map((field): Text => {
      const basis = basisOf(field, route);
      return {
        zh: `缺少“${field.label.zh}”（路线“${route.name.zh}”要求${basis === '' ? '' : `；依据：${basis}`}）`,
        en: `${field.label.en} must be handed in (asked for by the route “${route.name.en}”${basis === '' ? '' : `; ${basis}`})`,
      };
    }),
    ...[...handed]
      .filter((key) => !known.includes(key))
      .map((key) =>
        faultAt('files', {
          zh: `须为路线“${route.name.zh}”所列材料之一（${known.join('、') || '无'}），没有 ${key}`,
          en: `must be papers of the route “${route.name.en}” (${known.join(', ') || 'none'}); there is no ${key}`,
        }),
      ),
  ];
}

/** A stage asked without what its route requires: everything that is missing. */
export class PapersMissing extends Error {
  readonly faults: readonly Text[];
  constructor(faults: readonly Text[]) {
    super(faults.map(({ en }) => en).join('\n'));
    this.name = 'PapersMissing';
    this.faults = faults;
  }
}
