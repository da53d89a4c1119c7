/** A search whose words stand in the address: what is typed waits for its end. Deliberately absent: what is searched. */
import { TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';

type Props = {
  readonly label: string;
  /** As the address says it. */
  readonly kept: string;
  readonly onSearch: (typed: string) => void;
  /** Milliseconds of rest after which what is typed counts. */
  readonly afterMs?: number;
  readonly w?: number;
};

export function SearchField({ label, kept, onSearch, afterMs = 250, w = 220 }: Props): ReactNode {
  const [typed, setTyped] = useState(kept);
  // Back and forward, or "clear", say something else than what was typed last.
  useEffect(() => setTyped(kept), [kept]);
  useEffect(() => {
    if (typed === kept) return;
    const waiting = window.setTimeout(() => onSearch(typed), afterMs);
    return () => window.clearTimeout(waiting);
  });
  return <TextInput type="search" label={label} value={typed} maxLength={80} w={w} onChange={(event) => setTyped(event.currentTarget.value)} />;
}
