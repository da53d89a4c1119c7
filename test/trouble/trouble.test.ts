import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '../../config/env.ts';
import { freePortBlock } from '../../local/ports.ts';
import { type Stack, startStack } from '../../local/stack.ts';
import { issueApiToken } from '../../prisma/people/people.ts';
import { rebuild } from '../../prisma/record/rebuild.ts';
import { ApiClient, checkIn, decideByLink, type Mail, mailsAfter, openLink, submit } from '../../scripts/demo/http.ts';
import { exampleOfToday } from '../../setup/example/programme.ts';
import { storeProgramme } from '../../setup/store-programme.ts';

/** A stack of its own: its parts are killed while somebody decides. */
let stack: Stack;
const managers: Record<string, ApiClient> = {};
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'tuojian-trouble-'));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

beforeAll(async () => {
  const settings = readSettings({
    overrides: {
      TUOJIAN_LOG: 'silent',
      TUOJIAN_DATA_DIR: dataDir,
      TUOJIAN_PORT: String(await freePortBlock(7)),
      TUOJIAN_PUBLIC_URL: '',
      TUOJIAN_LEAST_READING_MS: '0',
      TUOJIAN_DEADLINE_MS: '2500',
      TUOJIAN_CHECKPOINT_MAIL: 'audit-office@qinghe.example',
      DATABASE_URL: '',
      TEMPORAL_ADDRESS: '',
      SMTP_URL: '',
    },
  });
  stack = await startStack({ settings, temporalUi: false, say: () => undefined });
  const programme = await exampleOfToday();
  await storeProgramme(stack.database, stack.server.gateway, programme, () => undefined);
  for (const { profile } of programme.file.projects)
    managers[profile.code] = new ApiClient(stack.apiUrl, await issueApiToken(stack.database, profile.manager, 1));
});
afterAll(async () => {
  await stack.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The mail that asks the reviewer to sign a project's survey. */
async function asked(code: string): Promise<Mail> {
  const manager = managers[code];
  if (manager === undefined) throw new Error(code);
  await manager.until(`survey/${code}`, () => true);
  await manager.command(`survey/${code}`, { type: 'ReceiveAnswers', batch: 'QH-2023' });
  await manager.command(`survey/${code}`, { type: 'CloseSurvey' });
  for (let tries = 0; tries < 100; tries += 1) {
    const mail = (await mailsAfter(stack.outboxUrl ?? '', 0)).find(({ to, subject }) => to.startsWith('ma-yue') && subject.includes(code));
    if (mail !== undefined) return mail;
    await pause(100);
  }
  throw new Error(`no mail about ${code}`);
}
const decisions = async (code: string) => (await managers[code]?.find(`approval/${code}.SURVEY`))?.decisions as unknown[];

/** Kills it three times: by then it is started again after four seconds, and whoever asks within them finds nothing. */
async function killForSeconds(part: 'postgres' | 'temporal'): Promise<void> {
  for (let times = 0; times < 3; times += 1) {
    await expect.poll(() => stack[part]?.running?.pid ?? 0, { timeout: 60_000, interval: 50 }).toBeGreaterThan(0);
    process.kill(stack[part]?.running?.pid ?? 0, 'SIGKILL');
    await expect.poll(() => stack[part]?.running, { timeout: 5_000, interval: 20 }).toBeNull();
  }
}

/** Decides until it is confirmed, as a person does who reloads the page; the page then says what is true. */
async function decideUntilConfirmed(mail: Mail): Promise<string> {
  for (let tries = 0; tries < 60; tries += 1) {
    const { page } = await decideByLink(mail, { choice: 'APPROVE' }, 0).catch(() => ({ page: '' }));
    if (page.includes('您已处理')) return page;
    await pause(500);
  }
  throw new Error('never confirmed');
}

describe('while somebody decides', () => {
  it('the worker is stopped: 503, not confirmed; after it is back, the decision counts once and the page says so', async () => {
    const mail = await asked('QH-01');
    await stack.worker.stop();
    const { status, page } = await decideByLink(mail, { choice: 'APPROVE' }, 0);
    expect(status).toBe(503);
    expect(page).toMatch(/尚未确认|未记录/);
    await stack.restartWorker();
    await decideUntilConfirmed(mail);
    expect(await decisions('QH-01')).toHaveLength(1);
  }, 60_000);

  it('PostgreSQL is killed: nothing is confirmed; after it is back, the decision is recorded once and everything goes on', async () => {
    const mail = await asked('QH-02');
    const opened = await openLink(mail); // the form is shown, then the database dies
    await killForSeconds('postgres');
    const { status } = await submit(opened, { check: checkIn(mail), choice: 'APPROVE' });
    expect(status).toBe(503);
    const health = await fetch(`${stack.apiUrl}/readyz`);
    expect(health.status).toBe(503);
    await decideUntilConfirmed(mail);
    expect(await decisions('QH-02')).toHaveLength(1);
    await managers['QH-02']?.until(
      'project/QH-02',
      (state) => Reflect.get(Object(Reflect.get(Object(state.stages), 'PLANNING')), 'status') === 'OPEN',
    );
  }, 90_000);

  it('Temporal is killed: 503, and the person is told that it was not confirmed; after it is back, the same link works', async () => {
    const mail = await asked('QH-03');
    await killForSeconds('temporal');
    const { status, page } = await decideByLink(mail, { choice: 'APPROVE' }, 0);
    expect(status).toBe(503);
    expect(page).toMatch(/尚未确认|未记录/);
    expect(await decisions('QH-03')).toHaveLength(0);
    await decideUntilConfirmed(mail);
    expect(await decisions('QH-03')).toHaveLength(1);
    await managers['QH-03']?.until(
      'project/QH-03',
      (state) => Reflect.get(Object(Reflect.get(Object(state.stages), 'PLANNING')), 'status') === 'OPEN',
    );
  }, 120_000);

  it('and afterwards every chain holds and the read tables are what the events give', async () => {
    // What was noted of the last readings may still be on its way.
    await expect
      .poll(() => rebuild(stack.database, { apply: false }), { timeout: 20_000, interval: 1_000 })
      .toMatchObject({ chainOk: true, differences: [] });
  }, 30_000);
});

describe('the log of all events', () => {
  it('is cut by a superuser: an alarm comes by mail, and nothing is signed any more', async () => {
    const newest = async () => Number((await stack.database.prisma.checkpoint.aggregate({ _max: { size: true } }))._max.size ?? 0);
    const alarm = async () => (await mailsAfter(stack.outboxUrl ?? '', 0)).find(({ subject }) => subject.includes('审计警报'));
    await expect.poll(newest, { timeout: 70_000, interval: 500 }).toBeGreaterThan(0);
    await stack.worker.stop();
    const signed = await newest();
    expect(await alarm()).toBeUndefined();
    const superuser = new pg.Client({ connectionString: stack.databaseUrl });
    await superuser.connect();
    await superuser.query("SET session_replication_role = 'replica'");
    await superuser.query('DELETE FROM event e USING log_leaf l WHERE l.stream = e.stream AND l.version = e.version AND l.index >= $1', [signed - 1]);
    await superuser.query('DELETE FROM log_leaf WHERE index >= $1', [signed - 1]);
    await superuser.end();
    await stack.restartWorker();
    await expect
      .poll(async () => (await alarm())?.text ?? '', { timeout: 30_000, interval: 300 })
      .toMatch(/(EVENT_CHANGED|CHAIN_BROKEN|LOG_CUT|LOG_FORKED): /);
    expect((await alarm())?.to).toContain('audit-office@');
    expect(await newest()).toBe(signed);
  }, 120_000);
});
