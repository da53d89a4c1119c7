import type { Room } from '../app/room.ts';

/** No page yet; CONTRIBUTING.md says how one is added. */
export const surveyRoutes = [] as const;
export const surveysRoom: Room = { places: [] };
