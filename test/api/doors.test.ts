/** Who may do what, on the running service: a part of the matrix (`npm run doors` tries all of it), and what each door derives. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ROUTE_ROWS } from '../../domain/permission/table.ts';
import { type Database, openDatabase, openReadOnly } from '../../prisma/database.ts';
import { findPeople, issueApiToken } from '../../prisma/people/people.ts';
import { addPeople } from '../../prisma/people/people-record.ts';
import { createEventStore } from '../../prisma/record/event-store.ts';
import { ApiClient } from '../../scripts/demo/http.ts';
import { STRANGER, secondCounty } from '../../scripts/doors/counties.ts';
import { cellsOf, tryAll, withoutRow } from '../../scripts/doors/matrix.ts';
import { type Prepared, prepare } from '../../scripts/doors/prepare.ts';
import { onePagePdf } from '../../setup/example/pdf.ts';
import { checkProgrammeFolder } from '../../setup/programme-folder.ts';
import { storeProgramme } from '../../setup/store-programme.ts';
import { createCaseGateway } from '../../temporal/gateway.ts';
import { sealerFrom } from '../../temporal/seal.ts';
import { json } from '../setup/office.ts';
import { servicePayloads } from '../setup/payloads.ts';

const { apiUrl, databaseUrl, temporalAddress, dataDir } = inject('service');
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
const title = { zh: '权限试验', en: 'Doors' };
const content = { summary: [], documents: [] };
let db: Database;
let connection: Connection;
let world: Prepared;
const as = (person: string): ApiClient => new ApiClient(apiUrl, world.tokens[person] ?? '');

/** The example's first project under another code, with other people. */
function projectLike(code: string, manager: string, panel: readonly string[]): object {
  const [first] = world.counties[1]?.file.projects ?? [];
  return { ...first, profile: { ...first?.profile, code, manager }, panel: panel.length === 0 ? first?.panel : panel };
}

/** One of each standing; the whole of both counties is `npm run doors`. */
const TRIED = ['zhou-qiming', 'xu-jianing', 'song-wei', 'fang-yuan', 'ma-yue', 'luo-ping', 'bai-lan', 'gao-lin', 'wu-tao'];

beforeAll(async () => {
  db = openDatabase(databaseUrl);
  connection = await Connection.connect({ address: temporalAddress });
  const sealer = sealerFrom(path.join(dataDir, 'seal-keys.json'));
  const log = { info: () => undefined, error: () => undefined };
  const gateway = createCaseGateway({
    client: new Client({ connection, dataConverter: servicePayloads().converter }),
    sealer,
    log,
    deadlineMs: 20_000,
  });
  const { programme } = await checkProgrammeFolder(fileURLToPath(new URL('../../examples/qinghe', import.meta.url)));
  if (programme === null) throw new Error('the example has faults');
  // Two counties of its own: the example's projects belong to other tests.
  const first = secondCounty(programme, 'DA', 'da-');
  await storeProgramme(db, gateway, first, () => undefined);
  const people = (person: string): boolean =>
    person === STRANGER ||
    TRIED.some((id) => person === `da-${id}`) ||
    ['db-da-gao-lin', 'db-da-xu-jianing', 'db-da-song-wei', 'db-da-bai-lan'].includes(person);
  world = await prepare(apiUrl, db, gateway, first, { other: 'DB', prefix: 'db-', people });
}, 120_000);
afterAll(async () => {
  await world.tidy();
  await connection.close();
  await db.close();
});

describe('the table of permissions', () => {
  it('is what the service answers, cell by cell, to people of each standing in two counties', async () => {
    const all = cellsOf(world);
    const openApi = (await (await fetch(`${apiUrl}/api/v1/openapi.json`)).json()) as { paths: Record<string, object> };
    expect(withoutRow(openApi, all)).toEqual([]);
    expect(ROUTE_ROWS.size).toBeGreaterThan(90);
    // Every third of each person's cells, another third of the next one's: all rows, in a bounded time.
    const people = Object.keys(world.tokens);
    const cells = all.filter((cell, index) => (index + people.indexOf(cell.person)) % 3 === 0);
    const unexpected = await tryAll(world, cells, 6);
    expect(unexpected.map(({ cell, status, text }) => `${cell.person} ${cell.name} ${cell.path}: ${status} ${text}`)).toEqual([]);
    expect(cells.length).toBeGreaterThan(1_000);
  }, 120_000);
});

