/** How events are called that another system hears of: everything, everything of a kind of case, or one type with its name in messages. */
import { facetName } from '../../../domain/audit/facets.ts';
import { CATALOGUE, TEST_EVENT } from '../../../domain/webhook/catalogue.ts';
import { useMarks, useSay, useWords } from '../../app/locale.tsx';
import { WEBHOOK_WORDS } from './words.ts';

export function useEventName(): (event: string) => string {
  const words = useWords(WEBHOOK_WORDS);
  const say = useSay();
  const marks = useMarks();
  return (event) => {
    if (event === '*') return words.all;
    if (event === TEST_EVENT) return `${words.testEvent}${marks.aside(event)}`;
    if (event.endsWith('.*')) return words.allOf(say(facetName('kind', event.slice(0, -2))));
    const found = CATALOGUE.find((one) => one.event === event);
    return found === undefined ? event : `${say(found.name)}${marks.aside(event)}`;
  };
}
