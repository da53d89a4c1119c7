/**
 * What about a request looks like a machine. For the record alone: machines that hide well have no sign (Mautic#16263), so
 * nothing is ever decided, shown or refused by these.
 */
import type { IncomingHttpHeaders } from 'node:http';

const AGENTS =
  /bot\b|crawl|spider|preview|scan|fetch|curl|wget|python|java\/|okhttp|go-http|headless|phantom|safelinks|mimecast|proofpoint|barracuda|slack|telegram|whatsapp|dingtalk.*link|facebookexternalhit/i;

export function signsOf(method: string, headers: IncomingHttpHeaders): readonly string[] {
  const one = (name: string): string => String(headers[name] ?? '');
  const agent = one('user-agent');
  const purpose = `${one('sec-purpose')} ${one('purpose')} ${one('x-purpose')} ${one('x-moz')}`;
  const isChromium = /Chrome\/(\d+)/.exec(agent);
  return [
    ...(method === 'GET' || method === 'POST' ? [] : [method]),
    ...(/prefetch|prerender|preview/i.test(purpose) ? ['prefetch'] : []),
    ...(agent === '' ? ['no user agent'] : AGENTS.test(agent) ? ['agent names itself'] : []),
    ...(headers['accept-language'] === undefined ? ['no Accept-Language'] : []),
    ...(isChromium !== null && Number(isChromium[1]) >= 80 && headers['sec-fetch-mode'] === undefined ? ['no Sec-Fetch-Mode'] : []),
    ...(headers['sec-fetch-mode'] !== undefined && one('sec-fetch-mode') !== 'navigate'
      ? [`Sec-Fetch-Mode: ${one('sec-fetch-mode').slice(0, 20)}`]
      : []),
  ];
}
