/** What earlier releases recorded: the events that stand in their workflow histories (test/replay/histories). */
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

/** The events in the answers of the record that one history holds. */
function eventsIn(file: string): readonly OldEvent[] {
  const { events } = JSON.parse(readFileSync(file, 'utf8')) as { events: readonly Marker[] };
  return events.flatMap((event) => {
    const [payload] = event.markerRecordedEventAttributes?.details?.result?.payloads ?? [];
    const answer: unknown = payload === undefined ? null : JSON.parse(Buffer.from(payload.data, 'base64').toString());
    return answer !== null && typeof answer === 'object' && 'events' in answer ? (answer.events as readonly OldEvent[]) : [];
  });
}

const historiesOf = (release: string) =>
  readdirSync(path.join(HISTORIES, release)).map((file) => ({
    stream: file.replace('.json', '').replace('-', '/'),
    events: eventsIn(path.join(HISTORIES, release, file)),
  }));

/** Every event that any release left in its histories. */
export const everyRecordedEvent = (): readonly (OldEvent & { readonly stream: string })[] =>
  RELEASES.flatMap(historiesOf).flatMap(({ stream, events }) => events.map((event) => ({ ...event, stream })));

/** Events by stream; a stream whose history was continued as new is there from its last run on and left out. */
export function recordedBy(release: string): ReadonlyMap<string, readonly OldEvent[]> {
  const whole = historiesOf(release).filter(({ events }) => events.length > 0 && events.every(({ version }, index) => version === index + 1));
  return new Map(whole.map(({ stream, events }) => [stream, events]));
}

export const recordedBy010 = (): ReadonlyMap<string, readonly OldEvent[]> => recordedBy('0.1.0');
export const RELEASES: readonly string[] = readdirSync(HISTORIES).filter((name) => /^[0-9]+[.]/.test(name));
