/** Posts what is due to each bot, within its limit; a burst becomes one card that names them all. */

import { randomUUID } from 'node:crypto';
import type { Locale } from '../../domain/kernel/locale.ts';
import type { NoticeTemplate } from '../../domain/notice/due.ts';
import type { Topic } from '../../domain/notice/preference.ts';
import type { ToldFacts } from '../../domain/notice-facts.ts';
import { WORDS } from '../templates/mail-words.ts';
import { type Bot, type Card, LOCKED_MS, PER_MINUTE, type Vendor } from './bot.ts';
import { composeCard } from './card.ts';
import { createBot } from './webhook.ts';

export type GroupBot = {
  readonly name: string;
  readonly vendor: Vendor;
  readonly url: string;
  readonly secret?: string | undefined;
  readonly programme: string;
  readonly topics: readonly Topic[];
  readonly locale: Locale;
};

export type DueCard = {
  readonly id: string;
  readonly template: NoticeTemplate;
  readonly attempts: number;
  readonly about: { readonly stream: string; readonly project: string | null } | null;
  /** What it tells. */
  readonly facts: ToldFacts;
  readonly names: ReadonlyMap<string, { readonly name: string; readonly nameEn: string }>;
};

/** What the poster needs to keep; prisma/ satisfies it. */
export type CardStore = {
  enqueue(bot: { readonly name: string; readonly programme: string; readonly topics: readonly Topic[]; readonly since: Date }): Promise<void>;
  claim(bot: string, most: number): Promise<readonly DueCard[]>;
  postedLastMinute(bot: string): Promise<number>;
  settle(
    ids: readonly string[],
    settled: { readonly status: 'SENT' | 'QUEUED' | 'REFUSED'; readonly outcome: string; readonly notBefore?: Date },
  ): Promise<void>;
  hold(bot: string, until: Date): Promise<void>;
  /** A card that cannot be made is passed over and tried again later. */
  putAside(card: string, about: string | null, reason: unknown): Promise<void>;
};

/** More than so many at once become one card. */
const SINGLE_MAX = 3;
const MERGED_MAX = 50;
const ATTEMPTS_MAX = 8;

export type PosterOptions = {
  readonly store: CardStore;
  readonly bots: readonly GroupBot[];
  readonly publicUrl: string;
  readonly onRefused: (bot: string, reply: string) => void;
};

export function createPoster({ store, bots, publicUrl, onRefused }: PosterOptions) {
  const since = new Date();
  const webhooks = new Map<string, Bot>(bots.map((bot) => [bot.name, createBot({ vendor: bot.vendor, url: bot.url, secret: bot.secret ?? null })]));
  const settle = async (bot: GroupBot, cards: readonly DueCard[], card: Card): Promise<boolean> => {
    const { result, reply } = (await webhooks.get(bot.name)?.post(card)) ?? { result: 'REFUSED' as const, reply: 'no such bot' };
    const ids = cards.map(({ id }) => id);
    const attempts = Math.max(...cards.map((item) => item.attempts));
    if (result === 'SENT') await store.settle(ids, { status: 'SENT', outcome: randomUUID() });
    else if (result === 'REFUSED' || attempts >= ATTEMPTS_MAX) {
      await store.settle(ids, { status: 'REFUSED', outcome: reply });
      onRefused(bot.name, reply);
    } else {
      const wait = result === 'THROTTLED' ? LOCKED_MS[bot.vendor] : Math.min(600_000, 5_000 * 2 ** attempts);
      await store.settle(ids, { status: 'QUEUED', outcome: reply, notBefore: new Date(Date.now() + wait) });
      if (result === 'THROTTLED') await store.hold(bot.name, new Date(Date.now() + wait));
    }
    return result === 'SENT';
  };
  const postTo = async (bot: GroupBot): Promise<number> => {
    await store.enqueue({ name: bot.name, programme: bot.programme, topics: bot.topics, since });
    const left = PER_MINUTE[bot.vendor] - (await store.postedLastMinute(bot.name));
    if (left <= 0) return 0;
    const due = await store.claim(bot.name, MERGED_MAX);
    const made: { readonly item: DueCard; readonly card: Card }[] = [];
    for (const item of due) {
      try {
        made.push({ item, card: composeCard({ ...item, locale: bot.locale, publicUrl }) });
      } catch (error) {
        await store.putAside(item.id, item.about?.stream ?? null, error);
      }
    }
    if (made.length === 0) return 0;
    if (made.length > Math.min(SINGLE_MAX, left))
      return (await settle(
        bot,
        made.map(({ item }) => item),
        merged(
          made.map(({ card }) => card),
          bot.locale,
          publicUrl,
        ),
      ))
        ? 1
        : 0;
    let posted = 0;
    for (const { item, card } of made) posted += (await settle(bot, [item], card)) ? 1 : 0;
    return posted;
  };
  return {
    /** Returns how many cards went out. One bot's trouble is not another's. */
    async postDue(): Promise<number> {
      let posted = 0;
      const faults: unknown[] = [];
      for (const bot of bots) {
        posted += await postTo(bot).catch((error: unknown) => {
          faults.push(error);
          return 0;
        });
      }
      if (faults.length > 0) throw faults[0];
      return posted;
    },
  };
}

function merged(cards: readonly Card[], locale: Locale, publicUrl: string): Card {
  const title = WORDS[locale].bundle(cards.length);
  return { title, lines: cards.map((card) => card.title), button: { label: WORDS[locale].home, url: publicUrl } };
}
