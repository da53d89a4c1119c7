/**
 * Whether a request comes from our own pages. A browser sends its cookie along with what other sites have it send; what it
 * says of where that came from (Sec-Fetch-Site, Origin) no page can change. Deliberately absent: who asks (who-asks.ts).
 */
import type { Request } from 'express';

/** What our own client says where a browser says nothing of either: another site cannot without being asked first (CORS). */
export const CLIENT_HEADER = 'x-tuojian-client';

type From = 'OURS' | 'OTHERS' | 'UNSAID';

export function cameFrom(request: Pick<Request, 'headers'>, publicUrl: string): From {
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  if (site !== undefined) return site === 'same-origin' ? 'OURS' : 'OTHERS';
  if (origin === undefined) return 'UNSAID';
  return isOurs(origin, request.headers.host, publicUrl) ? 'OURS' : 'OTHERS';
}

/** The address that people use, or the one that this request itself went to. */
function isOurs(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (origin === publicUrl) return true;
  if (!URL.canParse(origin)) return false;
  const { protocol, host: named } = new URL(origin);
  return named === (host ?? '').toLowerCase() && protocol === new URL(publicUrl).protocol;
}

/** Whether what a cookie alone vouches for may be done. */
export function mayWrite(request: Pick<Request, 'headers'>, publicUrl: string): boolean {
  const from = cameFrom(request, publicUrl);
  return from === 'OURS' || (from === 'UNSAID' && request.headers[CLIENT_HEADER] !== undefined);
}
