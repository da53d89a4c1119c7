/**
 * What another system is told of an event: that it happened, where and when, and its hash, by which it can be proved. No
 * person, no name, no text of anybody's: who may know more asks the API with a key of their own (docs/adr/0106). Pure.
 */
import { dayAt } from '../kernel/days.ts';
import { idOf, kindPart } from '../kernel/stream.ts';
import type { IsoDate, IsoInstant } from '../kernel/values.ts';
import { eventName, TEST_EVENT } from './catalogue.ts';

/** An event as the log holds it. `place`: in the log, counted from 0. */
export type ToldEvent = {
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly programme: string;
  readonly project: string | null;
  readonly occurredAt: IsoInstant;
  readonly hash: string;
  readonly place: number;
};

export type Payload = {
  /** `approval.Submitted`. */
  readonly type: string;
  /** When it happened. */
  readonly timestamp: IsoInstant;
  readonly data:
    | {
        /** `approval/QH-01.FSR@3`: names the event for ever. */
        readonly event: string;
        readonly case: string;
        readonly kind: string;
        readonly id: string;
        /** Counts on within the case, without a gap: the events of a case are in order by it. */
        readonly version: number;
        readonly programme: string;
        readonly project: string | null;
        /** In Asia/Shanghai. */
        readonly day: IsoDate;
        /** SHA-256 of the event (docs/record-format.md). */
        readonly hash: string;
        readonly place: number;
      }
    | { readonly programme: string; readonly webhook: string };
};

export const payloadOf = ({ stream, version, type, programme, project, occurredAt, hash, place }: ToldEvent): Payload => ({
  type: eventName(stream, type),
  timestamp: occurredAt,
  data: {
    event: `${stream}@${version}`,
    case: stream,
    kind: kindPart(stream),
    id: idOf(stream),
    version,
    programme,
    project,
    day: dayAt(occurredAt),
    hash,
    place,
  },
});

export const testPayload = (webhook: string, programme: string, at: IsoInstant): Payload => ({
  type: TEST_EVENT,
  timestamp: at,
  data: { programme, webhook },
});
