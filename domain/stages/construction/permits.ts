/**
 * Permits before works start: applying for one on its route, in their order, and what the authority issued, with issuer, number,
 * day, term and scan; an extension of the permit before the start. One that has ended is refused while it is still to be used;
 * a start after its last day has happened, and is found (建筑法 art. 9). Deliberately absent: which are needed (standards/permits.ts).
 */
import { allow, type Decision, refuse } from '../../kernel/case.ts';
import { byRules, type Context } from '../../kernel/context.ts';
import { addMonths, dayAt } from '../../kernel/days.ts';
import { faultAt } from '../../kernel/fault.ts';
import { futureFault, incomplete, rejection, wrongState } from '../../kernel/rejection.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { DUES } from '../../standards/dues.ts';
import {
  PERMIT_NAMES,
  PERMIT_ROUTES,
  PERMITS,
  type PermitKind,
  permitsBeforeStart,
  ROUTED_PERMITS,
  type RoutedPermit,
} from '../../standards/permits.ts';
import { dayWords } from '../../words/days.ts';
import { ruleWords } from '../../words/rules.ts';
import { ask, line } from '../stage.ts';
import type { ConstructionCommand, ConstructionEvent, ConstructionState, Happening, Permit } from './facts.ts';
import { finding, permitsAfterStart } from './findings.ts';

type Answer = Decision<Happening>;
type Command<T extends ConstructionCommand['type']> = Extract<ConstructionCommand, { type: T }>;

/** Each after these, as far as the project needs them (工程建设项目审批：用地、工程规划、施工图与消防、施工许可). */
const AFTER: Readonly<Record<RoutedPermit, readonly PermitKind[]>> = {
  LAND_PERMIT: [],
  BUILD_PERMIT: ['LAND_PERMIT'],
  DRAWINGS_REVIEW: ['BUILD_PERMIT'],
  FIRE_DESIGN_REVIEW: ['BUILD_PERMIT'],
  CONSTRUCTION_PERMIT: ['LAND_PERMIT', 'BUILD_PERMIT', 'DRAWINGS_REVIEW', 'FIRE_DESIGN_REVIEW', 'STRUCTURE_SAFETY'],
};

const neededBy = (state: ConstructionState): readonly PermitKind[] => permitsBeforeStart(state.profile, valuesIn(state.standards, PERMITS));

/** Those that can be applied for by what is on record. */
export const toApplyFor = (state: ConstructionState): readonly RoutedPermit[] =>
  ROUTED_PERMITS.filter((permit) => {
    const status = state.permitSteps?.[permit];
    return neededBy(state).includes(permit) && state.permits[permit] === undefined && status !== 'ASKED' && status !== 'APPROVED';
  });

export function applyForPermit(
  state: ConstructionState,
  { permit, note, undertaking, files = [] }: Command<'ApplyForPermit'>,
  context: Context,
): Answer {
  const name = PERMIT_NAMES[permit];
  if (!neededBy(state).includes(permit)) return refuse(rejection('UNKNOWN_ITEM', `本项目无须办理${name.zh}。`, `This project needs no ${name.en}.`));
  const status = state.permitSteps?.[permit];
  if (status === 'ASKED') return refuse(rejection('DUPLICATE', '该事项正在审批。', 'This permit is being decided.'));
  if (status === 'APPROVED' || state.permits[permit] !== undefined)
    return refuse(rejection('DUPLICATE', '该事项已办理，请登记或查看许可。', 'It is decided already; record what was issued, or look at it.'));
  const faults = beforeFaults(state, permit, dayAt(context.now));
  if (files.length === 0 && undertaking === undefined)
    faults.push(faultAt('files', { zh: '须附申请材料', en: 'must hold the papers of the application' }));
  if (faults.length > 0) return refuse(incomplete('前置手续未完成，不能申请。', 'What comes first is not there, so it cannot be asked for.', faults));
  const asked = ask(state, context, {
    key: `PERMIT.${permit}`,
    title: { zh: `${state.name.zh}${name.zh}`, en: `${state.name.en}: ${name.en}` },
    applicant: state.manager,
    route: PERMIT_ROUTES[permit],
    content: {
      summary: [
        line('许可', 'Permit', name),
        line('项目单位', 'Unit', state.profile.unit),
        line('建筑面积', 'Gross area', `${state.profile.areaM2} m²`),
        line('计划开工', 'Planned start', dayWords(state.profile.startOn)),
        ...(note === undefined ? [] : [line('说明', 'Note', note)]),
      ],
      documents: [],
    },
  });
  const signed = undertaking === undefined ? {} : { undertaking };
  return allow<Happening>(
    { ...asked, data: { ...asked.data, ...signed } },
    { type: 'PermitApplied', data: { permit, approval: asked.data.approval } },
  );
}

