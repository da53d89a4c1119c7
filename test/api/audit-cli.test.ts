/** The auditors' commands, as a person types them. */

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { AUDIT_RULES } from '../../domain/audit/rules.ts';
import type { AnyCommand } from '../../domain/kernel/command.ts';
import { addDays, dayAt } from '../../domain/kernel/days.ts';
import type { ProgrammeState } from '../../domain/programme/facts.ts';
import { openAuditClerk } from '../../jobs/audit-clerk.ts';
import { openDatabase } from '../../prisma/database.ts';
import { takeIn } from '../../prisma/log/log.ts';
import { migrate } from '../../prisma/migrate.ts';
import { projectFigures } from '../../prisma/record/project-figures.ts';
import { searchHistory } from '../../prisma/search/audit-search.ts';
import { checkSearch } from '../../prisma/search/search-rebuild.ts';
import { mailsAfter } from '../../scripts/demo/http.ts';
import { evaluateProgramme } from '../../scripts/demo/play-programme.ts';
import { openExample, playWhole } from '../../scripts/record/example.ts';
import { tuojian } from '../setup/command.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

const { dataDir, apiUrl, outboxUrl } = inject('service');
const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-audit-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const keys = { TUOJIAN_LOG_KEYS: path.join(dataDir, 'log-keys') };
const outside = path.join(dataDir, 'checkpoints.txt');
const bundle = path.join(folder, 'bundle');
const last = (out: string) => JSON.parse(out.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;

beforeAll(async () => {
  // The clerk signs for the first event at once.
  for (let tries = 0; tries < 100 && !(await fetch(`${apiUrl}/log/checkpoint`)).ok; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 300));
}, 60_000);

