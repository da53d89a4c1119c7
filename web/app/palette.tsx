/** Ctrl/Cmd-K: every page, and the acts of the page that is open, found by typing. */
import { Spotlight, spotlight } from '@mantine/spotlight';
import { useRouter } from '@tanstack/react-router';
import Search from 'lucide-react/icons/search';
import { type ReactNode, useMemo } from 'react';
import { useSay, useWords } from './locale.tsx';
import { usePageActs } from './page-acts.tsx';
import { useAllPlaces } from './places.ts';
import { SHELL_WORDS } from './shell-words.ts';

export const openPalette = spotlight.open;

export function Palette(): ReactNode {
  const words = useWords(SHELL_WORDS);
  const say = useSay();
  const router = useRouter();
  const places = useAllPlaces();
  const acts = usePageActs();
  const actions = useMemo(
    () => [
      ...acts.map(({ name, onAct }) => ({ id: `act ${name}`, label: name, onClick: onAct })),
      ...places.map(({ href, name, also = '', icon: Icon }) => ({
        id: href,
        label: say(name),
        keywords: [name.zh, name.en, also],
        leftSection: <Icon size={18} aria-hidden />,
        onClick: () => void router.navigate({ href }),
      })),
    ],
    [acts, places, router, say],
  );
  return (
    <Spotlight
      actions={actions}
      shortcut="mod + K"
      nothingFound={words.nothingFound}
      highlightQuery
      searchProps={{ leftSection: <Search size={18} aria-hidden />, placeholder: words.find, 'aria-label': words.find }}
    />
  );
}
