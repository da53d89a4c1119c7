/**
 * How long one turn of a workflow may take. The SDK cuts it off after 5 s, which a machine that is given a tenth of its
 * processor passes in ordinary turns; and a script that Node cuts off while it works off its promises can take the whole
 * process with it ("async hook stack has become corrupted": nodejs/node#38503, temporalio/sdk-typescript#939), API and all.
 */

/** Milliseconds. */
export const TURN_MS = 60_000;
/** To be spread: the SDK reads it, but its type does not name it. Where the service's worker runs, lean-thread.ts sees to it. */
export const TURN = { isolateExecutionTimeout: TURN_MS } as const;
