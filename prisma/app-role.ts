/**
 * The role as which the service works: what it may do with each table stands here once, and a test holds this list beside
 * the schema, so that a new table is decided about. The owner of the schema is another role. Deliberately absent: a
 * superuser, against whom only the verifier helps (docs/adr/0022).
 */
import pg from 'pg';
import type { Database } from './database.ts';

/**
 * ADD: only ever added to. CHANGE: added to, and these columns change. ALL: what is derived from events, or belongs to a
 * person and must stay erasable.
 */
export type Grant = 'ADD' | 'ALL' | { readonly change: readonly string[]; readonly remove?: true };

/** Never changed, never deleted; triggers refuse it too. */
export const APPEND_ONLY = [
  'event',
  'log_leaf',
  'checkpoint',
  'key_rotation',
  'log_restart',
  'survey_batch',
  'survey_answer',
  'survey_response',
] as const;

export const GRANTS: Readonly<Record<string, Grant>> = {
  event: 'ADD',
  log_leaf: 'ADD',
  checkpoint: 'ADD',
  key_rotation: 'ADD',
  log_restart: 'ADD',
  stream: { change: ['version', 'hash'] },
  // Made from the events; `tuojian rebuild` compares and makes them again.
  case_state: 'ALL',
  task: 'ALL',
  log_queue: 'ALL',
  audit_entry: 'ALL',
  audit_tail: 'ALL',
  audit_posting: 'ALL',
  standing: 'ALL',
  case_link: 'ALL',
  running_clock: 'ALL',
  case_key: 'ALL',
  organisation: 'ALL',
  board_part: 'ALL',
  progress_part: 'ALL',
  application: 'ALL',
  programme_person: 'ALL',
  upgrade_step: { change: ['done_at'] },
  // What was tried, read and received is evidence: the journal notes that it has taken it in, and nothing else changes.
  refusal: { change: ['noted_at'] },
  reading: { change: ['noted_at'] },
  sign_in_burst: { change: ['noted_at'] },
  document_file: { change: ['noted_at'] },
  survey_batch: 'ADD',
  survey_answer: 'ADD',
  survey_link: { change: ['closed_at', 'answers', 'head'] },
  survey_response: 'ADD',
  survey_refused: { change: ['times'] },
  survey_import: 'ALL',
  // Made from the answers, and made again.
  survey_together: 'ALL',
  programme_form: { change: ['ended_on', 'batches'] },
  notice: 'ALL',
  notice_attempt: 'ADD',
  bot_card: 'ALL',
  work_notice: 'ALL',
  // Who is told of what, is on record in the journals (docs/adr/0106).
  webhook: 'ALL',
  webhook_secret: { change: ['retires_at'], remove: true },
  webhook_message: 'ALL',
  webhook_attempt: { change: [], remove: true },
  set_aside: 'ALL',
  link_token: { change: ['revoked_at', 'visits', 'tries', 'tried_at', 'opened_at'] },
  link_visit: { change: ['agent', 'address'] },
  one_time_code: 'ALL',
  inbound_mail: { change: [], remove: true },
  // Made from the document, and made again.
  document_preview: 'ALL',
  file_upload: { change: ['name', 'uploaded_at'] },
  file_reference: { change: ['name'] },
  form_nonce: { change: ['used_at'], remove: true },
  unsubscribe_token: { change: [], remove: true },
  idempotency_key: 'ALL',
  preference: 'ALL',
  preset: 'ALL',
  calendar_feed: 'ALL',
  upload: 'ALL',
  upload_piece: 'ALL',
  export_job: 'ALL',
  export_piece: 'ALL',
  saved_search: 'ALL',
  setup_job: 'ALL',
  worker_run: 'ALL',
  // Gone when it ends; the events say what became of it.
  address_proposal: { change: [], remove: true },
  calendar_proposal: { change: [], remove: true },
  person: { change: ['name', 'name_en', 'email', 'unit', 'locale', 'locale_chosen', 'phone', 'dead_address', 'salt'] },
  api_token: 'ALL',
  sign_in_session: 'ALL',
  sign_in_challenge: 'ALL',
  sign_in_account: 'ALL',
  second_factor: 'ALL',
  setup_code: { change: ['hash', 'made_at', 'person', 'used_at'] },
  sign_in_limit: 'ALL',
  salt: 'ADD',
  calendar_year: 'ALL',
  calendar_day: 'ALL',
};

/** Which migrations were applied: read by `doctor`, written by `migrate` alone. */
const OTHERS: Readonly<Record<string, 'READ'>> = { _prisma_migrations: 'READ' };

/**
 * Gives a role what the service needs and takes from it what it does not. `password`: with which it signs in; without one
 * a new role cannot until an administrator gives it one. Error: the name is no plain identifier, or the connected role may
 * not create roles.
 */
