/** What the page of a project asks, and its tabs. */
import { type AnswerOf, reading } from '../../app/client.ts';
import { usePersonName } from '../../parts/person.tsx';

export type Project = AnswerOf<'/api/v1/project/{id}/reading'>;
export type StageShown = Project['stagesShown'][number];
export type Milestone = Project['milestones'][number];

const of = (code: string) => ({ path: { id: code } });
export const projectReading = (code: string) => reading('/api/v1/project/{id}/reading', of(code));
export const approvalsReading = (code: string) => reading('/api/v1/project/{id}/approvals', of(code));
export type FolderQuery = {
  readonly text?: string;
  readonly place?: AnswerOf<'/api/v1/project/{id}/files'>['items'][number]['place'];
  readonly newest?: 'true';
  readonly after?: string;
};
export const folderReading = (code: string, query: FolderQuery) => reading('/api/v1/project/{id}/files', { ...of(code), query });
export const peopleReading = (code: string) => reading('/api/v1/project/{id}/people', of(code));
export const mailsReading = (code: string) => reading('/api/v1/project/{id}/mails', of(code));
export const storyReading = (code: string) => reading('/api/v1/project/{id}/story', of(code));
export const findingsReading = (project: string) => reading('/api/v1/findings', { query: { project } });

export const TABS = ['overview', 'stages', 'approvals', 'story', 'people', 'files', 'mails', 'findings'] as const;
export type Tab = (typeof TABS)[number];
/** What the address says; anything else is the overview. */
export const tabOf = (tab: string | undefined): Tab => TABS.find((known) => known === tab) ?? 'overview';

/** Names by id, as an answer gives them; what is not known is its id. */
export function useNamesIn(people: Readonly<Record<string, { readonly name: string; readonly nameEn: string }>>): (person: string) => string {
  const nameOf = usePersonName();
  return (id) => {
    const person = people[id];
    return person === undefined ? id : nameOf(person);
  };
}
