/** The documents that clients and editors read. Deliberately absent: how they are printed (commands/openapi.ts, commands/schema.ts). */
import { z } from 'zod';
import { createApp } from '../api/app.ts';
import type { ApiDeps } from '../api/ports.ts';
import { programmeFile } from '../api/schemas/programme.ts';
import { routeFile } from '../api/schemas/route.ts';

/** The document is made from the routes alone; none of these is ever called for it. */
const unused = new Proxy({}, { get: () => () => Promise.reject(new Error('not connected')) });

export function openApiDocument(publicUrl: string): object {
  const deps = {
    publicUrl,
    leastReadingMs: 0,
    missesPerMinute: 1,
    proxyHops: 0,
    live: unused,
    consoleFolder: '',
    gateway: unused,
    reading: unused,
    signIns: unused,
    links: unused,
    keys: unused,
    files: unused,
    surveys: unused,
    routes: unused,
    sheets: unused,
    audit: unused,
    health: unused,
    log: unused,
    // Nothing of it is asked while routes are only described.
  } as unknown as ApiDeps;
  return createApp(deps).openApi;
}

export const programmeSchema = (): object => z.toJSONSchema(programmeFile, { io: 'input' });
export const routeJsonSchema = (): object => z.toJSONSchema(routeFile, { io: 'input' });
