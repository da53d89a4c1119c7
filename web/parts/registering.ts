/** In which programmes somebody may register projects: those whose office they are (domain/programme/case.ts). */
import type { Me } from '../app/session.tsx';

const REGISTER = ['PROGRAMME_OFFICER', 'ADMINISTRATOR'];

export const registersIn = ({ roles }: Pick<Me, 'roles'>): readonly string[] =>
  Object.entries(roles)
    .flatMap(([programme, held]) => (held.some((role) => REGISTER.includes(role)) ? [programme] : []))
    .sort();
