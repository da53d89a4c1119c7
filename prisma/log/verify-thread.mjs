// A thread's entry is JavaScript; tsx reads the rest as it is. The build has verify-part.ts in its place (build/compile.mjs).
import { register } from 'tsx/esm/api';

register();
await import('./verify-part.ts');
