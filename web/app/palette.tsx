/** Ctrl/Cmd-K: every page, and the acts of the page that is open, found by typing. */
import { Spotlight, type SpotlightActionData, type SpotlightFilterFunction, spotlight } from '@mantine/spotlight';
import { useRouter } from '@tanstack/react-router';
import Search from 'lucide-react/icons/search';
import { type ReactNode, useMemo } from 'react';
import { useSay, useWords } from './locale.tsx';
import { usePageActs } from './page-acts.tsx';
import { useAllPlaces } from './places.ts';
import { SHELL_WORDS } from './shell-words.ts';

export const openPalette = spotlight.open;

/** What is called so comes first, then what begins so, then what has it in its name or among its other words. */
const found: SpotlightFilterFunction = (query, actions) => {
  const asked = query.trim().toLowerCase();
  const rank = ({ label = '', keywords = [] }: SpotlightActionData): number => {
    const name = label.toLowerCase();
    if (name === asked) return 0;
    if (name.startsWith(asked)) return 1;
    if (name.includes(asked)) return 2;
    return [keywords].flat().some((word) => word.toLowerCase().includes(asked)) ? 3 : 4;
  };
  const ranked = actions.flatMap((one) => ('actions' in one ? [] : [{ one, at: rank(one) }])).filter(({ at }) => at < 4);
  return asked === '' ? actions : ranked.toSorted((a, b) => a.at - b.at).map(({ one }) => one);
};

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
      filter={found}
      shortcut="mod + K"
      nothingFound={words.nothingFound}
      highlightQuery
      searchProps={{ leftSection: <Search size={18} aria-hidden />, placeholder: words.find, 'aria-label': words.find }}
    />
  );
}
