/** Logs as JSON lines; whatever looks like a way in is masked. */
import pino, { type Logger } from 'pino';

export function createLog(level: string): Logger {
  return pino({
    level,
    redact: { paths: ['token', 'url', 'authorization', 'cookie', '*.token', '*.url', '*.authorization', '*.cookie'], censor: '[masked]' },
  });
}
