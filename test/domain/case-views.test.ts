import { describe, expect, it } from 'vitest';
import { caseViewSchema } from '../../api/schemas/case-views.ts';
import { viewOfCase } from '../../domain/case-views.ts';
import { CASE_KINDS, foldOf, isCaseKind, kindOf } from '../../domain/cases.ts';
import { flag, list, nullable, optional, plain, record, table, whole } from '../../domain/kernel/shape.ts';
import { shown, viewOf } from '../../domain/kernel/view.ts';
import { RELEASES, recordedBy } from '../setup/recorded-release.ts';

type Sample = { readonly name: string; readonly inner: { readonly kept: number; readonly hidden: string }; readonly secret: string };

describe('a view', () => {
  it('shows the fields that it names, as deep as it names them, and no other', () => {
    const view = viewOf<Sample>()({ name: plain, inner: record({ kept: whole }) });
    expect(shown(view, { name: 'a', inner: { kept: 1, hidden: 'h' }, secret: 's' })).toEqual({ name: 'a', inner: { kept: 1 } });
  });

  it('shows lists, tables and what may be missing', () => {
    const view = viewOf<object>();
    const fields = { rows: list(record({ n: whole }), { most: 9 }), by: table(plain, nullable(record({ ok: flag }))), more: optional(plain) };
    const state = { rows: [{ n: 1, x: 2 }], by: { a: { ok: true, x: 1 }, b: null }, constructor: 'x' };
    expect(view).toBeTypeOf('function');
    expect(shown({ fields }, state)).toEqual({ rows: [{ n: 1 }], by: { a: { ok: true }, b: null } });
  });
});

describe('the view of every kind of case', () => {
  it('is what the API’s schema says it is, after each event that releases recorded', () => {
    const kinds = new Set<string>();
    const schemas = new Map(CASE_KINDS.map((kind) => [kind, caseViewSchema(kind)]));
    for (const [stream, events] of RELEASES.flatMap((release) => [...recordedBy(release)])) {
      const kind = kindOf(stream);
      kinds.add(kind);
      if (!isCaseKind(kind)) continue;
      for (let n = 1; n <= events.length; n += 1) {
        const state = foldOf(stream, events.slice(0, n));
        if (state === null) throw new Error(stream);
        const view = JSON.parse(JSON.stringify(viewOfCase(stream, state)));
        expect(schemas.get(kind)?.parse(view), `${stream}@${n}`).toEqual(view);
      }
    }
    expect([...kinds].filter(isCaseKind).sort()).toEqual([...CASE_KINDS].sort());
  });
});
