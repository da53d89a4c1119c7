import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { shippedMigrations } from '../../prisma/migrate.ts';

/** Bodies of functions between dollars, texts and comments say what they like; what is left are the statements themselves. */
const statementsOf = (script: string): readonly string[] =>
  script
    .replace(/\$(\w*)\$[\s\S]*?\$\1\$|'(?:[^']|'')*'|\/\*[\s\S]*?\*\/|--[^\n]*/g, ' ')
    .split(';')
    .map((statement) => statement.trim().replace(/\s+/g, ' '));

/** What PostgreSQL refuses within a transaction, and what would end ours half way (sql-commands of its manual). */
const OUTSIDE = [
  /^(CREATE|DROP)( UNIQUE)? INDEX CONCURRENTLY\b/i,
  /^REINDEX (.*\bCONCURRENTLY|(\([^)]*\) ?)?(SCHEMA|DATABASE|SYSTEM))\b/i,
  /^ALTER TABLE .* DETACH PARTITION .* CONCURRENTLY\b/i,
  /^VACUUM\b/i,
  /^CLUSTER$/i,
  /^ALTER SYSTEM\b/i,
  /^(CREATE|DROP|ALTER) (DATABASE|TABLESPACE|SUBSCRIPTION)\b/i,
  /^(BEGIN|START TRANSACTION|COMMIT|END|ROLLBACK|ABORT|SAVEPOINT|RELEASE|PREPARE TRANSACTION)\b/i,
];
const notWithin = (script: string): readonly string[] => statementsOf(script).filter((statement) => OUTSIDE.some((one) => one.test(statement)));

describe('a migration', () => {
  it.each(shippedMigrations())('%s can be applied in one transaction', (name) => {
    expect(notWithin(readFileSync(path.join('prisma/migrations', name, 'migration.sql'), 'utf8'))).toEqual([]);
  });

  it('is refused by this check where it could not', () => {
    const refused = [
      'CREATE INDEX CONCURRENTLY a ON b (c)',
      'create unique index concurrently a on b (c)',
      'DROP INDEX\n  CONCURRENTLY a',
      'REINDEX TABLE CONCURRENTLY a',
      'REINDEX (VERBOSE, CONCURRENTLY) TABLE a',
      'REINDEX DATABASE a',
      'VACUUM (ANALYZE) a',
      'ALTER SYSTEM SET a = 1',
      'CREATE DATABASE a',
      'COMMIT',
      'BEGIN',
    ];
    for (const statement of refused) expect(notWithin(`SELECT 1;\n-- why\n${statement};`)).toHaveLength(1);
    const taken = [
      "COMMENT ON TABLE a IS 'VACUUM; and CREATE INDEX CONCURRENTLY'",
      'CREATE INDEX a ON b (c)',
      'CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN\n COMMIT; VACUUM; END $$ LANGUAGE plpgsql',
      'DO $do$ BEGIN PERFORM 1; END $do$',
      'ANALYZE a',
      'REINDEX TABLE a',
    ];
    for (const statement of taken) expect(notWithin(`${statement};`)).toEqual([]);
  });
});
