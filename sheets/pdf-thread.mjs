// A thread's entry is JavaScript; tsx reads the rest as it is. The build has pdf-worker.ts in its place (build/compile.mjs).
import { register } from 'tsx/esm/api';

register();
export const { makePdf } = await import('./pdf-worker.ts');
