/** What a programme's money is checked by: its own state, and of its projects what they plan and what their works say. */
import type { MoneySource } from '../../domain/programme/funds-shown.ts';
import type { Database } from '../database.ts';

type Row = {
  readonly project: string;
  readonly part: MoneySource['projects'][number]['project'];
  readonly works: MoneySource['projects'][number]['works'];
};

const PROJECTS = `
  SELECT c.project, p.part, b.part -> 'works' AS works FROM case_state c JOIN progress_part p USING (stream)
  LEFT JOIN board_part b ON b.stream = 'construction/' || c.project
  WHERE c.programme = $1 AND c.kind = 'project' AND ($2::text IS NULL OR c.project = $2) ORDER BY c.stream`;

/** `project` null: all of them. Null: there is no such programme. */
export async function readMoney(db: Database, programme: string, project: string | null): Promise<MoneySource | null> {
  const [found, projects] = await Promise.all([
    db.pool.query<{ state: MoneySource['programme'] }>({
      name: 'money-programme',
      text: 'SELECT state FROM case_state WHERE stream = $1',
      values: [`programme/${programme}`],
    }),
    db.pool.query<Row>({ name: 'money-projects', text: PROJECTS, values: [programme, project] }),
  ]);
  const own = found.rows[0]?.state;
  return own === undefined ? null : { programme: own, projects: projects.rows.map(({ part, works }) => ({ project: part, works })) };
}
