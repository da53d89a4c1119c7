/** Records what a command decided: one transaction, any number of times, once. A command that nobody of this house sent is refused. */
import type { OwnedRequest, RecordAnswer, Recorder } from '../domain/kernel/record.ts';
import { asFailure } from './failures.ts';
import type { EnvelopeGuard } from './ports.ts';

export const recordEvents =
  (recorder: Recorder, guard: EnvelopeGuard) =>
  async (asked: OwnedRequest): Promise<RecordAnswer> => {
    await guard.mustBeGenuine(asked);
    const { origin: _origin, ...request } = asked;
    try {
      return await recorder.record(request);
    } catch (error) {
      throw asFailure(error);
    }
  };
