/** Records what a command decided: one transaction, any number of times, once. */
import type { RecordAnswer, Recorder, RecordRequest } from '../domain/record.ts';
import { asFailure } from './failures.ts';

export const recordEvents =
  (recorder: Recorder) =>
  async (request: RecordRequest): Promise<RecordAnswer> => {
    try {
      return await recorder.record(request);
    } catch (error) {
      throw asFailure(error);
    }
  };
