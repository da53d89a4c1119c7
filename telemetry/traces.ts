/**
 * Traces by OpenTelemetry, an option: on where OTEL_EXPORTER_OTLP_ENDPOINT is set. Sent by OTLP over HTTP; headers, sampling and
 * timeouts are OpenTelemetry's own settings (OTEL_EXPORTER_OTLP_HEADERS, OTEL_TRACES_SAMPLER …), which its library reads.
 * Deliberately absent: what spans there are (spans.ts).
 */
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { spansBy } from './spans.ts';

export type TraceSettings = {
  /** Where the collector listens: `http://127.0.0.1:4318`; spans go to its `/v1/traces`. */
  readonly endpoint: string;
  /** As whom they are sent (OTEL_SERVICE_NAME). */
  readonly service: string;
};

/** Once a process. `stop` sends what is left; a collector that does not answer holds nobody up. */
export function startTraces({ endpoint, service }: TraceSettings, version: string): { stop(): Promise<void> } {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.version': version }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` }))],
  });
  provider.register();
  spansBy(provider.getTracer('tuojian', version));
  return {
    async stop() {
      spansBy(null);
      await provider.shutdown().catch(() => undefined); // what could not be sent is lost, and nobody waits for it
    },
  };
}
