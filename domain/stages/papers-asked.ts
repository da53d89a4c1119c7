/** Which papers an act brings along, by the routes that it asks by, as fields of its form. Deliberately absent: whether they are there (approval/papers.ts). */
import type { FormField } from '../approval/form-shape.ts';
import { papersNeeded } from '../approval/papers.ts';
import type { Route } from '../approval/route.ts';
import type { Text } from '../kernel/values.ts';
import { shippedRoute } from '../standards/routes.ts';
import type { FieldShown } from './field-shown.ts';
import { STAGE_FORMS } from './forms.ts';

/** The route of a code as it is now: the county's own, else the shipped one; null: there is none. */
export type RouteNow = (code: string) => Route | null;

type Asked = { readonly field: FormField; readonly by: readonly Route[] };
function askedBy(codes: readonly string[], routeNow: RouteNow): { readonly papers: readonly Asked[]; readonly routes: number } {
  const routes = codes.flatMap((code) => routeNow(code) ?? []);
  const papers = new Map<string, Asked>();
  for (const route of routes)
    for (const field of papersNeeded(route.form)) {
      const known = papers.get(field.key);
      papers.set(field.key, known === undefined ? { field, by: [route] } : { ...known, by: [...known.by, route] });
    }
  return { papers: [...papers.values()], routes: routes.length };
}

/** One field for each paper. Where only some of the routes want it, it may stay empty, and says which do. */
export function paperFields(codes: readonly string[], routeNow: RouteNow): readonly FieldShown[] {
  const { papers, routes } = askedBy(codes, routeNow);
  return papers.map(({ field, by }): FieldShown => {
    const always = by.length === routes;
    const said: readonly Text[] = [
      ...(field.help === undefined ? [] : [field.help]),
      ...(always
        ? []
        : [
            {
              zh: `路线“${by.map(({ name }) => name.zh).join('”“')}”要求。`,
              en: `Asked for by ${by.map(({ name }) => `“${name.en}”`).join(', ')}.`,
            },
          ]),
    ];
    const basis = field.basis ?? by[0]?.basis;
    return {
      key: `paper-${field.key}`,
      paper: field.key,
      kind: 'FILES',
      label: field.label,
      required: always,
      optional: true,
      ...(field.most === undefined ? {} : { most: field.most }),
      ...(said.length === 0 ? {} : { help: { zh: said.map(({ zh }) => zh).join(''), en: said.map(({ en }) => en).join(' ') } }),
      ...(basis === undefined ? {} : { basis }),
    };
  });
}

/** Papers that an act of a stage brings along by the routes that are shipped. */
export const shippedPapersOf = (kind: string, type: string): readonly FormField[] =>
  askedBy(FORMS_BY_KIND[kind]?.[type]?.asks ?? [], shippedRoute).papers.map(({ field }) => field);
const FORMS_BY_KIND: Readonly<Record<string, (typeof STAGE_FORMS)[keyof typeof STAGE_FORMS]>> = STAGE_FORMS;
