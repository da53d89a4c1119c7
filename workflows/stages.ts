/**
 * The stages that are cases of their own. Each waits for people and clocks; what it waits for stands in domain/<stage>.
 * One function a workflow type, because Temporal names workflows by their functions.
 */
import { caseOf } from '../domain/cases.ts';
import { runCase } from './case-loop.ts';
import type { CaseInput, CaseOutcome } from './contract.ts';

const run = (input: CaseInput): Promise<CaseOutcome> => runCase(input, caseOf(input.stream));

/** Waits for answers, the deadline and the reviewer's sign-off; ends with the signed report. */
export const demandSurvey = async (input: CaseInput): Promise<CaseOutcome> => run(input);
/** Waits for the plan, its reviews and approvals; ends when it is issued. */
export const planning = async (input: CaseInput): Promise<CaseOutcome> => run(input);
/** Waits for permits, milestones, inspections, payments and changes; ends with the completion filing. */
export const construction = async (input: CaseInput): Promise<CaseOutcome> => run(input);
/** Waits for enrolment, hours, exams and certificates; ends when the roster is ready. */
export const staffTraining = async (input: CaseInput): Promise<CaseOutcome> => run(input);
/** Waits for drafts and their review; ends when the rules are issued and taught. */
export const managementRules = async (input: CaseInput): Promise<CaseOutcome> => run(input);
/** Waits for activities; ends when enough families know. */
export const publicity = async (input: CaseInput): Promise<CaseOutcome> => run(input);
/** Waits for scores and improvement measures; ends when every measure is verified. */
export const evaluation = async (input: CaseInput): Promise<CaseOutcome> => run(input);
/** Waits for evidence, the panel, rectification and re-inspection; ends when it is passed. */
export const finalAcceptance = async (input: CaseInput): Promise<CaseOutcome> => run(input);
/** Waits for people's decisions and for clocks; ends approved, rejected, withdrawn or cancelled. */
export const approval = async (input: CaseInput): Promise<CaseOutcome> => run(input);
/** Waits for its projects and calls for monthly reports; ends when it is closed. */
export const programme = async (input: CaseInput): Promise<CaseOutcome> => run(input);
