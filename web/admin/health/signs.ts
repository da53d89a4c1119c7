/** What the figures of the service mean: fine, to be looked at, or down. Pure. Deliberately absent: the page, and its words. */
import type { AnswerOf } from '../../app/client.ts';

export type Health = AnswerOf<'/api/v1/programme/{id}/health'>;
export type Sign = 'FINE' | 'HEED' | 'BROKEN';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** QUEUED and UNKNOWN wait for a server; HELD waits for its hour. */
const WAITS = ['QUEUED', 'UNKNOWN'];

export const waitingMails = ({ mails }: Pick<Health, 'mails'>): { readonly count: number; readonly oldest: string | null; readonly held: number } => {
  const waiting = mails.filter(({ status }) => WAITS.includes(status));
  const [oldest = null] = waiting.map((one) => one.oldest).sort();
  return {
    count: waiting.reduce((sum, { count }) => sum + count, 0),
    oldest,
    held: mails.reduce((sum, { status, count }) => (status === 'HELD' ? sum + count : sum), 0),
  };
};

/** Parts that ended by themselves and are on their way back, and those that did so within a day. */
export function ownPartsOf({ ownParts }: Pick<Health, 'ownParts'>, now: number): { readonly away: OwnParts; readonly lately: OwnParts } {
  const since = (at: string | null): number => (at === null ? Number.POSITIVE_INFINITY : now - Date.parse(at));
  return {
    away: ownParts.filter(({ runs }) => !runs),
    lately: ownParts.filter(({ runs, endedAt }) => runs && since(endedAt) < DAY_MS),
  };
}
type OwnParts = Health['ownParts'];

type Part = 'database' | 'temporal' | 'own' | 'documents' | 'scanner' | 'record' | 'mails' | 'undelivered' | 'webhooks' | 'disk';

export function signsOf(health: Health, now: number): Readonly<Record<Part, Sign>> {
  const { oldest } = waitingMails(health);
  const { disk } = health;
  const { away, lately } = ownPartsOf(health, now);
  return {
    database: health.postgres === 'ok' ? 'FINE' : 'BROKEN',
    temporal: health.temporal === 'ok' ? 'FINE' : 'BROKEN',
    own: away.length > 0 ? 'BROKEN' : lately.length > 0 ? 'HEED' : 'FINE',
    documents: health.documents.fault === null ? 'FINE' : 'BROKEN',
    // Without one nothing is wrong: it is the county's to set one.
    scanner: health.scanner === 'AWAY' ? 'BROKEN' : health.scanner === 'UNSCANNED' ? 'HEED' : 'FINE',
    record: health.record === 'ok' ? 'FINE' : 'HEED',
    mails: oldest !== null && now - Date.parse(oldest) > HOUR_MS ? 'HEED' : 'FINE',
    undelivered: health.undelivered > 0 ? 'HEED' : 'FINE',
    webhooks: health.webhooks.length > 0 ? 'HEED' : 'FINE',
    disk: disk !== null && disk.free < disk.all / 10 ? 'HEED' : 'FINE',
  };
}

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;
/** `12.4 GB`, `310 MB`: of 1,024 each. */
export const bytesWords = (bytes: number): string => (bytes >= GIB ? `${(bytes / GIB).toFixed(1)} GB` : `${Math.ceil(bytes / MIB)} MB`);
