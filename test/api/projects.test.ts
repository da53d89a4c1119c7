import { describe, expect, inject, it } from 'vitest';
import type { ProjectActShown } from '../../domain/project/acts-now.ts';
import type { ProjectRow } from '../../domain/project/board.ts';
import { client, today } from '../setup/office.ts';

const { apiUrl } = inject('service');
type Board = { readonly items: readonly ProjectRow[]; readonly people: Record<string, object>; readonly today: string };
type Reading = ProjectRow & {
  readonly version: number;
  readonly acts: readonly ProjectActShown[];
  readonly readsMails: boolean;
  readonly suspension: { readonly reason: string; readonly by: string } | null;
  readonly changes: readonly { readonly document: string }[];
  readonly profile: { readonly finishOn: string };
};
const boardOf = async (person: string): Promise<Board> => (await (await client(person).get('projects')).json()) as Board;
const readingOf = async (person: string, project: string): Promise<Reading> =>
  (await (await client(person).get(`project/${project}/reading`)).json()) as Reading;
type Paced = { readonly code: string; readonly status: string; readonly pace: string };
const ofProgramme = async <T>(list: string): Promise<T> => (await (await client('xu-jianing').get(`programme/QH/${list}`)).json()) as T; // as the API's document says
const paceOf = async () => (await ofProgramme<{ readonly projects: readonly Paced[] }>('progress')).projects.find(({ code }) => code === PROJECT);
const planDays = async () =>
  (await ofProgramme<{ readonly items: readonly { readonly kind: string }[] }>(`deadlines?project=${PROJECT}&kind=PLAN`)).items;
const codes = ({ items }: Board): readonly string[] => items.map(({ code }) => code).filter((code) => code.startsWith('QH-0'));
const SIX = ['QH-01', 'QH-02', 'QH-03', 'QH-04', 'QH-05', 'QH-06'];
const LISTS = ['reading', 'approvals', 'documents', 'people', 'story'];
const PROJECT = 'QH-03';

describe('the board', () => {
  it.each([
    ['an officer', 'xu-jianing', SIX],
    ['an auditor', 'song-wei', SIX],
    ['the manager of one', 'gao-lin', ['QH-01']],
    ['an approver, who oversees nothing', 'zheng-yan', []],
  ])('shows %s their own projects and no others', async (_who, person, wanted) => {
    expect(codes(await boardOf(person))).toEqual(wanted);
  });

  it('tells of each where it stands, with the names that it names, and nobody without a sign-in', async () => {
    const board = await boardOf('xu-jianing');
    expect(board.today).toBe(today());
    for (const { manager, why, light } of board.items) {
      expect(Object.keys(board.people)).toContain(manager);
      if (light === 'RED') expect(why.some((reason) => reason.light === 'RED')).toBe(true);
    }
    expect((await fetch(`${apiUrl}/api/v1/projects`)).status).toBe(401);
    expect((await client('xu-jianing').get('projects?limit=1')).status).toBe(422);
  });

  it('answers soon', async () => {
    const times: number[] = [];
    for (let round = 0; round < 40; round += 1) {
      const from = performance.now();
      expect((await client('xu-jianing').get('projects')).status).toBe(200);
      times.push(performance.now() - from);
    }
    const p95 = times.toSorted((a, b) => a - b)[37] ?? Number.NaN;
    console.log(`board of ${(await boardOf('xu-jianing')).items.length} projects: p95 ${p95.toFixed(1)} ms`);
    expect(p95).toBeLessThan(3_000);
  });
});

describe('a project', () => {
  it('is read by whoever oversees or manages it, with all that belongs to it; for others it is not there', async () => {
    for (const [person, status] of [
      ['xu-jianing', 200],
      ['song-wei', 200],
      ['jiang-yun', 200],
      ['gao-lin', 404],
      ['zheng-yan', 404],
    ] as const)
      for (const list of [...LISTS, 'mails'])
        expect([person, list, (await client(person).get(`project/${PROJECT}/${list}`)).status]).toEqual([person, list, status]);
    expect((await client('xu-jianing').get('project/NO-99/reading')).status).toBe(404);
  });

  it('offers its acts to the office alone, and none to its manager or an auditor', async () => {
    expect((await readingOf('xu-jianing', PROJECT)).acts.map(({ act }) => act)).toContain('Suspend');
    for (const person of ['jiang-yun', 'song-wei']) expect((await readingOf(person, PROJECT)).acts).toEqual([]);
  });

  it('is suspended, changed and resumed as it was offered, and refuses what was not', async () => {
    const [office, stream] = [client('xu-jianing'), `project/${PROJECT}`];
    for (const person of ['jiang-yun', 'song-wei']) expect(await client(person).refused(stream, { type: 'Suspend', reason: '试' })).toBe('NOT_YOURS');
    expect(await office.refused(stream, { type: 'Resume' })).toBe('WRONG_STATE');
    const before = await readingOf('xu-jianing', PROJECT);
    // Each figure is shown as it stands, however short before it was shown to somebody else.
    await boardOf('xu-jianing');
    expect(await paceOf()).toMatchObject({ status: 'RUNNING' });
    expect((await planDays()).length).toBeGreaterThan(0);
    await office.command(stream, { type: 'Suspend', reason: '资金未到位' });
    const suspended = await readingOf('xu-jianing', PROJECT);
    expect(suspended).toMatchObject({ status: 'SUSPENDED', owed: null, suspension: { reason: '资金未到位', by: 'xu-jianing' } });
    expect(suspended.acts.map(({ act }) => act)).toContain('Resume');
    expect((await boardOf('xu-jianing')).items.find(({ code }) => code === PROJECT)).toMatchObject({ status: 'SUSPENDED', suspendedOn: today() });
    expect(await paceOf()).toMatchObject({ status: 'SUSPENDED', pace: 'BLOCKED' });
    expect((await planDays()).length).toBe(0);
    const milestones = {
      type: 'ChangeMilestones',
      facts: { finishOn: '2031-01-02' },
      document: '青托办〔2026〕88号',
      on: today(),
      reason: '工期顺延',
    };
    await office.command(stream, milestones);
    expect(await office.refused(stream, milestones)).toBe('DUPLICATE');
    await office.command(stream, { type: 'Resume' });
    const after = await readingOf('xu-jianing', PROJECT);
    expect(after).toMatchObject({ status: 'RUNNING', suspension: null, finishOn: '2031-01-02' });
    expect(after.changes.at(-1)?.document).toBe('青托办〔2026〕88号');
    const back = { ...milestones, facts: { finishOn: before.profile.finishOn }, document: '青托办〔2026〕89号' };
    await office.command(stream, back);
    expect((await boardOf('xu-jianing')).items.find(({ code }) => code === PROJECT)?.finishOn).toBe(before.profile.finishOn);
  });
});
