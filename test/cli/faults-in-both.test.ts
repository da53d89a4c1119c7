/** Files that people bring, each with every kind of fault: one report, each fault at its place, in Chinese and in English. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { calendarFaults } from '../../api/schemas/calendar-year.ts';
import { calendarIn } from '../../cli/calendar-file.ts';
import { routeFrom } from '../../cli/routes.ts';
import { checkRoute } from '../../domain/approval/route-faults.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { checkProgrammeFolder } from '../../setup/programme-folder.ts';
import { route } from '../setup/builders.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-both-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: unknown): string => {
  writeFileSync(path.join(folder, name), JSON.stringify(content));
  return path.join(folder, name);
};

/** Where a fault stands, as its English has it; the Chinese begins with the same. */
const placeOf = ({ en }: Text): string => en.slice(0, en.lastIndexOf(': ', en.indexOf(' must ') < 0 ? en.length : en.indexOf(' must ')));
const inBoth = (faults: readonly Text[]): void => {
  for (const fault of faults) {
    expect(fault.zh.replaceAll('：', ': ').startsWith(placeOf(fault)), `${fault.zh} | ${fault.en}`).toBe(true);
    expect(fault.zh.slice(placeOf(fault).length), fault.en).toMatch(/[须得]/);
    expect(fault.en).toMatch(/must/);
  }
};
const told = (faults: readonly Text[]) => faults.map(({ zh, en }) => [zh, en]);

describe('a programme file', () => {
  const example = () => JSON.parse(readFileSync('examples/qinghe/programme.json', 'utf8'));
  const check = (programme: unknown) => {
    file('programme.json', programme);
    writeFileSync(path.join(folder, 'survey.csv'), readFileSync('examples/qinghe/survey.csv'));
    return checkProgrammeFolder(folder);
  };

  it('whose shape is wrong in every way is told each in both languages', async () => {
    const wrong = example();
    wrong.surplus = true;
    wrong.programme.code = 'qh';
    wrong.programme.population = -1;
    wrong.programme.startOn = '2023/01/01';
    wrong.programme.endOn = '2023-02-30';
    wrong.programme.document = '';
    wrong.programme.roles[0].role = 'KING';
    wrong.people[0].email = 'nobody';
    wrong.people[1].name = '甲\u202e乙';
    delete wrong.people[2].unit;
    wrong.people[3].id = 'Not An Id';
    wrong.projects[0].profile.simple = 'yes';
    wrong.projects[0].profile.areaM2 = 0;
    wrong.projects[0].profile.places = 1.5;
    wrong.projects[0].profile.funding.centralFen = 1e14;
    wrong.projects[0].survey.households = 1;
    wrong.projects[0].survey.parameters.conversion = 2;
    wrong.projects[0].profile.milestones = [];
    wrong.surveys = [{ batch: 'x'.repeat(81), file: '../x.csv' }];
    const { faults, programme } = await check(wrong);
    expect(programme).toBeNull();
    expect(faults).toHaveLength(21);
    inBoth(faults.filter(({ en }) => !en.includes('U+202E')));
    expect(told(faults)).toEqual(
      expect.arrayContaining([
        [
          'programme.json：(whole)：不得含有 "surplus"，这里没有这样的字段',
          'programme.json: (whole): must not hold "surplus", which is not known here',
        ],
        ['programme.json：programme.code：须为项目群代码，如 QH', 'programme.json: programme.code: must be a programme code like QH'],
        ['programme.json：programme.population：不得为负', 'programme.json: programme.population: must not be negative'],
        ['programme.json：programme.startOn：须为日期，如 2026-11-24', 'programme.json: programme.startOn: must be a date like 2026-11-24'],
        ['programme.json：programme.document：须填写', 'programme.json: programme.document: must not be empty'],
        ['programme.json：people[2].unit：须给出', 'programme.json: people[2].unit: must be given'],
        ['programme.json：projects[0].profile.simple：须为true 或 false', 'programme.json: projects[0].profile.simple: must be true or false'],
        [
          'programme.json：projects[0].profile.milestones：不得少于 2 项',
          'programme.json: projects[0].profile.milestones: must have at least 2 items',
        ],
        ['programme.json：surveys[0].batch：不得超过 80 个字符', 'programme.json: surveys[0].batch: must be at most 80 characters long'],
      ]),
    );
  });

  it('whose parts contradict each other in every way is told each in both languages', async () => {
    const wrong = example();
    wrong.programme.roles = [{ role: 'NDRC', person: 'nobody' }];
    wrong.programme.endOn = wrong.programme.startOn;
    wrong.people.push(wrong.people[0]);
    wrong.surveys = [...wrong.surveys, { ...wrong.surveys[0], file: 'gone.csv' }];
    wrong.projects[5].profile.code = 'QH-01';
    const { profile, survey } = wrong.projects[0];
    profile.places = 999;
    profile.finishOn = profile.startOn;
    profile.childrenRoomM2 = profile.areaM2 + 1;
    profile.funding = { centralFen: 0, countyFen: 0, otherFen: 0 };
    profile.manager = 'ghost';
    profile.milestones[1].plannedOn = '2001-01-01';
    profile.milestones[0].key = 'ROOF';
    survey.children.M6_12 = survey.population + 1;
    wrong.projects[1].panel.pop();
    wrong.projects[2].panel[0] = 'stranger';
    const { faults } = await check(wrong);
    expect(faults).toHaveLength(18);
    inBoth(faults.filter(({ en }) => !en.includes('gone.csv')));
    expect(told(faults)).toEqual(
      expect.arrayContaining([
        ['programme.json：surveys：gone.csv 不存在：没有这个文件', 'programme.json: surveys: gone.csv does not exist: there is no such file'],
        [
          `programme.json：people：代码不得重复；${wrong.people[0].id} 出现两次`,
          `programme.json: people: must name each person once; ${wrong.people[0].id} appears twice`,
        ],
        [
          'programme.json：projects[0] (QH-01).profile：funding：资金须大于零',
          'programme.json: projects[0] (QH-01).profile: funding: must be more than zero',
        ],
      ]),
    );
  });
});

