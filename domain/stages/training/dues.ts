/**
 * What runs out in training: health certificates, other certificates and checks, all that end on one day together; the day by
 * which everybody should be ready; the time in which whoever left is replaced. Deliberately absent: who is ready (ready.ts).
 */
import { addDays, addMonths } from '../../kernel/days.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { heldIn, type Standards, valuesIn } from '../../rule-table/table.ts';
import { DUES } from '../../standards/dues.ts';
import { TRAINING } from '../../standards/training.ts';
import { ruleWords } from '../../words/rules.ts';
import type { DueDay } from '../watch.ts';
import type { TrainingState } from './facts.ts';
import type { Trainee } from './ready.ts';
import { readyBy } from './roster.ts';

/** So many are named; a mail is no roster. */
const NAMED = 5;

type Held = { readonly standards?: Standards; readonly trainees: Readonly<Record<string, Trainee>> };
/** S2 before S10: as whoever numbered them counts. */
const inOrder = (a: string, b: string): number => {
  const [one, other] = [a, b].map((ref) => ref.replace(/\d+/g, (digits) => digits.padStart(LONGEST, '0')));
  return (one ?? '') < (other ?? '') ? -1 : 1;
};
/** Of a number within a reference. */
const LONGEST = 12;

type Paper = { readonly key: string; readonly warnDays: number; readonly what: Text; readonly document: string };

/** A due day for each day on which papers of one kind end. */
function ending(
  { trainees }: Held,
  { key, warnDays, what, document }: Paper,
  until: (trainee: Trainee) => IsoDate | null | undefined,
): readonly DueDay[] {
  const byDay = new Map<string, string[]>();
  for (const [ref, trainee] of Object.entries(trainees)) {
    const on = trainee.leftOn === undefined ? until(trainee) : null;
    if (on != null) byDay.set(on, [...(byDay.get(on) ?? []), ref]);
  }
  return [...byDay].map(([on, found]) => {
    // A database gives the fields of a state back in an order of its own; a sentence that is kept knows none.
    const refs = found.sort(inOrder);
    const [some, more] = [refs.slice(0, NAMED), refs.length - NAMED];
    return {
      key,
      on,
      from: addDays(on, -warnDays),
      after: ['PROGRAMME_OFFICER'],
      what: {
        zh: `${refs.length} 人${what.zh}（${some.join('、')}${more > 0 ? `等 ${refs.length} 人` : ''}；${document}）`,
        en: `${what.en.replace('#', String(refs.length))} (${some.join(', ')}${more > 0 ? ` and ${more} more` : ''}; ${ruleWords(document).en})`,
      },
    };
  });
}

export function healthDues(held: Held): readonly DueDay[] {
  const { healthWarnDays: warnDays } = valuesIn(held.standards, DUES);
  const what = { zh: '健康证须更新', en: 'health certificates of # must be renewed' };
  const { document } = TRAINING.rows.healthCertificateMonths;
  return warnDays === null
    ? []
    : ending(held, { key: 'HEALTH_CERTIFICATES', warnDays, what, document }, ({ healthCertificateUntil }) => healthCertificateUntil);
}

/** Certificates of training, guards' licences, no-crime checks where the county says how long one holds. */
function otherDues(held: Held): readonly DueDay[] {
  const warnDays = heldIn(held.standards, DUES, 'certificateWarnDays');
  if (warnDays === null) return [];
  const { crimeCheckMonths: months } = valuesIn(held.standards, TRAINING);
  const certificates = {
    key: 'CERTIFICATES',
    warnDays,
    what: { zh: '证书须换发', en: 'certificates of # must be renewed' },
    document: '培训证书、保安员证',
  };
  const checks = {
    key: 'NO_CRIME_CHECKS',
    warnDays,
    what: { zh: '无犯罪记录须重新查询', en: 'no-crime checks of # must be made anew' },
    document: TRAINING.rows.crimeCheckMonths.document,
  };
  return [
    ...ending(held, certificates, ({ validUntil }) => validUntil),
    ...(months === null ? [] : ending(held, checks, ({ noCrimeCheckedOn: on }) => (on === null ? null : addMonths(on, months)))),
  ];
}

/** Everybody ready so many days before the planned finish, until the roster is confirmed. */
function readyDues(state: TrainingState): readonly DueDay[] {
  const on = state.ready === null ? readyBy(state) : null;
  if (on === null) return [];
  const { document } = TRAINING.rows.readyDaysBeforeOpening;
  const what = {
    zh: `开托前须配齐人员并确认名册（${document}）`,
    en: `the roster must be whole and confirmed before opening (${ruleWords(document).en})`,
  };
  return [{ key: 'ROSTER_READY', on, from: addDays(on, -(valuesIn(state.standards, DUES).warnDays ?? 0)), after: ['PROGRAMME_OFFICER'], what }];
}

/** Told at once, and again when the time to replace them is over. */
function shortDues({ standards, short }: TrainingState): readonly DueDay[] {
  const within = heldIn(standards, TRAINING, 'substituteWithinDays');
  if (short === undefined || within === null) return [];
  const { since, lacks } = short;
  const what = {
    zh: `人员离岗后须补齐：${lacks.map(({ zh }) => zh).join('；')}`,
    en: `somebody left, and the roster must be whole again: ${lacks.map(({ en }) => en).join('; ')}`,
  };
  return [{ key: 'ROSTER_SHORT', on: addDays(since, within), from: since, after: ['PROGRAMME_OFFICER'], what }];
}

export const trainingDues = (state: TrainingState): readonly DueDay[] => [
  ...healthDues(state),
  ...otherDues(state),
  ...readyDues(state),
  ...shortDues(state),
];
