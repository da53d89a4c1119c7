/** Whether the example is here, and how its tour is asked for. Small: it comes with the frame; the tour itself comes later. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { read } from '../client.ts';
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

let example: Promise<readonly string[]> | null = null;
/** Asked once, however often what is shown changes: whether the example is here does not. */
const peopleOfExample = (): Promise<readonly string[]> => {
  example ??= read('/api/v1/sign-in/example').then(
    ({ items }) => items.map(({ person }) => person),
    () => [],
  );
  return example;
};

/** People of the example are known to the embedded service that holds it, and nowhere else. */
export function useOnExample(): boolean {
  const { person } = useMe();
  const [people, setPeople] = useState<readonly string[]>([]);
  useEffect(() => {
    let here = true;
    void peopleOfExample().then((found) => here && setPeople(found));
    return () => {
      here = false;
    };
  }, []);
  return people.includes(person);
}
