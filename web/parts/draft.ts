/**
 * What is being filled in, kept in the browser for each person while they type, with the key of its act: whoever comes back
 * after a lost session, a crash or a day goes on, and the same draft handed in from two tabs counts once. Deliberately
 * absent: drafts on the server, which go on from another device (approvals have them).
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { newKey } from '../app/acting.ts';
import { forget, recall, remember } from '../app/memory.ts';
import { useMeIfAny } from '../app/session.tsx';

type Kept<V> = { readonly values: V; readonly key: string; readonly at: string };
export type Draft<V> = {
  /** As it was kept when the form was opened; null: there was none. */
  readonly found: V | null;
  /** For the act that hands it in (`useAct(path, { key })`). */
  readonly key: string;
  /** When it was last kept; null: not, or the browser refuses. */
  readonly at: string | null;
  readonly keep: (values: V) => void;
  readonly clear: () => void;
};

const AFTER_MS = 300;
const isKept = (value: unknown): value is Kept<unknown> =>
  typeof value === 'object' && value !== null && 'values' in value && 'key' in value && 'at' in value;

/** `name` null, or nobody signed in: nothing is kept. `fits`: whether what was kept by an older console still has the form's shape. */
export function useDraft<V>(name: string | null, fits: (values: unknown) => values is V): Draft<V> {
  const person = useMeIfAny()?.person;
  const place = name === null || person === undefined ? null : `draft.${person}.${name}`;
  const [first] = useState(() => (place === null ? null : recall(place)));
  const known = isKept(first) && fits(first.values) ? { values: first.values, key: String(first.key), at: String(first.at) } : null;
  const key = useRef(known?.key ?? newKey());
  const [at, setAt] = useState<string | null>(known?.at ?? null);
  const waiting = useRef<{ readonly timer: number; readonly values: V } | null>(null);
  const write = useCallback(() => {
    if (waiting.current === null || place === null) return;
    window.clearTimeout(waiting.current.timer);
    const now = new Date().toISOString();
    setAt(remember(place, { values: waiting.current.values, key: key.current, at: now }) ? now : null);
    waiting.current = null;
  }, [place]);
  const keep = useCallback(
    (values: V) => {
      if (waiting.current !== null) window.clearTimeout(waiting.current.timer);
      waiting.current = { timer: window.setTimeout(write, AFTER_MS), values };
    },
    [write],
  );
  const clear = useCallback(() => {
    if (waiting.current !== null) window.clearTimeout(waiting.current.timer);
    waiting.current = null;
    if (place !== null) forget(place);
    key.current = newKey();
    setAt(null);
  }, [place]);
  useEffect(() => {
    // A tab that is closed, or a page that is left, keeps the last letters too.
    window.addEventListener('pagehide', write);
    return () => {
      window.removeEventListener('pagehide', write);
      write();
    };
  }, [write]);
  return { found: known?.values ?? null, key: key.current, at, keep, clear };
}
