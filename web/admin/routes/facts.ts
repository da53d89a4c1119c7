/** What the pages about routes ask. */
import type { Route } from '../../../domain/approval/route.ts';
import { type AnswerOf, reading } from '../../app/client.ts';

export const routesReading = (programme: string) => reading('/api/v1/programme/{id}/routes', { path: { id: programme } });
export const waitingReading = (programme: string) => reading('/api/v1/programme/{id}/routes/waiting', { path: { id: programme } });
export const versionsReading = (programme: string, code: string) =>
  reading('/api/v1/programme/{id}/routes/versions', { path: { id: programme }, query: { code } });

export type RouteWaiting = AnswerOf<'/api/v1/programme/{id}/routes/waiting'>['items'][number];

type Served = AnswerOf<'/api/v1/programme/{id}/routes'>['items'][number];
/** The API serves a route as the domain has it, and describes it loosely. */
export const routeOf = (served: Served): Route => served as unknown as Route; // as said above

export const PROPOSES = ['PROGRAMME_OFFICER', 'ADMINISTRATOR'];
/** In the address of a route that is yet to have a code; no route's own code is in small letters. */
export const NEW_CODE = 'new';
