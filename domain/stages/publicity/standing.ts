/** What the page of publicity tells. Deliberately absent: its forms (form.ts). */
import { valuesIn } from '../../rule-table/table.ts';
import { CHANNEL_NAMES } from '../../standards/closed-lists.ts';
import { PUBLICITY } from '../../standards/publicity.ts';
import { dayCell, filled, type Need, plainly, type Section, type Telling, text, yesOrNo } from '../standing.ts';
import type { PublicityState } from './stage.ts';

function needs({ activities, awareness, standards, publicNotices = {} }: PublicityState): readonly Need[] {
  const { awarePercent } = valuesIn(standards, PUBLICITY);
  const all = Object.entries(activities);
  const done = all.filter(([, { doneOn }]) => doneOn !== null);
  return [
    { key: 'PLAN', what: text('宣传计划', 'Activities planned'), there: all.length > 0, value: text(`${all.length} 项`, `${all.length}`) },
    ...all
      .filter(([, { doneOn }]) => doneOn === null)
      .map(([key, { channel, cleared, plannedOn }]) => ({
        key: `ACTIVITY.${key}`,
        what: text(`${key} ${CHANNEL_NAMES[channel].zh}`, `${key} ${CHANNEL_NAMES[channel].en}`),
        there: false,
        value: cleared ? text('内容已审核', 'content cleared') : text('内容待审核', 'content not cleared'),
        why: text('全部活动开展后才调查知晓率', 'awareness is asked once all were held'),
        until: plannedOn,
      })),
    ...(all.length === 0
      ? []
      : [
          {
            key: 'DONE',
            what: text('活动已开展', 'Activities held'),
            there: done.length === all.length,
            value: plainly(`${done.length}/${all.length}`),
          },
        ]),
    ...all
      .filter(([, { bare }]) => bare === true)
      .map(([key]) => ({ key: `FILES.${key}`, what: text(`${key} 佐证材料`, `Files that prove ${key}`), there: false })),
    ...(Object.keys(publicNotices).length === 0
      ? []
      : [
          {
            key: 'NOTICES',
            what: text('公示', 'Public notices'),
            there: true,
            value: text(`${Object.keys(publicNotices).length} 次`, `${Object.keys(publicNotices).length}`),
          },
        ]),
    {
      key: 'AWARENESS',
      what: text('知晓率', 'Awareness'),
      there: awareness !== null && awareness * 100 >= awarePercent,
      value:
        awareness === null
          ? text(`须达到 ${awarePercent}%`, `${awarePercent} % are needed`)
          : text(`${(awareness * 100).toFixed(1)}%，须 ${awarePercent}%`, `${(awareness * 100).toFixed(1)} % of ${awarePercent} %`),
      basis: PUBLICITY.rows.awarePercent.document,
    },
  ];
}

function sections({ activities, takenOver, surveys = [], publicNotices = {} }: PublicityState): readonly Section[] {
  const taken = takenOver?.facts ?? [];
  return filled([
    {
      key: 'activities',
      title: text('宣传活动', 'Activities'),
      columns: [
        text('编号', 'Number'),
        text('渠道', 'Channel'),
        text('对象', 'Audience'),
        text('计划', 'Planned'),
        text('内容已审核', 'Cleared'),
        text('开展', 'Held'),
        text('人数', 'Reached'),
        text('含儿童肖像', 'Shows children'),
        text('佐证材料', 'Files'),
      ],
      rows: Object.entries(activities).map(([key, { channel, audience, plannedOn, cleared, doneOn, reached, showsChildren, bare }]) => ({
        key,
        cells: [
          plainly(key),
          CHANNEL_NAMES[channel],
          plainly(audience),
          dayCell(plannedOn),
          yesOrNo(cleared),
          dayCell(doneOn),
          doneOn === null ? null : plainly(reached),
          yesOrNo(showsChildren === true),
          doneOn === null ? null : yesOrNo(bare !== true),
        ],
        takenOver: taken.some((fact) => fact.kind === 'ACTIVITY' && fact.key === key),
      })),
    },
    {
      key: 'surveys',
      title: text('知晓率调查', 'Surveys of awareness'),
      columns: [text('日期', 'Day'), text('调查人数', 'Asked'), text('知晓人数', 'Aware'), text('知晓率', 'Share'), text('方式', 'How')],
      rows: surveys.map(({ on, asked, aware, method }, index) => ({
        key: `${index}`,
        cells: [
          dayCell(on),
          plainly(asked),
          plainly(aware),
          plainly(asked === 0 ? '0 %' : `${((aware / asked) * 100).toFixed(1)} %`),
          method === undefined ? null : plainly(method),
        ],
      })),
    },
    {
      key: 'notices',
      title: text('公示', 'Public notices'),
      columns: [
        text('编号', 'Number'),
        text('内容', 'What'),
        text('地点', 'Where'),
        text('开始', 'From'),
        text('结束', 'To'),
        text('异议', 'Objections'),
      ],
      rows: Object.entries(publicNotices).map(([key, { title, place, from, to, objections }]) => ({
        key,
        cells: [plainly(key), plainly(title), plainly(place), dayCell(from), dayCell(to), plainly(objections)],
      })),
    },
  ]);
}

export const publicityTelling: Telling<PublicityState> = { needs, sections };
