/** What the pages of taking over ask. */
import { useQueryClient } from '@tanstack/react-query';
import type { Text } from '../../domain/kernel/values.ts';
import type { TakenFact } from '../../domain/taken-fact/kinds.ts';
import { useAct } from '../app/acting.ts';
import { type AnswerOf, type BodyOf, reading } from '../app/client.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { TAKEOVER_WORDS } from './words.ts';

export type Takeovers = AnswerOf<'/api/v1/programme/{id}/takeover'>;
export type TakeoverRow = Takeovers['items'][number];
export type Takeover = AnswerOf<'/api/v1/project/{id}/takeover'>;
export type FactShown = Takeover['facts'][number];

type Sent = Extract<BodyOf<'/api/v1/project/{id}/commands'>, { type: 'TakeOver' }>['facts'][number];
export const sentFact = (fact: TakenFact): Sent => fact as unknown as Sent; // the same, but for lists that nobody changes

export const SHOWS = ['OPEN', 'CLOSED', 'NONE'] as const;
export type Show = (typeof SHOWS)[number];

export const takeoversReading = (programme: string, show: Show, after: string | undefined) =>
  reading('/api/v1/programme/{id}/takeover', { path: { id: programme }, query: { status: show, ...(after === undefined ? {} : { after }) } });
export const takeoverReading = (project: string) => reading('/api/v1/project/{id}/takeover', { path: { id: project } });

/** A command of the project; what is shown of it is fetched anew. */
export function useCommand(onDone: () => void) {
  const queries = useQueryClient();
  return useAct('/api/v1/project/{id}/commands', {
    onDone: () => {
      void queries.invalidateQueries();
      onDone();
    },
  });
}

/** Who it was, by name; nobody: an import. */
export function useWho({ names }: Takeover): (person: string | null) => string {
  const words = useWords(TAKEOVER_WORDS);
  const say = useSay();
  return (person) => (person === null ? words.service : say((names[person] as Text | undefined) ?? { zh: person, en: person })); // of whoever is not known any more
}
