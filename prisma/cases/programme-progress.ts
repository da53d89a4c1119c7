/**
 * What a programme's progress is counted from: a few statements over the read tables, whatever the number of projects; no state
 * is folded, and those of projects and works alone are read. Deliberately absent: the counting (domain/programme/progress).
 */
import { dayAt } from '../../domain/kernel/days.ts';
import type { Light } from '../../domain/kernel/summary.ts';
import type { IsoDate, Text } from '../../domain/kernel/values.ts';
import type { OpenApproval, ProgressCase, ProgressProject, ProgressSource, ProgressWorks } from '../../domain/programme/progress/source.ts';
import type { ProjectState } from '../../domain/project/facts.ts';
import { LIGHT_KINDS, type LightKind } from '../../domain/stages/construction/light-words.ts';
import { parseBody } from '../../proof/event-format.ts';
import type { Database } from '../database.ts';

type ProjectRow = { readonly project: string; readonly state: ProjectState };
type Held = ProgressWorks & { readonly deadline?: { readonly dueOn: IsoDate | null } | null };
type CaseRow = Omit<ProgressCase, 'turned' | 'title' | 'dueOn' | 'rectifyBy'> & {
  readonly project: string;
  readonly title: Text;
  readonly held: Held | null;
};
type ApprovalRow = Omit<OpenApproval, 'applicant'> & { readonly act: string | null; readonly applicant: string };

/** States of projects and works are read whole: no SQL knows what is in one (docs/adr/0086, docs/adr/0090). */
const PROJECTS = `SELECT project, state FROM case_state WHERE programme = $1 AND kind = 'project' ORDER BY stream`;
const CASES = `
  SELECT c.project, c.stream, c.kind, c.status, c.title::json AS title, c.light, b.part,
    CASE WHEN c.kind = 'construction' OR (c.kind = 'acceptance' AND c.light = 'RED') THEN c.state END AS held
  FROM case_state c LEFT JOIN board_part b USING (stream)
  WHERE c.programme = $1 AND c.project IS NOT NULL AND c.kind NOT IN ('project', 'findings', 'journal', 'approval') ORDER BY c.stream`;
const APPROVALS = `
  SELECT stream, project, title::json AS title, light, due_on AS "dueOn", asked, applicant, applicant_act AS act
  FROM application WHERE programme = $1 AND status IN ('OPEN', 'PAUSED', 'RETURNED') ORDER BY stream`;
/** When the lights of works that are not green turned; the newest of each kind counts. */
const TURNED = `
  SELECT e.stream, e.occurred_at AS at, e.body FROM case_state c JOIN event e USING (stream)
  WHERE c.programme = $1 AND c.kind = 'construction' AND c.light IN ('YELLOW', 'RED') AND e.type = 'LightTurned' ORDER BY e.stream, e.version`;
/** The places that changed projects were opened with. */
const OPENED = `SELECT e.stream, e.body FROM event e WHERE e.stream = ANY($1) AND e.version = 1`;

/** Null: there is no such programme. */
export async function readProgress(db: Database, programme: string): Promise<ProgressSource | null> {
  const stream = `programme/${programme}`;
  const ask = <R extends object>(name: string, text: string, values: readonly unknown[] = [programme]) =>
    db.pool.query<R>({ name: `progress-${name}`, text, values: [...values] }).then(({ rows }) => rows);
  const [found, projects, cases, approvals, turned] = await Promise.all([
    ask<{ state: ProgressSource['programme'] }>('programme', 'SELECT state FROM case_state WHERE stream = $1', [stream]),
    ask<ProjectRow>('projects', PROJECTS),
    ask<CaseRow>('cases', CASES),
    ask<ApprovalRow>('approvals', APPROVALS),
    ask<{ stream: string; at: Date; body: string }>('turned', TURNED),
  ]);
  const own = found[0]?.state;
  if (own === undefined) return null;
  const changed = projects.flatMap((one) => (one.state.projectChanges !== undefined ? [`project/${one.project}`] : []));
  const opened = changed.length === 0 ? [] : await ask<{ stream: string; body: string }>('opened', OPENED, [changed]);
  const places = new Map(opened.map((one) => [one.stream, placesIn(one.body)]));
  const turns = turnsOf(turned);
  const ofProject = new Map<string, (ProgressCase & { readonly works: ProgressWorks | null })[]>();
  for (const { project, held, ...row } of cases) {
    const list = ofProject.get(project) ?? [];
    const isWorks = row.kind === 'construction';
    const rectifyBy = isWorks ? null : (held?.deadline?.dueOn ?? null);
    list.push({ ...row, dueOn: null, rectifyBy, turned: turns.get(row.stream) ?? {}, works: isWorks ? held : null });
    ofProject.set(project, list);
  }
  return {
    programme: own,
    projects: projects.map(({ project, state }): ProgressProject => {
      const all = ofProject.get(project) ?? [];
      const { takeover, watched, suspension, estimateReport } = state;
      return {
        project: {
          ...state,
          takeover: takeover?.status ?? null,
          watched: watched ?? null,
          suspension: suspension ?? null,
          estimateReport: estimateReport ?? null,
        },
        opened: places.get(`project/${project}`) ?? state.profile.places,
        works: all.find(({ works }) => works !== null)?.works ?? null,
        cases: all.map(({ works: __, ...row }) => row),
      };
    }),
    approvals: approvals.map(({ act, applicant, ...row }): OpenApproval => ({ ...row, applicant: act === null ? null : applicant })),
  };
}

type Turns = Partial<Record<LightKind, IsoDate>>;
function turnsOf(rows: readonly { readonly stream: string; readonly at: Date; readonly body: string }[]): ReadonlyMap<string, Turns> {
  const turns = new Map<string, Turns>();
  for (const { stream, at, body } of rows) {
    const { of = 'PROGRESS', to }: { readonly of?: unknown; readonly to?: Light } = parseBody(body).data;
    const kind = LIGHT_KINDS.find((known) => known === of);
    if (kind !== undefined && to !== 'GREEN') turns.set(stream, { ...turns.get(stream), [kind]: dayAt(at.toISOString()) });
  }
  return turns;
}

function placesIn(body: string): number | undefined {
  const { profile } = { profile: null, ...parseBody(body).data };
  const { places }: { readonly places?: unknown } = Object(profile);
  return typeof places === 'number' ? places : undefined;
}
