/**
 * The projects that somebody sees, with what their light rests on: two statements over columns of read tables, whatever their
 * number; no state is read (docs/adr/0086). Deliberately absent: what a board makes of it (domain/project/board.ts).
 */
import type { Text } from '../../domain/kernel/values.ts';
import type { BoardNames, BoardSource, ProjectPart } from '../../domain/project/board.ts';
import type { LitCase } from '../../domain/project/lights.ts';
import type { CasesOf, NamedPerson } from '../../domain/views.ts';
import type { ProjectStatus } from '../../domain/words/lists.ts';
import type { Database } from '../database.ts';

/** More are not shown at once; no county has as many. */
const BOARD_MOST = 2_000;

type ProjectRow = { readonly project: string; readonly programme: string; readonly status: ProjectStatus; readonly part: ProjectPart };
type CaseRow = LitCase & { readonly project: string };

const projectsWhere = (which: string): string => `SELECT c.project, c.programme, c.status, b.part
  FROM case_state c JOIN board_part b USING (stream) WHERE c.kind = 'project' AND ${which} ORDER BY c.stream LIMIT ${BOARD_MOST}`;

/** Of stages those of which a board or a programme's figures say anything: works, what is lit, what runs out, what is to be put right. Most say nothing. */
export const TELLING = `(c.kind = 'construction' OR c.light IN ('YELLOW', 'RED') OR b.part ? 'rectifies' OR b.part -> 'watched' NOT IN ('null', '{}'))`;

/** Stages of these projects, and their approvals that are lit; in no order, since sorting text is the most that a board would cost. */
const casesWhere = (
  which: string,
): string => `SELECT c.project, c.stream, c.kind, c.status, c.title::json AS title, c.light, b.part, a.due_on AS "dueOn"
  FROM case_state c LEFT JOIN board_part b USING (stream) LEFT JOIN application a USING (stream)
  WHERE ${which} AND c.kind NOT IN ('project', 'programme', 'findings', 'journal') AND (c.kind <> 'approval' OR c.light IN ('YELLOW', 'RED'))`;

const MINE = '(c.programme = ANY($1) OR c.project = ANY($2))';

/** All projects of these programmes, and these. */
export const readBoard = (db: Database, { programmes, projects }: CasesOf): Promise<readonly BoardSource[]> =>
  gathered(db, 'board', MINE, [programmes, projects], `${MINE} AND ${TELLING}`);

/** One of them. Null: there is none such. */
export async function readProjectOfBoard(db: Database, project: string): Promise<BoardSource | null> {
  return (await gathered(db, 'board-of-one', 'c.project = $1', [project]))[0] ?? null;
}

async function gathered(
  db: Database,
  name: string,
  which: string,
  values: readonly unknown[],
  cases: string = which,
): Promise<readonly BoardSource[]> {
  const [projects, found] = await Promise.all([
    db.pool.query<ProjectRow>({ name: `${name}-projects`, text: projectsWhere(which), values: [...values] }),
    db.pool.query<CaseRow>({ name: `${name}-cases`, text: casesWhere(cases), values: [...values] }),
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

/** By one statement. */
export async function namesOfBoard(db: Database, programmes: readonly string[], managers: readonly string[]): Promise<BoardNames> {
  const found = await db.pool.query<{ readonly programmes: Record<string, Text>; readonly people: Record<string, NamedPerson> }>({
    name: 'board-names',
    text: `SELECT (SELECT COALESCE(json_object_agg(programme, title::json), '{}') FROM case_state WHERE stream = ANY($1)) AS programmes,
      (SELECT COALESCE(json_object_agg(id, json_build_object('id', id, 'name', name, 'nameEn', name_en)), '{}') FROM person WHERE id = ANY($2)) AS people`,
    values: [programmes.map((programme) => `programme/${programme}`), managers],
  });
  const row = found.rows[0];
  return { programmes: new Map(Object.entries(row?.programmes ?? {})), people: new Map(Object.entries(row?.people ?? {})) };
}
