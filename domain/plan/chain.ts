/**
 * The way of a plan from its draft to its publication (domain facts 2.4): member units heard, legality and fair competition
 * reviewed, the office's meeting, the leading group's minutes, issue, publication. The same for the plan of a programme
 * (发展规划) and of a project (实施方案). Deliberately absent: what stands in either, and its approval.
 */
import { faultAt } from '../kernel/fault.ts';
import type { FileRef } from '../kernel/file-ref.ts';
import { code, day, type FieldsOf, flag, line, oneOf, optional, text } from '../kernel/shape.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import type { ValuesOf } from '../rule-table/table.ts';
import type { PLANS } from '../standards/plans.ts';

export const REVIEW_KINDS = ['LEGALITY', 'FAIR_COMPETITION'] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];
export const REVIEW_NAMES: Readonly<Record<ReviewKind, Text>> = {
  LEGALITY: { zh: '合法性审核', en: 'the review of legality' },
  FAIR_COMPETITION: { zh: '公平竞争审查', en: 'the review of fair competition' },
};

/** What became of an opinion. */
export const OPINION_ANSWERS = ['NO_OBJECTION', 'ADOPTED', 'PARTLY', 'NOT_ADOPTED'] as const;
export type OpinionAnswer = (typeof OPINION_ANSWERS)[number];
export const OPINION_ANSWER_WORDS: Readonly<Record<OpinionAnswer, Text>> = {
  NO_OBJECTION: { zh: '无异议', en: 'no objection' },
  ADOPTED: { zh: '采纳', en: 'adopted' },
  PARTLY: { zh: '部分采纳', en: 'adopted in part' },
  NOT_ADOPTED: { zh: '未采纳', en: 'not adopted' },
};

export const MEETINGS = ['OFFICE', 'GROUP'] as const;
export type MeetingKind = (typeof MEETINGS)[number];
export const MEETING_NAMES: Readonly<Record<MeetingKind, Text>> = {
  OFFICE: { zh: '办公室会议', en: 'the meeting of the office' },
  GROUP: { zh: '领导小组会议', en: 'the meeting of the leading group' },
};

type Proven = { readonly files?: readonly FileRef[] };

/** As commands of either plan take them. `answer`, `why`: absent from clients of releases up to 0.6.0. */
export const OPINION_FIELDS = { unit: text, opinion: text, on: day, answer: optional(oneOf(OPINION_ANSWERS)), why: optional(text) } as const;
export const REVIEW_FIELDS = { review: oneOf(REVIEW_KINDS), passed: flag, on: day } as const;
export const MEETING_FIELDS = { meeting: oneOf(MEETINGS), number: code, on: day, decisions: text } as const;
export const PUBLICATION_FIELDS = { where: line(200), on: day, until: day } as const;

export type Opinion = FieldsOf<typeof OPINION_FIELDS> & Proven;
export type Review = FieldsOf<typeof REVIEW_FIELDS> & Proven;
export type Meeting = FieldsOf<typeof MEETING_FIELDS> & Proven;
export type Publication = FieldsOf<typeof PUBLICATION_FIELDS> & Proven;

/** What a version of a plan has gone through. `reviewed`, `meetings` absent: nothing of it, or by a release up to 0.6.0. */
export type Chain = {
  readonly consultations: readonly Opinion[];
  readonly reviews: Readonly<Partial<Record<ReviewKind, boolean>>>;
  readonly reviewed?: Readonly<Partial<Record<ReviewKind, Review>>>;
  readonly meetings?: Readonly<Partial<Record<MeetingKind, Meeting>>>;
};
export const NOTHING_HEARD: Chain = { consultations: [], reviews: {}, reviewed: {}, meetings: {} };

export const withReview = (chain: Chain, review: Review): Pick<Chain, 'reviews' | 'reviewed'> => ({
  reviews: { ...chain.reviews, [review.review]: review.passed },
  reviewed: { ...chain.reviewed, [review.review]: review },
});
export const withMeeting = (chain: Chain, meeting: Meeting): Pick<Chain, 'meetings'> => ({
  meetings: { ...chain.meetings, [meeting.meeting]: meeting },
});

