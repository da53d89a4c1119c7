/** A superior by the county's tree of units, on a running service: proposed and confirmed over the API, found by the recorder. */
import { beforeAll, expect, it } from 'vitest';
import { client, json, today } from '../setup/office.ts';

const [officer, director, manager] = [client('xu-jianing'), client('he-jing'), client('gao-lin')];
const text = (zh: string) => ({ zh, en: zh });
type Shown = {
  readonly units: {
    readonly version: number;
    readonly mayPropose: boolean;
    readonly waiting: { readonly proposal: string; readonly mayConfirm: boolean; readonly mine: boolean } | null;
  };
};
const shown = async (who: typeof officer) => ((await json(who.get('programme/QH/roster'))) as Shown).units;

/** gao-lin, who applies, is of 县卫健局, whose head is su-mei; nobody heads the town, and 县政府 has a deputy. */
const UNITS = [
  { unit: '县政府', parent: null, head: 'zhou-qiming', deputy: 'lin-ruolan' },
  { unit: '县卫健局', parent: '县政府', head: 'su-mei', deputy: null },
];
const step = (key: string, superior: number) => ({
  key,
  name: text(key),
  who: { agree: 'ALL', members: [{ superior }] },
  limit: { n: 3, unit: 'WD' },
});
const ROUTE = {
  code: 'BY_SUPERIOR',
  version: 1,
  name: text('逐级审批'),
  basis: '青托组办发〔2026〕9号',
  steps: [step('FIRST', 1), step('SECOND', 2), step('THIRD', 3)],
};

beforeAll(async () => {
  const { version } = await shown(officer);
  await officer.command('programme/QH', { type: 'ProposeUnits', replaces: version, basis: '青托组办发〔2026〕2号', units: UNITS });
});

it('waits for another person, who is told of it where they start, and then finds who is asked at each level', async () => {
  const { waiting, mayPropose } = await shown(officer);
  expect({ mayPropose, ...waiting }).toMatchObject({ mayPropose: false, mayConfirm: false, mine: true });
  expect(await json(director.get('me/to-confirm'))).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ what: 'UNITS' })]) });
  expect(await officer.refused('programme/QH', { type: 'ConfirmUnits', proposal: waiting?.proposal })).toBe('NOT_YOURS');
  await director.command('programme/QH', { type: 'ConfirmUnits', proposal: waiting?.proposal });
  expect(await shown(director)).toMatchObject({ waiting: null, mayPropose: false });

  const tried = await json(officer.post('programme/QH/routes/dry-run', { route: ROUTE, project: 'QH-01', applicant: 'gao-lin', from: today() }));
  expect(tried).toMatchObject({
    steps: [
      { people: [{ person: 'su-mei', origin: 'ROUTE' }] },
      { people: [{ person: 'zhou-qiming', origin: 'ROUTE' }] },
      // Above the county there is nobody: the office is asked.
      { people: expect.arrayContaining([expect.objectContaining({ origin: 'SUBSTITUTE' })]) },
    ],
  });
  await officer.adoptRoute('QH', { route: ROUTE, basis: ROUTE.basis }, director);
  const content = { summary: [{ label: text('事项'), value: text('出差') }], documents: [] };
  const draft = { type: 'Draft', programme: 'QH', project: 'QH-01', key: 'SJ-1', route: ROUTE.code, title: text('逐级审批'), content };
  await json(manager.post('approvals', draft));
  await manager.command('approval/QH-01~SJ-1', { type: 'Submit', on: today() });
  expect(await manager.find('approval/QH-01~SJ-1')).toMatchObject({ tasks: [{ person: 'su-mei', origin: 'ROUTE' }] });
});
