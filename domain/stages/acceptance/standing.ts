/** What the page of final acceptance tells: each item with what is there of it, and what is next. Deliberately absent: its forms (form.ts). */
import { ACCEPTANCE, AIR_ITEM, GRAVITY_NAMES, WAGES_ITEM } from '../../standards/acceptance.ts';
import { AIR_STANDARD_NAMES, airFaultWords } from '../../standards/air.ts';
import { money } from '../../words/money.ts';
import { DONE_BY_WORDS } from '../../words/statuses.ts';
import { dayCell, filled, type Need, passedOrNot, plainly, type Section, type Telling, text, yesOrNo } from '../standing.ts';
import type { AcceptanceState, AirTest } from './facts.ts';
import { airTold, applicable, asksForWorks, byKey, itemName, rulesOf, unmet } from './items.ts';
import { nextSteps } from './next.ts';
import { wagesLeft } from './wages.ts';

function needs(state: AcceptanceState): readonly Need[] {
  if (state.status === 'DONE')
    return [
      {
        key: 'PASSED',
        what: text('验收通过', 'Passed'),
        there: true,
        ...(state.score === null ? {} : { value: text(`${state.score} 分`, `${state.score} points`) }),
      },
    ];
  const { items, orderedKeys } = byKey(state);
  const open = unmet(state);
  const left = wagesLeft(state);
  const basis = ACCEPTANCE.rows.items.document;
  const { dueOn } = state.deadline ?? { dueOn: null };
  return [
    ...nextSteps(state).map(({ by, what }, n) => ({
      key: `NEXT.${n}`,
      what,
      there: false,
      value: DONE_BY_WORDS[by],
      ...(by === 'MANAGER' && orderedKeys.length > 0 && dueOn != null ? { until: dueOn } : {}),
    })),
    ...applicable(state).map(({ key, zh, en, veto }) => {
      const air = key === AIR_ITEM ? airTold(state) : null;
      return {
        key: `ITEM.${key}`,
        what: text(zh, en),
        there: !open.includes(key),
        ...(air === null ? (items[key] === undefined || items[key].proof === '' ? {} : { value: plainly(items[key].proof) }) : { value: air }),
        ...(key === WAGES_ITEM && left > 0 ? { value: text(`尚欠 ${money(left).zh}`, `${money(left).en} are in arrears`) } : {}),
        ...(veto ? { why: text('一票否决项', 'a veto item') } : {}),
        basis,
      };
    }),
    ...(rulesOf(state).namedWhenCalled
      ? [{ key: 'PANEL', what: text('验收组', 'Panel named'), there: state.panel !== undefined, basis: ACCEPTANCE.rows.leastPanel.document }]
      : []),
  ];
}

const airRow = (key: 'USE' | 'WORKS', test: AirTest | null | undefined) =>
  test == null
    ? []
    : [
        {
          key,
          cells: [
            AIR_STANDARD_NAMES[key],
            dayCell(test.on),
            passedOrNot(test.faults.length === 0),
            {
              zh: test.faults.map((fault) => airFaultWords(fault).zh).join('；'),
              en: test.faults.map((fault) => airFaultWords(fault).en).join('; '),
            },
          ],
        },
      ];

function sections(state: AcceptanceState): readonly Section[] {
  const { items, orderedKeys } = byKey(state);
  const { panel, notice, gravity = 'ORDINARY', deadline, score, round, extension } = state;
  return filled([
    {
      key: 'items',
      title: text('验收资料', 'Evidence'),
      columns: [text('验收项', 'Item'), text('满足', 'Met'), text('依据', 'Proof'), text('文件', 'Files'), text('有效期至', 'Ends on')],
      rows: Object.entries(items).map(([key, { met, proof, files = [] }]) => ({
        key,
        cells: [itemName(state, key), yesOrNo(met), plainly(proof), plainly(files.length), dayCell(state.lapses?.[key])],
      })),
    },
    {
      key: 'air',
      title: text('空气检测', 'Tests of the air'),
      columns: [text('标准', 'Standard'), text('日期', 'Day'), text('结果', 'Result'), text('超限', 'Over the limit')],
      rows: [...airRow('USE', state.air), ...(asksForWorks(state) ? airRow('WORKS', state.airOfWorks) : [])],
    },
    {
      key: 'panel',
      title: text('验收组', 'Panel'),
      columns: [text('人员', 'Person'), text('身份', 'Seat')],
      rows: [
        ...(panel?.members ?? []).map((person) => ({ key: person, cells: [{ person }, text('成员', 'member')] })),
        ...(panel?.reserve ?? []).map((person) => ({ key: `r-${person}`, cells: [{ person }, text('候补', 'reserve')] })),
      ],
    },
    {
      key: 'rectification',
      title: text('整改', 'Rectification'),
      columns: [text('通知', 'Notice'), text('等级', 'Gravity'), text('整改项', 'Items'), text('期限', 'Due'), text('延期', 'Extension')],
      rows:
        notice === 0 || orderedKeys.length === 0
          ? []
          : [
              {
                key: String(notice),
                cells: [
                  text(`第 ${notice} 次`, `no. ${notice}`),
                  GRAVITY_NAMES[gravity],
                  {
                    zh: orderedKeys.map((key) => itemName(state, key).zh).join('、'),
                    en: orderedKeys.map((key) => itemName(state, key).en).join(', '),
                  },
                  dayCell(deadline?.dueOn),
                  extension == null
                    ? null
                    : text(
                        `${extension.days} 个工作日${extension.answered ? '，已答复' : '，待答复'}`,
                        `${extension.days} working days${extension.answered ? ', answered' : ', not answered yet'}`,
                      ),
                ],
              },
            ],
    },
    {
      key: 'score',
      title: text('评分', 'Score'),
      columns: [text('轮次', 'Round'), text('得分', 'Points')],
      rows: score === null ? [] : [{ key: 'score', cells: [text(`第 ${round} 轮`, `Round ${round}`), plainly(score)] }],
    },
  ]);
}

export const acceptanceTelling: Telling<AcceptanceState> = { needs, sections };
