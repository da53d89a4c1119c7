/**
 * What a board shows of each project: its light and why, where it stands, how late it is or how long it has, its money and
 * places. Pure, from what the read tables hold of it. Deliberately absent: a project as a whole (reading.ts), and the reading
 * of the tables (prisma/cases/project-board.ts).
 */
import { daysBetween } from '../kernel/days.ts';
import { streamOf } from '../kernel/stream.ts';
import type { Light } from '../kernel/summary.ts';
import type { IsoDate, Text } from '../kernel/values.ts';
import { type ApprovalPath, type BuildKind, investmentFen, type ProjectProfile } from '../profile/profile.ts';
import { STAGE_KEYS, type StageKey } from '../stages/all.ts';
import type { WorksPart } from '../stages/board-part.ts';
import { plannedStart } from '../stages/evaluation/scores.ts';
import type { Watched } from '../stages/watch.ts';
import type { ProjectStatus, StageStatus } from '../words/lists.ts';
import type { ProjectState } from './facts.ts';
import { type LightReason, type LitCase, lightReasons, worstLight } from './lights.ts';

/** What a board takes of a project's own state. Sums in 分. */
export type ProjectPart = {
  readonly profile: Pick<ProjectProfile, 'code' | 'name' | 'buildKind' | 'places' | 'unit' | 'manager'> & { readonly region: string | null };
  readonly path: ApprovalPath;
  readonly stages: Readonly<Partial<Record<StageKey, StageStatus>>>;
  readonly investmentFen: number;
  readonly estimateFen: number | null;
  readonly startOn: IsoDate;
  readonly finishOn: IsoDate;
  readonly suspendedOn: IsoDate | null;
  readonly takenOver: 'OPEN' | 'CLOSED' | null;
  readonly watched: Watched | null;
};
export function projectPart({ profile, path, stages, suspension, takeover, watched }: ProjectState): ProjectPart {
  const { code, name, buildKind, places, unit, manager, region = null } = profile;
  const approved = stages.APPROVALS?.result.estimateFen;
  return {
    profile: { code, name, buildKind, places, unit, manager, region },
    path,
    stages: Object.fromEntries(Object.entries(stages).map(([key, stage]) => [key, stage.status])),
    investmentFen: investmentFen(profile.funding),
    estimateFen: typeof approved === 'number' ? approved : null,
    startOn: plannedStart(profile),
    finishOn: profile.finishOn,
    suspendedOn: suspension?.on ?? null,
    takenOver: takeover?.status ?? null,
    watched: watched ?? null,
  };
}

/** `works`: null where they have not been opened. `cases`: stages, of a board those that say anything of it; of approvals those that are lit. */
export type BoardSource = {
  readonly programme: string;
  readonly status: ProjectStatus;
  readonly part: ProjectPart;
  readonly works: WorksPart | null;
  readonly cases: readonly LitCase[];
};
type Named = { readonly name: string; readonly nameEn: string };
/** What programmes and managers of a board are called, by their codes and ids. */
export type BoardNames = { readonly programmes: ReadonlyMap<string, Text>; readonly people: ReadonlyMap<string, Named> };

/** Until when something that is planned should be done; `days` from today, negative: so many days late. */
export type Owed = { readonly what: 'START' | 'FINISH'; readonly on: IsoDate; readonly days: number };

export type ProjectRow = {
  readonly code: string;
  readonly programme: string;
  readonly name: Text;
  readonly status: ProjectStatus;
  /** Null: it is over, and nothing of it runs out. */
  readonly light: Light | null;
  readonly why: readonly LightReason[];
  readonly stages: Readonly<Partial<Record<StageKey, StageStatus>>>;
  /** Those that are under way; none before the first and after the last. */
  readonly now: readonly StageKey[];
  /** Null: nothing planned is outstanding, or it stands still. */
  readonly owed: Owed | null;
  readonly manager: string;
  readonly unit: string;
  readonly region: string | null;
  readonly buildKind: BuildKind;
  readonly path: ApprovalPath;
  readonly places: number;
  /** Whole 分. `estimateFen` null: none is approved yet. */
  readonly investmentFen: number;
  readonly estimateFen: number | null;
  readonly paidFen: number;
  readonly startOn: IsoDate;
  readonly finishOn: IsoDate;
  readonly startedOn: IsoDate | null;
  readonly completionOn: IsoDate | null;
  readonly suspendedOn: IsoDate | null;
  /** Something of it happened before it came here (接续办理); OPEN: it is still being entered. Null: it began here. */
  readonly takenOver: 'OPEN' | 'CLOSED' | null;
};

/** What is planned next of its works: the start while they have not begun, then the finish. */
function owedOf({ status, part: { startOn, finishOn, takenOver }, works }: BoardSource, today: IsoDate): Owed | null {
  if (status !== 'RUNNING' || takenOver === 'OPEN' || (works !== null && works.completionOn !== null)) return null;
  const started = works?.reached.START !== undefined;
  const on = started ? finishOn : startOn;
  return { what: started ? 'FINISH' : 'START', on, days: daysBetween(today, on) };
}

export function boardRow(source: BoardSource, today: IsoDate): ProjectRow {
  const { programme, status, part, works, cases } = source;
  const { profile, watched, estimateFen, ...rest } = part;
  const over = status === 'ACCEPTED' || status === 'CANCELLED';
  const why = status === 'CANCELLED' ? [] : lightReasons({ stream: streamOf('project', profile.code), watched }, cases);
  return {
    ...profile,
    ...rest,
    programme,
    status,
    light: worstLight([over ? null : 'GREEN', ...why.map(({ light }) => light)]),
    why,
    now: STAGE_KEYS.filter((key) => part.stages[key] === 'OPEN'),
    owed: owedOf(source, today),
    estimateFen: works?.estimateFen ?? estimateFen,
    paidFen: works?.paidFen ?? 0,
    startedOn: works?.reached.START ?? null,
    completionOn: works?.completionOn ?? null,
  };
}