export async function grantAppRole(url: string, role: string, password?: string): Promise<void> {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(role)) throw new Error(`"${role}" is no name of a role`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    if (known.rowCount === 0) await client.query(`CREATE ROLE ${role} NOLOGIN`);
    if (password !== undefined) await client.query(`ALTER ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
    const tables = await client.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')`,
    );
    await client.query('BEGIN');
    await client.query(`GRANT USAGE ON SCHEMA public TO ${role}`);
    for (const { name } of tables.rows) for (const sql of statementsFor(name, role)) await client.query(sql);
    await grantReader(client, role, tables.rows);
    await client.query(`GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role}`);
    // Deletes what no case refers to, and nothing else: the role itself may delete no document.
    await client.query(`GRANT EXECUTE ON FUNCTION drop_unused_files() TO ${role}`);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/** As which auditors' questions are asked: it may write nothing (T11). Nobody signs in as it; the service takes it on. */
const READER_ROLE = 'tuojian_reader';
/** Secrets and their hashes, and what belongs to one person alone: no question of an audit is about them. */
const NOT_FOR_READERS = [
  'api_token',
  'sign_in_session',
  'sign_in_challenge',
  'sign_in_account',
  'second_factor',
  'setup_code',
  'link_token',
  'one_time_code',
  'form_nonce',
  'unsubscribe_token',
  'idempotency_key',
  'webhook_secret',
  'salt',
  'address_proposal',
  'preference',
  'preset',
  'calendar_feed',
  'upload',
  'upload_piece',
  'export_job',
  'export_piece',
];

async function grantReader(client: pg.Client, role: string, tables: readonly { readonly name: string }[]): Promise<void> {
  const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [READER_ROLE]);
  if (known.rowCount === 0) await client.query(`CREATE ROLE ${READER_ROLE} NOLOGIN`);
  await client.query(`GRANT USAGE ON SCHEMA public TO ${READER_ROLE}`);
  for (const { name } of tables) {
    const table = client.escapeIdentifier(name);
    await client.query(`REVOKE ALL ON ${table} FROM ${READER_ROLE}`);
    if (!NOT_FOR_READERS.includes(name)) await client.query(`GRANT SELECT ON ${table} TO ${READER_ROLE}`);
  }
  await client.query(`GRANT ${READER_ROLE} TO ${role}`);
}

/** A table that nobody decided about (a newer release's, an extension's) is read and no more. */
function statementsFor(table: string, role: string): readonly string[] {
  const grant = GRANTS[table] ?? OTHERS[table] ?? 'READ';
  const name = `"${table.replaceAll('"', '""')}"`;
  const on = `ON ${name} TO ${role}`;
  // Revoking from a table takes the columns' privileges with it.
  const first = [`REVOKE ALL ON ${name} FROM ${role}`, `GRANT SELECT ${on}`];
  if (grant === 'READ') return first;
  if (grant === 'ADD') return [...first, `GRANT INSERT ${on}`];
  if (grant === 'ALL') return [...first, `GRANT INSERT, UPDATE, DELETE ${on}`];
  return [
    ...first,
    `GRANT INSERT${grant.remove === true ? ', DELETE' : ''} ${on}`,
    ...(grant.change.length === 0 ? [] : [`GRANT UPDATE (${grant.change.join(', ')}) ${on}`]),
  ];
}

/** What a connection's role could do to the record, in words; empty: nothing but add to it. */
export async function powersOverRecord({ pool }: Database): Promise<readonly string[]> {
  // Who signed in counts, and every role that he could take on by SET ROLE: `current_user` can be given back.
  const found = await pool.query<{ power: string }>(
    `WITH mine AS (SELECT oid, rolname, rolsuper, rolcreaterole FROM pg_roles WHERE pg_has_role(session_user, oid, 'MEMBER')),
       record AS (SELECT c.oid, c.relname, c.relowner, n.nspowner FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                  WHERE n.nspname = 'public' AND c.relname = ANY($1))
     SELECT DISTINCT power FROM (
       SELECT format('%s is a superuser', rolname) AS power FROM mine WHERE rolsuper
       UNION ALL SELECT format('%s may give itself roles', rolname) FROM mine WHERE rolcreaterole
       UNION ALL SELECT format('%s owns the database', m.rolname) FROM mine m JOIN pg_database d ON d.datdba = m.oid
         WHERE d.datname = current_database()
       UNION ALL SELECT format('%s is among its roles', rolname) FROM mine
         WHERE rolname IN ('pg_write_all_data', 'pg_write_server_files', 'pg_execute_server_program', 'pg_maintain')
       UNION ALL SELECT format('%s owns the table %s', m.rolname, r.relname) FROM mine m JOIN record r ON r.relowner = m.oid
       UNION ALL SELECT format('%s owns the schema public', m.rolname) FROM mine m JOIN record r ON r.nspowner = m.oid
       UNION ALL SELECT format('%s may %s %s', m.rolname, p.name, r.relname) FROM mine m CROSS JOIN record r
         CROSS JOIN (VALUES ('UPDATE'), ('DELETE'), ('TRUNCATE'), ('TRIGGER')) AS p (name)
         WHERE has_table_privilege(m.oid, r.oid, p.name)
           OR (p.name = 'UPDATE' AND has_any_column_privilege(m.oid, r.oid, 'UPDATE'))) powers
     ORDER BY power`,
    [APPEND_ONLY],
  );
  return found.rows.map(({ power }) => power);
}
