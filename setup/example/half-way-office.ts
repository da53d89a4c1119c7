/**
 * What the office and its county do in the example half way beside the works themselves: a light is explained and not
 * accepted, letters go out, rules are confirmed, a role is given and a stand-in named; and what goes on with a building
 * that is done: a repair within its warranty, its settlement, its rules looked at anew. Deliberately absent: the works that
 * are under way (half-way-stories.ts).
 */
import type { CommandOf } from '../../domain/cases.ts';
import { addDays } from '../../domain/kernel/days.ts';
import { DIRECTOR, FINANCE, OFFICER, type Story } from './stories.ts';

/** The red light of works whose progress fell behind; the reason is not accepted, and the office asks for a plan. */
export const supervised: Story = async (play, { today }) => {
  const [works, manager] = ['construction/QH-04', play.manager('QH-04')] as const;
  const red = await play.until(works, ({ lightOf }) => Object.entries(Object(lightOf)).find(([, light]) => light === 'RED')?.[0] ?? null);
  const of = red as Extract<CommandOf<'construction'>, { type: 'ExplainLight' }>['of']; // a light of its own
  const reason = '主材到货推迟，已调整班组';
  await play.act(manager, works, { type: 'ExplainLight', of, reason, until: addDays(today, 30) }, 'half/explain');
  await play.act(OFFICER, works, { type: 'AnswerExplanation', of, accepted: false, answer: '未附供货证明，不予认定' }, 'half/judge');
  const number = (nth: number) => `青托办督〔${today.slice(0, 4)}〕${nth}号`;
  const letter = { on: addDays(today, -1), reason: '形象进度滞后', answerBy: addDays(today, 5) } as const;
  await play.act(OFFICER, works, { type: 'IssueLetter', letter: 'REMINDER', number: number(6), ...letter }, 'half/reminder');
  await play.act(manager, works, { type: 'AnswerLetter', number: number(6), on: today, answer: '增加作业面，月底前追平' }, 'half/answer');
  await play.act(OFFICER, works, { type: 'IssueLetter', letter: 'SUPERVISION', number: number(7), ...letter, on: today }, 'half/letter');
};

/** A number of the county, confirmed by a second person; somebody more who reviews surveys; who stands in for finance next month. */
export const county: Story = async (play, { today }) => {
  const programme = `programme/${play.programme}` as const;
  const year = today.slice(0, 4);
  const adopt = { type: 'AdoptStandard', table: 'TRAINING', from: addDays(today, 30), basis: `青托组发〔${year}〕9号`, replaces: 0 } as const;
  await play.act(OFFICER, programme, { ...adopt, values: { crimeCheckMonths: 12 }, confirms: [] }, 'half/standard');
  // Empty: it was confirmed before a break.
  const standard = await play.until(programme, ({ standardProposals, standards }) => {
    const [waiting] = Object.keys(Object(standardProposals));
    return waiting ?? (Object.hasOwn(Object(standards), 'TRAINING') ? '' : null);
  });
  await play.act(DIRECTOR, programme, { type: 'ConfirmStandard', proposal: standard }, 'half/standard-confirmed');
  const role = { role: 'SURVEY_REVIEWER', person: 'qian-ning', basis: `青托组办发〔${year}〕11号` } as const;
  await play.act(OFFICER, programme, { type: 'AssignRole', ...role }, 'half/role');
  const away = { principal: FINANCE, delegate: 'qian-ning', from: addDays(today, 20), to: addDays(today, 34), basis: `青财函〔${year}〕18号` };
  await play.act(FINANCE, programme, { type: 'GrantMandate', ...away }, 'half/mandate');
};

/** A building that is done: a leak that was made good, another that is open, the settlement of its works, its rules a year on. */
export const afterwards: Story = async (play, { today }) => {
  const [project, manager] = ['QH-05', play.manager('QH-05')] as const;
  const works = `construction/${project}` as const;
  const { contract } = await play.until(
    works,
    (state) => (state.contract === null ? null : (state as { readonly contract: { readonly amountFen: number } })), // of works
  );
  const ask = { type: 'AskRepair', of: 'WATERPROOF', on: addDays(today, -20), by: addDays(today, -6) } as const;
  await play.act(manager, works, { ...ask, key: 'WX-1', what: '二层盥洗室渗水' }, 'half/repair');
  await play.act(manager, works, { type: 'RecordRepair', key: 'WX-1', on: addDays(today, -8), how: '重做防水并蓄水试验' }, 'half/repaired');
  await play.act(
    manager,
    works,
    { ...ask, key: 'WX-2', of: 'EQUIPMENT', what: '新风机组异响', on: today, by: addDays(today, 14) },
    'half/repair-open',
  );
  const handedIn = { number: `青托结〔${today.slice(0, 4)}〕4号`, on: addDays(today, -12), amountFen: contract.amountFen };
  await play.act(manager, works, { type: 'SubmitSettlement', ...handedIn }, 'half/settlement-in');
  const settled = { number: `青审结〔${today.slice(0, 4)}〕4号`, on: addDays(today, -3) };
  await play.act(manager, works, { type: 'RecordSettlement', amountFen: contract.amountFen, ...settled }, 'half/settlement');
};
