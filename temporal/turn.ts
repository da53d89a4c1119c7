/**
 * How long one turn of a workflow may take. The SDK cuts it off after 5 s, which a machine that is given a tenth of its
 * processor passes in ordinary turns; and a script that Node cuts off while it works off its promises can take the whole
 * process with it ("async hook stack has become corrupted": nodejs/node#38503, temporalio/sdk-typescript#939), API and all.
 */

/** To be spread: the SDK reads it, but its type does not name it. */
export const TURN = { isolateExecutionTimeout: '1 minute' } as const;
