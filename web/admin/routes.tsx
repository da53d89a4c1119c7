import type { Room } from '../app/room.ts';

/** No page yet; CONTRIBUTING.md says how one is added. */
export const adminRoutes = [] as const;
export const adminRoom: Room = { places: [] };
