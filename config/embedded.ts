/**
 * Whether this is the service that `npm start` puts up for whoever wants to try it: everything of it is embedded and on
 * loopback, and no proxy brings others in. Only there may anybody load the example, and be one of its people by one click
 * (docs/adr/0068). A database, a Temporal, a mail server, an address or a proxy of one's own ends it.
 */
import type { Settings } from './settings.ts';
import { isLoopback } from './weaknesses.ts';

export const isEmbeddedDefault = ({ databaseUrl, temporal, smtpUrl, host, publicUrl, proxyHops }: Settings): boolean =>
  databaseUrl === null &&
  temporal.address === null &&
  smtpUrl === null &&
  proxyHops === 0 &&
  isLoopback(host) &&
  isLoopback(new URL(publicUrl).hostname);
