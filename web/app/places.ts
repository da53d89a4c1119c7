/** Where this person can go. */

import type { Place } from './room.ts';
import { ROOMS } from './rooms.ts';
import { type Me, useMe } from './session.tsx';

const isFor =
  (me: Me) =>
  ({ forWhom }: Place): boolean =>
    forWhom?.(me) !== false;

/** In the order of the navigation. */
export const usePlaces = (): readonly Place[] => ROOMS.flatMap(({ places }) => places).filter(isFor(useMe()));
/** With those that the palette alone knows. */
export const useAllPlaces = (): readonly Place[] => ROOMS.flatMap(({ places, quick = [] }) => [...places, ...quick]).filter(isFor(useMe()));
