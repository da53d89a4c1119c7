/** Small forms without files: their body, and whether a person may have sent them. */
import { type Request, type Response, urlencoded } from 'express';
import { typedFields } from './gate.ts';
import { wasDecoyed } from './link-acts.ts';
import { sameSite } from './page-guard.ts';
import type { ApiDeps } from './ports.ts';

const read = urlencoded({ extended: false, limit: '8kb', parameterLimit: 20 });

/** A body that is no form has no fields, and what is no text is no field. */
export const readFormBody = (request: Request, response: Response): Promise<Readonly<Record<string, string>>> =>
  new Promise((resolve) => {
    read(request, response, () => {
      const { fields, faults } = typedFields(request.body);
      resolve(Object.fromEntries(Object.entries(fields).filter(([name]) => !faults.has(name))));
    });
  });

/** Whether the form that was bound to `link` was filled in by something with the patience of a person; it is used up then. */
export async function isMeant(
  deps: Pick<ApiDeps, 'links' | 'publicUrl' | 'leastReadingMs'>,
  request: Request,
  link: string,
  fields: Readonly<Record<string, string>>,
): Promise<boolean> {
  if (!sameSite(request, deps.publicUrl) || wasDecoyed(fields)) return false;
  const used = await deps.links.consumeForm((fields.nonce ?? '').slice(0, 64), link);
  return used !== null && Date.now() - used.shownAt.getTime() >= deps.leastReadingMs;
}
