/**
 * How much one person may have lying here that leads to nothing yet; more is refused with what to do about it. Deliberately
 * absent: how it is counted (prisma/cases/quotas.ts), and that it is emptied in time (prisma/expired.ts).
 */
import type { Response } from 'express';
import { faultAt } from '../domain/kernel/fault.ts';
import type { Text } from '../domain/kernel/values.ts';
import type { Lying } from './ports/documents.ts';
import type { ApiDeps } from './ports.ts';
import { problemOf, sendProblem } from './problem.ts';

const MEGABYTE = 1_048_576;
/** One application carries up to 60 documents of up to 20 MB; what is used by none is dropped after seven days. */
const LIMITS = { files: 300, bytes: 1_024 * MEGABYTE, drafts: 100, searches: 100 } as const satisfies Lying;

const SAYS: Readonly<Record<keyof Lying, Text>> = {
  files: {
    zh: `未被任何申请引用的文件不得超过 ${LIMITS.files} 个；请提交需要的，其余七天后删除`,
    en: `must be at most ${LIMITS.files} files that no application refers to; hand those in that you need, the others are dropped after seven days`,
  },
  bytes: {
    zh: `未被任何申请引用的文件合计不得超过 ${LIMITS.bytes / MEGABYTE} MB；请提交需要的，其余七天后删除`,
    en: `must be at most ${LIMITS.bytes / MEGABYTE} MB of files that no application refers to; hand those in that you need, the others are dropped after seven days`,
  },
  drafts: {
    zh: `同一申请人的草稿不得超过 ${LIMITS.drafts} 件；请提交或撤回一些`,
    en: `must be at most ${LIMITS.drafts} drafts of one applicant; hand some in or withdraw them`,
  },
  searches: { zh: `保存的检索不得超过 ${LIMITS.searches} 个；请删除一些`, en: `must be at most ${LIMITS.searches} saved searches; remove some` },
};

/** Whether a person may have one more of these; if not, that was answered. */
export async function mayKeep(deps: Pick<ApiDeps, 'quotas'>, person: string, what: readonly (keyof Lying)[], response: Response): Promise<boolean> {
  const lying = await deps.quotas.lyingOf(person);
  const faults = what.filter((one) => lying[one] >= LIMITS[one]).map((one) => faultAt(one, SAYS[one]));
  if (faults.length === 0) return true;
  response.setHeader('Retry-After', '3600');
  sendProblem(response, problemOf('TOO_MUCH', faults));
  return false;
}
