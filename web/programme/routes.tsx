import type { Room } from '../app/room.ts';

/** No page yet; CONTRIBUTING.md says how one is added. */
export const programmeRoutes = [] as const;
export const programmeRoom: Room = { places: [] };
