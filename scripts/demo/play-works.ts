/** The works of one project as its manager records them: tenders and contracts, the five parties, the site, wages, payments, completion. */
import { addDays, dayAt } from '../../domain/kernel/days.ts';
import type { ProjectProfile } from '../../domain/profile/profile.ts';
import { shippedValues } from '../../domain/rule-table/table.ts';
import { plannedProgress } from '../../domain/standards/milestones.ts';
import { permitsBeforeStart } from '../../domain/standards/permits.ts';
import { STEP_RULES } from '../../domain/standards/steps.ts';
import { onePagePdf } from '../../setup/example/pdf.ts';
import { paidFrom } from './play-funds.ts';
import { at, commandWithPapers, contractFen, hasStory, type Players, type Told } from './player.ts';

const WAN = 1_000_000;
const PARTIES = ['OWNER', 'SURVEYOR', 'DESIGNER', 'CONTRACTOR', 'SUPERVISOR'] as const;
const UNITS = { SURVEYOR: '青禾勘察院', DESIGNER: '省建筑设计院', CONTRACTOR: '青禾建设有限公司', SUPERVISOR: '青禾监理公司' } as const;
/** The design of a firm that is small: it is paid by days that the law sets. */
const DESIGN = { number: 'SJ-1', amountFen: 60 * WAN, deliveredFen: 48 * WAN };

export async function construction(profile: ProjectProfile, { manager, payments = 1, ledger = false }: Players, tell: Told): Promise<void> {
  const { code, startOn, finishOn } = profile;
  const stream = `construction/${code}`;
  await manager.until(stream, () => true);
  const story = hasStory(profile);
  const contract = contractFen(profile);
  const paper = async (title: string) => [{ title, sha256: await manager.handIn(`${title}.pdf`, onePagePdf(title, code, 'Example of Tuojian.')) }];
  const scan = await paper('开工前许可');
  const issued = permitsBeforeStart(profile).map((permit, index) => ({
    permit,
    by: permit === 'LAND_PERMIT' || permit === 'BUILD_PERMIT' ? '县自然资源局' : '县住房和城乡建设局',
    number: `青建许〔${startOn.slice(0, 4)}〕${code.slice(-2)}${index + 1}号`,
    on: addDays(startOn, -10),
  }));
  const recorded = (permits: typeof issued) => manager.command(stream, { type: 'RecordPermits', permits, files: scan });
  // One project asks for its planning permit here, once that of its land is on record; of the rest what was issued elsewhere is recorded.
  if (story) {
    await recorded(issued.filter(({ permit }) => permit === 'LAND_PERMIT'));
    await manager.command(stream, { type: 'ApplyForPermit', permit: 'BUILD_PERMIT', files: scan });
    await manager.until(stream, (state) => at(state, 'permitSteps', 'BUILD_PERMIT') === 'APPROVED');
  }
  await recorded(issued.filter(({ permit }) => !story || permit !== 'LAND_PERMIT'));
  await underContract(profile, contract, (command) => manager.command(stream, command));
  for (const party of PARTIES)
    await manager.command(
      stream,
      party === 'SURVEYOR' && profile.buildKind === 'CONVERT'
        ? { type: 'RecordCommitment', party, on: addDays(startOn, -5), notApplicable: '既有建筑改造，无勘察' }
        : {
            type: 'RecordCommitment',
            party,
            unit: party === 'OWNER' ? profile.unit : UNITS[party],
            head: `${code}-${party}`,
            on: addDays(startOn, -5),
            files: await paper(`质量终身责任承诺书 ${party}`),
          },
    );
  const works = profile.milestones.filter(({ key }) => key !== 'COMPLETION');
  for (const { key, plannedOn } of works)
    await manager.command(stream, { type: 'RecordMilestone', key, on: plannedOn, evidence: '现场照片、监理签认' });
  await site(profile, (command) => manager.command(stream, command), paper);
  tell('合同、五方承诺、工资专户和现场检查已登记 contracts, commitments, wages and inspections on record');
  if (story) {
    const planned = plannedProgress(profile.buildKind, profile.milestones, '2024-10-31');
    await manager.command(stream, {
      type: 'ReportProgress',
      month: '2024-10',
      actualPercent: Math.round(planned - 32.2),
      problems: '装饰装修材料供应滞后',
      next: '增加作业面赶工',
    });
    await manager.until(stream, (state) => state.light === 'RED');
    tell('形象进度滞后 32 个百分点，红灯 32 points behind plan, red light');
    await manager.command(stream, { type: 'ReportProgress', month: '2025-01', actualPercent: 84, problems: '无', next: '室外工程收尾' });
    await manager.until(stream, (state) => state.light === 'GREEN');
    await commandWithPapers(manager, stream, { type: 'RequestChange', key: 'BG-01', amountFen: 52 * WAN, cause: '地下障碍物处理' });
    await manager.until(stream, (state) => at(state, 'changes', 'BG-01', 'status') === 'APPROVED');
    tell('工程变更 52 万元经会审同意 change order approved by joint review');
    await commandWithPapers(manager, stream, {
      type: 'RequestPayment',
      key: 'SJ-01',
      contract: DESIGN.number,
      claim: 'SJ-JF-1',
      amountFen: DESIGN.deliveredFen,
      confirmedValueFen: 0,
      ...(await paidFrom(manager, stream, ledger, DESIGN.deliveredFen)),
    });
    await manager.until(stream, (state) => at(state, 'contractPayments', 'SJ-01', 'status') === 'APPROVED');
    tell('设计费按交付付清 the design was paid on its delivery');
  } else {
    const month = finishOn.slice(0, 7);
    await manager.command(stream, { type: 'ReportProgress', month, actualPercent: 96, problems: '无', next: '竣工验收' });
  }
  for (let nth = 1; nth <= payments; nth += 1) {
    const key = `ZF-${String(nth).padStart(2, '0')}`;
    const amountFen = Math.floor((contract * 0.85) / payments);
    await commandWithPapers(manager, stream, {
      type: 'RequestPayment',
      key,
      amountFen,
      confirmedValueFen: Math.ceil((contract * nth) / payments),
      ...(await paidFrom(manager, stream, ledger, amountFen)),
    });
    await manager.until(stream, (state) => at(state, 'payments', key, 'status') === 'APPROVED');
  }
  const parties = PARTIES.map((party) =>
    party === 'SURVEYOR' && profile.buildKind === 'CONVERT'
      ? { party, passed: false, notApplicable: '既有建筑改造，无勘察' }
      : { party, passed: true },
  );
  await manager.command(stream, { type: 'AcceptCompletion', on: finishOn, parties });
  await manager.command(stream, {
    type: 'FileCompletion',
    number: `青建竣备〔${finishOn.slice(0, 4)}〕${code.slice(-2)}号`,
    on: addDays(finishOn, 12),
  });
}

