// A thread's entry is JavaScript; tsx reads the rest as it is.
import { register } from 'tsx/esm/api';

register();
await import('./verify-part.ts');
