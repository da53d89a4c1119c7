/** All effects that workflows may ask for, one verb a file. */
import type { Recorder } from '../domain/record.ts';
import { deliverNotices } from './deliver-notices.ts';
import type { Courier } from './ports.ts';
import { recordEvents } from './record-events.ts';

export const createActivities = (deps: { readonly recorder: Recorder; readonly courier: Courier }) => ({
  recordEvents: recordEvents(deps.recorder),
  deliverNotices: deliverNotices(deps.courier),
});
export type Activities = ReturnType<typeof createActivities>;