function beforeFaults(state: ConstructionState, permit: RoutedPermit, today: IsoDate): Text[] {
  const needed = neededBy(state);
  const faults: Text[] = AFTER[permit]
    .filter((earlier) => needed.includes(earlier) && state.permits[earlier] === undefined)
    .map((earlier) => ({ zh: `须先取得${PERMIT_NAMES[earlier].zh}`, en: `${PERMIT_NAMES[earlier].en} must be there first` }));
  for (const earlier of AFTER[permit]) {
    const until = state.permits[earlier]?.until;
    if (until !== undefined && until < today) {
      const [{ zh, en }, ended] = [PERMIT_NAMES[earlier], dayWords(until)];
      faults.push({ zh: `${zh}已于${ended.zh}届满，须重新办理`, en: `${en} ended on ${ended.en} and must be asked for again` });
    }
  }
  if (permit === 'CONSTRUCTION_PERMIT' && state.contract === null)
    faults.push({ zh: '须先登记施工合同', en: 'the construction contract must be on record first' });
  if (permit === 'LAND_PERMIT') {
    const landPre = landPreUntil(state);
    if (landPre !== null && landPre < today) {
      const ended = dayWords(landPre);
      faults.push({
        zh: `用地预审与选址意见书已于${ended.zh}届满，须重新办理（${DUES.rows.landPreMonths.document}）`,
        en: `the land pre-examination ended on ${ended.en} and must be done again (${ruleWords(DUES.rows.landPreMonths.document).en})`,
      });
    }
  }
  return faults;
}

/** Until when the land pre-examination holds; null: there was none, or no limit. */
function landPreUntil({ inputs, standards }: ConstructionState): IsoDate | null {
  const { landPreOn = null } = inputs;
  const { landPreMonths } = valuesIn(standards, DUES);
  return landPreOn === null || landPreMonths === null ? null : addMonths(landPreOn, landPreMonths);
}

export function recordPermits(state: ConstructionState, { permits }: Command<'RecordPermits'>, context: Context): Answer {
  const future = permits.map(({ on }) => futureFault(on, context)).find((fault) => fault !== null);
  if (future != null) return refuse(future);
  const { START: start } = state.reached;
  const kinds = permits.map(({ permit }) => permit);
  const faults = byRules(context, 5)
    ? permits.flatMap((permit, index) => [
        ...(kinds.indexOf(permit.permit) === index ? [] : [faultAt(`permits[${index}].permit`, TWICE)]),
        ...termFaults(permit, index, start ?? dayAt(context.now)),
      ])
    : [];
  if (faults.length > 0) return refuse(incomplete('许可有误，未登记。', 'The permits have faults and were not recorded.', faults));
  const late = start !== undefined && byRules(context, 3) ? permitsAfterStart(permits, start) : [];
  return allow<Happening>({ type: 'PermitsRecorded', data: { permits } }, ...late);
}

const TWICE: Text = { zh: '一次登记中同一种许可只能有一件', en: 'must be there once: of two of one kind nobody knows which holds' };

/** `used`: the day on which it must hold: of the start, or today where works have not begun. */
function termFaults({ permit, on, until, by }: Command<'RecordPermits'>['permits'][number], index: number, used: IsoDate): readonly Text[] {
  const at = `permits[${index}]`;
  if (by !== undefined && by.trim() === '') return [faultAt(`${at}.by`, { zh: '须写明发证机关', en: 'must say who issued it' })];
  if (until === undefined) return [];
  if (until < on) return [faultAt(`${at}.until`, { zh: `有效期至不得早于发证日期 ${on}`, en: `must not be before ${on}, when it was issued` })];
  if (until >= used) return [];
  const [{ zh, en }, ended] = [PERMIT_NAMES[permit], dayWords(until)];
  return [
    faultAt(`${at}.until`, {
      zh: `${zh}已于${ended.zh}届满，不能作为有效许可登记，请办理延期或重新取得`,
      en: `${en} ended on ${ended.en} and counts for nothing any more; have it extended or issued again`,
    }),
  ];
}

