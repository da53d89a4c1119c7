/**
 * A county comes in half way: its programme is taken over by file, one project of it is finished to handover on the pages of
 * its stages, by its manager, the office, approvers and the panel, and an auditor proves it. Everything is clicked and typed;
 * mails are read in the catcher. The longest way through the console that there is; it has a service of its own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, addMonths, dayAt, daysBetween } from '../../domain/kernel/days.ts';
import { investmentFen } from '../../domain/profile/profile.ts';
import { shippedValues } from '../../domain/rule-table/table.ts';
import { ACCEPTANCE, AIR_ITEM } from '../../domain/standards/acceptance.ts';
import { AIR, type AirStandard, limitsOf } from '../../domain/standards/air.ts';
import { CLASSES, requiredCarers } from '../../domain/standards/classes.ts';
import { MANAGEMENT } from '../../domain/standards/management-rules.ts';
import { carersToTrain, TRAINING } from '../../domain/standards/training.ts';
import { BROWSER_ARGS, findBrowser } from '../../scripts/browser.ts';
import { linkIn, type Mail, mailsAfter } from '../../scripts/demo/http.ts';
import { type EmptyService, startEmptyService } from '../../scripts/own-service.ts';
import { historyOf } from '../../setup/example/history.ts';
import { exampleOfToday, inYears } from '../../setup/example/programme.ts';
import { bundleOf, expectProved, expectVerified } from '../setup/auditor.ts';
import { consoleContext, settled } from '../setup/console-page.ts';
import { agreeAt } from '../setup/deciding.ts';
import { actOn } from '../setup/hands.ts';
import { LEAST_READING_MS } from '../setup/service.ts';

const CODE = 'QH-05';
const [MANAGER, OFFICER, AUDITOR] = ['liu-chuan', 'xu-jianing', 'song-wei'];
const today = dayAt(new Date().toISOString());

/** Its works are done and filed; staff, rules, publicity and all that follows are still to come. */
async function halfWay() {
  const { file } = await exampleOfToday(today);
  const like = file.projects.find(({ profile }) => profile.code === CODE);
  if (like === undefined) throw new Error(`the example has no ${CODE}`);
  const startOn = addMonths(today, -18);
  const days = daysBetween(like.profile.startOn, startOn);
  const profile = {
    ...like.profile,
    startOn,
    finishOn: addDays(like.profile.finishOn, days),
    milestones: like.profile.milestones.map((milestone) => ({ ...milestone, plannedOn: addDays(milestone.plannedOn, days) })),
  };
  const facts = historyOf(profile, { reach: 'COMPLETED', nth: 5, today });
  const programme = inYears(file.programme, Number(today.slice(0, 4)) - 2);
  return { file: { ...file, programme, projects: [{ ...like, profile, history: { complete: true, facts } }], surveys: [] }, profile };
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-whole-project-'));
let service: EmptyService;
let browser: Browser;
let profile: Awaited<ReturnType<typeof halfWay>>['profile'];
let programmeFile: object;
/** Everybody’s window, by their id. */
const windows = new Map<string, Page>();
const outbox = (): string => service.stack.outboxUrl ?? '';

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
  const overrides = { TUOJIAN_LEAST_READING_MS: String(LEAST_READING_MS), TUOJIAN_DIGEST_AT: 'never' };
  service = await startEmptyService({ name: 'whole-project', say: () => undefined, overrides });
  ({ profile, file: programmeFile } = await halfWay());
}, 120_000);
afterAll(async () => {
  await browser.close();
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function mailAfter(last: number, is: (mail: Mail) => boolean): Promise<Mail> {
  for (let tries = 0; tries < 300; tries += 1) {
    const found = (await mailsAfter(outbox(), last)).findLast(is);
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the mail did not come within 30 s');
}
const newest = async (): Promise<number> => Math.max(0, ...(await mailsAfter(outbox(), 0)).map(({ id }) => id));

/** Signed in by the digits of a mail, at the address that they wanted. */
async function windowOf(person: string, address: string): Promise<Page> {
  const known = windows.get(person);
  if (known !== undefined) {
    await known.goto(`${service.stack.apiUrl}${address}`);
    await settled(known);
    return known;
  }
  const { context } = await consoleContext({ browser, apiUrl: service.stack.apiUrl, token: null, locale: 'zh-CN', width: 1280 });
  const page = await context.newPage();
  await page.goto(`${service.stack.apiUrl}${address}`);
  await page.getByRole('heading', { name: '登录', level: 1 }).waitFor();
  const last = await newest();
  await page.getByLabel('邮箱').fill(`${person}@qinghe.example`);
  await page.getByRole('button', { name: '发送登录码' }).click();
  await page.getByText('登录码已发到该邮箱').waitFor();
  const { text } = await mailAfter(last, ({ to, text }) => to === `${person}@qinghe.example` && /(?<!\d)\d{6}(?!\d)/.test(text));
  await page.getByLabel('登录码（6 位数字）').first().click();
  await page.keyboard.type(/(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] ?? '');
  await page.getByRole('heading', { name: '登录', level: 1 }).waitFor({ state: 'detached' });
  await settled(page);
  windows.set(person, page);
  return page;
}
const stage = (key: string): string => `/projects/${CODE}/stages/${key}`;
const badge = (page: Page, status: string) => page.getByRole('main').getByText(status, { exact: true }).first().waitFor();

/** Approvers with their phones: each mail with a link is opened and agreed to, without script, until it is told to stop. */
function approvers(context: BrowserContext, isTheirs: (mail: Mail) => boolean, after = 0) {
  let [running, last, decided] = [true, after, 0];
  const done = (async () => {
    while (running) {
      for (const mail of await mailsAfter(outbox(), last)) {
        last = Math.max(last, mail.id);
        if (linkIn(mail) === null || !isTheirs(mail)) continue;
        const page = await context.newPage();
        await page.goto(linkIn(mail) ?? '');
        // Whoever has decided in the console may still take it back there; and what is decided asks for nothing.
        if (await agreeAt(page, mail)) decided += 1;
        await page.close();
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  })();
  return {
    stop: async (): Promise<number> => {
      running = false;
      await done;
      return decided;
    },
  };
}

describe('a programme that began on paper', () => {
  it('is taken over by its file, on the first page of a service that nobody has used yet', { timeout: 180_000 }, async () => {
    const { context } = await consoleContext({ browser, apiUrl: service.stack.apiUrl, token: null, locale: 'zh-CN', width: 1280 });
    const page = await context.newPage();
    await page.goto(service.stack.apiUrl);
    await page.getByRole('button', { name: '导入项目群' }).click();
    const buffer = Buffer.from(JSON.stringify(programmeFile));
    await page.locator('input[type=file]').setInputFiles([{ name: 'programme.json', mimeType: 'application/json', buffer }]);
    await page.getByText(/没有错误。将新增人员 22 人、项目 1 个、问卷 0 份、接续事项 \d+ 项/).waitFor();
    await page.getByRole('button', { name: '导入', exact: true }).click();
    await page.getByRole('button', { name: '去登录' }).click({ timeout: 60_000 });
    await context.close();

    const officer = await windowOf(OFFICER, `/takeover/${CODE}`);
    await officer.getByText('接续已结束').first().waitFor();
    await officer.goto(`${service.stack.apiUrl}${stage('construction')}`);
    await settled(officer);
    await officer.getByText('接续', { exact: true }).first().waitFor();
  });
});

describe('its project', () => {
  it('gets its staff: enrolled, taught, examined and certified by tables out of a spreadsheet', { timeout: 180_000 }, async () => {
    const page = await windowOf(MANAGER, stage('training'));
    const carers = carersToTrain(requiredCarers(profile.classes, shippedValues(CLASSES)), shippedValues(TRAINING));
    const people = [
      ['F01', '负责人', ''],
      ['W01', '卫生保健人员', '是'],
      ['A01', '保安', ''],
      ...Array.from({ length: carers }, (_, n) => [`B${n + 1}`, '保育人员', '']),
    ] as const;
    await actOn(page, '学员报名', { fields: { batch: '2026-1' }, table: [['人员编号', '岗位', '专职'], ...people] });
    const refs = people.map(([ref]) => ref);
    await actOn(page, '登记学时', { table: [['人员编号', '理论学时', '实践学时'], ...refs.map((ref) => [ref, '60', '60'])] });
    await actOn(page, '登记考试', {
      fields: { on: addDays(today, -20) },
      table: [['人员编号', '分数'], ...refs.map((ref, n) => [ref, String(72 + (n % 20))])],
    });
    await actOn(page, '登记证件', {
      table: [
        ['人员编号', '证书编号', '健康证有效期至', '无犯罪记录查询日期'],
        ...refs.map((ref) => [ref, `BY-${ref}`, addMonths(today, 6), addDays(today, -15)]),
      ],
    });
    await actOn(page, '确认人员名册', { final: true });
    await badge(page, '已完成');
  });

  it('has its rules reviewed by approvers, one of them in the console, and issued', { timeout: 240_000 }, async () => {
    const page = await windowOf(MANAGER, stage('management'));
    const { rules } = shippedValues(MANAGEMENT);
    await actOn(page, '提交制度文本', { fields: Object.fromEntries(rules.map(({ zh }, n) => [`rules.${n}.sha256`, zh])) });
    const last = await newest();
    await actOn(page, '报送审核');
    const first = await mailAfter(last, (mail) => linkIn(mail) !== null && mail.subject.includes(CODE));
    const approver = await windowOf(first.to.split('@')[0] ?? '', '/');
    await approver
      .getByRole('link', { name: /管理制度/ })
      .first()
      .click();
    await approver.getByRole('button', { name: '同意', exact: true }).click();
    await approver.getByRole('form', { name: '同意' }).getByRole('textbox').fill('制度齐全，同意。');
    await approver.getByRole('button', { name: '提交：同意' }).click();
    await approver
      .getByText(/已(记录：)?同意/)
      .first()
      .waitFor();
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false, locale: 'zh-CN' });
    const others = approvers(context, ({ subject }) => subject.includes(CODE), last);
    await page
      .locator('#acts')
      .getByRole('button', { name: '登记印发', exact: true })
      .and(page.locator(':not([data-disabled])'))
      .waitFor({ timeout: 120_000 });
    await others.stop();
    await context.close();
    await actOn(page, '登记印发', { fields: { number: '河托〔2026〕3号', on: today } });
    await actOn(page, '登记宣贯', { fields: { on: today, attended: '24' }, final: true });
    await badge(page, '已完成');
  });

  it('is made known: planned, cleared, held, and asked about', { timeout: 120_000 }, async () => {
    const page = await windowOf(MANAGER, stage('publicity'));
    await actOn(page, '安排宣传活动', {
      fields: { 'activities.0.key': 'XC-1', 'activities.0.channel': '开放日', 'activities.0.audience': '周边家庭', 'activities.0.plannedOn': today },
    });
    await actOn(page, '审核宣传内容', { fields: { key: 'XC-1', showsChildren: '否', guardianConsent: '否' } });
    await actOn(page, '登记宣传活动', { fields: { key: 'XC-1', on: today, reached: '320', evidence: '照片、签到表' } });
    await actOn(page, '登记知晓率调查', { fields: { on: today, asked: '1200', aware: '1100' }, final: true });
    await badge(page, '已完成');
  });

  it('is evaluated: what its manager reports, the office verifies and scores', { timeout: 180_000 }, async () => {
    const page = await windowOf(MANAGER, stage('evaluation'));
    const officer = await windowOf(OFFICER, stage('evaluation'));
    const have = String(profile.places);
    await actOn(page, '填报人数', { fields: { rate: '使用率', on: today, have, evidence: '在托名册' } });
    await actOn(page, '填报人数', { fields: { rate: '家长满意度', on: today, have, of: have, evidence: '满意度调查' } });
    for (const rate of ['使用率', '家长满意度']) await actOn(officer, '核验人数', { fields: { rate, passed: '是' } });
    await actOn(page, '报送自评', { fields: { text: '按期建成，制度齐全' } });
    // What is kept back until the defects period is over is not paid yet; every lost point has its reason.
    const lost = { 'reasons.0.indicator': '预算执行率', 'reasons.0.reason': '质保金在缺陷责任期满后支付' };
    await actOn(officer, '评分', { fields: lost, final: true });
    await badge(page, '已完成');
  });

  it('is accepted: evidence, the air, a panel that scores by its mails', { timeout: 180_000 }, async () => {
    const page = await windowOf(MANAGER, stage('acceptance'));
    const items = shippedValues(ACCEPTANCE).items.filter(
      ({ key, of }) => key !== AIR_ITEM && (of === 'ALL' || (of === 'MEALS' && profile.servesMeals)),
    );
    await actOn(page, '提交验收资料', {
      fields: Object.fromEntries(
        items.flatMap(({ key, zh, lapses }, n) => [
          [`items.${n}.met`, '是'],
          [`items.${n}.proof`, zh],
          [`items.${n}.files`, `${key}-${zh}`],
          ...(lapses === true ? [[`items.${n}.until`, addMonths(today, 60)] as const] : []),
        ]),
      ),
    });
    const test = (standard: AirStandard, on: string) => ({
      ...{ on, laboratory: '青禾检测中心', report: `KQ-${standard}`, cma: '190012341234', file: `检测报告 ${standard}` },
      ...(standard === 'WORKS' ? { finishedOn: addDays(profile.finishOn, -10) } : {}),
      ...Object.fromEntries(limitsOf(shippedValues(AIR), standard).map(([, most], n) => [`values.${n}.value`, String(most / 2)])),
    });
    await actOn(page, '登记空气检测报告', { fields: test('USE', addDays(today, -5)) });
    await actOn(page, '登记空气检测报告', { fields: test('WORKS', addDays(profile.finishOn, -2)) });
    const officer = await windowOf(OFFICER, stage('acceptance'));
    const panel = ['方圆', '郑岩', '段炜', '苏梅', '韩冬'];
    await actOn(officer, '确定验收组', {
      fields: { ...Object.fromEntries(panel.map((name, n) => [`members.${n}.person`, name])), document: '青托办〔2026〕6号' },
    });
    await actOn(page, '召集验收组', { fields: { 'paper-application': '验收申请报告' } });
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false, locale: 'zh-CN' });
    const scoring = approvers(context, ({ subject }) => subject.includes(CODE));
    await page.getByRole('main').getByText('已完成', { exact: true }).first().waitFor({ timeout: 90_000 });
    expect(await scoring.stop()).toBe(5);
    await context.close();
  });

  it('is filed and handed over, and is over', { timeout: 180_000 }, async () => {
    const page = await windowOf(MANAGER, stage('handover'));
    const [works, all] = [Math.round(investmentFen(profile.funding) * 0.9), Math.round(investmentFen(profile.funding) * 0.97)];
    const yuan = (fen: number): string => (fen / 100).toFixed(2);
    const accountsOn = addDays(profile.finishOn, 40);
    const facts = {
      filing: { number: '青卫托备〔2026〕5号', on: today, file: '备案回执' },
      // It cannot be dated on: no page makes days pass. That it began before the acceptance is found by the audit.
      publicNotice: { from: addDays(today, -14), to: today, objections: '0', file: '验收公示' },
      finalAccounts: {
        amountFen: yuan(all),
        on: accountsOn,
        number: '青托决〔2026〕5号',
        worksFen: yuan(works),
        otherFen: yuan(all - works),
        file: '竣工财务决算',
      },
      'finalAccounts.approval': { number: '青财审〔2026〕5号', on: addDays(accountsOn, 20), by: '县财政局', file: '决算批复' },
      assets: { to: '河口镇政府', on: today, number: '青资移〔2026〕5号', file: '资产移交清单' },
      archive: { location: '青禾县档案馆', on: today, number: `${CODE}-DA`, file: '归档目录' },
    };
    const fields = Object.fromEntries(
      Object.entries(facts).flatMap(([part, given]) => Object.entries(given).map(([key, value]) => [`facts.${part}.${key}`, value])),
    );
    await actOn(page, '登记备案与移交', { fields, final: true });
    await page.goto(`${service.stack.apiUrl}/projects/${CODE}`);
    await settled(page);
    await badge(page, '已通过验收并移交');
  });

  it('is proved by an auditor: what was on paper stands apart, each event holds, its bundle is checked elsewhere', { timeout: 180_000 }, async () => {
    const page = await windowOf(AUDITOR, `/audit/story?project=${CODE}`);
    await page.getByRole('heading', { name: '发生了什么' }).waitFor();
    // The newest first: it began on paper.
    const more = page.getByRole('button', { name: /^再显示/ });
    while ((await more.count()) > 0) await more.click();
    await page
      .getByText(/接续登记（此前在纸面办理/)
      .first()
      .waitFor();
    await expectProved(page, CODE);
    const fetched = await bundleOf(page, CODE);
    const [download] = await Promise.all([page.waitForEvent('download'), fetched.click()]);
    const file = path.join(folder, 'bundle.zip');
    await download.saveAs(file);
    expectVerified(file);
  });
});
