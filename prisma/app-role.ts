/**
 * The role as which the service works: it reads everything, writes what may change, and only adds to events, the log and
 * its checkpoints. The owner of the schema is another role. Deliberately absent: a superuser, against whom only the
 * verifier helps (docs/adr/0022).
 */
import pg from 'pg';

/** Never changed, never deleted; triggers refuse it too. */
export const APPEND_ONLY = ['event', 'log_leaf', 'checkpoint', 'key_rotation', 'log_restart'] as const;

/** Error: the name is no plain identifier, or the connected role may not create roles. */
export async function grantAppRole(url: string, role: string): Promise<void> {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(role)) throw new Error(`"${role}" is no name of a role`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    // Without a password nobody signs in as this role; an administrator gives it one, or a service takes it by SET ROLE.
    if (known.rowCount === 0) await client.query(`CREATE ROLE ${role} NOLOGIN`);
    await client.query(`GRANT USAGE ON SCHEMA public TO ${role}`);
    await client.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`);
    await client.query(`GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role}`);
    await client.query(`REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON ${APPEND_ONLY.join(', ')} FROM ${role}`);
    await client.query(`REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON _prisma_migrations FROM ${role}`);
  } finally {
    await client.end();
  }
}
