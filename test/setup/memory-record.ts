/** The record in memory, for workflows in skipped time: the same answers as prisma/record/event-store.ts, without a database. */
import { ApplicationFailure } from '@temporalio/common';
import { caseOf } from '../../domain/cases.ts';
import { ANSWER_BYTES_MAX, type KnownEvent, type RecordAnswer, type Recorder, type RecordRequest } from '../../domain/kernel/record.ts';
import type { NoticeDue } from '../../domain/notice-facts.ts';
import { fillBlanks, type World } from '../../domain/world/blanks.ts';

type Stream = { state: object | null; events: KnownEvent[] };

export class MemoryRecord implements Recorder {
  readonly streams = new Map<string, Stream>();
  readonly notices: { readonly id: string; readonly stream: string; readonly notice: NoticeDue; readonly at: string }[] = [];
  readonly delivered: string[] = [];
  /** Makes the next recording of a stream fail after it has been kept, as a lost reply does. */
  loseReplyOf: string | null = null;
  refuseWith: string | null = null;
  readonly #world: World;
  constructor(world: World) {
    this.#world = world;
  }

  state<T extends object>(stream: string): T {
    const found = this.streams.get(stream)?.state;
    if (found == null) throw new Error(`nothing is recorded of ${stream}`);
    return found as T; // the test names the kind
  }

  types(stream: string): readonly string[] {
    return this.streams.get(stream)?.events.map((event) => event.type) ?? [];
  }

  /** Keeps what somebody else has recorded, as it is. */
  keep(stream: string, events: readonly KnownEvent[]): void {
    const state = events.reduce<object | null>((folded, event) => caseOf(stream).evolve(folded, event), null);
    this.streams.set(stream, { state, events: [...events] });
  }

  async record(request: RecordRequest): Promise<RecordAnswer> {
    const { stream, expectedVersion, commandId, actor, occurredAt } = request;
    if (this.refuseWith !== null) throw ApplicationFailure.nonRetryable('the world does not know', this.refuseWith);
    const kept = this.streams.get(stream) ?? { state: null, events: [] };
    this.streams.set(stream, kept);
    const noticesOf = (events: readonly KnownEvent[]) =>
      this.notices.filter((n) => n.stream === stream && events.some((e) => n.id.startsWith(`${stream}@${e.version}/`))).map((n) => n.id);
    if (kept.events.length > expectedVersion) {
      const own = kept.events.filter((event) => event.commandId === commandId);
      if (own[0]?.version === expectedVersion + 1) return { kind: 'RECORDED', events: own, notices: noticesOf(own) };
      let bytes = 0;
      const after = kept.events.slice(expectedVersion);
      const missed = after.filter((event, index) => {
        bytes += Buffer.byteLength(JSON.stringify(event));
        return index === 0 || bytes <= ANSWER_BYTES_MAX;
      });
      return { kind: 'BEHIND', events: missed, notices: noticesOf(missed), ...(missed.length < after.length ? { more: true } : {}) };
    }
    const events: KnownEvent[] = [];
    for (const draft of request.events) {
      const logic = caseOf(stream);
      const filled = fillBlanks(draft, this.#world, kept.state);
      const event: KnownEvent = { ...filled, version: kept.events.length + 1, occurredAt, actor, commandId, schema: logic.schema };
      kept.state = logic.evolve(kept.state, event);
      kept.events.push(event);
      events.push(event);
      logic.notices(kept.state, event).forEach((notice, index) => {
        this.notices.push({ id: `${stream}@${event.version}/${index}`, stream, notice, at: occurredAt });
      });
    }
    if (this.loseReplyOf === stream) {
      this.loseReplyOf = null;
      throw new Error('connection reset after COMMIT');
    }
    return { kind: 'RECORDED', events, notices: noticesOf(events) };
  }

  readonly courier = {
    deliver: async (notices: readonly string[]) => {
      this.delivered.push(...notices);
      return { sent: notices.length, dropped: 0, failed: 0, waiting: 0 };
    },
  };
}
