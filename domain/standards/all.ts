/** The tables of rules that the product ships, by their keys. Deliberately absent: what stands in them. */
import type { RuleTable } from '../rule-table/table.ts';
import { PAYMENTS } from './payments.ts';

export const RULE_TABLES: readonly RuleTable[] = [PAYMENTS];

export const tableOf = (key: string): RuleTable | undefined => RULE_TABLES.find((table) => table.key === key);
