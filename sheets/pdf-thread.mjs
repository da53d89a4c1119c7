// A thread's entry is JavaScript; tsx reads the rest as it is.
import { register } from 'tsx/esm/api';

register();
const { makePdf } = await import('./pdf-worker.ts');
export const run = makePdf;