describe('what the server knows', () => {
  it('is never taken from a body: an application belongs to the programme of its project', async () => {
    const draft = { type: 'Draft', project: 'DB-01', key: 'FORGED', route: 'PAYMENT', title, content };
    const answer = await as('db-da-gao-lin').post('approvals', { ...draft, programme: 'DA' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('does not belong to DA');
    expect(await json(as('db-da-gao-lin').post('approvals', draft))).toMatchObject({ stream: 'approval/DB-01~FORGED', status: 'DRAFT' });
    expect((await as('db-da-xu-jianing').get('approval/DB-01~FORGED')).status).toBe(200);
    expect((await as('da-xu-jianing').get('approval/DB-01~FORGED')).status).toBe(404);
  });

  it('keeps ids that it will need from people: a key SURVEY is not the survey of the project', async () => {
    const draft = { type: 'Draft', project: 'DA-01', key: 'SURVEY', route: 'PAYMENT', title, content };
    expect(await json(as('da-gao-lin').post('approvals', draft))).toMatchObject({ stream: 'approval/DA-01~SURVEY' });
    expect((await as('da-xu-jianing').get('approval/DA-01.SURVEY')).status).toBe(404);
  });

  it('is silent about answers of other counties: whoever is nobody there hands none in', async () => {
    const batch = { batch: 'db-2026', fileName: 'a.csv', csv: 'x' };
    for (const programme of ['DB', 'ZZ']) expect((await as('da-gao-lin').post('survey-batches', { ...batch, programme })).status).toBe(404);
    expect((await as('db-da-gao-lin').post('survey-batches', { ...batch, programme: 'DB' })).status).toBe(422);
  });

  it('says of me only what is mine', async () => {
    expect(await json(as('da-song-wei').get('me'))).toMatchObject({ roles: { DA: ['AUDITOR'] }, projects: [] });
    expect(Object.keys((await json(as('da-song-wei').get('me'))).roles as object)).toEqual(['DA']);
    expect(await json(as(STRANGER).get('me'))).toMatchObject({ roles: {}, projects: [] });
  });
});

describe('a file', () => {
  it('is read by whoever sees a case that refers to it, under the name that it has there, and its hash opens nothing', async () => {
    const upload = async (person: string, name: string) => (await json(as(person).upload(name, new Uint8Array(PDF)))).sha256 as string;
    const sha256 = await upload('da-gao-lin', '骂人的名字.pdf');
    const draft = (project: string, key: string, name: string) => ({
      type: 'Draft',
      project,
      key,
      route: 'PAYMENT',
      title,
      content: { summary: [], documents: [{ title: name, sha256 }] },
    });
    expect((await as('da-gao-lin').post('approvals', draft('DA-01', 'FILE', '申请表.pdf'))).status).toBe(200);
    // Another county's manager knows the hash and nothing else.
    const stolen = await as('db-da-gao-lin').post('approvals', draft('DB-01', 'FILE', '申请表.pdf'));
    expect(stolen.status).toBe(422);
    expect(await stolen.text()).toContain('hand it in first');
    expect((await as('db-da-gao-lin').get(`project/DB-01/files/${sha256}`)).status).toBe(404);
    // With the same bytes of their own they may, under their own name.
    await upload('db-da-gao-lin', '正式申请表.pdf');
    expect((await as('db-da-gao-lin').post('approvals', draft('DB-01', 'FILE', '正式申请表.pdf'))).status).toBe(200);
    const given = await as('db-da-gao-lin').get(`approval/DB-01~FILE/files/${sha256}`);
    expect([given.status, decodeURIComponent(given.headers.get('content-disposition') ?? '')]).toEqual([
      200,
      expect.stringContaining('正式申请表.pdf'),
    ]);
  });
});

describe('a hash', () => {
  it('that is named says nothing of what is here: another’s file and none at all are refused in the same words', async () => {
    const bytes = onePagePdf('somebody else handed this in');
    const there = await as('da-gao-lin').handIn('甲方.pdf', bytes);
    const absent = 'e'.repeat(64);
    const say = async (sha256: string) => {
      const draft = {
        type: 'Draft',
        project: 'DB-01',
        key: 'GUESS',
        route: 'PAYMENT',
        title,
        content: { summary: [], documents: [{ title: 'x', sha256 }] },
      };
      const answer = await as('db-da-gao-lin').post('approvals', draft);
      return [answer.status, (await answer.text()).replaceAll(sha256, 'HASH')];
    };
    expect(await say(there)).toEqual(await say(absent));
    expect((await say(there))[0]).toBe(422);
    // Whoever handed it in, or sees a case that refers to it, may.
    await as('db-da-gao-lin').handIn('甲方.pdf', bytes);
    expect((await say(there))[0]).toBe(200);
  });
});

describe('a person of one county', () => {
  const elsewhere = 'da-fang-yuan';
  const basis = '试〔2026〕1号';

  it('is drawn into nothing by the office of another: no role, project, panel, desk or application', async () => {
    const officer = as('db-da-xu-jianing');
    const stream = 'programme/DB';
    const refused = async (body: object): Promise<string> => {
      const answer = await officer.post(`${stream}/commands`, body);
      return `${answer.status} ${(await answer.text()).replaceAll(elsewhere, 'WHO').replaceAll('who-is-this', 'WHO')}`;
    };
    for (const role of ['TRADING_CENTRE', 'FINANCE']) {
      const unknown = await refused({ type: 'AssignRole', role, person: 'who-is-this', basis });
      expect(unknown).toContain('PERSON_UNKNOWN');
      // Nobody learns whom another county knows.
      expect(await refused({ type: 'AssignRole', role, person: elsewhere, basis })).toBe(unknown);
    }
    expect(await refused({ type: 'ChangeManager', project: 'DB-02', to: elsewhere, basis })).toContain('PERSON_UNKNOWN');
    expect(await refused({ type: 'HandOverDesk', from: 'db-da-luo-ping', to: elsewhere, roles: true, basis })).toContain('422');
    expect(await refused({ type: 'Leave', person: elsewhere, basis })).toContain('there is no person WHO in this programme');
    const project = projectLike('DB-91', elsewhere, []);
    expect(await refused({ type: 'RegisterProject', project })).toContain('PERSON_UNKNOWN');
    expect(await refused({ type: 'RegisterProject', project: projectLike('DB-91', 'db-da-gao-lin', [elsewhere]) })).toContain('PERSON_UNKNOWN');
    const draft = { type: 'Draft', project: 'DB-01', key: 'NAMED', route: 'PAYMENT', title, content };
    expect((await as('db-da-gao-lin').post('approvals', { ...draft, named: { REVIEWER: [elsewhere] } })).status).toBe(422);
    expect((await as('db-da-xu-jianing').post('approvals', { ...draft, applicant: elsewhere })).status).toBe(422);
  });

  it('who has left manages no new project', async () => {
    const answer = await as('db-da-xu-jianing').post('programme/DB/commands', {
      type: 'RegisterProject',
      project: projectLike('DB-92', world.left, []),
    });
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('PERSON_UNKNOWN')]);
  });

  it('who has left is told nothing more of what they had to do there, by its title either', async () => {
    await db.pool.query(
      `INSERT INTO task (stream, task, kind, step, round, person, status, title, project, programme, opened_at)
       SELECT stream, 990, 'DECIDE', 0, 1, $2, 'HANDED_OVER', title, project, programme, now() FROM case_state WHERE stream = $1`,
      [`approval/${world.targets[2]?.approval}`, world.left],
    );
    const token = await issueApiToken(db, world.left, 1);
    expect(await json(new ApiClient(apiUrl, token).get('tasks'))).toEqual({ items: [], next: null });
    await db.pool.query('DELETE FROM task WHERE task = 990');
  });

  it('who works in another as well signs in without leave of either office', async () => {
    const programme = 'DB';
    await addPeople(db, createEventStore({ pool: db.pool }), programme, [...(await findPeople(db, [elsewhere])).values()], { by: 'operator', basis });
    const listed = async (person: string, of: string) =>
      ((await json(as(person).get(`programme/${of}/sign-ins`))) as { items: { person: string; id: string }[] }).items;
    expect((await listed('db-da-xu-jianing', programme)).some(({ person }) => person === elsewhere)).toBe(false);
    expect((await listed('da-xu-jianing', 'DA')).some(({ person }) => person === elsewhere)).toBe(false);
    const { rows } = await db.pool.query<{ hash: string }>('SELECT hash FROM api_token WHERE person = $1 AND revoked_at IS NULL', [elsewhere]);
    const signIn = (rows[0]?.hash ?? '').slice(0, 12);
    const ended = await as('db-da-xu-jianing').post(`programme/${programme}/sign-ins/${signIn}/revoke`, { basis });
    expect(ended.status).toBe(404);
    expect((await as(elsewhere).get('me')).status).toBe(200);
  });
});

