/**
 * Guessing at links is slowed down by address, and people are told of it (T4). Only misses count: an office behind one
 * address that uses its links is never held up.
 */
import type { Express } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { guard, localeOf } from './page-guard.ts';
import { messagePage } from './pages/steady-form.tsx';
import { PAGE_WORDS } from './pages/words.ts';
import type { ApiDeps } from './ports.ts';

const MINUTE_S = 60;
/** Of one address. */
const MISSES_MAX = 120;
/** Of all addresses together, before somebody is told. */
const ALERT_AT = 50;

export function limitMisses(app: Express, { log }: Pick<ApiDeps, 'log'>): void {
  const byAddress = new RateLimiterMemory({ points: MISSES_MAX, duration: MINUTE_S });
  const ofAll = new RateLimiterMemory({ points: ALERT_AT, duration: MINUTE_S });
  app.use(['/a', '/task', '/open'], async (request, response, next) => {
    const address = request.ip ?? '';
    const known = await byAddress.get(address);
    if (known !== null && known.consumedPoints > MISSES_MAX) {
      guard(response);
      const locale = localeOf(request, undefined);
      response.setHeader('Retry-After', String(MINUTE_S));
      return void response.status(429).send(messagePage(locale, PAGE_WORDS[locale].tooMany));
    }
    response.on('finish', () => {
      if (response.statusCode !== 404) return;
      byAddress.consume(address).catch(() => undefined);
      ofAll.consume('all').catch(({ consumedPoints }: { readonly consumedPoints: number }) => {
        if (consumedPoints === ALERT_AT + 1) log.error({ misses: ALERT_AT }, 'many links that do not exist are being tried');
      });
    });
    next();
  });
}
