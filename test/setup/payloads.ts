/** How the running service of the tests writes what Temporal keeps. */
import path from 'node:path';
import { inject } from 'vitest';
import { type Payloads, payloadsBy } from '../../temporal/payload-codec.ts';

export const servicePayloads = (): Payloads => payloadsBy(path.join(inject('service').dataDir, 'payload-keys.json'), false);