describe('a code', () => {
  it('of a programme is no project’s, and its applications’ ids are nobody else’s', async () => {
    for (const code of ['DA', 'DB']) {
      const project = projectLike(code, 'db-da-gao-lin', []);
      const answer = await as('db-da-xu-jianing').post('programme/DB/commands', { type: 'RegisterProject', project });
      expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('CODE_TAKEN')]);
    }
  });
});

describe('an auditor', () => {
  it('reads and does nothing else', async () => {
    const draft = { type: 'Draft', project: 'DA-01', key: 'BY-AUDITOR', route: 'PAYMENT', title, content };
    expect((await as('da-song-wei').post('approvals', draft)).status).toBe(403);
    const mandate = { type: 'GrantMandate', principal: 'da-song-wei', delegate: 'da-fang-yuan', from: '2026-12-01', to: '2026-12-02', basis: 'x' };
    expect(await as('da-song-wei').refused('programme/DA', mandate)).toBe('NOT_YOURS');
  });

  it('is noted in the journal of the programme that was read, which the office does not read', async () => {
    const word = `机密${Date.now()}`;
    await as('da-song-wei').get(`audit/events?programme=DB&text=${encodeURIComponent(word)}`);
    await as('da-song-wei').get(`audit/events?text=${encodeURIComponent(word)}`);
    const noted = async () =>
      (
        await db.pool.query<{ programmes: readonly string[] }>('SELECT programmes FROM reading WHERE person = $1 AND what LIKE $2', [
          'da-song-wei',
          `%${word}%`,
        ])
      ).rows;
    expect((await noted()).map(({ programmes }) => programmes)).toEqual([['DA']]);
    const found = async (person: string) =>
      (await json(as(person).get(`audit/events?action=HistoryRead&text=${encodeURIComponent(word)}`))) as { items: readonly object[]; code?: string };
    // Each look is a reading with the same word in it, and is found by the next.
    await expect.poll(async () => (await found('da-song-wei')).items.length, { timeout: 15_000, interval: 1_000 }).toBeGreaterThan(0);
    expect((await found('da-zhou-qiming')).items.length).toBeGreaterThan(0);
    expect((await found('da-xu-jianing')).items).toEqual([]);
  });

  it('asks over connections that cannot write', async () => {
    const questions = openReadOnly(db);
    await expect(questions.pool.query("INSERT INTO saved_search VALUES ('x', 'x', 'x', 'x', now())")).rejects.toThrow(/read-only|permission denied/);
    await expect(questions.prisma.refusal.deleteMany({})).rejects.toThrow();
    await questions.close();
  });

  it('gives out no connection that is still taking the reader’s role on', async () => {
    const warned: string[] = [];
    const note = (warning: Error): void => void warned.push(warning.message);
    process.on('warning', note);
    // The embedded service's own sign-in; the owner's takes no role on.
    const own = openDatabase(JSON.parse(readFileSync(path.join(dataDir, 'running.json'), 'utf8')).databaseUrl);
    const questions = openReadOnly(own);
    const asked = await Promise.all(Array.from({ length: 20 }, () => questions.pool.query<{ role: string }>('SELECT current_user AS role')));
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.off('warning', note);
    expect(new Set(asked.map(({ rows }) => rows[0]?.role))).toEqual(new Set(['tuojian_reader']));
    expect(warned).toEqual([]);
    await questions.close();
    await own.close();
  });
});

describe('signing in', () => {
  it('reads a person’s own rows alone, and costs the same with 20,000 projects', async () => {
    const token = await issueApiToken(db, 'da-gao-lin', 1);
    const { readerOfToken } = await import('../../prisma/cases/cases.ts');
    const median = async (): Promise<number> => {
      const times: number[] = [];
      for (let n = 0; n < 60; n += 1) {
        const began = performance.now();
        expect(await readerOfToken(db, token)).toMatchObject({ roles: {}, projects: ['DA-01'] });
        times.push(performance.now() - began);
      }
      return times.sort((a, b) => a - b)[30] ?? 0;
    };
    const before = await median();
    await db.pool.query(
      `INSERT INTO standing (stream, kind, person, role, programme, project)
       SELECT 'project/ZX-' || n, 'MANAGER', 'zx-' || n, '', 'ZX', 'ZX-' || n FROM generate_series(1, 20000) AS n`,
    );
    try {
      await db.pool.query('ANALYZE standing');
      expect(await median()).toBeLessThan(before * 3 + 2);
    } finally {
      await db.pool.query("DELETE FROM standing WHERE programme = 'ZX'");
    }
  });
});
