/** What the settings say of mail that comes in, as the API takes it. */
import type { ServerOptions } from '../api/server.ts';
import type { Settings } from '../config/env.ts';

export function inboundSettings({ inbound }: Settings): ServerOptions['inbound'] {
  const { secret, bounceAddress, replyAddress, imapUrl } = inbound;
  const bounces = bounceAddress === null || secret === null ? null : { address: bounceAddress, secret };
  return { secret, replyAddress, imapUrl, bounces };
}
