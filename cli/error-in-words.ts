/** An error that no command foresaw, told to a person: what is known of its kind, and no stack unless it is asked for. */
import { tellStacks } from '../config/production.ts';

const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/^(ENOSPC|EDQUOT|53100)$/, 'The disk is full: make room, then run it again; what was recorded is safe.'],
  [/^(EACCES|EPERM|EROFS)$/, 'This user may not write there: correct the rights, or choose another folder (TUOJIAN_DATA_DIR).'],
  [/^(DISK|DISK_FULL|S3_[A-Z]+)$/, 'Put that right and run it again: it goes on where it was, and nothing is lost.'],
  [/^EADDRINUSE$/, 'Another program uses that port: stop it, or set TUOJIAN_PORT.'],
  [
    /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|57P0[123]|08[0-9A-Z]{3}|P1001|P1002)$/,
    'Something does not answer: `npx tuojian doctor` says which part.',
  ],
  [/^(28[0-9A-Z]{3}|3D000|P1000|P1003)$/, 'PostgreSQL does not take this sign-in or has no such database: check DATABASE_URL.'],
  [/^(42501)$/, "The database's role may not do that: for what changes the schema, sign in as its owner."],
  [/^(42P01|42703|P2021|P2022)$/, 'The database is of another release: run `npx tuojian migrate`.'],
];

/** The first code that it or what caused it bears. */
function codeOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    const [first] = at instanceof AggregateError ? at.errors : [];
    if (first instanceof Error && 'code' in first && typeof first.code === 'string') return first.code;
  }
  return '';
}

export function inWords(error: unknown): { readonly says: string; readonly wayOut: string } {
  const code = codeOf(error);
  const said = error instanceof Error ? (error.message.trim().split('\n')[0] ?? '') || error.name : String(error);
  const known = KNOWN.find(([codes]) => codes.test(code));
  const stack = tellStacks() && error instanceof Error ? `\n${error.stack ?? ''}` : '';
  const says = `${code === '' || said.includes(code) ? said : `${said} (${code})`}${stack}`;
  return { says, wayOut: known?.[1] ?? 'This was not foreseen. Run it again with TUOJIAN_LOG=debug to see where it happens, and report it.' };
}
