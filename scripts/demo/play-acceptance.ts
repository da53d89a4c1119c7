/** Final acceptance of a project, as its manager and the office work through it (story of domain facts 8). */
import { addDays, addMonths, dayAt } from '../../domain/kernel/days.ts';
import { investmentFen, type ProjectProfile } from '../../domain/profile/profile.ts';
import { shippedValues } from '../../domain/rule-table/table.ts';
import { ACCEPTANCE } from '../../domain/standards/acceptance.ts';
import { AIR, type AirStandard, limitsOf, POLLUTANTS } from '../../domain/standards/air.ts';
import { onePagePdf } from '../../setup/example/pdf.ts';
import { at, changeFen, commandWithPapers, contractFen, hasStory, type Player, type Players, type Told } from './player.ts';

/** Half of each limit; of TVOC what is given. */
const valuesOf = (standard: AirStandard, tvoc: number) =>
  limitsOf(shippedValues(AIR), standard).map(([of, most]) => ({ of, value: of === 'tvoc' ? tvoc : most / 2, unit: POLLUTANTS[of] }));

/** Hands in a paper and refers to it. */
export const papersOf = (code: string, manager: Player) => async (title: string) => ({
  title,
  sha256: await manager.handIn(`${title}.pdf`, onePagePdf(`${code} ${title}`)),
});

export async function acceptance(profile: ProjectProfile, { manager, officer }: Players, tell: Told): Promise<void> {
  const { code, finishOn } = profile;
  const stream = `acceptance/${code}`;
  const story = hasStory(profile);
  await manager.until(stream, () => true);
  const paper = papersOf(code, manager);
  const today = dayAt(new Date().toISOString());
  const items: object[] = [];
  for (const { key, zh, lapses } of shippedValues(ACCEPTANCE).items)
    items.push({
      ...{ key, met: true, proof: `${code} ${zh}`, files: [await paper(zh)] },
      ...(lapses === true ? { until: addMonths(today, 60) } : {}),
    });
  await manager.command(stream, { type: 'SubmitEvidence', items });
  if (story) {
    const licence = { number: 'JY33410012345678', on: addMonths(today, -12), until: addMonths(today, 48) };
    await manager.command(stream, { type: 'RecordPaper', paper: 'FOOD', ...licence, file: await paper('食品经营许可证') });
  }
  const test = async (standard: AirStandard, on: string, report: string, tvoc: number) =>
    manager.command(stream, {
      type: 'RecordAirTest',
      laboratory: '青禾检测中心',
      cma: '190012341234',
      standard,
      on,
      report,
      finishedOn: addDays(finishOn, -10),
      values: valuesOf(standard, tvoc),
      file: await paper(`检测报告 ${report}`),
    });
  await test('WORKS', addDays(finishOn, -2), `KQ-${code}-0`, 0.3);
  // New furniture: TVOC 0.68 > 0.60 (GB/T 18883-2022).
  await test('USE', '2026-03-02', `KQ-${code}-1`, story ? 0.68 : 0.42);
  await officer.command(stream, {
    type: 'NamePanel',
    members: [
      { person: 'fang-yuan', as: 'NDRC' },
      { person: 'zheng-yan', as: 'FINANCE' },
      { person: 'duan-wei', as: 'HOUSING' },
      // Nobody of the unit that owns the project: su-mei stands aside from her own bureau's.
      { person: profile.unit === '县卫健局' ? 'bai-lan' : 'su-mei', as: 'HEALTH' },
      { person: 'han-dong', as: 'FIRE' },
    ],
    reserve: [
      { person: 'qian-ning', as: 'FINANCE' },
      { person: 'chen-zhuo', as: 'NDRC' },
    ],
    document: `青托办〔2026〕${code.slice(-2)}号`,
  });
  await commandWithPapers(manager, stream, { type: 'CallPanel' });
  if (story) await rectification(code, manager, test, tell);
}

async function rectification(
  code: string,
  manager: Player,
  test: (standard: AirStandard, on: string, report: string, tvoc: number) => Promise<void>,
  tell: Told,
): Promise<void> {
  const stream = `acceptance/${code}`;
  const on = await manager.until(stream, (state) => state.notice === 1 && String(at(state, 'deadline', 'from')));
  tell('评分 86，TVOC 0.68 超限，责令整改 score 86, TVOC 0.68 over the limit, rectification ordered');
  await test('USE', on, `KQ-${code}-2`, 0.42);
  const items = [{ key: 'AIR', evidence: '更换家具、通风 14 天后复测合格' }];
  const report = { type: 'ReportRectified', on, items };
  await commandWithPapers(manager, stream, report);
  await manager.until(stream, (state) => state.status === 'DONE');
  tell('复验合格，问题销号 re-inspection passed, closed out');
}

/** The five facts, each with its paper; the accounts fit contract, changes and payments. */
export async function handover(profile: ProjectProfile, { manager }: Players): Promise<void> {
  const { code, unit, finishOn } = profile;
  const project = `project/${code}`;
  const paper = papersOf(code, manager);
  const passedOn = await manager.until(project, (state) => dayAt(String(at(state, 'stages', 'ACCEPTANCE', 'finishedAt'))));
  const nn = code.slice(-2);
  // Meant: QH-02 settled above its contract, which is entered with its reason and found.
  const above = code.endsWith('-02') ? Math.round(contractFen(profile) * 0.02) : 0;
  const worksFen = contractFen(profile) + changeFen(profile) + above;
  const amountFen = Math.round(investmentFen(profile.funding) * 0.97);
  const accountsOn = addDays(finishOn, 70);
  await manager.command(project, {
    type: 'RecordHandover',
    facts: {
      filing: { number: `青卫托备〔2026〕${nn}号`, on: '2026-03-30', file: await paper('备案回执') },
      // Meant: three years are played in a day, so that the notice of the story began before today’s acceptance, and is found.
      publicNotice: { from: '2026-03-23', to: '2026-03-30', objections: 0, file: await paper('验收公示') },
      finalAccounts: {
        amountFen,
        worksFen,
        otherFen: amountFen - worksFen,
        ...(above === 0 ? {} : { reason: '材料价差调整，依据青建价〔2023〕2号' }),
        on: accountsOn,
        number: `青托决〔${accountsOn.slice(0, 4)}〕${nn}号`,
        file: await paper('竣工财务决算'),
        approval: {
          number: `青财审〔${accountsOn.slice(0, 4)}〕${nn}号`,
          on: addDays(accountsOn, 20),
          by: '县财政局',
          file: await paper('决算批复'),
        },
      },
      assets: { to: unit, on: passedOn, number: `青资移〔2026〕${nn}号`, file: await paper('资产移交清单') },
      archive: { location: `青禾县档案馆 ${code}`, on: passedOn, number: `${code}-DA`, file: await paper('归档目录') },
    },
  });
}
