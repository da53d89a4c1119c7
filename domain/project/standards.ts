/** The tables of rules that a project itself goes by; its stages have their own. */
import type { IsoDate } from '../kernel/values.ts';
import { type Adopted, pinnedOn, type RuleTable, type Standards } from '../rule-table/table.ts';
import { ACCEPTANCE } from '../standards/acceptance.ts';
import { PATH_RULES } from '../standards/approval-paths.ts';
import { CLASSES } from '../standards/classes.ts';
import { DUES } from '../standards/dues.ts';
import { FUNDS } from '../standards/funds.ts';
import { HANDOVER } from '../standards/handover.ts';
import { STEP_RULES } from '../standards/steps.ts';
import { SUPERVISION } from '../standards/supervision.ts';
import { SURVEY_RULES } from '../standards/survey.ts';

export const PROJECT_TABLES: readonly RuleTable[] = [CLASSES, PATH_RULES, STEP_RULES, SURVEY_RULES, SUPERVISION, ACCEPTANCE, HANDOVER, FUNDS, DUES];

/** As they are in force on a day in a programme with these versions of its own. `more`: tables that it needs beside its own. */
export const projectStandards = (
  versions: Readonly<Record<string, readonly Adopted[]>> | undefined,
  day: IsoDate,
  more: readonly RuleTable[] = [],
): Standards => Object.fromEntries([...PROJECT_TABLES, ...more].map((table) => [table.key, pinnedOn(table, versions?.[table.key] ?? [], day)]));