describe('a route file', () => {
  it('whose shape is wrong is refused in the language that was asked for, with every path', () => {
    const wrong = {
      code: 'fsr',
      name: { zh: '可研' },
      more: 1,
      steps: [
        { key: '1', name: { zh: 'a', en: 'b' }, who: { agree: 'SOME', members: [{ persons: 'x' }] }, when: { is: 1 }, limit: { n: 0.5, unit: 'WD' } },
      ],
    };
    const where = file('route.json', wrong);
    const paths = ['code', 'name', '(whole)', 'steps[0].key', 'steps[0].who.agree', 'steps[0].who.members[0]', 'steps[0].when', 'steps[0].limit.n'];
    for (const at of paths) {
      expect(() => routeFrom(where, 'zh')).toThrow(`  ${at}：`);
      expect(() => routeFrom(where, 'en')).toThrow(`  ${at}: must`);
    }
    expect(() => routeFrom(where, 'zh')).toThrow(/有误：[\s\S]*code：须为代码，如 FSR[\s\S]*steps\[0\]\.limit\.n：须为整数/);
  });

  it('that makes no sense is told each fault in both languages', () => {
    const broken = route(
      {
        key: 's0',
        who: { agree: 'VOTE', members: [{ role: 'FIRE' }, { person: 'ghost' }] },
        may: ['RETURN'],
        returnTo: [],
        next: [{ to: 'NOWHERE' }],
      },
      { key: 's0', who: { agree: 'ANY', members: [] }, kind: 'INTAKE', limit: { n: 0, unit: 'WD' }, may: ['APPROVE'] },
    );
    const { faults, warnings } = checkRoute(broken, { held: () => false, knows: () => false });
    expect(faults.length).toBeGreaterThanOrEqual(10);
    for (const { zh, en } of [...faults, ...warnings]) {
      const place = /^[a-z]\S*(?: \(\w+\)[^:]*)?(?=: )/i.exec(en)?.[0] ?? '?';
      expect(zh.startsWith(`${place}：`), `${zh} | ${en}`).toBe(true);
      expect(zh.slice(place.length)).toMatch(/\p{Script=Han}/u);
    }
    expect(told(faults)).toContainEqual(['steps[0] (s0).who：须有人担任 消防救援大队（FIRE），目前没有', 'steps[0] (s0).who: nobody holds FIRE']);
  });
});

describe('a calendar file', () => {
  it('with every kind of fault is told each in both languages', () => {
    const on = { day: '2028-01-03', work: false, name: '元旦' };
    const wrong = {
      year: 2028.5,
      status: 'X',
      days: [on, { ...on, work: true }, { ...on, day: '2027-01-04' }, { ...on, day: '3 Jan', name: '' }],
      note: '',
    };
    const faults = [...calendarFaults(wrong), ...calendarFaults({ ...wrong, year: 2028 })];
    inBoth(faults);
    expect(told(faults)).toEqual(
      expect.arrayContaining([
        ['year：须为整数', 'year: must be a whole number'],
        ['status：须为 DECREED（依通知）或 PROVISIONAL（暂定）', 'status: must be DECREED (by notice) or PROVISIONAL'],
        ['document：须给出', 'document: must be given'],
        ['days[2].day：须在 2028 年内；这里是 2027-01-04', 'days[2].day: must lie in 2028; there is 2027-01-04'],
        [
          'days[1].day：不得重复；2028-01-03 在 days[0] 为休息日，这里为工作日',
          'days[1].day: must stand once; 2028-01-03 is a day of rest in days[0] and a working day here',
        ],
      ]),
    );
    const where = file('calendar.json', wrong);
    expect(() => calendarIn(where, 'zh')).toThrow(/有误：\n {2}year：须为整数/);
    expect(() => calendarIn(where, 'en')).toThrow(/has faults:\n {2}year: must be a whole number/);
  });
});

it('every schema says its own words in both languages', () => {
  const inOne = /\.(?:regex|min|max|refine|positive|int|length)\((?:[^()'"`]|\([^()]*\))*,\s*['"`]/;
  const sources = ['api', 'cli'].flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => path.join(room, name)));
  for (const source of sources.filter((name) => name.endsWith('.ts'))) {
    expect(inOne.exec(readFileSync(source, 'utf8'))?.[0] ?? null, source).toBeNull();
  }
});
