/** Logs as JSON lines; whatever looks like a way in is masked. Temporal's own logs go the same way. */
import { Runtime } from '@temporalio/worker';
import pino, { type Logger } from 'pino';

export function createLog(level: string): Logger {
  return pino({
    level,
    redact: { paths: ['token', 'url', 'authorization', 'cookie', '*.token', '*.url', '*.authorization', '*.cookie'], censor: '[masked]' },
  });
}

let installed = false;
/** Once a process: the Temporal runtime is a singleton. */
export function installTemporalRuntime(log: Logger): void {
  if (installed) return;
  installed = true;
  const say = (level: 'trace' | 'debug' | 'info' | 'warn' | 'error') => (message: string, meta?: object) => log[level](meta ?? {}, message);
  Runtime.install({
    shutdownSignals: [],
    logger: {
      log: (level, message, meta) =>
        say(level === 'TRACE' ? 'trace' : level === 'DEBUG' ? 'debug' : level === 'INFO' ? 'info' : level === 'WARN' ? 'warn' : 'error')(
          message,
          meta,
        ),
      trace: say('trace'),
      debug: say('debug'),
      info: say('info'),
      warn: say('warn'),
      error: say('error'),
    },
  });
}
