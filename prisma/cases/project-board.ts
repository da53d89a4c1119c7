/**
 * The projects that somebody sees, with what their light rests on: two statements over columns of read tables, whatever their
 * number; no state is read (docs/adr/0086). Deliberately absent: what a board makes of it (domain/project/board.ts).
 */
import type { Text } from '../../domain/kernel/values.ts';
import type { Board, BoardSource, ProjectPart } from '../../domain/project/board.ts';
import type { LitCase } from '../../domain/project/lights.ts';
import type { NamedPerson, Reader } from '../../domain/views.ts';
import type { ProjectStatus } from '../../domain/words/lists.ts';
import type { Database } from '../database.ts';
import { programmesSeen } from './cases.ts';

/** More are not shown at once; no county has as many. */
const BOARD_MOST = 2_000;

type ProjectRow = { readonly project: string; readonly programme: string; readonly status: ProjectStatus; readonly part: ProjectPart };
type CaseRow = LitCase & { readonly project: string };

const projectsWhere = (which: string): string => `SELECT c.project, c.programme, c.status, b.part
  FROM case_state c JOIN board_part b USING (stream) WHERE c.kind = 'project' AND ${which} ORDER BY c.stream LIMIT ${BOARD_MOST}`;

/** Stages of these projects, and their approvals that are lit; in no order, since sorting text is the most that a board would cost. */
const casesWhere = (
  which: string,
): string => `SELECT c.project, c.stream, c.kind, c.status, c.title::json AS title, c.light, b.part, a.due_on AS "dueOn"
  FROM case_state c LEFT JOIN board_part b USING (stream) LEFT JOIN application a USING (stream)
  WHERE ${which} AND c.kind NOT IN ('project', 'programme', 'findings', 'journal') AND (c.kind <> 'approval' OR c.light IN ('YELLOW', 'RED'))`;

const MINE = '(c.programme = ANY($1) OR c.project = ANY($2))';

/** All projects that a reader may see; whoever oversees a programme sees all of its. */
export async function readBoard(db: Database, reader: Reader): Promise<Board> {
  const sources = await gathered(db, 'board', MINE, [programmesSeen(reader), reader.projects]);
  return { sources, ...(await named(db, sources)) };
}

/** One of them. Null: there is none such. */
export async function readProjectOfBoard(db: Database, project: string): Promise<BoardSource | null> {
  return (await gathered(db, 'board-of-one', 'c.project = $1', [project]))[0] ?? null;
}

async function gathered(db: Database, name: string, which: string, values: readonly unknown[]): Promise<readonly BoardSource[]> {
  const [projects, found] = await Promise.all([
    db.pool.query<ProjectRow>({ name: `${name}-projects`, text: projectsWhere(which), values: [...values] }),
    db.pool.query<CaseRow>({ name: `${name}-cases`, text: casesWhere(which), values: [...values] }),
  ]);
  const byProject = new Map<string, LitCase[]>();
  for (const { project, ...lit } of found.rows) {
    const own = byProject.get(project);
    if (own === undefined) byProject.set(project, [lit]);
    else own.push(lit);
  }
  return projects.rows.map(({ project, ...row }) => {
    const cases = byProject.get(project) ?? [];
    return { ...row, cases, works: cases.find(({ kind }) => kind === 'construction')?.part?.works ?? null };
  });
}

/** Names of programmes and managers, by one statement. */
async function named(db: Database, sources: readonly BoardSource[]): Promise<Pick<Board, 'programmes' | 'people'>> {
  const programmes = [...new Set(sources.map(({ programme }) => `programme/${programme}`))];
  const managers = [...new Set(sources.map(({ part }) => part.profile.manager))];
  const found = await db.pool.query<{ readonly programmes: Record<string, Text>; readonly people: Record<string, NamedPerson> }>({
    name: 'board-names',
    text: `SELECT (SELECT COALESCE(json_object_agg(programme, title::json), '{}') FROM case_state WHERE stream = ANY($1)) AS programmes,
      (SELECT COALESCE(json_object_agg(id, json_build_object('id', id, 'name', name, 'nameEn', name_en)), '{}') FROM person WHERE id = ANY($2)) AS people`,
    values: [programmes, managers],
  });
  const row = found.rows[0];
  return { programmes: new Map(Object.entries(row?.programmes ?? {})), people: new Map(Object.entries(row?.people ?? {})) };
}
