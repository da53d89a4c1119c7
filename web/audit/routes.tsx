import type { Room } from '../app/room.ts';

/** No page yet; CONTRIBUTING.md says how one is added. */
export const auditRoutes = [] as const;
export const auditRoom: Room = { places: [] };
