/** All effects that workflows may ask for, one verb a file. */
import type { Recorder } from '../domain/kernel/record.ts';
import { carryOut } from './carry-out.ts';
import { deliverNotices } from './deliver-notices.ts';
import type { CasePost, EnvelopeGuard, MessagesAside, NoticeDelivery } from './ports.ts';
import { recordEvents } from './record-events.ts';

export const createActivities = (deps: {
  readonly recorder: Recorder;
  readonly courier: NoticeDelivery;
  readonly cases: CasePost;
  readonly guard: EnvelopeGuard;
  /** Absent: a message that cannot be delivered is tried for ever. */
  readonly aside?: MessagesAside;
}) => ({
  recordEvents: recordEvents(deps.recorder, deps.guard),
  deliverNotices: deliverNotices(deps.courier),
  carryOut: carryOut(deps.cases, deps.guard, deps.aside),
});
export type Activities = ReturnType<typeof createActivities>;
