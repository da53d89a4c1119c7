/** The case as its reader gets it, and whom it names. Deliberately absent: drawing it, and what may be done (acts.ts). */
import { createContext, use } from 'react';
import { type AnswerOf, reading } from '../../app/client.ts';
import { useLocale } from '../../app/locale.tsx';

export type Case = AnswerOf<'/api/v1/approval/{id}/reading'>;
export type Step = Case['steps'][number];
export type ShownDocument = Case['documents'][number];

export const caseReading = (id: string) => reading('/api/v1/approval/{id}/reading', { path: { id } });

const Context = createContext<Case | null>(null);
export const CaseProvider = Context;
/** Error: not within a case's page. */
export function useCase(): Case {
  const found = use(Context);
  if (found === null) throw new Error('no case');
  return found;
}

/** A person of the case by id, as they are called in the reader's language; of somebody erased the id alone. */
export function useNames(): (person: string | null) => string {
  const { people } = useCase();
  const locale = useLocale();
  return (person) => {
    if (person === null) return '';
    const found = people[person];
    if (found === undefined) return person;
    return locale === 'en' && found.nameEn !== '' ? found.nameEn : found.name;
  };
}
