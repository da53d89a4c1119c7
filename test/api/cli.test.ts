/** The commands, as a person types them, against a running service. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { isWorkday } from '../../domain/calendar/calendar.ts';
import { addDays } from '../../domain/kernel/days.ts';
import { openDatabase } from '../../prisma/database.ts';
import { readCalendar } from '../../prisma/record/calendar.ts';
import { tellCalendar } from '../../temporal/reconcile.ts';
import { sealerFrom } from '../../temporal/seal.ts';
import { tuojian } from '../setup/command.ts';
import { client, once, today } from '../setup/office.ts';
import { servicePayloads } from '../setup/payloads.ts';

const { databaseUrl, temporalAddress, dataDir } = inject('service');
const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: unknown): string => {
  const where = path.join(folder, name);
  writeFileSync(where, typeof content === 'string' ? content : JSON.stringify(content));
  return where;
};

const text = (zh: string) => ({ zh, en: zh });

describe('tuojian', () => {
  it('routes: lists, shows, checks and dry-runs them', async () => {
    expect((await tuojian(['route', 'list'])).out).toMatch(/^FSR\/1 .*\d+ 个工作日/m);
    expect((await tuojian(['route', 'list', '--lang', 'en'])).out).toMatch(/^FSR\/1 .*\d+ working days/m);
    const shown = await tuojian(['route', 'show', 'FSR']);
    expect(shown).toMatchObject({ code: 0, err: '' });
    const edited = JSON.parse(shown.out);
    expect(edited).toMatchObject({ format: 'tuojian-route/1', code: 'FSR' });
    const checked = await tuojian(['route', 'check', file('fsr.json', edited), '--programme', 'QH'], 'xu-jianing');
    expect(checked).toMatchObject({ code: 0, out: expect.stringMatching(/\{"route":"FSR","faults":0,"warnings":\d+\}\n$/) });
    edited.steps[0].next = [{ to: 'NOWHERE' }];
    edited.steps[0].who.members = [{ role: 'TRADING_CENTRE' }];
    const faulty = await tuojian(['route', 'check', file('bad.json', edited), '--programme', 'QH', '--lang', 'en'], 'xu-jianing');
    expect(faulty.code).toBe(1);
    expect(faulty.out).toMatch(/FAULT .*NOWHERE[\s\S]*\{"route":"FSR","faults":\d/);
    expect(faulty.out).toContain('TRADING_CENTRE');
    const inChinese = await tuojian(['route', 'check', file('bad.json', edited), '--programme', 'QH'], 'xu-jianing');
    expect(inChinese.out).toMatch(/错误 {2}steps\[0\] \(\w+\)\.next\[0\]\.to：须为本路线的一步；没有 NOWHERE/);
    const dry = await tuojian(
      ['route', 'dry-run', 'FSR', '--programme', 'QH', '--project', 'QH-02', '--amount', '26800000', '--from', '2026-09-24'],
      'xu-jianing',
    );
    expect(dry.out).toMatch(/fang-yuan[\s\S]*至 2026年\d+月\d+日[\s\S]*\{"steps":\d+,"asked":\d+,"faults":0\}/);
  });

  it('an application: drafts, hands in, attaches, shows, lists and prints it', async () => {
    const draft = {
      programme: 'QH',
      project: 'QH-02',
      key: 'C-1',
      route: 'NO_SUCH_ROUTE',
      title: text('命令行申请'),
      content: { summary: [], amountFen: 52_000_000, documents: [{ title: '变更说明' }] },
    };
    const unknown = await tuojian(['approval', 'draft', file('draft.json', draft)]);
    expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('ROUTE_UNKNOWN') });
    const begun = await tuojian(['approval', 'draft', file('draft.json', { ...draft, route: 'CHANGE_DEPARTMENT' })]);
    expect(begun.out + begun.err).toContain('approval/QH-02~C-1 现状：草稿');
    expect((await tuojian(['do', 'approval/QH-02~C-1', 'Submit', '--data', JSON.stringify({ on: today() })])).out).toMatch(
      /approval\/QH-02~C-1@\d+ {2}\p{Script=Han}+\n/u,
    );
    const pdf = file('说明.pdf', '%PDF-1.7\ncli\n%%EOF\n');
    const remark = await tuojian(['do', 'approval/QH-02~C-1', 'Comment', '--data', '{"text":"补充说明"}', '--attach', pdf]);
    expect(remark.out + remark.err).toMatch(/@\d+ {2}\p{Script=Han}+/u);
    const shown = await tuojian(['approval', 'show', 'QH-02~C-1']);
    expect(shown.out).toMatch(/命令行申请[\s\S]*补充说明[\s\S]*\[说明\.pdf\]/);
    expect((await tuojian(['approval', 'list', '--status', 'OPEN'])).out).toContain('QH-02~C-1');
    const proving = await tuojian(['do', 'survey/QH-02', 'AnnounceSurvey', '--attach', pdf, '--lang', 'en']);
    expect(proving.err).toContain('closesOn: must be given');
    expect(proving.err).not.toContain('must not hold');
    const sheet = path.join(folder, 'sheet.pdf');
    expect((await tuojian(['approval', 'sheet', 'QH-02~C-1', '-o', sheet])).code).toBe(0);
    expect(readFileSync(sheet).subarray(0, 5).toString()).toBe('%PDF-');
    const refused = await tuojian(['do', 'approval/QH-02~C-1', 'Decide', '--data', '{"choice":"MAYBE"}']);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/WRONG_SHAPE[\s\S]*choice[\s\S]*seen/);
  });

  it('says what to do when it is not signed in, cannot read a file, or is given no case', async () => {
    expect(await tuojian(['approval', 'list'], 'wu-tao', { TUOJIAN_TOKEN: '' })).toMatchObject({
      code: 1,
      err: expect.stringContaining('--as 人员代码'),
    });
    expect(await tuojian(['approval', 'draft', '/nowhere.json', '--lang', 'en'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('cannot be read'),
    });
    expect(await tuojian(['do', 'nothing/X', 'Nudge'])).toMatchObject({ code: 1, err: expect.stringContaining('names no case') });
    expect(await tuojian(['do', 'approval/X', 'Nudge', '--data', '{', '--lang', 'en'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('is no JSON'),
    });
    expect(await tuojian(['approval', 'list', '--as', 'nobody-here'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('没有 nobody-here 这个人'),
    });
  });

  it('a calendar with nonsense is refused in words, one with a byte order mark is read, the same again is nothing new', async () => {
    const year = { year: 2028, status: 'PROVISIONAL', document: '试〔2027〕1号', days: [{ day: '2028-01-03', work: false, name: '元旦' }] };
    const twice = await tuojian([
      'calendar',
      'import',
      file('twice.json', { ...year, days: [...year.days, { day: '2028-01-03', work: true, name: '班' }] }),
      '--lang',
      'en',
    ]);
    expect(twice).toMatchObject({ code: 1, err: expect.stringContaining('days[1].day: must stand once; 2028-01-03 is a day of rest in days[0]') });
    expect(twice.err).not.toContain(' at ');
    const outside = await tuojian([
      'calendar',
      'import',
      file('outside.json', { ...year, status: 'X', days: [{ ...year.days[0], day: '2027-01-03' }] }),
      '--lang',
      'en',
    ]);
    expect(outside.err).toMatch(/status: must be DECREED[\s\S]*days\[0\]\.day: must lie in 2028/);
    const marked = file('bom.json', `\ufeff${JSON.stringify(year)}`);
    expect((await tuojian(['calendar', 'import', marked, '--lang', 'en'])).out).toContain('1 special days imported');
    expect((await tuojian(['calendar', 'import', marked, '--lang', 'en'])).out).toContain('nothing new');
    const decreed = await tuojian(['calendar', 'import', file('2025.json', { ...year, year: 2025, days: [] }), '--lang', 'en']);
    expect(decreed.err).toContain('2025 is decreed by');
    expect((await tuojian(['calendar', 'import', folder, '--lang', 'en'])).err).toMatch(/is a folder, not a file/);
  });

  it('an import of what is there already says that nothing is new, and what differs is a fault that changes nothing', async () => {
    const again = await tuojian(['import', 'examples/qinghe', '--lang', 'en']);
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('Nothing new') });
    expect(JSON.parse(again.out.trim().split('\n').at(-1) ?? '')).toMatchObject({
      opened: false,
      people: { added: 0 },
      answers: { stored: 0 },
    });
    const example = JSON.parse(readFileSync('examples/qinghe/programme.json', 'utf8'));
    example.programme.population += 1;
    example.surveys[0].file = '需求调研.CSV';
    file('programme.json', `\ufeff${JSON.stringify(example)}`);
    file('需求调研.CSV', readFileSync('examples/qinghe/survey.csv', 'utf8').split('\n').slice(0, 9).join('\n'));
    for (const check of [['--check'], []]) {
      const { code, err } = await tuojian(['import', folder, ...check, '--lang', 'en']);
      expect(code).toBe(1);
      expect(err).toMatch(/2 faults; nothing was imported:[\s\S]*programme QH: population: must be as it was registered[\s\S]*batch QH-2023: /);
    }
  });

  it('a calendar that is imported reaches running clocks: each notes what it was and what it is now', async () => {
    const db = openDatabase(databaseUrl);
    const connection = await Connection.connect({ address: temporalAddress });
    const stream = 'approval/QH-02~C-1';
    const dueOn = async () => {
      const { state } = await db.prisma.caseState.findUniqueOrThrow({ where: { stream } });
      return (state as { opening: { deadline: { dueOn: string } } }).opening.deadline.dueOn;
    };
    const known = await readCalendar(db.pool);
    let off = addDays(today(), 1);
    while (!isWorkday(off, known)) off = addDays(off, 1);
    const year = Number(off.slice(0, 4));
    const { status, document } = await db.prisma.calendarYear.findUniqueOrThrow({ where: { year } });
    const days = await db.prisma.calendarDay.findMany({ where: { day: { startsWith: `${year}-` } } });
    try {
      const before = await dueOn();
      const changed = [...days.filter(({ day }) => day !== off), { day: off, work: false, name: '停办' }];
      const imported = { year, status: 'DECREED', document: '试验〔2026〕1号', days: changed };
      const done = await tuojian(['calendar', 'import', file('calendar.json', imported), '--lang', 'en']);
      expect(done.out + done.err).toContain('special days imported');
      expect(
        await tellCalendar(
          db,
          new Client({ connection, dataConverter: servicePayloads().converter }),
          sealerFrom(path.join(dataDir, 'seal-keys.json')),
        ),
      ).toBeGreaterThan(0);
      for (let tries = 0; (await dueOn()) === before && tries < 100; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
      expect((await dueOn()) > before).toBe(true);
      const event = await db.prisma.event.findFirstOrThrow({ where: { stream, type: 'ClocksReworked' }, orderBy: { version: 'desc' } });
      expect(JSON.parse(event.body)).toMatchObject({ data: { deadline: { dueOn: await dueOn() } }, actor: { person: null } });
      // Taken back, and imported once more: every change counts.
      const moved = await dueOn();
      for (const [calendar, until] of [
        [{ year, status, document, days }, before],
        [imported, moved],
      ] as const) {
        await tuojian(['calendar', 'import', file('again.json', calendar), '--replace-decreed']);
        await tellCalendar(
          db,
          new Client({ connection, dataConverter: servicePayloads().converter }),
          sealerFrom(path.join(dataDir, 'seal-keys.json')),
        );
        for (let tries = 0; (await dueOn()) !== until && tries < 100; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
        expect(await dueOn()).toBe(until);
      }
      await once(stream, ({ status }) => status === 'OPEN');
    } finally {
      await tuojian(['calendar', 'import', file('back.json', { year, status, document, days }), '--replace-decreed']);
      await tellCalendar(
        db,
        new Client({ connection, dataConverter: servicePayloads().converter }),
        sealerFrom(path.join(dataDir, 'seal-keys.json')),
      );
      await connection.close();
      await db.close();
    }
  });
});

it('the same client sees what the commands did', async () => {
  expect(await client('wu-tao').find('approval/QH-02~C-1')).toMatchObject({ status: 'OPEN' });
});
