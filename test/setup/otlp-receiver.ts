/** An OTLP endpoint of the tests' own: keeps the spans that are sent to it (opentelemetry-proto, trace/v1). */
import http from 'node:http';
import protobuf from 'protobufjs';

export type ReceivedSpan = {
  readonly trace: string;
  readonly id: string;
  /** Empty: the first of its trace. */
  readonly parent: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
};

const FORMAT = protobuf.parse(`syntax = "proto3";
  message Request { repeated ResourceSpans resource_spans = 1; }
  message ResourceSpans { repeated ScopeSpans scope_spans = 2; }
  message ScopeSpans { repeated Span spans = 2; }
  message Span { bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; string name = 5; repeated KeyValue attributes = 9; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message AnyValue { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4; } }`).root;

type Sent = {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly {
      readonly spans: readonly {
        readonly traceId: Uint8Array;
        readonly spanId: Uint8Array;
        readonly parentSpanId: Uint8Array;
        readonly name: string;
        readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
      }[];
    }[];
  }[];
};
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export async function startOtlpReceiver(): Promise<{ readonly url: string; readonly spans: readonly ReceivedSpan[]; stop(): Promise<void> }> {
  const spans: ReceivedSpan[] = [];
  const server = http.createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => void pieces.push(piece));
    request.on('end', () => {
      const sent = FORMAT.lookupType('Request').decode(Buffer.concat(pieces)) as unknown as Sent; // as FORMAT says
      for (const { traceId, spanId, parentSpanId, name, attributes } of sent.resourceSpans.flatMap((one) => one.scopeSpans.flatMap((s) => s.spans)))
        spans.push({
          trace: hex(traceId),
          id: hex(spanId),
          parent: hex(parentSpanId),
          name,
          attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values({ ...value })[0]])),
        });
      response.writeHead(request.url === '/v1/traces' ? 200 : 404, { 'Content-Type': 'application/x-protobuf' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    spans,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
