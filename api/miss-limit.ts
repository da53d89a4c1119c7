/**
 * Guessing at links is slowed down by address, and people are told of it (T4). Only what misses is held up: an office that
 * shares its address with a scanner gone wild still opens every link that works.
 */
import type { Express, Request, Response } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { linkMisses } from '../telemetry/metrics.ts';
import type { ApiDeps } from './ports.ts';

export const MINUTE_S = 60;
/** Of all addresses together, before somebody is told. */
const ALERT_AT = 50;

type Limited = Pick<ApiDeps, 'log' | 'missesPerMinute'> & { readonly signIns: Pick<ApiDeps['signIns'], 'missed'> };

export function limitMisses(app: Express, { log, missesPerMinute, signIns }: Limited): void {
  const byAddress = new RateLimiterMemory({ points: missesPerMinute, duration: MINUTE_S });
  const ofAll = new RateLimiterMemory({ points: ALERT_AT, duration: MINUTE_S });
  app.use(['/a', '/task', '/open', '/q', '/calendar'], async (request: Request, response: Response, next) => {
    const address = request.ip ?? '';
    response.locals.manyMisses = ((await byAddress.get(address))?.consumedPoints ?? 0) > missesPerMinute;
    response.on('finish', () => {
      const missed = response.statusCode === 404 || response.locals.missed === true || (response.statusCode === 429 && missesTooOften(response));
      if (!missed) return;
      linkMisses.inc();
      // On record as one burst, across restarts; whether this answer is short is decided here, without a query.
      signIns
        .missed({ token: null, address, door: 'link' })
        .catch((error: unknown) => log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'a miss was not counted'));
      byAddress.consume(address).catch(() => undefined);
      ofAll.consume('all').catch(({ consumedPoints }: { readonly consumedPoints: number }) => {
        if (consumedPoints === ALERT_AT + 1) log.error({ misses: ALERT_AT }, 'many links that do not exist are being tried');
      });
    });
    next();
  });
}

/** Whether this address has missed so often that its misses are answered shortly. */
export const missesTooOften = (response: Response): boolean => response.locals.manyMisses === true;

/** An answer that does not show whether there was such a link: it counts as a miss where there was none. */
export const missedIf = (response: Response, missed: boolean): void => {
  response.locals.missed = missed;
};
