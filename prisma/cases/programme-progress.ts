/**
 * What a programme's progress is counted from: a few statements over columns of read tables, whatever the number of projects; of
 * states only the programme's own is read (docs/adr/0103). Deliberately absent: the counting (domain/programme/progress).
 */
import { dayAt } from '../../domain/kernel/days.ts';
import type { Light } from '../../domain/kernel/summary.ts';
import type { IsoDate, Text } from '../../domain/kernel/values.ts';
import type { OpenApproval, ProgressCase, ProgressProject, ProgressSource } from '../../domain/programme/progress/source.ts';
import type { ProgressPart } from '../../domain/project/progress-part.ts';
import { LIGHT_KINDS, type LightKind } from '../../domain/stages/construction/light-words.ts';
import type { ProjectStatus } from '../../domain/words/lists.ts';
import { parseBody } from '../../proof/event-format.ts';
import type { Database } from '../database.ts';
import { TELLING } from './project-board.ts';

type ProjectRow = { readonly project: string; readonly status: ProjectStatus; readonly part: ProgressPart };
type CaseRow = Omit<ProgressCase, 'turned' | 'title' | 'dueOn'> & { readonly project: string; readonly title: Text };
type ApprovalRow = Omit<OpenApproval, 'applicant'> & { readonly act: string | null; readonly applicant: string };

const PROJECTS = `
  SELECT c.project, c.status, p.part FROM case_state c JOIN progress_part p USING (stream)
  WHERE c.programme = $1 AND c.kind = 'project' ORDER BY c.stream`;
const CASES = `
  SELECT c.project, c.stream, c.kind, c.status, c.title::json AS title, c.light, b.part
  FROM case_state c LEFT JOIN board_part b USING (stream)
  WHERE c.programme = $1 AND c.project IS NOT NULL AND c.kind NOT IN ('project', 'findings', 'journal', 'approval') AND ${TELLING} ORDER BY c.stream`;
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
  const changed = projects.flatMap((one) => (one.part.changed ? [`project/${one.project}`] : []));
  const opened = changed.length === 0 ? [] : await ask<{ stream: string; body: string }>('opened', OPENED, [changed]);
  const places = new Map(opened.map((one) => [one.stream, placesIn(one.body)]));
  const turns = turnsOf(turned);
  const ofProject = new Map<string, ProgressCase[]>();
  for (const { project, ...row } of cases) {
    const list = ofProject.get(project) ?? [];
    list.push({ ...row, dueOn: null, turned: turns.get(row.stream) ?? {} });
    ofProject.set(project, list);
  }
  return {
    programme: own,
    projects: projects.map(({ project, status, part: { changed: _, ...part } }): ProgressProject => {
      const all = ofProject.get(project) ?? [];
      return {
        project: { ...part, status },
        opened: places.get(`project/${project}`) ?? part.profile.places,
        works: all.find(({ kind }) => kind === 'construction')?.part?.works ?? null,
        cases: all,
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