type Send = (command: object) => Promise<void>;

/** Works by tender where their sum asks for one; in the story a design by consultation as well. */
async function underContract(profile: ProjectProfile, amountFen: number, send: Send): Promise<void> {
  const { startOn, code } = profile;
  const tendered = amountFen >= shippedValues(STEP_RULES).tenderFromFen;
  const winner = UNITS.CONTRACTOR;
  if (tendered)
    await send({
      ...{ type: 'RecordTender', key: 'SG-1', kind: 'WORKS', way: 'OPEN', estimateFen: amountFen + 10 * WAN, amountFen, winner },
      ...{ reportOn: addDays(startOn, -40), publishedFrom: addDays(startOn, -38), publishedUntil: addDays(startOn, -35) },
      ...{ bidBondFen: 5 * WAN, number: `青交易中标〔${startOn.slice(0, 4)}〕${code.slice(-2)}号`, on: addDays(startOn, -30) },
    });
  await send({
    ...{ type: 'RecordContract', kind: 'WORKS', contractor: winner, amountFen, on: addDays(startOn, -20) },
    ...(tendered ? { tender: 'SG-1', performanceBondFen: Math.floor(amountFen / 20) } : {}),
  });
  if (!hasStory(profile)) return;
  const on = addDays(startOn, -60);
  await send({
    ...{ type: 'RecordTender', key: 'SJ-1', kind: 'DESIGN', way: 'CONSULTATION', estimateFen: 65 * WAN, amountFen: DESIGN.amountFen },
    ...{ winner: UNITS.DESIGNER, number: '青采磋商〔2023〕5号', on: addDays(on, -7) },
  });
  await send({
    ...{ type: 'RecordContract', kind: 'DESIGN', contractor: UNITS.DESIGNER, amountFen: DESIGN.amountFen, on, number: DESIGN.number },
    ...{ tender: 'SJ-1', smallFirm: true, payDays: 60 },
  });
}

/** Concealed works that fail once, wages of a month, and in the story an incident and a delivery. */
async function site(profile: ProjectProfile, send: Send, paper: (title: string) => Promise<readonly object[]>): Promise<void> {
  const { startOn, code } = profile;
  const look = { type: 'RecordInspection', inspection: 'CONCEALED_WORKS', part: '基础钢筋' };
  await send({ ...look, passed: false, on: addDays(startOn, 60), finding: '箍筋间距偏大', files: await paper('隐蔽工程影像 1') });
  await send({ ...look, passed: true, on: addDays(startOn, 66), files: await paper('隐蔽工程影像 2') });
  const account = { type: 'RecordWageAccount', bank: '青禾农商银行', account: code.slice(-2).padStart(4, '0') };
  await send({ ...account, number: `专户-${code}`, on: addDays(startOn, -3), depositFen: Math.ceil(contractFen(profile) / 100) });
  const wages = { workers: 36, dueFen: 24 * WAN, paidFen: 24 * WAN, on: addDays(startOn, 40) };
  await send({ type: 'RecordWages', month: startOn.slice(0, 7), ...wages, files: await paper('工资支付表') });
  if (!hasStory(profile)) return;
  const today = dayAt(new Date().toISOString());
  await send({ type: 'RecordIncident', key: 'A1', grade: 'SLIGHT', on: addDays(startOn, 90), time: '14:30', what: '堆料倾倒，无人受伤' });
  await send({ type: 'ReportIncident', key: 'A1', to: '县住建局', on: addDays(startOn, 90), time: '17:00' });
  await send({ type: 'CloseIncident', key: 'A1', on: addDays(startOn, 100), outcome: '限高堆放，已教育培训' });
  await send({ type: 'RecordDelivery', key: 'SJ-JF-1', contract: DESIGN.number, amountFen: DESIGN.deliveredFen, on: addDays(today, -3) });
}
