/**
 * What a programme has come to by today: on time, late and blocked; stage by project; places, money and effects against its
 * targets; what is red; what is due; what will be late. The one function of these figures: page, leading group, mail and sheet
 * show what it gives. Pure. Deliberately absent: how any of it is read and shown.
 */
import { addDays, daysBetween } from '../../kernel/days.ts';
import { byCharacters } from '../../kernel/order.ts';
import type { Light } from '../../kernel/summary.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';
import { investmentFen } from '../../profile/profile.ts';
import { worstLight } from '../../project/lights.ts';
import { pinnedOn, valuesIn } from '../../rule-table/table.ts';
import { STAGE_KEYS, type StageKey } from '../../stages/all.ts';
import { PROGRAMME_EVALUATION } from '../../standards/programme-evaluation.ts';
import type { ProjectStatus, StageStatus } from '../../words/lists.ts';
import { figuresOf, figuresOfProject, type ProjectFigures } from '../figures.ts';
import { supplyOf } from '../supply.ts';
import { deadlinesOf, type ProgrammeDeadline } from './deadlines.ts';
import { type Forecast, forecastOf } from './forecast.ts';
import { type Paced, paceOf } from './pace.ts';
import { type Lit, litOf, type RedLine, redApprovals, redLines, whoOf } from './red-list.ts';
import type { OpenApproval, ProgressProject, ProgressSource } from './source.ts';

/** A stage of a project in the matrix. `light`: the worst of what is open in it. */
export type StageCell = { readonly status: StageStatus; readonly light: Light | null; readonly takenOver: boolean };

export type ProjectProgress = Paced & {
  readonly code: string;
  readonly name: Text;
  readonly status: ProjectStatus;
  readonly light: Light | null;
  readonly stages: Readonly<Partial<Record<StageKey, StageCell>>>;
  readonly manager: string;
  readonly places: number;
  /** Whole 分. `estimateFen` null: none is approved. */
  readonly investmentFen: number;
  readonly estimateFen: number | null;
  readonly paidFen: number;
  readonly finishOn: IsoDate;
  /** Null: its works have not begun, or are completed. */
  readonly percent: number | null;
  readonly takenOver: 'OPEN' | 'CLOSED' | null;
};

/** `targetPercent`: at which it has all its points. `have` and `of` in places, projects, people or 分. */
export type Effect = {
  readonly key: string;
  readonly name: Text;
  readonly have: number;
  readonly of: number;
  readonly targetPercent: number;
  readonly short: readonly string[];
};

export type ProgrammeProgress = {
  readonly today: IsoDate;
  readonly code: string;
  readonly name: Text;
  readonly county: Text;
  readonly document: string;
  readonly open: boolean;
  /** Of the projects that are counted; `notCounted`: cancelled. */
  readonly counts: {
    readonly all: number;
    readonly onTime: number;
    readonly late: number;
    readonly blocked: number;
    readonly done: number;
    readonly notCounted: number;
  };
  readonly projects: readonly ProjectProgress[];
  readonly places: {
    readonly existing: number;
    readonly target: number;
    readonly planned: number;
    readonly accepted: number;
    /** Works completed, and not accepted yet. */
    readonly built: number;
    readonly perThousand: number;
    readonly perThousandPlanned: number;
    readonly gap: number;
  };
  /** Whole 分, of counted projects; `lostFen`: paid for projects that were cancelled. */
  readonly money: {
    readonly investmentFen: number;
    readonly centralFen: number;
    readonly countyFen: number;
    readonly otherFen: number;
    readonly estimateFen: number;
    readonly paidFen: number;
    readonly lostFen: number;
  };
  /** Calendar days of the programme. `left` negative: over by so many. */
  readonly days: { readonly startOn: IsoDate; readonly endOn: IsoDate; readonly all: number; readonly gone: number; readonly left: number };
  readonly effects: readonly Effect[];
  readonly red: readonly RedLine[];
  /** From today, and six days more. */
  readonly week: readonly ProgrammeDeadline[];
  /** Those that will be later than planned, the latest first. */
  readonly forecast: readonly Forecast[];
  /** Those of which none can be made. */
  readonly noForecast: readonly Forecast[];
};

/** Today and so many days more are this week's. */
const WEEK_MORE = 6;

type Counted = { readonly source: ProgressProject; readonly lit: readonly Lit[]; readonly row: ProjectProgress; readonly figures: ProjectFigures };

export function progressOf(source: ProgressSource, today: IsoDate): ProgrammeProgress {
  const { programme } = source;
  const own = new Map<string, OpenApproval[]>();
  const free: OpenApproval[] = [];
  const known = new Set(source.projects.map(({ project }) => project.profile.code));
  for (const approval of source.approvals) {
    if (approval.project === null || !known.has(approval.project)) free.push(approval);
    else {
      const there = own.get(approval.project);
      if (there === undefined) own.set(approval.project, [approval]);
      else there.push(approval);
    }
  }
  const all = source.projects.map((one): Counted => countedOf(one, own.get(one.project.profile.code) ?? [], today));
  const counted = all.filter(({ row }) => row.pace !== 'NOT_COUNTED');
  const paces = (pace: ProjectProgress['pace']): number => all.filter(({ row }) => row.pace === pace).length;
  const forecasts = counted.flatMap(({ source: one }) => forecastOf(one, today) ?? []);
  const running = counted.filter(({ row }) => row.pace !== 'DONE' || row.light === 'RED');
  return {
    today,
    code: programme.code,
    name: programme.name,
    county: programme.county,
    document: programme.document,
    open: programme.status === 'RUNNING',
    counts: {
      all: counted.length,
      onTime: paces('ON_TIME'),
      late: paces('LATE'),
      blocked: paces('BLOCKED'),
      done: paces('DONE'),
      notCounted: paces('NOT_COUNTED'),
    },
    projects: all.map(({ row }) => row),
    places: placesOf(source, counted),
    money: moneyOf(all),
    days: daysOf(programme, today),
    effects: effectsOf(source, all, today),
    red: [...running.flatMap(({ source: one, lit }) => redLines(one, lit, own.get(one.project.profile.code) ?? [])), ...redApprovals(free)].toSorted(
      (a, b) => byCharacters(a.since ?? '', b.since ?? ''),
    ),
    week: deadlinesOf(source, today, { from: today, to: addDays(today, WEEK_MORE) }),
    forecast: forecasts.filter(({ late }) => late > 0).toSorted((a, b) => b.late - a.late),
    noForecast: forecasts.filter(({ expected }) => expected === null),
  };
}

