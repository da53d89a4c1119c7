/** What a release recorded: the events that stand in its workflow histories (test/replay/histories). */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Actor } from '../../domain/kernel/actor.ts';

export type OldEvent = {
  readonly version: number;
  readonly type: string;
  readonly data: object;
  readonly actor: Actor;
  readonly occurredAt: string;
  readonly commandId: string;
};

type Marker = {
  readonly markerRecordedEventAttributes?: { readonly details?: { readonly result?: { readonly payloads?: readonly { readonly data: string }[] } } };
};
const HISTORIES = fileURLToPath(new URL('../replay/histories', import.meta.url));

/** Events by stream; a stream whose history was continued as new is there from its last run on and left out. */
export function recordedBy(release: string): ReadonlyMap<string, readonly OldEvent[]> {
  const folder = path.join(HISTORIES, release);
  const streams = new Map<string, readonly OldEvent[]>();
  for (const file of readdirSync(folder)) {
    const { events } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as { events: readonly Marker[] };
    const found = events.flatMap((event) => {
      const [payload] = event.markerRecordedEventAttributes?.details?.result?.payloads ?? [];
      const answer: unknown = payload === undefined ? null : JSON.parse(Buffer.from(payload.data, 'base64').toString());
      return answer !== null && typeof answer === 'object' && 'events' in answer ? (answer.events as readonly OldEvent[]) : [];
    });
    const stream = file.replace('.json', '').replace('-', '/');
    if (found.length > 0 && found.every(({ version }, index) => version === index + 1)) streams.set(stream, found);
  }
  return streams;
}

export const recordedBy010 = (): ReadonlyMap<string, readonly OldEvent[]> => recordedBy('0.1.0');
export const RELEASES: readonly string[] = readdirSync(HISTORIES).filter((name) => /^[0-9]+[.]/.test(name));
