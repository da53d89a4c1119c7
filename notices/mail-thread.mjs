// A thread's entry is JavaScript; tsx reads the rest as it is. The build has mail-thread.ts in its place (build/compile.mjs).
import { register } from 'tsx/esm/api';

register();
await import('./mail-thread.ts');
