/** What is asked of the record, and how it answers. Deliberately absent: how it is kept (prisma/). */
import type { Actor, Draft, IsoInstant, Recorded } from './case.ts';

export type RecordRequest = {
  readonly stream: string;
  /** Version of the state that was decided on; the first new event gets the next number. */
  readonly expectedVersion: number;
  readonly commandId: string;
  readonly actor: Actor;
  readonly occurredAt: IsoInstant;
  readonly events: readonly Draft[];
};

export type RecordAnswer = {
  /** The events as recorded, with their blanks filled in. */
  readonly events: readonly Recorded[];
  /** Ids of the notices that they make due. */
  readonly notices: readonly string[];
};

/** The same request again answers the same and records nothing twice. */
export type Recorder = { record(request: RecordRequest): Promise<RecordAnswer> };

/** Other events stand at the same version: the workflow and the record disagree. An alarm, never a retry. */
export class StreamConflict extends Error {
  constructor(stream: string, version: number) {
    super(`stream ${stream} holds other events at version ${version}`);
    this.name = 'StreamConflict';
  }
}
