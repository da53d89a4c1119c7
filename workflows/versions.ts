/**
 * Every `patched()` id of the workflows, with date, reason and the condition under which it may go. None yet: this is the
 * first release, and test/replay holds the histories that later ones must still replay.
 */
export const PATCHES = {} as const satisfies Record<string, { readonly since: string; readonly why: string; readonly until: string }>;
