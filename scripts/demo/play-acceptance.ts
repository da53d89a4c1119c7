/** Final acceptance of a project, as its manager and the office work through it (story of domain facts 8). */
import { addDays } from '../../domain/kernel/days.ts';
import type { ProjectProfile } from '../../domain/profile/profile.ts';
import { shippedValues } from '../../domain/rule-table/table.ts';
import { ACCEPTANCE } from '../../domain/standards/acceptance.ts';
import { AIR, type AirStandard, limitsOf, POLLUTANTS } from '../../domain/standards/air.ts';
import { onePagePdf } from './one-page-pdf.ts';
import { at, hasStory, type Player, type Players, type Told } from './player.ts';

/** Half of each limit; of TVOC what is given. */
const valuesOf = (standard: AirStandard, tvoc: number) =>
  limitsOf(shippedValues(AIR), standard).map(([of, most]) => ({ of, value: of === 'tvoc' ? tvoc : most / 2, unit: POLLUTANTS[of] }));

export async function acceptance(profile: ProjectProfile, { manager }: Players, tell: Told): Promise<void> {
  const { code, finishOn } = profile;
  const stream = `acceptance/${code}`;
  const story = hasStory(profile);
  await manager.until(stream, () => true);
  const paper = async (title: string) => ({ title, sha256: await manager.handIn(`${title}.pdf`, onePagePdf(`${code} ${title}`)) });
  const files = [await paper('验收资料汇编')];
  const items = shippedValues(ACCEPTANCE).items.map(({ key, zh }) => ({ key, met: true, proof: `${code} ${zh}`, files }));
  await manager.command(stream, { type: 'SubmitEvidence', items });
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
  await manager.command(stream, { type: 'CallPanel' });
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
  await manager.command(stream, { type: 'ReportRectified', on, items: [{ key: 'AIR', evidence: '更换家具、通风 14 天后复测合格' }] });
  await manager.until(stream, (state) => state.status === 'DONE');
  tell('复验合格，问题销号 re-inspection passed, closed out');
}
