/** The ledger of a programme over the running service: an act and its figures, the second of two officers, sums that are none. */
import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';

const { apiUrl, tokens } = inject('service');
const ask = async (as: string, body?: object) => {
  const headers = { Authorization: `Bearer ${tokens[as] ?? ''}`, 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() };
  const [path, more] = body === undefined ? ['funds', {}] : ['commands', { method: 'POST', body: JSON.stringify(body) }];
  const answer = await fetch(`${apiUrl}/api/v1/programme/QH/${path}`, { headers, ...more });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
};
const source = (key: string, nth: number, seen: number, more: object = {}) => ({
  type: 'RecordSource',
  ...{ key, level: 'CENTRAL', by: '省财政厅', year: 2024, amountFen: 100_000_000, document: `青财社〔2024〕9${nth}号`, on: '2024-05-06', seen },
  ...more,
});

describe('the money of a programme', () => {
  it('is recorded by the office, read by who oversees, and the second of two officers is told to look again', async () => {
    const before = (await ask('xu-jianing')).body;
    const { version } = before;
    const [one, other] = await Promise.all([ask('xu-jianing', source('ZJ-T1', 1, version)), ask('tang-li', source('ZJ-T2', 2, version))]);
    expect([one.status, other.status].sort()).toEqual([200, 409]);
    expect([one, other].find(({ status }) => status === 409)?.body).toMatchObject({ code: 'SUPERSEDED' });
    const after = (await ask('zhou-qiming')).body;
    expect(after.version).toBe(version + 1);
    expect(after.sums.sourcesFen).toBe(before.sums.sourcesFen + 100_000_000);
    expect(after.mayEnter).toBe(false);
    expect((await ask('gao-lin')).status).toBe(404);
    expect([403, 404]).toContain((await ask('gao-lin', source('ZJ-T3', 3, version + 1))).status);
  });

  it('takes no sum with three decimals, below nothing or beyond its source, and keeps nothing by halves', async () => {
    const { version, sources, sums } = (await ask('xu-jianing')).body;
    for (const amountFen of [100.5, -1]) expect((await ask('xu-jianing', source('ZJ-T4', 4, version, { amountFen }))).status).toBe(422);
    const from = sources.find(({ key }: { key: string }) => key.startsWith('ZJ-T'));
    const allocate = {
      type: 'Allocate',
      key: 'XD-T1',
      source: from.key,
      project: 'QH-01',
      document: '青财社〔2024〕95号',
      on: '2024-06-03',
      seen: version,
    };
    const beyond = await ask('xu-jianing', { ...allocate, amountFen: from.amountFen + 1 });
    expect(beyond).toMatchObject({ status: 422, body: { code: 'FUNDS_SHORT' } });
    expect((await ask('xu-jianing')).body.sums).toEqual(sums);
    expect((await ask('xu-jianing', { ...allocate, amountFen: from.amountFen })).status).toBe(200);
    const project = (await ask('xu-jianing')).body.projects.find(({ code }: { code: string }) => code === 'QH-01');
    expect(project).toMatchObject({ allocatedFen: from.amountFen, paidFen: 0, balanceFen: from.amountFen });
  });
});
