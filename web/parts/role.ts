/** A role that came by its code, in words. */
import type { Role } from '../../domain/kernel/role.ts';
import type { Text } from '../../domain/kernel/values.ts';
import { ROLE_WORDS } from '../../domain/words/roles.ts';

const isRole = (code: string): code is Role => Object.hasOwn(ROLE_WORDS, code);
export const roleWords = (code: string): Text => (isRole(code) ? ROLE_WORDS[code] : { zh: code, en: code });
