/**
 * How much a process that serves lets its heap grow before it looks what of it is garbage. Node doubles to quadruples what was
 * left of it under load: with 20 approvals in flight 190 to 250 MB, most of it garbage (docs/adr/0129).
 * Deliberately absent: a limit, at which a process would end.
 */
import v8 from 'node:v8';

/** Percent of what is in use. Below it the processor's time grows; above it, memory does and nothing is gained (docs/adr/0129). */
const GROWTH = 40;

/** From now on, in all threads of this process. V8 asks for it each time it has collected, and so it may be set while it runs. */
export const growHeapSlowly = (): void => v8.setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