describe('tuojian audit', () => {
  it('searches, and says what it found in words', async () => {
    const found = await tuojian(['audit', 'search', '--programme', 'QH', '--action', 'ProjectRegistered', '--limit', '2'], 'song-wei');
    expect(found).toMatchObject({ code: 0, err: '' });
    expect(found.out).toContain('登记项目');
    expect(found.out).toMatch(/找到 \d+ 条；下一页：--after \S+/);
    expect(found.out, 'a door by its name').toMatch(/导入|控制台|系统/);
    const stood = await tuojian(['audit', 'as-of', '--project', 'QH-01', '--at', new Date().toISOString()], 'song-wei');
    expect(stood.out).toMatch(/截至 .*北京时间[\s\S]*project\/QH-01 +v\d+ +\p{Script=Han}/u);
    expect(stood.out).not.toMatch(/\b(OPEN|RUNNING|DONE|WAITING|APPROVED|GREEN|RED)\b/);
  });

  it('runs every rule over every project', async () => {
    const run = await tuojian(['audit', 'findings', '--run'], 'song-wei');
    expect(last(run.out)).toMatchObject({ rules: Object.keys(AUDIT_RULES).length });
    expect(run.code).toBe(0);
  });

  it('writes a bundle that verifies with nothing but folder, key and outside checkpoints', async () => {
    expect(await tuojian(['audit', 'export', bundle, '--by', 'song-wei'], 'song-wei', keys)).toMatchObject({ code: 0 });
    expect(readdirSync(bundle)).toEqual(
      expect.arrayContaining(['manifest.json', 'events.jsonl', 'checkpoints.txt', 'keys.txt', 'events.csv', 'README.txt']),
    );
    const key = (await tuojian(['audit', 'key'], 'song-wei', keys)).out.trim().split('\n')[0] ?? '';
    // No database, no Temporal, no API is named.
    const nothing = {
      DATABASE_URL: '',
      TEMPORAL_ADDRESS: '',
      TUOJIAN_PUBLIC_URL: '',
      TUOJIAN_TOKEN: '',
      TUOJIAN_DATA_DIR: path.join(folder, 'nowhere'),
    };
    const verified = await tuojian(['audit', 'verify', bundle, '--key', key, '--outside', outside], 'song-wei', nothing);
    expect(verified.out).toContain('✓');
    expect(last(verified.out)).toMatchObject({ ok: true, faults: 0 });

    const file = path.join(bundle, 'events.jsonl');
    const lines = readFileSync(file, 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes(String.raw`\"type\":\"ProjectRegistered\"`));
    const [, where = 'none', version = '0'] = /(programme\/[A-Z]+)\\",.*?\\"version\\":(\d+)/.exec(lines[at] ?? '') ?? [];
    lines[at] = (lines[at] ?? '').replace('places', 'plates');
    writeFileSync(file, lines.join('\n'));
    const forged = await tuojian(['audit', 'verify', bundle, '--key', key, '--outside', outside], 'song-wei', nothing);
    expect(forged.code).toBe(1);
    expect(last(forged.out)).toMatchObject({
      ok: false,
      firstBad: `${where}@${version}`,
      codes: expect.arrayContaining(['BUNDLE_FILE', 'EVENT_CHANGED']),
    });
  }, 60_000);

  it('believes a checkpoint that came by mail, as the mailbox saved it', async () => {
    const mails = await mailsAfter(outboxUrl, 0);
    const mail = mails.find(({ to }) => to.startsWith('audit-office@'));
    expect(mail?.subject).toContain('审计检查点');
    const saved = path.join(folder, 'mail.txt');
    writeFileSync(saved, `Subject: ${mail?.subject}\r\n\r\n${(mail?.text ?? '').replaceAll('\n', '\r\n')}`);
    const checked = await tuojian(['audit', 'check', '--outside', saved, '--no-search'], 'song-wei', keys);
    expect(checked.out).toMatch(/1 kept elsewhere/);
    expect(last(checked.out)).toMatchObject({ ok: true });
  }, 60_000);

  it('checks the database itself', async () => {
    const checked = await tuojian(['audit', 'check', '--outside', outside], 'song-wei', keys);
    expect(checked.err).toBe('');
    expect(last(checked.out)).toMatchObject({ ok: true });
  }, 60_000);

  it('makes the search anew from the events where somebody changed it', async () => {
    const url = await freshDatabase('search_changed');
    await migrate(url);
    const db = openDatabase(url);
    await openExample(db, 'S');
    while ((await takeIn(db)).length > 0);
    const own = { DATABASE_URL: url };
    expect(last((await tuojian(['rebuild', '--search'], 'song-wei', own)).out)).toMatchObject({ differences: 0 });
    await db.pool.query("UPDATE audit_tail SET terms = '{}' WHERE index = 3");
    await db.pool.query("UPDATE audit_entry SET text = 'another' WHERE index = 5");
    const found = await tuojian(['rebuild', '--search'], 'song-wei', own);
    expect(found).toMatchObject({ code: 1, out: expect.stringContaining('rebuild --search --apply') });
    expect(last(found.out)).toMatchObject({ differences: 2, rebuilt: 0 });
    const mended = await tuojian(['rebuild', '--search', '--apply'], 'song-wei', own);
    expect(mended).toMatchObject({ code: 0, err: '' });
    expect(await checkSearch(db)).toEqual([]);
    await db.close();
  }, 60_000);

  it('archives a closed programme to files that verify, and notes it', async () => {
    const url = await freshDatabase('archived');
    await migrate(url);
    const db = openDatabase(url);
    const { play, programme } = await openExample(db, 'A');
    const office = { person: 'xu-jianing', door: 'api', assurance: 'session', roles: ['PROGRAMME_OFFICER'] } as const;
    const [first, ...others] = programme.file.projects.map(({ profile }) => profile.code);
    await playWhole(play, programme, first ?? '');
    for (const code of others) await play.send(`project/${code}`, { type: 'Cancel', reason: '规划调整' } as AnyCommand, office);
    const keeper = { person: 'su-mei', player: play.as('su-mei', first ?? '', ['HEALTH']) };
    const today = dayAt(new Date().toISOString());
    const total = await evaluateProgramme({
      ...{
        programme: 'A',
        office: play.as(office.person, first ?? '', office.roles),
        keeper,
        checker: play.as('he-jing', first ?? '', ['OFFICE_DIRECTOR']),
      },
      ...{ today, dueOn: addDays(today, 30) },
    });
    const evaluated = (await db.prisma.caseState.findUnique({ where: { stream: 'programme/A' } }))?.state as unknown as ProgrammeState; // a programme's stream
    const { figures = [], status } = evaluated.evaluations?.['PE-1'] ?? {};
    const figure = (key: string) => figures.find((found) => found.key === key);
    const { places } = programme.file.projects[0]?.profile ?? { places: 0 };
    const planned = programme.file.projects.reduce((sum, { profile }) => sum + profile.places, 0);
    expect(status).toBe('CLOSED');
    expect(figure('PLACES')).toEqual({ key: 'PLACES', have: places, of: planned, short: others.sort() });
    expect(figure('FINISHED')).toMatchObject({ have: 1, of: 1 + others.length });
    expect(figure('RATIO')).toMatchObject({ have: 780 + places, of: 1_854 });
    expect(figure('BUDGET')?.have).toBeGreaterThan(0);
    expect(figure('OCCUPANCY')).toMatchObject({ have: places / 2, of: places });
    expect(total).toBeGreaterThan(0);
    expect(await projectFigures(db.pool, 'A', addDays(today, -1))).toEqual([]);
    await play.send('programme/A', { type: 'CloseProgramme', summary: '已全部验收移交' } as AnyCommand, office);
    const own = { DATABASE_URL: url, TUOJIAN_LOG_KEYS: path.join(folder, 'archive-keys') };
    const clerk = openAuditClerk({
      database: db,
      folder: own.TUOJIAN_LOG_KEYS,
      origin: 'tuojian/archive-test',
      outside: [],
      onAlarm: () => undefined,
      onFault: () => undefined,
    });
    await clerk.catchUp();
    const target = path.join(folder, 'archived');
    const archived = await tuojian(['audit', 'archive', 'A', target, '--by', 'song-wei'], 'song-wei', own);
    expect(archived.err).toBe('');
    expect(last(archived.out)).toMatchObject({ ok: true, faults: 0 });
    const { key = '' } = /^(?<key>\S+\+\S+)$/m.exec((await tuojian(['audit', 'key'], 'song-wei', own)).out)?.groups ?? {};
    // Nothing but the files: a reader in ten years has no database.
    expect(last((await tuojian(['audit', 'verify', target, '--key', key], 'song-wei', { DATABASE_URL: '' })).out)).toMatchObject({ ok: true });
    await clerk.catchUp();
    await clerk.stop();
    const noted = await searchHistory(
      db,
      { action: 'ProgrammeArchived' },
      { programmes: ['A'] },
      { order: 'NEWEST', after: null, limit: 5, countUpTo: 10 },
    );
    expect(noted).toMatchObject({ count: 1, items: [{ actor: { person: 'song-wei' } }] });
    await db.close();
  }, 120_000);

  it('archives no programme that is still running, and tells the way out of every other mistake', async () => {
    const running = await tuojian(['audit', 'archive', 'QH', path.join(folder, 'archive')], 'song-wei', keys);
    expect(running).toMatchObject({ code: 1, err: expect.stringMatching(/not closed[\s\S]*→/) });
    expect(existsSync(path.join(folder, 'archive'))).toBe(false);
    expect((await tuojian(['audit', 'verify', folder], 'song-wei')).err).toMatch(/no evidence bundle[\s\S]*→/);
    expect((await tuojian(['audit', 'verify', bundle, '--key', 'nonsense'], 'song-wei')).err).toMatch(/no public key[\s\S]*→/);
    expect((await tuojian(['audit', 'verify', bundle, '--outside', '/nowhere'], 'song-wei')).err).toMatch(/does not exist[\s\S]*→/);
    expect((await tuojian(['audit', 'as-of', '--at', '2026-01-01', '--lang', 'en'], 'song-wei')).err).toContain(
      'exactly one of stream, project and programme',
    );
  }, 60_000);
});
