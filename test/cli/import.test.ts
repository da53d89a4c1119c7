import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings } from '../../config/env.ts';
import { checkProgrammeFolder } from '../../setup/programme-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-import-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const example = () => JSON.parse(readFileSync('examples/qinghe/programme.json', 'utf8'));
function check(programme: unknown, csv = readFileSync('examples/qinghe/survey.csv', 'utf8')) {
  writeFileSync(path.join(folder, 'programme.json'), typeof programme === 'string' ? programme : JSON.stringify(programme));
  writeFileSync(path.join(folder, 'survey.csv'), csv);
  return checkProgrammeFolder(folder);
}

describe('a programme file', () => {
  it('of the example has no fault', async () => {
    expect((await checkProgrammeFolder('examples/qinghe')).faults).toEqual([]);
  });

  it('with twelve faults across fields, people, projects and answers is refused with all twelve, and nothing is taken from it', async () => {
    const file = example();
    file.programme.roles.push({ role: 'NDRC', person: 'nobody' }); // 1
    file.programme.endOn = '2022-01-01'; // 2
    file.people.push(file.people[0]); // 3
    file.projects[0].profile.places = 999; // 4
    file.projects[0].profile.manager = 'ghost'; // 5
    file.projects[1].panel.pop(); // 6
    file.projects[2].profile.milestones.pop(); // 7
    file.projects[3].profile.milestones[0].key = 'ROOF'; // 8 and 9: unknown, and START missing
    file.projects[4].profile.code = 'QH-01'; // 10
    const csv = readFileSync('examples/qinghe/survey.csv', 'utf8').split('\n');
    csv[4] = (csv[4] ?? '').replace(/,(CERTAIN|MAYBE|NO),/, ',PERHAPS,'); // 11
    csv[9] = (csv[9] ?? '').replace(/,yes,/, ',ja,'); // 12
    const { faults, programme } = await check(file, csv.join('\n'));
    expect(programme).toBeNull();
    expect(faults).toHaveLength(12);
    const english = faults.map(({ en }) => en);
    expect(english).toContainEqual(expect.stringMatching(/^programme\.json: programme\.roles\[\d+\]\.person: .*nobody/));
    expect(english).toContainEqual(expect.stringMatching(/^survey\.csv:5: need: /));
    expect(english).toContainEqual(expect.stringMatching(/^survey\.csv:10: consent: /));
    expect(faults.every(({ en }) => /^(programme\.json|survey\.csv:\d+): /.test(en))).toBe(true);
    expect(faults.every(({ zh }) => /^(programme\.json：|survey\.csv:\d+: )/.test(zh))).toBe(true);
  });

  it('with faults of form says path and field of each', async () => {
    const file = example();
    file.people[2].email = 'not an address';
    file.projects[0].profile.funding.centralFen = 1.5;
    file.projects[0].profile.startOn = '2023-02-30';
    file.surplus = true;
    const { faults } = await check(file);
    expect(faults.map(({ en }) => en)).toEqual([
      'programme.json: people[2].email: must be a mail address like wang.wei@county.gov.cn',
      'programme.json: projects[0].profile.funding.centralFen: must be a whole number of 分',
      'programme.json: projects[0].profile.startOn: must be a day of the calendar',
      expect.stringContaining('surplus'),
    ]);
  });

  it.each([
    ['that is no JSON', '{ "format": ', /programme\.json: .*JSON/],
    ['that names a survey file which is not there', { ...example(), surveys: [{ batch: 'B', file: 'gone.csv' }] }, /gone\.csv does not exist/],
    ['that would reach outside its folder', { ...example(), surveys: [{ batch: 'B', file: '../x.csv' }] }, /surveys\[0\]\.file/],
  ])('%s is refused', async (_what, programme, fault) => {
    const { faults } = await check(programme);
    expect(faults.map(({ en }) => en).join('\n')).toMatch(fault);
  });

  it('that is not there is said to be missing', async () => {
    expect((await checkProgrammeFolder(path.join(folder, 'nowhere'))).faults).toEqual([
      { zh: expect.stringContaining('没有这个文件'), en: expect.stringContaining('there is no such file') },
    ]);
  });
});

describe('settings', () => {
  it('that are wrong are all named at once', () => {
    expect(() =>
      readSettings({ overrides: { TUOJIAN_PORT: '99999', DATABASE_URL: 'mysql://x', TEMPORAL_ADDRESS: 'nowhere', TUOJIAN_LINK_DAYS: '0' } }),
    ).toThrow(/(?=[\s\S]*TUOJIAN_PORT)(?=[\s\S]*DATABASE_URL)(?=[\s\S]*TEMPORAL_ADDRESS)(?=[\s\S]*TUOJIAN_LINK_DAYS)/);
  });
});
