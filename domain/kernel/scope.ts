/**
 * What a key for programs may be used for: READ looks, AUDIT looks at the history alone, ACT is whatever its owner may do.
 * A person's own sign-in has no scope. Pure. Deliberately absent: what the owner may (table.ts), which a key never exceeds.
 */
export const SCOPES = ['READ', 'AUDIT', 'ACT'] as const;
export type Scope = (typeof SCOPES)[number];

const HISTORY = /^\/api\/v1\/(audit|findings|openapi\.json|me$|project\/:id\/story)/;
/** With a key nobody gets further ways in. */
const WAYS_IN = /^\/api\/v1\/me\/(keys|password|second-factor|accounts)(\/|$)/;

/** Whether a key of this scope opens this route, `GET /api/v1/tasks`. */
export function opens(scope: Scope, method: string, path: string): boolean {
  const reads = method.toLowerCase() === 'get';
  if (!reads && WAYS_IN.test(path)) return false;
  switch (scope) {
    case 'ACT':
      return true;
    case 'READ':
      return reads;
    case 'AUDIT':
      return reads && HISTORY.test(path);
  }
}
