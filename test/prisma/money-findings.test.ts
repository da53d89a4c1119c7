/** What does not agree in a programme's money stands in the auditors' ledgers, with its events and its rule, until it is put right. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { checkProgramme, checkProject } from '../../jobs/project-checks.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { listFindings } from '../../prisma/history/findings.ts';
import { migrate } from '../../prisma/migrate.ts';
import { recorderOf } from '../../prisma/record/event-store.ts';
import { openExample } from '../../scripts/record/example.ts';
import type { RecordPlay } from '../../scripts/record/play.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

let db: Database;
let play: RecordPlay;
let project: string;
const office: Actor = { person: 'xu-jianing', door: 'api', assurance: 'session', roles: ['PROGRAMME_OFFICER'] };
const paper = (nth: number) => ({ document: `青财社〔2026〕${nth}号`, on: '2026-01-06' });
const act = (command: object) => play.send('programme/M', command as AnyCommand, office); // of the ledger
const paid = (version: number, paidFen: number) =>
  play.send('programme/M', { type: 'CountPayments', project, account: 'CONSTRUCTION', version, paidFen, takenOverFen: 0 } as AnyCommand); // as works tell it
const standing = async (status = 'OPEN') =>
  (await listFindings(db, ['M'], { status })).map(({ code, project: of, rule, events }) => ({ code, project: of, rule, events }));
const check = async () => {
  for (const one of await checkProgramme(db, recorderOf(db), 'M')) await checkProject(db, recorderOf(db), one);
};
const told = async (stream: string) =>
  (await db.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM notice WHERE stream = $1 AND template = 'finding'`, [stream])).rows[0]?.n ?? 0;

beforeAll(async () => {
  const url = await freshDatabase('money_findings_test');
  await migrate(url);
  db = openDatabase(url);
  const opened = await openExample(db, 'M');
  play = opened.play;
  project = opened.programme.file.projects[0]?.profile.code ?? '';
  await act({ type: 'RecordSource', key: 'ZJ-1', level: 'CENTRAL', by: '省财政厅', year: 2026, amountFen: 1_000, seen: 0, ...paper(1) });
  await act({ type: 'Allocate', key: 'XD-1', source: 'ZJ-1', project, amountFen: 600, seen: 1, ...paper(2) });
}, 120_000);
afterAll(() => db.close());

it('of a project: raised with its events and the row of the rule, told to office and manager, ceased once it is put right, told anew when it comes again', async () => {
  await paid(3, 700);
  await check();
  const over = (await standing()).find(({ code }) => code === 'PAID_OVER_ALLOCATED');
  expect(over).toMatchObject({ project, rule: expect.stringContaining('规则表 FUNDS.paymentGate：REFUSE') });
  expect(over?.events).toContain(`construction/${project}@3`);
  expect(over?.events.some((event) => event.startsWith('programme/M@'))).toBe(true);
  // NOT_COUNTED as well: the works say nothing of it. Officer, director and manager of each.
  expect((await standing()).map(({ code }) => code).toSorted()).toEqual(['NOT_COUNTED', 'PAID_OVER_ALLOCATED']);
  const first = await told(`findings/${project}`);
  expect(first).toBe(6);
  await check();
  expect(await told(`findings/${project}`)).toBe(first);
  await act({ type: 'CorrectAllocation', key: 'XD-1', amountFen: 800, reason: '文件更正', seen: 2, ...paper(2) });
  await check();
  expect((await standing('CEASED')).map(({ code }) => code)).toEqual(['PAID_OVER_ALLOCATED']);
  expect((await standing()).map(({ code }) => code)).toEqual(['NOT_COUNTED']);
  await paid(4, 900);
  await check();
  expect((await standing()).map(({ code }) => code)).toContain('PAID_OVER_ALLOCATED');
  expect(await told(`findings/${project}`)).toBe(first + 3);
});

it('of no project: stands in a ledger of the programme, which an auditor can settle like any other', async () => {
  await act({ type: 'SetBudget', source: 'ZJ-1', year: 2026, amountFen: 2_000, seen: 3, ...paper(4) });
  await check();
  const own = (await standing()).filter(({ project: of }) => of === 'programme.M');
  expect(own).toMatchObject([{ code: 'BUDGET_OVER_SOURCE' }]);
  expect(own[0]?.events.length).toBeGreaterThan(1);
  expect(await told('findings/programme.M')).toBe(2);
  const head = await db.prisma.caseState.findUnique({ where: { stream: 'findings/programme.M' } });
  expect(head).toMatchObject({ programme: 'M', project: null });
  await act({ type: 'SetBudget', source: 'ZJ-1', year: 2026, amountFen: 1_000, reason: '年中调整', seen: 4, ...paper(4) });
  await check();
  expect((await standing()).filter(({ project: of }) => of === 'programme.M')).toEqual([]);
});