/** So many files an approval is shown. */
const FILES_MOST = 60;
/** Files of the way so far, each once. */
export function proofsOf({ consultations, reviewed = {}, meetings = {} }: Chain): readonly FileRef[] {
  const all = [...consultations, ...Object.values(reviewed), ...Object.values(meetings)].flatMap(({ files = [] }) => files);
  return [...new Map(all.map((file) => [file.sha256, file])).values()].slice(0, FILES_MOST);
}

export type WayRules = ValuesOf<typeof PLANS.rows>;
const isBlank = (value: string): boolean => value.trim() === '';
const plainUnit = (unit: string): string => unit.normalize('NFKC').trim();
const sameUnit = (one: string, other: string): boolean => plainUnit(one) === plainUnit(other);

/** Opinions of others than whoever drew the plan up: nobody asks themselves. */
export const heardOf = (consultations: readonly Opinion[], ownUnit: string): readonly Opinion[] =>
  consultations.filter(({ unit, opinion }) => !isBlank(unit) && !isBlank(opinion) && !sameUnit(unit, ownUnit));

const lacksFile = ({ files = [] }: Proven, rules: WayRules): boolean => rules.files && files.length === 0;
const says = (of: Text, zh: string, en: string): Text => ({ zh: `${of.zh}${zh}`, en: `${of.en} ${en}` });

function lacksOf(opinion: Opinion, rules: WayRules): readonly Text[] {
  const { unit, answer, why = '' } = opinion;
  const of: Text = { zh: `${unit}的意见`, en: `the opinion of ${unit}` };
  return [
    ...(answer === undefined ? [says(of, '须写明是否采纳', 'must say whether it was adopted')] : []),
    ...((answer === 'PARTLY' || answer === 'NOT_ADOPTED') && isBlank(why) ? [says(of, '未采纳的须写明理由', 'must say why it was not adopted')] : []),
    ...(lacksFile(opinion, rules) ? [says(of, '须附复函', 'must have its letter as a file')] : []),
  ];
}

/** Opinions that stand: one that lacks something is made good by a later one of its unit, whole or not. */
export const standingOpinions = (consultations: readonly Opinion[], rules: WayRules): readonly Opinion[] =>
  consultations.filter(
    (opinion, index) => lacksOf(opinion, rules).length === 0 || !consultations.slice(index + 1).some((later) => sameUnit(later.unit, opinion.unit)),
  );

function opinionFaults(consultations: readonly Opinion[], ownUnit: string, rules: WayRules): readonly Text[] {
  const heard = heardOf(standingOpinions(consultations, rules), ownUnit);
  const units = new Set(heard.map(({ unit }) => plainUnit(unit)));
  const few: readonly Text[] =
    units.size === 0
      ? [{ zh: '尚未征求其他成员单位的意见', en: 'no member unit but the applicant’s own has been consulted (征求成员单位意见)' }]
      : units.size < rules.leastUnits
        ? [
            {
              zh: `至少征求 ${rules.leastUnits} 个成员单位的意见，现有 ${units.size} 个`,
              en: `at least ${rules.leastUnits} member units must be heard; ${units.size} were`,
            },
          ]
        : [];
  return [...few, ...heard.flatMap((opinion) => lacksOf(opinion, rules))];
}

type Earlier = { readonly name: Text; readonly on: IsoDate };

function reviewFaults(chain: Chain, kind: ReviewKind, rules: WayRules): readonly Text[] {
  const of = REVIEW_NAMES[kind];
  const done = chain.reviewed?.[kind];
  if (chain.reviews[kind] !== true) return [{ zh: `当前版本尚未通过${of.zh}`, en: `${of.en} has not been passed for this version` }];
  return done !== undefined && lacksFile(done, rules) ? [says(of, '须附审查意见', 'must have its opinion as a file')] : [];
}

/** What comes before a meeting, with its day. */
const beforeMeeting = (chain: Chain, kind: MeetingKind): readonly Earlier[] =>
  (kind === 'OFFICE'
    ? REVIEW_KINDS.map((review) => ({ name: REVIEW_NAMES[review], on: chain.reviewed?.[review]?.on }))
    : [{ name: MEETING_NAMES.OFFICE, on: chain.meetings?.OFFICE?.on }]
  ).flatMap(({ name, on }) => (on === undefined ? [] : [{ name, on }]));

