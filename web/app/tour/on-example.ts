/** Whether the example is here, and how its tour is asked for. Small: it comes with the frame; the tour itself comes later. */
import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { reading } from '../client.ts';
import { useMe } from '../session.tsx';

const listeners = new Set<() => void>();
let asked = 0;
/** From the menu: at its first step, also for whoever has closed it. */
export function openTour(): void {
  asked += 1;
  for (const tell of listeners) tell();
}
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
export const useAsked = (): number => useSyncExternalStore(subscribe, () => asked);

/** People of the example are known to the embedded service that holds it, and nowhere else. */
export function useOnExample(): boolean {
  const { person } = useMe();
  const example = useQuery({ ...reading('/api/v1/sign-in/example'), staleTime: Number.POSITIVE_INFINITY, retry: false });
  return example.data?.items.some((one) => one.person === person) === true;
}
