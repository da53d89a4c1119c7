/**
 * What is wrong with a list or a paper when it is handed in: everything at once, and nothing of it is kept. Deliberately
 * absent: who is ready with them (ready.ts).
 */
import { byRules, type Context } from '../../kernel/context.ts';
import { dayAt } from '../../kernel/days.ts';
import { futureFault, type Rejection, rejection, unknownItem } from '../../kernel/rejection.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { CLASS_NAMES } from '../../profile/profile.ts';
import { valuesIn } from '../../rule-table/table.ts';
import { TRAINING } from '../../standards/training.ts';
import { dayWords } from '../../words/days.ts';
import { ruleWords } from '../../words/rules.ts';
import type { Paper, TrainingCommand, TrainingState } from './facts.ts';
import { certificateTerm, healthUntilAtMost } from './ready.ts';

/** What is wrong with papers on the day on which they are handed in: of the future, of somebody else, longer than they can be. */
export function paperFaults(state: TrainingState, papers: readonly Paper[], context: Context): readonly Text[] {
  const today = dayAt(context.now);
  const rules = valuesIn(state.standards, TRAINING);
  const most = healthUntilAtMost(rules, today);
  const now = new Map(Object.entries(state.trainees).map(([ref, { certificate }]) => [ref, certificate]));
  for (const { ref, certificate } of papers) now.set(ref, certificate);
  return papers.flatMap(({ ref, certificate, healthCertificateUntil: until, noCrimeCheckedOn: checked, ...own }) => {
    const holder = [...now].find(([other, held]) => other !== ref && held !== null && certificateTerm(held) === certificateTerm(certificate));
    return [
      ...(holder === undefined
        ? []
        : [
            {
              zh: `${ref}：证书 ${certificate} 已登记在 ${holder[0]} 名下，一证一人`,
              en: `${ref}: certificate ${certificate} must be of one person alone; ${holder[0]} has it`,
            },
          ]),
      ...(checked > today
        ? [
            {
              zh: `${ref}：无犯罪记录查询日期 ${checked} 尚未到来`,
              en: `${ref}: the no-crime check must not be dated ${checked}, a day that has not come`,
            },
          ]
        : []),
      ...(most !== null && until > most
        ? [
            {
              zh: `${ref}：健康证每年一换，有效期须不晚于 ${most}（${TRAINING.rows.healthCertificateMonths.document}）`,
              en: `${ref}: a health certificate holds for a year, and must end by ${most} (${ruleWords(TRAINING.rows.healthCertificateMonths.document).en})`,
            },
          ]
        : []),
      ...(byRules(context, 5)
        ? overFaults({ ...own, ref, certificate, healthCertificateUntil: until, noCrimeCheckedOn: checked }, state, today)
        : []),
    ];
  });
}

const heldBy = (state: TrainingState, ref: string, number: string): string | undefined =>
  Object.entries(state.trainees).find(
    ([other, { healthCertificate }]) =>
      other !== ref && healthCertificate !== undefined && certificateTerm(healthCertificate) === certificateTerm(number),
  )?.[0];

/** A paper that has ended proves nothing of whoever works with children from now on. */
function overFaults(paper: Paper, state: TrainingState, today: IsoDate): readonly Text[] {
  const { ref, certificate, issuedOn, validUntil, healthCertificateUntil: until, healthCertificate } = paper;
  const faults: Text[] = [];
  const say = (zh: string, en: string) => faults.push({ zh: `${ref}：${zh}`, en: `${ref}: ${en}` });
  const { document } = TRAINING.rows.healthCertificateMonths;
  if (until < today)
    say(
      `健康证已于${dayWords(until).zh}到期，须换发后登记（${document}）`,
      `the health certificate must not have ended; it did on ${dayWords(until).en} (${ruleWords(document).en})`,
    );
  if (validUntil !== undefined && validUntil < today)
    say(
      `证书 ${certificate} 已于${dayWords(validUntil).zh}到期，须换发后登记`,
      `certificate ${certificate} must not have ended; it did on ${dayWords(validUntil).en}`,
    );
  if (issuedOn !== undefined && issuedOn > today) say(`发证日期 ${issuedOn} 尚未到来`, `issuedOn must not be ${issuedOn}, a day that has not come`);
  if (issuedOn !== undefined && validUntil !== undefined && validUntil <= issuedOn)
    say(`有效期至 ${validUntil} 须晚于发证日期 ${issuedOn}`, `validUntil ${validUntil} must be after issuedOn ${issuedOn}`);
  const holder = healthCertificate === undefined ? undefined : heldBy(state, ref, healthCertificate);
  if (holder !== undefined)
    say(
      `健康证 ${healthCertificate} 已登记在 ${holder} 名下，一证一人`,
      `health certificate ${healthCertificate} must be of one person alone; ${holder} has it`,
    );
  return faults;
}

