/** What a page tells of the way of a plan, a project's or a programme's. Deliberately absent: what stands in the plan. */

import type { FileRef } from '../../kernel/file-ref.ts';
import type { Text } from '../../kernel/values.ts';
import {
  type Chain,
  heardOf,
  MEETING_NAMES,
  MEETINGS,
  OPINION_ANSWER_WORDS,
  type Publication,
  REVIEW_KINDS,
  REVIEW_NAMES,
  standingOpinions,
  type WayRules,
  wayLacks,
} from '../../plan/chain.ts';
import { PLANS } from '../../standards/plans.ts';
import { dayCell, type Need, passedOrNot, plainly, type Section, text } from '../standing.ts';

const capital = (name: string): string => {
  const bare = name.replace(/^the /, '');
  return `${bare.slice(0, 1).toUpperCase()}${bare.slice(1)}`;
};
const files = (all: readonly FileRef[] = []) => (all.length === 0 ? null : plainly(all.map(({ title }) => title).join('、')));

/** What a part lacks beside what it is, in one sentence. */
const lacking = (lacks: readonly Text[]): { readonly why?: Text } =>
  lacks.length === 0 ? {} : { why: text(lacks.map(({ zh }) => zh).join('；'), lacks.map(({ en }) => en).join('; ')) };

/** `ownUnit`: of whoever drew it up. `rules`: null of a case of a release up to 0.6.0, which asks for opinions and reviews alone. */
export const chainNeeds = (chain: Chain, ownUnit: string, rules: WayRules | null): readonly Need[] => {
  const lacks = rules === null ? null : wayLacks(chain, ownUnit, rules);
  const standing = rules === null ? chain.consultations : standingOpinions(chain.consultations, rules);
  const heard = heardOf(standing, ownUnit);
  return [
    {
      key: 'HEARD',
      what: text('征求成员单位意见', 'Member units heard'),
      there: heard.length > 0 && (lacks?.HEARD ?? []).length === 0,
      value: plainly(standing.length),
      ...(heard.length === 0 ? {} : lacking(lacks?.HEARD ?? [])),
    },
    ...REVIEW_KINDS.map((review) => ({
      key: review,
      what: text(REVIEW_NAMES[review].zh, capital(REVIEW_NAMES[review].en)),
      there: chain.reviews[review] === true && (lacks?.[review] ?? []).length === 0,
      ...(chain.reviews[review] === false ? { value: passedOrNot(false) } : {}),
      why: text('须为当前版本的审查', 'of the present version'),
      ...(chain.reviews[review] === true ? lacking(lacks?.[review] ?? []) : {}),
    })),
    ...(rules?.minutes === true
      ? MEETINGS.map((meeting) => {
          const held = chain.meetings?.[meeting];
          return {
            key: meeting,
            what: text(`${MEETING_NAMES[meeting].zh}纪要`, `Minutes of ${MEETING_NAMES[meeting].en}`),
            there: held !== undefined && (lacks?.[meeting] ?? []).length === 0,
            ...(held === undefined ? {} : { value: plainly(held.number), ...lacking(lacks?.[meeting] ?? []) }),
          };
        })
      : []),
  ];
};

/** Opinions that a later one made good stand in the history alone. */
export const chainSections = (chain: Chain, rules: WayRules | null): readonly Section[] => [
  {
    key: 'heard',
    title: text('征求的意见', 'Opinions'),
    columns: [
      text('单位', 'Unit'),
      text('意见', 'Opinion'),
      text('采纳情况', 'Adopted'),
      text('理由', 'Why not'),
      text('日期', 'Day'),
      text('文件', 'Files'),
    ],
    rows: (rules === null ? chain.consultations : standingOpinions(chain.consultations, rules)).map(
      ({ unit, opinion, on, answer, why, files: proof }, n) => ({
        key: String(n),
        cells: [
          plainly(unit),
          plainly(opinion),
          answer === undefined ? null : OPINION_ANSWER_WORDS[answer],
          why === undefined ? null : plainly(why),
          dayCell(on),
          files(proof),
        ],
      }),
    ),
  },
  {
    key: 'reviews',
    title: text('审查', 'Reviews'),
    columns: [text('审查', 'Review'), text('结果', 'Result'), text('日期', 'Day'), text('文件', 'Files')],
    rows: REVIEW_KINDS.flatMap((kind) => {
      const done = chain.reviewed?.[kind];
      const { zh, en } = REVIEW_NAMES[kind];
      return done === undefined ? [] : [{ key: kind, cells: [text(zh, capital(en)), passedOrNot(done.passed), dayCell(done.on), files(done.files)] }];
    }),
  },
  {
    key: 'meetings',
    title: text('会议纪要', 'Minutes'),
    columns: [text('会议', 'Meeting'), text('文号', 'Number'), text('日期', 'Day'), text('议定事项', 'Decided'), text('文件', 'Files')],
    rows: MEETINGS.flatMap((kind) => {
      const held = chain.meetings?.[kind];
      const { zh, en } = MEETING_NAMES[kind];
      if (held === undefined) return [];
      return [{ key: kind, cells: [text(zh, capital(en)), plainly(held.number), dayCell(held.on), plainly(held.decisions), files(held.files)] }];
    }),
  },
];

export const published = (publication: Publication | undefined) =>
  publication === undefined
    ? null
    : text(`${publication.where}，${publication.on} 至 ${publication.until}`, `${publication.where}, ${publication.on} to ${publication.until}`);

/** That the version in force is published; of none that is issued nothing is asked. */
export const publishedNeeds = (
  issued: { readonly publication?: Publication; readonly publishBy?: { readonly dueOn: string | null } } | undefined,
): readonly Need[] =>
  issued === undefined
    ? []
    : [
        {
          key: 'PUBLISHED',
          what: text('公开', 'Published'),
          there: issued.publication !== undefined,
          basis: PLANS.rows.publishWorkdays.document,
          ...(issued.publishBy?.dueOn == null || issued.publication !== undefined ? {} : { until: issued.publishBy.dueOn }),
        },
      ];