/** The last day on which works may start by the construction permit, with its extensions; null: no limit. */
export function startUntil({ permits, standards }: Pick<ConstructionState, 'permits' | 'standards'>): IsoDate | null {
  const permit = permits.CONSTRUCTION_PERMIT;
  const { startWithinMonths } = valuesIn(standards, DUES);
  if (permit === undefined || startWithinMonths === null) return null;
  return permit.extensions?.at(-1)?.until ?? addMonths(permit.on, startWithinMonths);
}

export function extendPermit(state: ConstructionState, { number, on, until, files = [] }: Command<'ExtendPermit'>): Answer {
  const permit = state.permits.CONSTRUCTION_PERMIT;
  const { startWithinMonths, startExtensions } = valuesIn(state.standards, DUES);
  const last = startUntil(state);
  const { document } = DUES.rows.startExtensions;
  if (permit === undefined || last === null || startWithinMonths === null)
    return refuse(wrongState('尚未登记施工许可证。', 'The construction permit is not on record.'));
  if (state.reached.START !== undefined) return refuse(wrongState('已开工，无须延期。', 'Works have started; nothing is to be extended.'));
  if ((permit.extensions ?? []).length >= startExtensions)
    return refuse(
      rejection(
        'ALREADY_EXTENDED',
        `施工许可证的开工延期以 ${startExtensions} 次为限（${document}）；届满自行废止，须重新申领。`,
        `The start may be put off ${startExtensions} times (${ruleWords(document).en}); then the permit is void, and is asked for again.`,
      ),
    );
  const most = addMonths(last, startWithinMonths);
  const faults = [
    ...(number.trim() === '' ? [faultAt('number', { zh: '须为准予延期的文号', en: 'must be the number of the document that grants it' })] : []),
    ...(files.length === 0 ? [faultAt('files', { zh: '须附准予延期的文件', en: 'must hold the document that grants it' })] : []),
    ...(on > last ? [faultAt('on', { zh: `须在届满之日 ${last} 前准予`, en: `must be granted by ${last}, the last day` })] : []),
    ...(until <= last ? [faultAt('until', { zh: `须晚于原届满之日 ${last}`, en: `must be after ${last}, the day on which it would end` })] : []),
    ...(until > most
      ? [
          faultAt('until', {
            zh: `每次延期不超过 ${startWithinMonths} 个月，至迟 ${most}（${document}）`,
            en: `must be ${most} at the latest: ${startWithinMonths} months at a time (${ruleWords(document).en})`,
          }),
        ]
      : []),
  ];
  if (faults.length > 0) return refuse(incomplete('延期有误，未登记。', 'The extension has faults and was not recorded.', faults));
  return allow<Happening>({ type: 'PermitExtended', data: { permit: 'CONSTRUCTION_PERMIT', number, on, until } });
}

/** Permits on which works began after their last day. */
export function startedOnLapsed(state: ConstructionState, on: IsoDate): readonly ConstructionEvent[] {
  const lapsed = (permit: PermitKind, held: Permit, until: IsoDate, rule: string) =>
    finding('PERMIT_LAPSED', rule, { on, permits: [permit], number: held.number, earlierOn: until });
  const found = Object.entries(state.permits).flatMap(([kind, held]) => {
    const permit = kind as PermitKind; // its own key
    return held?.until !== undefined && held.until < on ? [lapsed(permit, held, held.until, PERMITS.rows[permit].document)] : [];
  });
  const last = startUntil(state);
  const held = state.permits.CONSTRUCTION_PERMIT;
  return last !== null && held !== undefined && last < on
    ? [...found, lapsed('CONSTRUCTION_PERMIT', held, last, DUES.rows.startWithinMonths.document)]
    : found;
}

/** What the answer to an application leads to. */
export const permitAnswered = (permit: string, approved: boolean, reason: string | null): ConstructionEvent => ({
  type: 'PermitAnswered',
  data: { permit: permit as RoutedPermit, approved, reason }, // as it was asked for
});