function countedOf(source: ProgressProject, approvals: readonly OpenApproval[], today: IsoDate): Counted {
  const { project, works, opened } = source;
  const { profile, status, stages } = project;
  const lit = status === 'CANCELLED' ? [] : litOf(source, approvals);
  const figures = figuresOfProject(project, opened, works);
  const over = status === 'ACCEPTED' || status === 'CANCELLED';
  const begun = works !== null && works.reached.START !== undefined && works.completionOn === null;
  const { pace, why } = paceOf(source, lit, (one) => whoOf(one, source, approvals), today);
  const row: ProjectProgress = {
    pace,
    why,
    code: profile.code,
    name: profile.name,
    status,
    light: worstLight([over ? null : 'GREEN', ...lit.map(({ light }) => light)]),
    stages: Object.fromEntries(
      STAGE_KEYS.flatMap((key) => {
        const stage = stages[key];
        if (stage === undefined) return [];
        const lights = lit.filter((one) => one.stage === key).map(({ light }) => light);
        return [[key, { status: stage.status, light: worstLight([null, ...lights]), takenOver: stage.takenOver === true }]];
      }),
    ),
    manager: profile.manager,
    places: profile.places,
    investmentFen: investmentFen(profile.funding),
    estimateFen: figures.estimateFen,
    paidFen: figures.paidFen,
    finishOn: profile.finishOn,
    percent: begun ? works.percent : null,
    takenOver: project.takeover,
  };
  return { source, lit, row, figures };
}

const total = <T>(items: readonly T[], of: (item: T) => number): number => items.reduce((sum, item) => sum + of(item), 0);

function placesOf({ programme }: ProgressSource, counted: readonly Counted[]): ProgrammeProgress['places'] {
  const projects = Object.fromEntries(
    counted.map(({ row }) => [row.code, { places: row.places, status: row.status === 'ACCEPTED' ? 'ACCEPTED' : 'RUNNING' }]),
  );
  const supply = supplyOf({ ...programme, projects });
  return {
    existing: programme.existingPlaces,
    target: programme.targetPlaces,
    planned: supply.planned,
    accepted: supply.accepted,
    built: total(counted, ({ row, figures }) => (row.status !== 'ACCEPTED' && figures.completionOn !== null ? row.places : 0)),
    perThousand: supply.perThousand,
    perThousandPlanned: supply.perThousandPlanned,
    gap: supply.policyGap,
  };
}

function moneyOf(all: readonly Counted[]): ProgrammeProgress['money'] {
  const kept = all.filter(({ row }) => row.pace !== 'NOT_COUNTED');
  const funding = (of: 'centralFen' | 'countyFen' | 'otherFen'): number => total(kept, ({ source }) => source.project.profile.funding[of]);
  return {
    investmentFen: total(kept, ({ row }) => row.investmentFen),
    centralFen: funding('centralFen'),
    countyFen: funding('countyFen'),
    otherFen: funding('otherFen'),
    estimateFen: total(kept, ({ row }) => row.estimateFen ?? 0),
    paidFen: total(kept, ({ row }) => row.paidFen),
    lostFen: total(all, ({ row }) => (row.pace === 'NOT_COUNTED' ? row.paidFen : 0)),
  };
}

function daysOf({ startOn, endOn }: ProgressSource['programme'], today: IsoDate): ProgrammeProgress['days'] {
  const all = daysBetween(startOn, endOn) + 1;
  const gone = Math.min(all, Math.max(0, daysBetween(startOn, today)));
  return { startOn, endOn, all, gone, left: daysBetween(today, endOn) };
}

/** The indicators of an evaluation by the rules of today, as if it were evaluated today; those of no weight are none. */
function effectsOf({ programme }: ProgressSource, all: readonly Counted[], today: IsoDate): readonly Effect[] {
  const { key: table } = PROGRAMME_EVALUATION;
  const { indicators, onTimeBy } = valuesIn(
    { [table]: pinnedOn(PROGRAMME_EVALUATION, programme.standards?.[table] ?? [], today) },
    PROGRAMME_EVALUATION,
  );
  const { existingPlaces, targetPlaces } = programme;
  const figures = new Map(
    figuresOf(
      all.map(({ figures: one }) => one),
      { asOf: today, existingPlaces, targetPlaces, onTimeBy },
    ).map((figure) => [figure.key, figure]),
  );
  return indicators.flatMap(({ key, zh, en, weight, targetPercent }) => {
    const figure = figures.get(key);
    return figure === undefined || weight === 0
      ? []
      : [{ key, name: { zh, en }, have: figure.have, of: figure.of, targetPercent, short: figure.short }];
  });
}
