/** What is asked of a programme's progress, who may see it, and how its people and cases are named. Deliberately absent: counting (domain/programme/progress). */
import type { Role } from '../../domain/kernel/role.ts';
import { OVERSEERS } from '../../domain/permission/relation.ts';
import { type AnswerOf, reading } from '../app/client.ts';
import { useJoin, useSay } from '../app/locale.tsx';
import type { Me } from '../app/session.tsx';
import { approvalPaths } from '../approvals/paths.ts';
import { projectPaths } from '../projects/paths.ts';
import { usePersonName } from './person.tsx';
import { roleWords } from './role.ts';

export type Progress = AnswerOf<'/api/v1/programme/{id}/progress'>;
export type ProjectRow = Progress['projects'][number];
export type Red = Progress['red'][number];
export type Deadlines = AnswerOf<'/api/v1/programme/{id}/deadlines'>;
export type DeadlineRow = Deadlines['items'][number];
type Who = Red['who'];

export const progressReading = (programme: string) => reading('/api/v1/programme/{id}/progress', { path: { id: programme } });

const sees = (roles: readonly string[]): boolean => OVERSEERS.some((role) => roles.includes(role));
/** Programmes of which somebody sees all. */
export const overseen = ({ roles }: Pick<Me, 'roles'>): readonly string[] =>
  Object.entries(roles)
    .flatMap(([programme, held]) => (sees(held) ? [programme] : []))
    .sort();
/** Programmes that somebody runs or leads. */
const RUNS = ['PROGRAMME_OFFICER', 'OFFICE_DIRECTOR', 'DEPUTY_LEADER', 'GROUP_LEADER'];
export const runOrLed = ({ roles }: Pick<Me, 'roles'>): readonly string[] =>
  Object.entries(roles)
    .flatMap(([programme, held]) => (held.some((role) => RUNS.includes(role)) ? [programme] : []))
    .sort();
export const oversees = (me: Pick<Me, 'roles'>): boolean => overseen(me).length > 0;

/** Names of whoever must act: people, or those who hold the role. */
export function useWho({
  people,
  holders = {},
}: {
  readonly people: Progress['people'];
  readonly holders?: Progress['holders'];
}): (who: Who) => string {
  const nameOf = usePersonName();
  const join = useJoin();
  const say = useSay();
  const name = (person: string): string => (people[person] === undefined ? person : nameOf(people[person]));
  return (who) =>
    join([
      ...who.people.map(name),
      ...who.roles.map((role: Role) => {
        const held = holders[role] ?? [];
        return held.length === 0 ? say(roleWords(role)) : `${say(roleWords(role))} ${join(held.map(name))}`;
      }),
    ]);
}

/** Where a person does something about it; null: nowhere of its own. */
export function hrefOf({ case: stream, project }: { readonly case: string; readonly project: string | null }): string | null {
  if (stream.startsWith('approval/')) return approvalPaths.approval({ id: stream.slice('approval/'.length) });
  return project === null ? null : projectPaths.project({ code: project });
}
