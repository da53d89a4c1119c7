import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../prisma/database.ts';
import { type FreshPostgres, freshPostgres } from '../../scripts/record/fresh-postgres.ts';
import { TAMPER_KINDS } from '../../scripts/tamper/kinds.ts';
import { bundleVerdict, faultsOf, hasPython, makeRecord, type TrueRecord, tamperWith } from '../../scripts/tamper/suite.ts';

let server: FreshPostgres;
let record: TrueRecord;
beforeAll(async () => {
  server = await freshPostgres('tamper-test');
  record = await makeRecord(server);
}, 120_000);
afterAll(() => server.stop());

describe('a superuser who changes the record is found by two verifiers that never ask the service', () => {
  it.each(TAMPER_KINDS.map((kind, index) => [kind.name, index] as const))('%s', async (_, index) => {
    const kind = TAMPER_KINDS[index];
    if (kind === undefined) throw new Error('no such kind');
    const { found, named, bundle } = await tamperWith(record, kind, index);
    expect({ found, named }).toEqual({ found: true, named: true });
    if (bundle !== null) expect(bundle).toEqual({ ours: true, second: hasPython() ? true : null });
  });

  it('and a true record raises no alarm, in the database and as a bundle', async () => {
    const db = openDatabase(server.url);
    expect(await faultsOf(db, record)).toEqual([]);
    expect(await bundleVerdict(db, record, 'clean')).toEqual({ ours: false, second: hasPython() ? false : null });
    await db.close();
  });

  it('the issue asks for fourteen kinds at least', () => expect(TAMPER_KINDS.length).toBeGreaterThanOrEqual(14));
});
