/** What the open page lets a person do, told to the palette: `usePageAct('同意', () => …)` in the page. */
import { useEffect, useSyncExternalStore } from 'react';

type PageAct = { readonly name: string; readonly onAct: () => void };
let acts: readonly PageAct[] = [];
const listeners = new Set<() => void>();
function change(next: readonly PageAct[]): void {
  acts = next;
  for (const tell of listeners) tell();
}
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const usePageActs = (): readonly PageAct[] => useSyncExternalStore(subscribe, () => acts);

/** As long as the page is open. `onAct` null: not now. */
export function usePageAct(name: string, onAct: (() => void) | null): void {
  useEffect(() => {
    if (onAct === null) return;
    const act = { name, onAct };
    change([...acts, act]);
    return () => change(acts.filter((other) => other !== act));
  }, [name, onAct]);
}