function meetingFaults(chain: Chain, kind: MeetingKind, rules: WayRules): readonly Text[] {
  if (!rules.minutes) return [];
  const of = MEETING_NAMES[kind];
  const held = chain.meetings?.[kind];
  if (held === undefined) return [says(of, '纪要尚未登记', 'has no minutes yet')];
  const earlier = beforeMeeting(chain, kind).find(({ on }) => on > held.on);
  return [
    ...(isBlank(held.decisions) ? [says(of, '须写明议定事项', 'must say what was decided')] : []),
    ...(lacksFile(held, rules) ? [says(of, '须附纪要文件', 'must have its minutes as a file')] : []),
    ...(earlier === undefined
      ? []
      : [
          says(
            of,
            `日期 ${held.on} 不得早于${earlier.name.zh}的 ${earlier.on}`,
            `is of ${held.on} and must not be before ${earlier.on}, the day of ${earlier.name.en}`,
          ),
        ]),
  ];
}

/** What each part of the way lacks, as its gates ask for it. `ownUnit`: of whoever drew it up. */
export const wayLacks = (chain: Chain, ownUnit: string, rules: WayRules): Readonly<Record<'HEARD' | ReviewKind | MeetingKind, readonly Text[]>> => ({
  HEARD: opinionFaults(chain.consultations, ownUnit, rules),
  LEGALITY: reviewFaults(chain, 'LEGALITY', rules),
  FAIR_COMPETITION: reviewFaults(chain, 'FAIR_COMPETITION', rules),
  OFFICE: meetingFaults(chain, 'OFFICE', rules),
  GROUP: meetingFaults(chain, 'GROUP', rules),
});

/** What the way lacks before the plan is handed in for approval. `ownUnit`: of whoever drew it up. */
export function faultsBeforeApproval(chain: Chain, ownUnit: string, rules: WayRules): readonly Text[] {
  const lacks = wayLacks(chain, ownUnit, rules);
  return [...lacks.HEARD, ...REVIEW_KINDS.flatMap((kind) => lacks[kind]), ...lacks.OFFICE];
}

/** What it lacks before it is issued under that number on that day. `issued`: versions that were issued before. */
export function faultsBeforeIssue(
  chain: Chain,
  { number, on }: { readonly number: string; readonly on: IsoDate },
  issued: readonly { readonly number: string; readonly version: number }[],
  rules: WayRules,
): readonly Text[] {
  const group = chain.meetings?.GROUP;
  const before = issued.find((one) => one.number === number);
  return [
    ...(isBlank(number) ? [faultAt('number', { zh: '须为印发文号', en: 'must be the number under which it is issued' })] : []),
    ...(before === undefined
      ? []
      : [
          faultAt('number', {
            zh: `文号须一件一号；${number} 是第 ${before.version} 版的文号`,
            en: `must be a number of its own; ${number} is that of version ${before.version}`,
          }),
        ]),
    ...meetingFaults(chain, 'GROUP', rules),
    ...(rules.minutes && group !== undefined && group.on > on
      ? [
          faultAt('on', {
            zh: `印发日期 ${on} 不得早于领导小组会议 ${group.on}`,
            en: `must not be before ${group.on}, the day of the leading group’s meeting`,
          }),
        ]
      : []),
  ];
}

/** What is wrong with a publication. `issuedOn`: when the plan was issued. */
export function publicationFaults({ where, on, until, files = [] }: Publication, issuedOn: IsoDate, rules: WayRules): readonly Text[] {
  return [
    ...(isBlank(where) ? [faultAt('where', { zh: '须写明在哪里公开', en: 'must say where' })] : []),
    ...(on < issuedOn ? [faultAt('on', { zh: `不得早于印发日期 ${issuedOn}`, en: `must not be before ${issuedOn}, when it was issued` })] : []),
    ...(until < on ? [faultAt('until', { zh: `公开截止不得早于公开日期 ${on}`, en: `must not be before ${on}, when it was published` })] : []),
    ...(rules.files && files.length === 0 ? [faultAt('files', { zh: '须附公开截图或文件', en: 'must have a picture or file of it' })] : []),
  ];
}
