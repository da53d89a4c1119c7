/** All gates of the programme, stage by stage. */
import { ACCEPTANCE_GATES } from './acceptance.ts';
import { CONSTRUCTION_GATES } from './construction.ts';
import { CONTRACT_GATES } from './contracts.ts';
import { DUES_GATES } from './dues.ts';
import { EVALUATION_GATES } from './evaluation.ts';
import { FUNDS_GATES } from './funds.ts';
import type { Gate } from './gate.ts';
import { HANDOVER_GATES } from './handover.ts';
import { MANAGEMENT_GATES } from './management.ts';
import { PERMIT_GATES } from './permits.ts';
import { PLANNING_GATES } from './planning.ts';
import { PROGRAMME_GATES } from './programme.ts';
import { PROGRAMME_EVALUATION_GATES } from './programme-evaluation.ts';
import { PROJECT_GATES } from './project.ts';
import { PUBLICITY_GATES } from './publicity.ts';
import { RECTIFICATION_GATES } from './rectification.ts';
import { REPLANNING_GATES } from './replanning.ts';
import { SETTLEMENT_GATES } from './settlement.ts';
import { SITE_GATES } from './site.ts';
import { SURVEY_GATES } from './survey.ts';
import { SUSPENSION_GATES } from './suspension.ts';
import { TRAINING_GATES } from './training.ts';
import { TWO_PEOPLE_GATES } from './two-people.ts';

export const GATES: readonly Gate[] = [
  ...PROGRAMME_GATES,
  ...FUNDS_GATES,
  ...SURVEY_GATES,
  ...PROJECT_GATES,
  ...SUSPENSION_GATES,
  ...PLANNING_GATES,
  ...PERMIT_GATES,
  ...CONSTRUCTION_GATES,
  ...REPLANNING_GATES,
  ...CONTRACT_GATES,
  ...SITE_GATES,
  ...SETTLEMENT_GATES,
  ...TRAINING_GATES,
  ...MANAGEMENT_GATES,
  ...PUBLICITY_GATES,
  ...EVALUATION_GATES,
  ...PROGRAMME_EVALUATION_GATES,
  ...ACCEPTANCE_GATES,
  ...RECTIFICATION_GATES,
  ...HANDOVER_GATES,
  ...DUES_GATES,
  ...TWO_PEOPLE_GATES,
];
