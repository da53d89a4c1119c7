/** What is asked of the record, and how it answers. Deliberately absent: how it is kept (prisma/). */
import type { Actor } from './actor.ts';
import type { Draft, Recorded } from './case.ts';
import type { AnyCommand } from './command.ts';
import type { IsoInstant } from './values.ts';

export type RecordRequest = {
  readonly stream: string;
  /** Version of the state that was decided on; the first new event gets the next number. */
  readonly expectedVersion: number;
  readonly commandId: string;
  readonly actor: Actor;
  readonly occurredAt: IsoInstant;
  readonly events: readonly Draft[];
};

/** That somebody of this house sent it: which key, and the mark that only its holder can make (docs/adr/0031). */
export type Seal = { readonly key: string /** base64url. */; readonly mac: string };

/**
 * Where a command came from. OWN: the workflow made it itself, from its clock, its story or its deliveries. ENVELOPE: it
 * came in from outside, as it is here. `trace`: whose trace it belongs to (W3C traceparent), where traces are on; nothing is
 * decided by it.
 */
export type Origin =
  | { readonly kind: 'OWN' }
  | { readonly kind: 'ENVELOPE'; readonly command: AnyCommand; readonly rules?: number; readonly seal?: Seal; readonly trace?: string };

/** What a workflow asks to have recorded. */
export type OwnedRequest = RecordRequest & { readonly origin: Origin };

export type RecordAnswer = {
  /**
   * RECORDED: these events are in the record now, with their blanks filled in; the same command again answers the same.
   * BEHIND: nothing was recorded, because the record holds more than the sender decided on: these are the events that he
   * has not learned of. He takes them in and decides again.
   */
  readonly kind: 'RECORDED' | 'BEHIND';
  readonly events: readonly KnownEvent[];
  /** Ids of the notices that they make due. */
  readonly notices: readonly string[];
  /** BEHIND: there is more than one answer may hold (ANSWER_BYTES_MAX); he asks again from where this ends. */
  readonly more?: true;
};

/** What an answer may hold at most, since it stands in a workflow's history, where payloads stay under 256 KB (issue 2). */
export const ANSWER_BYTES_MAX = 192 * 1_024;

/** A recorded event with the command that made it. */
export type KnownEvent = Recorded & { readonly commandId: string; readonly schema: number };

/** The same request again answers the same and records nothing twice. */
export type Recorder = { record(request: RecordRequest): Promise<RecordAnswer> };

/** Somebody sent a text that the record cannot keep (domain/text/kept.ts), by a door that let it through. Nothing is recorded. */
export class TextNotKept extends Error {
  constructor(stream: string, type: string, path: string) {
    super(`${path} of ${type} in ${stream} must be well-formed Unicode without U+0000`);
    this.name = 'TextNotKept';
  }
}

/** The record holds less than the sender decided on (it was restored, or cut). An alarm, never a retry. */
export class StreamConflict extends Error {
  constructor(stream: string, expected: number, found: number) {
    super(`stream ${stream} ends at version ${found}, but its workflow knows version ${expected}`);
    this.name = 'StreamConflict';
  }
}

/** The command's id was used in another case: these events are not recorded, and are not going to be. */
export class CommandIdTaken extends Error {
  constructor(stream: string) {
    super(`a command for ${stream} has the id of another case's command; nothing was recorded`);
    this.name = 'CommandIdTaken';
  }
}
