import { describe, expect, it } from 'vitest';
import type { ProjectProfile } from '../../domain/profile/profile.ts';
import { client, mailTo, today } from '../setup/office.ts';

const project = 'project/QH-05';
const office = client('xu-jianing');
const manager = client('liu-chuan');
const basis = { document: '青发改变〔2026〕731号', on: today(), reason: '用地范围调整' };
const smaller = { places: 90, classes: { INFANT: 0, TODDLER: 6, OLDER: 0, MIXED: 0 } };
type Known = { readonly profile: ProjectProfile; readonly panel: readonly string[] };
const found = async (): Promise<Known> => (await office.find(project)) as Known;

describe('a change of a project', () => {
  it('is the office’s alone to record, and nobody else learns more of it than before', async () => {
    const before = await found();
    for (const [person, code] of [
      ['liu-chuan', 'NOT_YOURS'],
      ['he-jing', 'NOT_YOURS'],
      ['zhou-qiming', 'NOT_YOURS'],
      ['song-wei', 'NOT_YOURS'],
      ['gao-lin', 'NOT_FOUND'],
      ['zheng-yan', 'NOT_FOUND'],
    ] as const) {
      for (const command of [
        { type: 'ChangeProfile', facts: smaller },
        { type: 'ChangeMilestones', facts: { finishOn: '2030-01-01' } },
        { type: 'ChangePanel', panel: [person] },
      ])
        expect([person, await client(person).refused(project, { ...command, ...basis })]).toEqual([person, code]);
    }
    expect(await found()).toEqual(before);
  });

  it('in a wrong shape is told with all its faults, one that no project may have with its reason, and nothing is kept', async () => {
    const before = await found();
    const profile = { code: 'QH-77', manager: 'gao-lin', places: 0, classes: { INFANT: 1 }, areaM2: -1, startOn: '2030-01-01', unit: 5 };
    const wrong = { type: 'ChangeProfile', facts: profile, document: '', on: '2026-02-30', reason: ' ' };
    const shape = await office.post(`${project}/commands`, wrong);
    const { code, faults } = (await shape.json()) as { readonly code: string; readonly faults: readonly string[] };
    expect([shape.status, code]).toEqual([422, 'WRONG_SHAPE']);
    for (const field of ['code', 'manager', 'startOn', 'places', 'classes', 'areaM2', 'unit', 'document', 'on', 'reason'])
      expect(faults.join('\n')).toContain(field);
    const refusals: readonly [object, string][] = [
      [{ type: 'ChangeProfile', facts: { places: 5_000 }, ...basis }, 'INCOMPLETE'],
      [{ type: 'ChangeProfile', facts: {}, ...basis }, 'DUPLICATE'],
      [{ type: 'ChangeProfile', facts: smaller, ...basis, on: '2099-01-01' }, 'DATE_IN_FUTURE'],
      [{ type: 'ChangePanel', panel: [...before.panel, 'nobody-here'], ...basis }, 'PERSON_UNKNOWN'],
      [{ type: 'ChangePanel', panel: [...before.panel, 'song-wei'], ...basis }, 'PERSON_UNKNOWN'],
      [{ type: 'ChangePanel', panel: ['liu-chuan', 'xu-jianing'], ...basis }, 'INCOMPLETE'],
      [{ type: 'ChangeInputs', facts: smaller, ...basis }, 'WRONG_SHAPE'],
    ];
    for (const [command, reason] of refusals) expect([reason, await office.refused(project, command)]).toEqual([reason, reason]);
    expect(await found()).toEqual(before);
  });

  it('reaches the open stage, the programme and the people concerned, and is found by its document', async () => {
    const before = await found();
    await office.command(project, { type: 'ChangeProfile', facts: smaller, ...basis });
    expect((await mailTo('liu-chuan', '项目变更')).text).toContain('托位 100 → 90');
    await office.command(project, { type: 'ChangePanel', panel: [...before.panel.slice(1), 'chen-zhuo'], ...basis });
    await manager.until('survey/QH-05', (state) => ((state as { profile?: ProjectProfile }).profile?.places === 90 ? true : null), 20);
    await office.until('programme/QH', (state) => (JSON.stringify(state.projects).includes('"places":90') ? true : null), 20);
    expect(await office.refused(project, { type: 'ChangeProfile', facts: smaller, ...basis })).toBe('DUPLICATE');
    for (const [person, how] of [
      ['chen-zhuo', '进入验收组'],
      [before.panel[0] ?? '', '退出验收组'],
    ] as const)
      expect((await mailTo(person, '项目变更')).text).toMatch(new RegExp(`${how}。验收组 5 → 5 人.+${basis.document}`));
    // The search learns of an event within two seconds of it.
    const byDocument = async (): Promise<readonly string[]> => {
      const answer = await client('song-wei').get(`audit/events?document=${encodeURIComponent(basis.document)}`);
      const { items } = (await answer.json()) as { readonly items: readonly { readonly type: string; readonly stream: string }[] };
      return items.map(({ type, stream }) => `${type} ${stream}`);
    };
    await expect
      .poll(byDocument, { timeout: 10_000, interval: 250 })
      .toEqual(expect.arrayContaining([`ProjectProfileChanged ${project}`, `PanelChanged ${project}`, 'StageInputsChanged survey/QH-05']));
    const story = await (await office.get('project/QH-05/story')).text();
    expect(story).toContain('变更项目资料');
    const { places, classes } = before.profile;
    await office.command(project, { type: 'ChangeProfile', facts: { places, classes }, ...basis, reason: '恢复' });
    await office.command(project, { type: 'ChangePanel', panel: before.panel, ...basis, reason: '恢复' });
    expect(await found()).toMatchObject({ profile: before.profile, panel: before.panel });
  });
});
