/** A stage asks by a route only with the papers that the route's form requires; each missing one is told by its name and document. */
import { describe, expect, it } from 'vitest';
import { formFaults } from '../../domain/approval/form.ts';
import { PapersMissing, paperFaults } from '../../domain/approval/papers.ts';
import type { Route } from '../../domain/approval/route.ts';
import { projectCase } from '../../domain/project/case.ts';
import { constructionStage } from '../../domain/stages/construction/stage.ts';
import { paperFields } from '../../domain/stages/papers-asked.ts';
import { shippedRoute } from '../../domain/standards/routes.ts';
import { PANEL, person, profile, Sandbox, stageBase, surveyBasis, system, world } from '../setup/builders.ts';

const manager = person('manager');
const file = (title: string, paper?: string) => ({
  title,
  sha256: title.charCodeAt(0).toString(16).padStart(64, '0').slice(-64),
  ...(paper === undefined ? {} : { paper }),
});
const PAY = { type: 'RequestPayment', key: 'P1', amountFen: 100, confirmedValueFen: 0, kind: 'ADVANCE' } as const;

function works(own?: Route) {
  const box = new Sandbox(constructionStage.logic, own === undefined ? world() : world(undefined, undefined, { routes: { [own.code]: own } }));
  box.now = '2023-10-13T02:00:00.000Z';
  box.send({ type: 'Open', ...stageBase() }, system);
  box.send({ type: 'RecordContract', contractor: '青禾建设', amountFen: 100_000_000, on: '2023-08-20' }, manager);
  return box;
}
const faultsOf = (act: () => unknown): readonly string[] => {
  try {
    act();
    return [];
  } catch (error) {
    if (!(error instanceof PapersMissing)) throw error;
    return error.faults.map(({ zh }) => zh);
  }
};

describe('the papers of a route', () => {
  it('are asked of a payment, and every missing one is named with its document', () => {
    const faults = faultsOf(() => works().send({ ...PAY, files: [] }, manager));
    expect(faults).toEqual([
      '缺少“付款申请书”（路线“进度款”要求；依据：财建〔2022〕183号）',
      '缺少“支付依据”（路线“进度款”要求；依据：财建〔2022〕183号）',
    ]);
    expect(faultsOf(() => works().send({ ...PAY, files: [file('付款申请.pdf', 'application')] }, manager))).toHaveLength(1);
  });
  it('are those of the county where it has a route of its own', () => {
    const shipped = shippedRoute('PAYMENT');
    if (shipped === null) throw new Error('no route');
    const own: Route = {
      ...shipped,
      version: 2,
      basis: '青财〔2026〕1号',
      form: [{ key: 'invoice', label: { zh: '发票', en: 'Invoice' }, type: 'FILES', required: true }],
    };
    expect(faultsOf(() => works(own).send({ ...PAY, files: [] }, manager))).toEqual(['缺少“发票”（路线“进度款”要求；依据：青财〔2026〕1号）']);
    expect(works(own).send({ ...PAY, files: [file('发票.pdf', 'invoice')] }, manager)).toBeNull();
  });
  it('are known to the route by their keys, and no other is taken for one', () => {
    const route = shippedRoute('PAYMENT');
    if (route === null) throw new Error('no route');
    const faults = paperFaults(route, [file('a', 'application'), file('b', 'value'), file('c', 'licence')]);
    expect(faults.map(({ en }) => en)).toEqual([expect.stringContaining('there is no licence')]);
  });
  it('count as themselves alone: a paper without its file is none', () => {
    const route = shippedRoute('REINSPECTION');
    if (route === null) throw new Error('no route');
    expect(paperFaults(route, [{ title: '整改报告', paper: 'report' }])).toHaveLength(1);
  });
  it('are not asked of what a client of an earlier release sent', () => {
    const box = works();
    const context = { now: box.now, actor: manager, commandId: 'c', rules: 4 };
    const decided = constructionStage.logic.decide(box.state, PAY, context);
    expect(decided.ok && decided.events.every((event) => !('check' in event))).toBe(true);
  });
  it('stand before whoever decides, each named as what it is', () => {
    const box = works();
    expect(box.send({ ...PAY, files: [file('付款申请.pdf', 'application'), file('产值.pdf', 'value')] }, manager)).toBeNull();
    const asked = box.events.find(({ type }) => type === 'ApprovalAsked');
    expect(asked?.data).toMatchObject({ content: { documents: [{ paper: 'application' }, { paper: 'value' }] } });
  });
  it('are fields of the act’s form, and one that only some routes want says which', () => {
    expect(paperFields(['PAYMENT'], shippedRoute).map(({ paper, required }) => [paper, required])).toEqual([
      ['application', true],
      ['value', true],
    ]);
    const own = (code: string): Route | null => {
      const route = shippedRoute(code);
      return route !== null && code === 'CHANGE_JOINT' ? { ...route, form: [] } : route;
    };
    const [statement] = paperFields(['CHANGE_DEPARTMENT', 'CHANGE_JOINT'], own);
    expect(statement).toMatchObject({ required: false });
    expect(statement?.help?.zh).toContain('工程变更（主管部门）');
  });
  it('belong to fields of files alone', () => {
    const faults = formFaults([{ key: 'a', label: { zh: '甲', en: 'A' }, type: 'TEXT', proof: true }], []);
    expect(faults.map(({ en }) => en).join()).toContain('only files that an applicant hands in');
  });
});

describe('an act of the project itself', () => {
  it('takes the files that prove it, and its event holds them', () => {
    const box = new Sandbox(projectCase);
    box.send({ type: 'Open', programme: 'QH', profile, survey: surveyBasis, panel: PANEL }, system);
    const stop = { type: 'Suspend', reason: '资金未到位', files: [file('会议纪要.pdf')] } as const;
    expect(box.send(stop, person('officer', 'PROGRAMME_OFFICER'))).toBeNull();
    expect(box.events.at(-1)).toMatchObject({ type: 'ProjectSuspended', data: { files: stop.files } });
  });
});
