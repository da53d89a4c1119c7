/**
 * A resident's identity number (居民身份证号, GB 11643) where a reference is asked for: people are known by references that
 * say nothing outside, and what nobody needs is not kept (个人信息保护法 art. 6). Pure; deliberately absent: names, which no
 * rule tells from references.
 */
import { isRealDay } from '../kernel/days.ts';
import type { Text } from '../kernel/values.ts';
import { normalised } from './normalised.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';
const EIGHTEEN = /(?<!\d)\d{17}[\dX](?!\d)/gu;

/** With its day of birth and its check character: any other row of eighteen digits may be a reference. */
export const holdsIdentityNumber = (text: string): boolean =>
  [...normalised(text).toUpperCase().replaceAll(/\s/gu, '').matchAll(EIGHTEEN)].some(([number]) => {
    const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
    const born = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
    return isRealDay(born) && CHECKS[sum % CHECKS.length] === number.at(-1);
  });

/** What is wrong with references, each at its place; the number itself is not said again. */
export const identityFaults = (references: readonly (readonly [at: string, reference: string])[]): readonly Text[] =>
  references
    .filter(([, reference]) => holdsIdentityNumber(reference))
    .map(([at]) => ({
      zh: `${at}：须为人员编号，不得填写身份证号（个人信息保护法 第六条）`,
      en: `${at} must be a reference of ours, and not an identity number (个人信息保护法 art. 6)`,
    }));
