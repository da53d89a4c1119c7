/** Files that prove an act of the project, as a field beside its own, and as the command takes them. */
import { type ReactNode, useState } from 'react';
import { useWords } from '../../app/locale.tsx';
import type { KeptFile } from '../../parts/sending.ts';
import { FilesField, useWaiting } from '../../parts/upload.tsx';
import { ACTS_WORDS } from './words.ts';

const MOST = 20;
type Proof = {
  readonly field: ReactNode;
  /** Why the act cannot be handed in yet; null: nothing is on its way. */
  readonly waits: string | null;
  /** To be spread into the command. */
  readonly files: { readonly files?: { title: string; sha256: string }[] };
};

export function useProof(): Proof {
  const words = useWords(ACTS_WORDS);
  const { waits, onBusy } = useWaiting();
  const [kept, setKept] = useState<readonly KeptFile[]>([]);
  return {
    field: <FilesField label={words.proof} value={kept} onChange={setKept} onBusy={onBusy} most={MOST} path="files" />,
    waits,
    files: kept.length === 0 ? {} : { files: kept.map(({ title, sha256 }) => ({ title, sha256 })) },
  };
}
