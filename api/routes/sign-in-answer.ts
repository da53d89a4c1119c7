/** What a browser is answered that has just signed in, whichever way. Deliberately absent: the ways. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Entered } from '../../sign-in/door.ts';
import type { ApiDeps } from '../ports.ts';

export const entered = z.object({ person: z.string(), name: z.string(), expiresAt: z.string() }).meta({ id: 'Entered' });

/** Tells the browser its cookies, and who it is now. */
export async function letIn(
  { signIns }: Pick<ApiDeps, 'signIns'>,
  response: Response,
  { person, cookies, expiresAt }: Entered,
): Promise<z.infer<typeof entered>> {
  const reader = await signIns.readerOfPerson(person);
  response.setHeader('Cache-Control', 'no-store');
  for (const cookie of cookies) response.append('Set-Cookie', cookie);
  return { person, name: reader?.name ?? person, expiresAt };
}

/** What the browser calls itself, so that its owner knows the session again. */
export const agentOf = (request: Request): string => request.headers['user-agent'] ?? '';
