/**
 * Whom a roster lacks: every post, and carers for every class, rounded up per class. A carer whose class is not said stands
 * wherever one is short. Deliberately absent: who is ready (ready.ts).
 */
import { addDays } from '../../kernel/days.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { CLASS_KINDS, CLASS_NAMES, type ClassKind, plannedOpening } from '../../profile/profile.ts';
import { heldIn, valuesIn } from '../../rule-table/table.ts';
import { CLASSES, carersOfClass, requiredCarers } from '../../standards/classes.ts';
import { carersToTrain, TRAINING } from '../../standards/training.ts';
import { ruleWords } from '../../words/rules.ts';
import { judgingOn, type TrainingState } from './facts.ts';
import { fullTimeReady, isReady, type Judging, readyByPost } from './ready.ts';

/** Carers of the classes of one kind: how many are needed, and how many stand there and are ready. */
export type ClassStanding = { readonly kind: ClassKind; readonly need: number; readonly ready: number };

type Staffed = Pick<TrainingState, 'trainees' | 'profile'> & { readonly standards?: TrainingState['standards'] | undefined };

/** Of every kind of classes that the project has. */
export function classStandings(state: Staffed, judging: Judging): readonly ClassStanding[] {
  const rules = valuesIn(state.standards, CLASSES);
  const carers = Object.values(state.trainees).filter((trainee) => trainee.post === 'CARER' && isReady(trainee, judging));
  return CLASS_KINDS.flatMap((kind) => {
    const need = carersOfClass(kind, state.profile.classes, rules);
    return need === 0 ? [] : [{ kind, need, ready: carers.filter(({ classKind }) => classKind === kind).length }];
  });
}

/** Whether anybody's class was said; of a release up to 0.6.0 nobody's was. */
export const saysClasses = ({ trainees }: Staffed): boolean => Object.values(trainees).some(({ classKind }) => classKind !== undefined);

/** Classes that are short although there are carers enough in all: the others stand elsewhere. */
export function classesShort(state: Staffed, judging: Judging, carersReady: number): readonly Text[] {
  if (!saysClasses(state)) return [];
  const standings = classStandings(state, judging);
  const free = carersReady - standings.reduce((sum, { ready }) => sum + ready, 0);
  const short = standings.filter(({ need, ready }) => ready < need);
  if (short.reduce((sum, { need, ready }) => sum + need - ready, 0) <= free) return [];
  const { document } = CLASSES.rows.infantPerCarer;
  return short.map(({ kind, need, ready }) => ({
    zh: `${CLASS_NAMES[kind].zh}保育人员须 ${need} 人，合格 ${ready} 人，未定班 ${free} 人（${document}）`,
    en: `${ready} of ${need} carers of “${CLASS_NAMES[kind].en}” are ready, and ${free} who stand at no class (${ruleWords(document).en})`,
  }));
}

/** Whom the roster lacks. */
export function rosterFaults(state: TrainingState, judging: Judging): readonly Text[] {
  const ready = readyByPost(state.trainees, judging);
  const [rules, classes] = [valuesIn(state.standards, TRAINING), valuesIn(state.standards, CLASSES)];
  const need = requiredCarers(state.profile.classes, classes);
  const { fullTimeHealthWorkerFrom: from } = rules;
  const faults: Text[] = [];
  const say = (zh: string, en: string) => faults.push({ zh, en });
  if (ready.HEAD < 1) say('没有合格的负责人', 'no qualified person in charge');
  if (ready.CARER < need) {
    const train = carersToTrain(need, rules);
    const document = CLASSES.rows.infantPerCarer.document;
    say(
      `保育人员须 ${need} 人，合格 ${ready.CARER} 人（${document}）；含储备应培训 ${train} 人`,
      `${ready.CARER} of ${need} carers are ready (${ruleWords(document).en}); with the reserve ${train} are to be trained`,
    );
  } else faults.push(...classesShort(state, judging, ready.CARER));
  if (ready.HEALTH_WORKER < 1) say('没有合格的卫生保健人员', 'no qualified health worker');
  if (from !== null && state.profile.places >= from && ready.HEALTH_WORKER > 0 && fullTimeReady(state.trainees, judging) < 1) {
    const document = TRAINING.rows.fullTimeHealthWorkerFrom.document;
    say(
      `收托 ${from} 人及以上须有专职卫生保健人员（${document}）`,
      `with ${from} children or more one health worker must be full-time (${ruleWords(document).en})`,
    );
  }
  if (ready.GUARD < 1) say('没有合格的保安', 'no qualified guard');
  return faults;
}

/** By when everybody should be ready: so many days before the planned opening, as the plan or a replanning set it; null: the case asks none. */
export function readyBy({ standards, profile }: Pick<TrainingState, 'standards' | 'profile'>): IsoDate | null {
  const before = heldIn(standards, TRAINING, 'readyDaysBeforeOpening');
  return before === null ? null : addDays(plannedOpening(profile), -before);
}

/** With what its confirmed roster lacks since somebody left; a roster that lost nobody lacks nothing that a rule watches. */
export const lacksOn = (state: TrainingState, today: IsoDate): readonly Text[] =>
  state.ready === null ? [] : rosterFaults(state, judgingOn(state, today));
