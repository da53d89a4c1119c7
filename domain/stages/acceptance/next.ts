/**
 * What has to be done next in final acceptance, and by whom, in words: shown with the case, and told where it changes hands.
 * Deliberately absent: who may do it (facts.ts), and by when (dues.ts).
 */
import type { Text } from '../../kernel/values.ts';
import { dayWords } from '../../words/days.ts';
import { underWay } from '../stage.ts';
import type { AcceptanceState } from './facts.ts';
import { applicable, asksForWorks, byKey, rulesOf } from './items.ts';

export const NEXT_BY = ['MANAGER', 'OFFICE', 'PANEL', 'LEADER'] as const;
export type NextStep = { readonly by: (typeof NEXT_BY)[number]; readonly what: Text };

const step = (by: NextStep['by'], zh: string, en: string): NextStep => ({ by, what: { zh, en } });

/** In the order in which it is done; nothing once it is over. */
export function nextSteps(state: AcceptanceState): readonly NextStep[] {
  if (state.status !== 'OPEN') return [];
  if (state.stopped?.why === 'REFUSED') return REFUSED;
  if (state.stopped?.why === 'WAITING') return WAITING;
  if (underWay(state, 'REINSPECTION')) return [step('PANEL', '复验并作出结论', 'inspect again and answer')];
  if (underWay(state, 'PANEL')) return [step('PANEL', '评分并签字', 'score and sign')];
  if (state.ordered.length > 0) return rectifying(state);
  return preparing(state);
}

const REFUSED: readonly NextStep[] = [
  step(
    'MANAGER',
    '与办公室商定处置方案：具备条件后报请重新验收，或取消项目',
    'agree with the office what becomes of it: ask for another acceptance once it is fit for one, or have the project cancelled',
  ),
  step(
    'OFFICE',
    '将处置方案报领导小组；不再验收的，取消项目并处理已付资金',
    'put it to the leading group; where there is to be no acceptance, cancel the project and settle what was paid',
  ),
  step(
    'LEADER',
    '另行决定的，登记决定（重新验收或其他措施）及会议纪要',
    'where it is decided otherwise, record that with its minutes: again from the start, or other measures',
  ),
];

const WAITING: readonly NextStep[] = [
  step('OFFICE', '将本项目列入领导小组会议议题', 'put it on the agenda of the leading group'),
  step(
    'LEADER',
    '决定重新验收、采取其他措施或不予验收，并登记会议纪要',
    'decide whether it starts again, other measures are taken, or it is not accepted, and record the minutes',
  ),
];

function rectifying({ deadline, extension }: AcceptanceState): readonly NextStep[] {
  const until = deadline?.dueOn == null ? null : dayWords(deadline.dueOn);
  return [
    ...(extension != null && !extension.answered ? [step('OFFICE', '答复延期申请', 'answer the request for an extension')] : []),
    step(
      'MANAGER',
      `${until === null ? '' : `于${until.zh}前`}完成整改，附整改前后的材料，申请复验`,
      `put it right${until === null ? '' : ` by ${until.en}`}, with papers from before and after, and ask for re-inspection`,
    ),
  ];
}

function preparing(state: AcceptanceState): readonly NextStep[] {
  const known = byKey(state).items;
  const lacking = applicable(state).some(({ key }) => key !== 'AIR' && known[key] === undefined);
  const untested = state.air === null || (asksForWorks(state) && state.airOfWorks == null);
  const unnamed = rulesOf(state).namedWhenCalled && state.panel === undefined;
  return [
    ...(lacking ? [step('MANAGER', '逐项提交验收资料', 'submit the evidence, item by item')] : []),
    ...(untested ? [step('MANAGER', '登记室内空气检测报告', 'enter the reports on the air')] : []),
    ...(unnamed ? [step('OFFICE', '确定验收组和候补', 'name the panel and its reserve')] : []),
    ...(lacking || untested || unnamed ? [] : [step('MANAGER', '召集验收组', 'call the panel')]),
  ];
}

/** What is theirs to do, in one sentence; empty: nothing. */
export function theirs(state: AcceptanceState, by: NextStep['by']): Text {
  const mine = nextSteps(state).filter((next) => next.by === by);
  return { zh: mine.map(({ what }) => what.zh).join('；'), en: mine.map(({ what }) => what.en).join('; ') };
}
