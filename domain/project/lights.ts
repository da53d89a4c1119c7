/**
 * Why a project shows the light that it shows: what of it, of its stages and of its approvals is near its last day or past
 * it. The worst of them is its light. Pure. Deliberately absent: turning any light (stages/watch.ts, stages/construction).
 */
import type { Light } from '../kernel/summary.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { STAGE_OF_KIND, type StageKey } from '../stages/all.ts';
import type { StagePart } from '../stages/board-part.ts';
import { BEHIND_WORDS, turnedWords } from '../stages/construction/light-words.ts';
import type { Watched } from '../stages/watch.ts';
import { ACCEPTANCE } from '../standards/acceptance.ts';
import { DUES } from '../standards/dues.ts';
import { LIGHTS } from '../standards/lights.ts';
import { PAYMENTS } from '../standards/payments.ts';
import { dayWords } from '../words/days.ts';
import { ruleWords } from '../words/rules.ts';

/** A case of the project, as read tables hold it. */
export type LitCase = {
  readonly stream: string;
  readonly kind: string;
  readonly status: string;
  readonly title: Text;
  readonly light: Light | null;
  /** Null: an approval. */
  readonly part: StagePart | null;
  /** Of an approval: until when it is to be decided. */
  readonly dueOn: IsoDate | null;
};

export type LightReason = {
  readonly light: 'YELLOW' | 'RED';
  readonly what: Text;
  /** The last day, where it is one. */
  readonly on: IsoDate | null;
  /** The case that says so. */
  readonly case: string;
  readonly stage: StageKey | null;
  /** What lit it: the row of a table of rules with its number and document, or whose limit it is; absent: it says so itself. */
  readonly rule?: Text;
};

const ORDER: readonly (Light | null)[] = [null, 'GREEN', 'YELLOW', 'RED'];
export const worstLight = (lights: readonly (Light | null)[]): Light | null => ORDER.findLast((light) => lights.includes(light)) ?? null;

type Place = Pick<LightReason, 'case' | 'stage'>;

const DUE_RULE: Text = { zh: `到期事项（规则表 ${DUES.key}）`, en: `what runs out (rule table ${DUES.key})` };
const RECTIFY_RULE: Text = { zh: `整改期限（规则表 ${ACCEPTANCE.key}）`, en: `time to put it right (rule table ${ACCEPTANCE.key})` };
const ROUTE_RULE: Text = { zh: '审批路线的办理时限', en: 'the limit of its route' };
const TAKEN_RULE: Text = { zh: '接续登记的灯', en: 'its light as it was taken over' };

const TURNS: readonly { readonly key: string; readonly rows: Readonly<Record<string, { readonly document: string }>> }[] = [LIGHTS, PAYMENTS];
/** `规则表 LIGHTS.behindRed：30，银川市 2025 年亮灯做法（本产品默认值）`. */
function turnedBy({ table, row, value }: { readonly table: string; readonly row: string; readonly value: number }): Text {
  const document = TURNS.find(({ key }) => key === table)?.rows[row]?.document;
  return ruleWords(`规则表 ${table}.${row}：${value}${document === undefined ? '' : `，${document}`}`);
}

/** What is watched and has been told of, the reddest and oldest first. */
function ofWatched(watched: Watched | null, lit: Place): readonly LightReason[] {
  return Object.values(watched ?? {}).flatMap(({ told, what, on }): readonly LightReason[] => {
    if (told === undefined) return [];
    const day = dayWords(on);
    return [
      told === 'PAST'
        ? { ...lit, rule: DUE_RULE, light: 'RED', on, what: { zh: `${what.zh}，已于${day.zh}到期`, en: `${what.en}; was due on ${day.en}` } }
        : { ...lit, rule: DUE_RULE, light: 'YELLOW', on, what: { zh: `${what.zh}，${day.zh}到期`, en: `${what.en}; due on ${day.en}` } },
    ];
  });
}

function ofConstruction({ part }: LitCase, at: Place): readonly LightReason[] {
  return (part?.lit ?? []).map(({ of, light, turned }) => {
    // What was taken over has a light, and no story of it.
    const silent = turned === null || (of === 'PROGRESS' && turned.behind <= 0);
    const what = silent ? BEHIND_WORDS[of] : withoutLight(turnedWords({ ...turned, of, to: light }));
    return {
      ...at,
      light,
      what,
      on: null,
      ...(turned === null ? { rule: TAKEN_RULE } : turned.rule === undefined ? {} : { rule: turnedBy(turned.rule) }),
    };
  });
}
/** The light stands beside it. */
const withoutLight = ({ zh, en }: Text): Text => ({ zh: zh.replace(/^[黄红]灯，/, ''), en: en.replace(/^(?:yellow|red) light[,:] /, '') });

function ofAcceptance({ part }: LitCase, lit: Place): readonly LightReason[] {
  const rectifies = part?.rectifies;
  if (rectifies?.stopped === true)
    return [
      {
        ...lit,
        rule: RECTIFY_RULE,
        light: 'RED',
        on: null,
        what: { zh: '整改未完成，验收停止', en: 'acceptance is stopped: what was ordered is not put right' },
      },
    ];
  return rectifies?.overdue === true
    ? [{ ...lit, rule: RECTIFY_RULE, light: 'RED', on: null, what: { zh: '整改逾期', en: 'rectification is overdue' } }]
    : [];
}

function ofApproval({ light, title, dueOn }: LitCase, lit: Place): readonly LightReason[] {
  if (light !== 'YELLOW' && light !== 'RED') return [];
  const day = dueOn === null ? null : dayWords(dueOn);
  const zh = light === 'RED' ? '审批超期' : '审批临近到期';
  const en = light === 'RED' ? 'its approval is overdue' : 'its approval is due soon';
  const until = day === null ? { zh: '', en: '' } : { zh: `（${day.zh}到期）`, en: ` (due ${day.en})` };
  return [{ ...lit, rule: ROUTE_RULE, light, on: dueOn, what: { zh: `${title.zh}：${zh}${until.zh}`, en: `${title.en}: ${en}${until.en}` } }];
}

function ofCase(found: LitCase): readonly LightReason[] {
  const lit = { case: found.stream, stage: STAGE_OF_KIND.get(found.kind) ?? null };
  if (found.kind === 'approval') return ofApproval(found, lit);
  const watched = ofWatched(found.part?.watched ?? null, lit);
  // Of a stage that is done and goes on, what runs out is all that can still be late.
  if (found.status !== 'OPEN') return ['SETTLING', 'WATCHED', 'IN_FORCE'].includes(found.status) ? watched : [];
  const own = [...ofConstruction(found, lit), ...ofAcceptance(found, lit), ...watched];
  if (own.length > 0 || (found.light !== 'YELLOW' && found.light !== 'RED')) return own;
  return [{ ...lit, light: found.light, on: null, what: found.title }];
}

/** The reddest first, among them what was due first. */
export function lightReasons(
  project: { readonly stream: string; readonly watched: Watched | null },
  cases: readonly LitCase[],
): readonly LightReason[] {
  const reasons = [...ofWatched(project.watched, { case: project.stream, stage: null }), ...cases.flatMap(ofCase)];
  // A database gives them in any order.
  const rank = (one: LightReason): string => `${one.light === 'RED' ? 0 : 1} ${one.on ?? '9999-12-31'} ${one.case} ${one.what.en}`;
  return reasons.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}
