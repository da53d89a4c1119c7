/** The tables of rules by which facts that were taken over are judged, beside the project's own. Deliberately absent: their rows (standards/). */
import type { RuleTable } from '../rule-table/table.ts';
import { CONSTRUCTION } from '../standards/construction.ts';
import { EVALUATION } from '../standards/evaluation.ts';
import { MANAGEMENT } from '../standards/management-rules.ts';
import { MILESTONES } from '../standards/milestones.ts';
import { PERMITS } from '../standards/permits.ts';
import { PUBLICITY } from '../standards/publicity.ts';
import { TENDER } from '../standards/tender.ts';
import { TRAINING } from '../standards/training.ts';

export const TAKEOVER_TABLES: readonly RuleTable[] = [MILESTONES, PERMITS, CONSTRUCTION, TRAINING, MANAGEMENT, PUBLICITY, EVALUATION, TENDER];
