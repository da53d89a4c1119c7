/** All trials. What is tried elsewhere already stands in docs/faults.md with where it is. */
import type { Trial } from '../lab.ts';
import { fullDisk } from './full-disk.ts';
import { interruptedMigration } from './interrupted-migration.ts';
import { killedSigner } from './killed-signer.ts';
import { wrongRows } from './wrong-rows.ts';

export const TRIALS: readonly Trial[] = [wrongRows, fullDisk, interruptedMigration, killedSigner];
