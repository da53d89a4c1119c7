/** The calendar and what waits to change it, as their readers get them. */
import { ROLE_PARTIES } from '../../../domain/kernel/party.ts';
import { type AnswerOf, reading } from '../../app/client.ts';
import { useMe } from '../../app/session.tsx';

export type Calendar = AnswerOf<'/api/v1/programme/{id}/calendar'>;
export type Year = Calendar['years'][number];
export type Day = Year['days'][number];
export type Proposals = AnswerOf<'/api/v1/programme/{id}/calendar/proposals'>;
export type Proposal = Proposals['items'][number];

export const calendarReading = (programme: string) => reading('/api/v1/programme/{id}/calendar', { path: { id: programme } });
export const proposalsReading = (programme: string) => reading('/api/v1/programme/{id}/calendar/proposals', { path: { id: programme } });

/** Whether whoever looks is of the office or the leaders here: others are not shown what waits. */
export function useLooksAfter(programme: string): boolean {
  const held = useMe().roles[programme] ?? [];
  const roles: readonly string[] = [...ROLE_PARTIES.OFFICE, ...ROLE_PARTIES.LEADER];
  return held.some((role) => roles.includes(role));
}
