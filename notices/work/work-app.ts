/**
 * A message of one's own in DingTalk, WeCom or Feishu, sent by the app by which people sign in: what the rest of the house
 * asks of one. Deliberately absent: how each vendor is spoken to (dialects.ts), what is told and when (work-poster.ts).
 */
import type { Card } from '../bots/bot.ts';

/** As TUOJIAN_SIGN_IN_PROVIDERS names it; the secret is in no log and no error. */
export type WorkAppSettings =
  | {
      readonly kind: 'DINGTALK';
      readonly id: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly agentId: string;
      readonly api: string;
      readonly oapi: string;
    }
  | {
      readonly kind: 'WECOM';
      readonly id: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly agentId: string;
      readonly api: string;
    }
  | { readonly kind: 'FEISHU'; readonly id: string; readonly clientId: string; readonly clientSecret: string; readonly api: string };

/**
 * THROTTLED: too many; wait. LATER: no answer. NOBODY: the vendor knows no such person, or the app may not write to them.
 * OURS: the app itself is refused (secret, permission). REFUSED: this message, for good.
 */
export type Refused = { readonly result: 'THROTTLED' | 'LATER' | 'NOBODY' | 'OURS' | 'REFUSED'; readonly reply: string };
export type Sent = { readonly result: 'SENT'; readonly message: string } | Refused;
export type Ended = { readonly result: 'DONE' } | Refused;

export type WorkApp = {
  /** `account`: as signing in knows them there. `key`: the same one is not sent twice, as far as the vendor counts. */
  send(account: string, card: Card, key: string): Promise<Sent>;
  /** What it asked for is over: taken back, or marked with `card`. */
  end(message: string, card: Card): Promise<Ended>;
  /** Whether the vendor takes the app's secret. */
  check(): Promise<Ended>;
};

/** How long after it was sent a message can be taken back or marked. */
const HOUR_MS = 3_600_000;
export const ENDS_WITHIN_MS = { DINGTALK: 24 * HOUR_MS, WECOM: 24 * HOUR_MS, FEISHU: 14 * 24 * HOUR_MS } as const;
/** Four fifths of what one person may be sent a minute (WeCom: 30); the others allow more, and nobody reads more. */
export const PER_PERSON_MINUTE = 24;
/** Four fifths of what an app may send a minute (Feishu: 1000). */
export const PER_APP_MINUTE = 800;
