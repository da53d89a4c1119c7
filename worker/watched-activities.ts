/**
 * What workflows ask for, counted and traced, and what takes long says meanwhile that it goes on. A command brings its trace with it (workflows/contract.ts); what follows from it
 * within the next minute, in this process, belongs to the same trace. Deliberately absent: what is done (activities/).
 */
import { Context } from '@temporalio/activity';
import type { Activities } from '../activities/index.ts';
import { commitSeconds, events, recordSeconds } from '../telemetry/metrics.ts';
import { inSpan, traceparent } from '../telemetry/spans.ts';

/** What a case asks for later follows from its clock, and from nobody's request. Milliseconds. */
const FOLLOWS_MS = 60_000;
/** So many cases' last traces are known; the oldest is forgotten first. */
const KNOWN_MAX = 2_000;

class LastTraces {
  readonly #known = new Map<string, { readonly trace: string; readonly at: number }>();

  note(stream: string, trace: string): void {
    this.#known.delete(stream);
    this.#known.set(stream, { trace, at: Date.now() });
    if (this.#known.size <= KNOWN_MAX) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }

  of(stream: string): string | null {
    const last = this.#known.get(stream);
    return last === undefined || Date.now() - last.at > FOLLOWS_MS ? null : last.trace;
  }
}

/** The case that asks; its workflow has the same id. */
const asking = (): string => Context.current().info.workflowExecution?.workflowId ?? '';

/** Well below `heartbeatTimeout` of DELIVERY (workflows/activity-options.ts). */
const GOES_ON_EVERY_MS = 4_000;

async function sayingThatItGoesOn<T>(work: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const timer = setInterval(() => context.heartbeat(), GOES_ON_EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

const isText = (given: unknown): given is string => typeof given === 'string';

export function watchedActivities(activities: Activities): Activities {
  const traces = new LastTraces();
  const follows = <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const stream = asking();
    return inSpan({ name, kind: 'CONSUMER', after: traces.of(stream), attributes: { 'tuojian.stream': stream } }, work);
  };
  return {
    recordEvents(asked) {
      const { stream, origin } = asked;
      // What a workflow is sent by whoever reaches Temporal is looked at before it is used.
      const { trace }: { readonly trace?: unknown } = Object(origin);
      const after = isText(trace) ? trace : origin?.kind === 'OWN' ? traces.of(stream) : null;
      return inSpan({ name: 'record events', kind: 'CONSUMER', after, attributes: { 'tuojian.stream': stream } }, async () => {
        const ended = recordSeconds.startTimer();
        let outcome = 'FAILED';
        try {
          const answer = await activities.recordEvents(asked);
          outcome = answer.kind;
          if (answer.kind === 'RECORDED' && asked.events.length > 0) {
            // Two machines' clocks may differ by more than it takes.
            commitSeconds.observe(Math.max(0, Date.now() - Date.parse(asked.occurredAt)) / 1_000);
            events.inc({ kind: stream.slice(0, stream.indexOf('/')) }, answer.events.length);
            const here = traceparent();
            if (here !== null) traces.note(stream, here);
          }
          return answer;
        } finally {
          ended({ outcome });
        }
      });
    },
    carryOut: (asked) => follows('tell other cases', () => activities.carryOut(asked)),
    deliverNotices: (asked) => follows('deliver mails', () => sayingThatItGoesOn(() => activities.deliverNotices(asked))),
  };
}
