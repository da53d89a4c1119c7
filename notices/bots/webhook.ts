/** Posts cards to a bot's webhook. The URL is a secret: it is in no log and no error. */
import type { Bot, BotOptions } from './bot.ts';
import { DIALECTS } from './dialects.ts';

const TIMEOUT_MS = 10_000;

export function createBot(options: BotOptions, now: () => number = Date.now): Bot {
  const dialect = DIALECTS[options.vendor];
  return {
    async post(card) {
      const { url, body } = dialect.request(card, options, now());
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json; charset=utf-8' },
          body: JSON.stringify(body),
          // A webhook that sends elsewhere is not the vendor's.
          redirect: 'error',
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        if (response.status === 429) return { result: 'THROTTLED', reply: '429' };
        if (!response.ok) return { result: response.status >= 500 ? 'LATER' : 'REFUSED', reply: String(response.status) };
        return dialect.outcome(Object(await response.json()));
      } catch {
        return { result: 'LATER', reply: 'no answer' };
      }
    },
  };
}
