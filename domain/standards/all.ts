/** The tables of rules that the product ships, by their keys. Deliberately absent: what stands in them. */
import { CLOCKS } from '../calendar/clock-rules.ts';
import type { RuleTable } from '../rule-table/table.ts';
import { ACCEPTANCE } from './acceptance.ts';
import { AIR } from './air.ts';
import { PATH_RULES } from './approval-paths.ts';
import { CHANGES } from './changes.ts';
import { CLASSES } from './classes.ts';
import { CONSTRUCTION } from './construction.ts';
import { DUES } from './dues.ts';
import { EVALUATION } from './evaluation.ts';
import { FUNDS } from './funds.ts';
import { HANDOVER } from './handover.ts';
import { LIGHTS } from './lights.ts';
import { MANAGEMENT } from './management-rules.ts';
import { MILESTONES } from './milestones.ts';
import { PAYMENTS } from './payments.ts';
import { PERMITS } from './permits.ts';
import { PLANS } from './plans.ts';
import { PROGRAMME_EVALUATION } from './programme-evaluation.ts';
import { PUBLICITY } from './publicity.ts';
import { REPLANNING } from './replanning.ts';
import { SETTLEMENT } from './settlement.ts';
import { SITE } from './site.ts';
import { SMALL_FIRMS } from './small-firms.ts';
import { STEP_RULES } from './steps.ts';
import { SUPERVISION } from './supervision.ts';
import { SURVEY_RULES } from './survey.ts';
import { TENDER } from './tender.ts';
import { TRAINING } from './training.ts';
import { WAGES } from './wages.ts';

export const RULE_TABLES: readonly RuleTable[] = [
  CLOCKS,
  PATH_RULES,
  STEP_RULES,
  SURVEY_RULES,
  PLANS,
  CLASSES,
  TRAINING,
  MANAGEMENT,
  PUBLICITY,
  EVALUATION,
  PROGRAMME_EVALUATION,
  PERMITS,
  MILESTONES,
  LIGHTS,
  REPLANNING,
  CHANGES,
  PAYMENTS,
  FUNDS,
  CONSTRUCTION,
  TENDER,
  SITE,
  WAGES,
  SMALL_FIRMS,
  SETTLEMENT,
  SUPERVISION,
  ACCEPTANCE,
  AIR,
  HANDOVER,
  DUES,
];

export const tableOf = (key: string): RuleTable | undefined => RULE_TABLES.find((table) => table.key === key);
