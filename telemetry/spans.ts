/**
 * Spans of a trace: where a command's time goes, from the request to the mail. Off unless traces.ts switched them on; then the
 * work is called as it is. What a span says are kinds, outcomes, codes and names of cases, never persons, addresses, texts or
 * URLs; of an error its class and code alone. Deliberately absent: where they are sent (traces.ts).
 */
import { type Attributes, type Context, context, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';

let tracer: Tracer | null = null;
/** From now on spans are made by it; null: no more. */
export function spansBy(given: Tracer | null): void {
  tracer = given;
}

export const spansAreMade = (): boolean => tracer !== null;

/** A span that is under way. */
export type Noted = {
  note(attributes: Attributes): void;
  failed(error: unknown): void;
  end(): void;
  /** Does what happens within it; each callback of these emitters too. */
  around<T>(work: () => T, ...emitters: readonly NodeJS.EventEmitter[]): T;
  rename(name: string): void;
};

type About = {
  readonly name: string;
  readonly kind?: keyof typeof SpanKind;
  readonly attributes?: Attributes;
  /** A `traceparent` (W3C Trace Context) of another process; null: whatever is under way here. */
  readonly after?: string | null;
  /** Only where a trace is under way. */
  readonly within?: true;
};

/** Null: spans are off, or there is no trace to be within. Whoever begins one ends it. */
export function beginSpan({ name, kind = 'INTERNAL', attributes = {}, after = null, within }: About): Noted | null {
  if (tracer === null) return null;
  const here = after === null ? context.active() : contextAfter(after);
  if (within === true && trace.getSpan(here)?.isRecording() !== true) return null;
  return noted(tracer.startSpan(name, { kind: SpanKind[kind], attributes }, here), here);
}

function noted(span: Span, parent: Context): Noted {
  const inside = trace.setSpan(parent, span);
  return {
    note: (attributes) => void span.setAttributes(attributes),
    failed(error) {
      const { code }: { readonly code?: unknown } = Object(error);
      span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown');
      if (typeof code === 'string' || typeof code === 'number') span.setAttribute('error.code', String(code).slice(0, 40));
      span.setStatus({ code: SpanStatusCode.ERROR });
    },
    end: () => span.end(),
    around(work, ...emitters) {
      for (const emitter of emitters) context.bind(inside, emitter);
      return context.with(inside, work);
    },
    rename: (name) => void span.updateName(name),
  };
}

/** Does the work within a span of its own. `done` says what became of it. Error: the work's own. */
export async function inSpan<T>(about: About, work: () => Promise<T>, done?: (result: T) => Attributes): Promise<T> {
  const span = beginSpan(about);
  if (span === null) return work();
  try {
    const result = await span.around(work);
    if (done !== undefined) span.note(done(result));
    return result;
  } catch (error) {
    span.failed(error);
    throw error;
  } finally {
    span.end();
  }
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** What is under way here, for another process; null: nothing is, or it is not recorded. */
export function traceparent(): string | null {
  if (tracer === null) return null;
  const span = trace.getSpan(context.active());
  if (span === undefined || !span.isRecording()) return null;
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** What nobody of ours wrote is no trace: then a new one begins. */
function contextAfter(given: string): Context {
  const [, traceId = '', spanId = '', flags = ''] = TRACEPARENT.exec(given) ?? [];
  const root = trace.deleteSpan(context.active());
  return traceId === '' ? root : trace.setSpanContext(root, { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true });
}
