/** How a document is given out, and how many may be handed in at once. Deliberately absent: what may be one (intake/document-file.ts). */
import type { Response } from 'express';
import { endedAs } from '../domain/kernel/document-types.ts';
import type { DocumentFile } from '../domain/views.ts';

export const FILES_MAX = 5;

/** RFC 5987: four signs that a path may hold may not stand in it as they are. */
const extended = (name: string): string => encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** To be saved, never to be shown by the browser as a page of ours (T16). */
export function sendFile(response: Response, { name: title, mediaType, bytes }: DocumentFile): void {
  const name = endedAs(title, mediaType);
  response.setHeader('Content-Type', mediaType);
  const plain = name.replace(/[^\w.-]/g, '_');
  response.setHeader('Content-Disposition', `attachment; filename="${plain}"; filename*=UTF-8''${extended(name)}`);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  response.setHeader('Cache-Control', 'no-store');
  response.send(bytes);
}
