/** The forms of publicity. Deliberately absent: what may happen (stage.ts). */
import type { Text } from '../../kernel/values.ts';
import { CHANNEL_NAMES } from '../../standards/closed-lists.ts';
import { PUBLICITY } from '../../standards/publicity.ts';
import { type Option, optionsOf, stageForms } from '../form.ts';
import { leastAsked, type PublicityState, type publicityStage } from './stage.ts';

const text = (zh: string, en: string): Text => ({ zh, en });
const ACTIVITY = text('活动', 'Activity');

const activities = (state: PublicityState, of: 'OPEN' | 'CLEARED' | 'ALL'): readonly Option[] =>
  Object.entries(state.activities)
    .filter(([, { doneOn, cleared }]) => (of === 'ALL' ? true : doneOn === null && (of === 'CLEARED' ? cleared : !cleared)))
    .map(([value, { channel, audience }]) => ({
      value,
      label: text(`${value} ${CHANNEL_NAMES[channel].zh}（${audience}）`, `${value} ${CHANNEL_NAMES[channel].en} (${audience})`),
    }));

export const publicityForms = stageForms<PublicityState, (typeof publicityStage)['commands']>()({
  PlanPublicity: {
    name: text('安排宣传活动', 'Plan activities'),
    paste: 'activities',
    fields: {
      activities: {
        label: text('活动', 'Activities'),
        fields: {
          key: { label: text('编号', 'Number'), help: text('本项目内不重复', 'Once in this project') },
          channel: { label: text('渠道', 'Channel'), options: optionsOf(CHANNEL_NAMES) },
          audience: { label: text('对象', 'Audience'), short: true },
          plannedOn: { label: text('计划日期', 'Planned for') },
        },
      },
    },
    probe: (state, today) => ({ activities: [{ key: freeKey(state), channel: 'OPEN_DAY', audience: '—', plannedOn: today }] }),
    start: (state) => ({ activities: [{ key: freeKey(state) }] }),
  },
  ClearContent: {
    name: text('审核宣传内容', 'Clear the content'),
    how: text('含儿童肖像的，须先取得监护人同意，并附同意书。', 'No child’s portrait without the guardian’s consent, as a file.'),
    fields: {
      key: { label: ACTIVITY, options: (state) => activities(state, 'OPEN') },
      showsChildren: { label: text('含儿童肖像', 'Shows children'), basis: '个人信息保护法 第三十一条' },
      guardianConsent: { label: text('监护人已同意', 'The guardians consent') },
    },
    probe: (state) => ({ key: activities(state, 'OPEN')[0]?.value ?? '—', showsChildren: false, guardianConsent: false }),
    nothing: (state) =>
      activities(state, 'OPEN').length > 0 ? null : text('没有待审核内容的活动，请先安排。', 'No activity waits for it; plan one first.'),
  },
  RecordActivity: {
    name: text('登记宣传活动', 'Record an activity'),
    fields: {
      key: { label: ACTIVITY, options: (state) => activities(state, 'CLEARED') },
      on: { label: text('开展日期', 'Held on') },
      reached: { label: text('覆盖人数', 'People reached'), unit: text('人', 'people') },
      evidence: { label: text('依据', 'Evidence'), needed: true, help: text('照片、签到表、链接等', 'Pictures, attendance, links and the like') },
    },
    probe: (state, today) => ({
      key: activities(state, 'CLEARED')[0]?.value ?? activities(state, 'OPEN')[0]?.value ?? '—',
      on: today,
      reached: 1,
      evidence: '—',
    }),
    nothing: (state) =>
      activities(state, 'CLEARED').length > 0
        ? null
        : text('没有待登记的活动，请先安排并审核内容。', 'No activity waits for it; plan one and clear its content first.'),
  },
  RecordAwareness: {
    name: text('登记知晓率调查', 'Record awareness'),
    how: text('全部活动开展后调查；知晓率达到要求即办结本阶段。', 'Asked once all activities were held; the stage ends when enough families know.'),
    final: text('知晓率达到要求的，宣传阶段随之办结。', 'Where enough families know, the stage ends with it.'),
    fields: {
      on: { label: text('调查日期', 'Asked on') },
      asked: { label: text('调查人数', 'People asked'), unit: text('人', 'people'), basis: PUBLICITY.rows.marginPercent.document },
      aware: { label: text('知晓人数', 'Who know of it'), unit: text('人', 'people'), basis: PUBLICITY.rows.awarePercent.document },
      method: { label: text('调查方式', 'How people were asked'), help: text('问卷、入户、电话等', 'Questionnaire, at home, by phone and the like') },
    },
    probe(state, today) {
      const asked = leastAsked(state) ?? 1;
      return { on: today, asked, aware: asked };
    },
  },
  RecordNotice: {
    name: text('登记公示', 'Record a public notice'),
    how: text('公示期满后登记；不足规定天数的转为问题。', 'Once it is over; one that stood for too few days becomes a finding.'),
    fields: {
      key: { label: text('编号', 'Number'), help: text('本项目内不重复', 'Once in this project') },
      title: { label: text('公示内容', 'What was announced') },
      place: { label: text('公示地点或网址', 'Where') },
      from: { label: text('开始', 'From') },
      to: { label: text('结束', 'To'), basis: PUBLICITY.rows.noticeDays.document },
      objections: { label: text('收到异议', 'Objections'), unit: text('件', '') },
    },
    probe: (state, today) => ({ key: freeNotice(state), title: '—', place: '—', from: today, to: today, objections: 0 }),
  },
});

function freeNotice({ publicNotices: known = {} }: PublicityState): string {
  let n = Object.keys(known).length + 1;
  while (Object.hasOwn(known, `G${n}`)) n += 1;
  return `G${n}`;
}

function freeKey({ activities: known }: PublicityState): string {
  let n = Object.keys(known).length + 1;
  while (Object.hasOwn(known, `A${n}`)) n += 1;
  return `A${n}`;
}
