import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { APPEND_ONLY, GRANTS } from '../../prisma/app-role.ts';

/** Tables of the schema file with their columns, by their names in the database. */
function tables(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [, body = ''] of readFileSync('prisma/schema.prisma', 'utf8').matchAll(/^model \w+ \{\n([\s\S]*?)^\}/gm)) {
    const name = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? '';
    const fields = body.split('\n').filter((line) => /^ {2}[a-z]/.test(line));
    found.set(
      name,
      fields.map((line) => /@map\("(\w+)"\)/.exec(line)?.[1] ?? line.trim().split(/\s+/)[0] ?? ''),
    );
  }
  return found;
}

describe("the service's role", () => {
  it('has a decision for every table of the schema, and for no other', () => {
    expect(Object.keys(GRANTS).sort()).toEqual([...tables().keys()].sort());
  });

  it('may change only columns that there are', () => {
    for (const [table, grant] of Object.entries(GRANTS))
      if (typeof grant === 'object') expect(tables().get(table)).toEqual(expect.arrayContaining([...grant.change]));
  });

  it('only adds to the record', () => {
    for (const table of APPEND_ONLY) expect(GRANTS[table]).toBe('ADD');
  });
});
