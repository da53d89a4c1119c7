/** FI-28, at the very end, for nothing that follows can be believed: an event of the running service is changed by a superuser. */
import { recordFaults } from '../oracle/record.ts';
import type { People } from '../people.ts';
import type { Service } from '../service.ts';

/** `npm run tamper` tries each kind, on a record of its own. Error: it is not named, or people can work no more. */
export async function tampered(service: Service, people: People): Promise<string> {
  const { pool } = service.database;
  const { rows } = await pool.query<{ stream: string; version: number }>(
    `SELECT stream, version FROM event WHERE type = 'DecisionMade' AND body LIKE '%"choice":"APPROVE"%' ORDER BY position LIMIT 1`,
  );
  const [event] = rows;
  if (event === undefined) throw new Error('no decision to change');
  // Triggers stay silent for a superuser who says so; all in one transaction, so that it is said on the same connection.
  await pool.query(`DO $$ BEGIN
    SET LOCAL session_replication_role = 'replica';
    UPDATE event SET body = replace(body, '"choice":"APPROVE"', '"choice":"REJECT"') WHERE stream = '${event.stream}' AND version = ${event.version};
  END $$`);
  const said = await recordFaults(service);
  const name = `${event.stream}@${event.version}`;
  if (said === null || !said.includes(name)) throw new Error(`${name} was changed, and the verifier does not name it`);
  for (let tries = 0; !(await people.probe()); tries += 1) if (tries > 10) throw new Error('nobody can work after an event was changed');
  return `${name} changed by a superuser: named by the verifier, and people go on`;
}