/** Carers stand at classes that the project has. */
export function classFaults(
  { trainees, profile }: TrainingState,
  lines: readonly { readonly ref: string; readonly classKind?: keyof typeof CLASS_NAMES; readonly post?: string }[],
): readonly Text[] {
  return lines.flatMap(({ ref, classKind, post = trainees[ref]?.post }) => {
    if (classKind === undefined) return [];
    const { zh, en } = CLASS_NAMES[classKind];
    return [
      ...(post === 'CARER' ? [] : [{ zh: `${ref}：只有保育人员定班`, en: `${ref}: must be a carer to stand at a class` }]),
      ...(profile.classes[classKind] > 0
        ? []
        : [{ zh: `${ref}：本项目没有${zh}`, en: `${ref}: must stand at a class of this project, which has none of “${en}”` }]),
    ];
  });
}

/** Who is named and is not enrolled, or has left. */
export function absentAmong({ trainees }: TrainingState, refs: readonly string[]): readonly Rejection[] {
  return [...new Set(refs)].flatMap((ref) => {
    const trainee = Object.hasOwn(trainees, ref) ? trainees[ref] : undefined;
    if (trainee === undefined) return [unknownItem(ref)];
    if (trainee.leftOn === undefined) return [];
    const on = dayWords(trainee.leftOn);
    return [rejection('WRONG_STATE', `${ref} 已于${on.zh}离岗。`, `${ref} left on ${on.en}.`)];
  });
}

/** References that a command names. */
export const refsIn = (command: TrainingCommand): readonly string[] => {
  switch (command.type) {
    case 'RecordHours':
      return command.entries.map(({ ref }) => ref);
    case 'RecordExam':
      return command.results.map(({ ref }) => ref);
    case 'RecordCertificates':
      return command.certificates.map(({ ref }) => ref);
    case 'AssignClasses':
      return command.carers.map(({ ref }) => ref);
    case 'RecordDeparture':
      // Whether a substitute is there and fit is judged with the departure itself.
      return [command.ref];
    default:
      return [];
  }
};

/** A roster is judged on the day on which it is confirmed. */
export function dayFault(on: IsoDate | undefined, today: IsoDate, context: Context): Rejection | null {
  if (on === undefined || on === today) return null;
  return (
    futureFault(on, context) ??
    rejection(
      'EARLIER_DAY',
      `名册按确认当日（${today}）核对，不能按更早的 ${on} 核对。`,
      `A roster is judged on the day on which it is confirmed, ${today}, and not on ${on}.`,
    )
  );
}

/** One line a person: hours would count twice, and of two papers nobody knows which holds. However it is written, one reference is one person. */
export function namedTwice(lines: readonly { readonly ref: string }[]): readonly Rejection[] {
  const refs = lines.map(({ ref }) => certificateTerm(ref));
  const twice = lines.filter((_, index) => refs.indexOf(refs[index] ?? '') !== index);
  return [...new Set(twice.map(({ ref }) => ref))].map((ref) =>
    rejection('DUPLICATE', `学员 ${ref} 在同一份名单中出现了两次。`, `Trainee ${ref} stands in this list twice.`),
  );
}

/** Who is enrolled already, however the reference is written. `strict`: so since release 0.6.0; before, as it is written. */
export function enrolledAmong({ trainees }: TrainingState, lines: readonly { readonly ref: string }[], strict: boolean): readonly Rejection[] {
  const known = Object.keys(trainees);
  const terms = new Set(known.map(certificateTerm));
  return lines
    .filter(({ ref }) => known.includes(ref) || (strict && terms.has(certificateTerm(ref))))
    .map(({ ref }) => rejection('DUPLICATE', `学员 ${ref} 已报名。`, `Trainee ${ref} is enrolled already.`));
}

/** Once batches are planned, a batch is one of them; null: it is, or none is planned. */
export function batchFault({ batches = {} }: TrainingState, batch: string): Text | null {
  const planned = Object.entries(batches).flatMap(([key, { from }]) => (from === undefined ? [] : [key]));
  if (planned.length === 0 || planned.includes(batch)) return null;
  return {
    zh: `batch：没有安排过批次 ${batch}；请先安排，或从已安排的批次中选择：${planned.join('、')}`,
    en: `batch must be one that is planned, and ${batch} is not; plan it first, or choose one of ${planned.join(', ')}`,
  };
}
