/** What a programme is called; its code where its name is not known yet, or not theirs to see. */
import { useQuery } from '@tanstack/react-query';
import { reading } from '../app/client.ts';
import { useSay } from '../app/locale.tsx';

/** More than anybody sees. */
const AT_MOST = 200;

export function useProgrammeName(): (programme: string) => string {
  const say = useSay();
  const found = useQuery(reading('/api/v1/cases', { query: { kind: 'programme', limit: AT_MOST } })).data?.items ?? [];
  const names = new Map(found.map(({ programme, title }) => [programme, say(title)]));
  return (programme) => names.get(programme) ?? programme;
}
