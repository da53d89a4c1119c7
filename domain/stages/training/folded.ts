/** What an event makes of staff training. Deliberately absent: what may happen (stage.ts). */
import type { IsoDate } from '../../kernel/values.ts';
import { TRAINING } from '../../standards/training.ts';
import type { Batch, TrainingEvent, TrainingState } from './facts.ts';
import type { Trainee } from './ready.ts';

const examOf = ({ standards }: TrainingState, on: IsoDate): Pick<Trainee, 'examOn'> =>
  standards?.[TRAINING.key] === undefined ? {} : { examOn: on };

const batchOf = ({ batches }: TrainingState, batch: string): Batch => batches?.[batch] ?? { enrolled: 0, lists: 0 };
const withBatch = (state: TrainingState, batch: string, changed: Partial<Batch>): TrainingState => ({
  ...state,
  batches: { ...state.batches, [batch]: { ...batchOf(state, batch), ...changed } },
});

/** What is said of a paper goes with it: another number, another day, and it is told anew or not at all. */
function without(held: Trainee, papers: Pick<Trainee, 'certificate' | 'healthCertificateUntil'>): Trainee {
  const { issuer, issuedOn, validUntil, healthCertificate, healthIssuer, ...rest } = held;
  const own = papers.certificate === held.certificate ? { issuer, issuedOn, validUntil } : {};
  const health = papers.healthCertificateUntil === held.healthCertificateUntil ? { healthCertificate, healthIssuer } : {};
  return Object.fromEntries(Object.entries({ ...rest, ...own, ...health }).filter(([, value]) => value !== undefined)) as Trainee; // the same, without what is not there
}

/** The substitute stands at the class that was left. */
function departed(state: TrainingState, { ref, on, substitute, lacks }: Extract<TrainingEvent, { type: 'TraineeLeft' }>['data']): TrainingState {
  const gone = state.trainees[ref];
  if (gone === undefined) return state;
  const other = substitute === undefined ? undefined : state.trainees[substitute];
  const { classKind } = gone;
  const instead =
    substitute === undefined || other === undefined ? {} : { [substitute]: { ...other, ...(classKind === undefined ? {} : { classKind }) } };
  const trainees = { ...state.trainees, [ref]: { ...gone, leftOn: on, ...(substitute === undefined ? {} : { substitute }) }, ...instead };
  return { ...state, trainees, ...(lacks === undefined ? {} : { short: { since: state.short?.since ?? on, lacks } }) };
}

export function folded(state: TrainingState, event: TrainingEvent): TrainingState {
  const change = <T extends { readonly ref: string }>(entries: readonly T[], to: (t: Trainee, entry: T) => Trainee): TrainingState => {
    const trainees = { ...state.trainees };
    for (const entry of entries) {
      const trainee = trainees[entry.ref];
      if (trainee !== undefined) trainees[entry.ref] = to(trainee, entry);
    }
    return { ...state, trainees };
  };
  switch (event.type) {
    case 'BatchPlanned': {
      const { batch, ...plan } = event.data;
      return withBatch(state, batch, plan);
    }
    case 'TraineesEnrolled': {
      const { batch, kept, trainees: enrolled } = event.data;
      const fresh = { theoryHours: 0, practiceHours: 0, score: null, certificate: null, healthCertificateUntil: null, noCrimeCheckedOn: null };
      const trainees = Object.fromEntries(
        enrolled.map(({ ref, post, ...said }) => [ref, { post, ...fresh, ...said, ...(kept === undefined ? {} : { batch }) }]),
      );
      const joined = { ...state, trainees: { ...state.trainees, ...trainees } };
      return kept === undefined ? joined : withBatch(joined, batch, { enrolled: batchOf(state, batch).enrolled + enrolled.length });
    }
    case 'HoursRecorded': {
      const { batch, entries, files = [] } = event.data;
      const held = change(entries, (t, e) => ({ ...t, theoryHours: t.theoryHours + e.theory, practiceHours: t.practiceHours + e.practice }));
      return batch === undefined ? held : withBatch(held, batch, { lists: batchOf(state, batch).lists + files.length });
    }
    case 'ExamRecorded':
      return change(event.data.results, (t, { score }) =>
        // An exam of an earlier day says nothing of who sat one since; cases of earlier releases go on as they began.
        state.standards?.[TRAINING.key] !== undefined && (t.examOn ?? '') > event.data.on ? t : { ...t, score, ...examOf(state, event.data.on) },
      );
    case 'CertificatesRecorded':
      return change(event.data.certificates, (t, { ref: _, ...papers }) => ({ ...without(t, papers), ...papers }));
    case 'ClassesAssigned':
      return change(event.data.carers, (t, { classKind }) => ({ ...t, classKind }));
    case 'TraineeLeft':
      return departed(state, event.data);
    case 'RosterRestored': {
      const { short: _, ...restored } = state;
      return restored;
    }
    case 'RosterConfirmed':
      return { ...state, ready: event.data.ready, ...(event.data.belowHours === undefined ? {} : { belowHours: event.data.belowHours }) };
  }
}
