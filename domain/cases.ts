/** Finds the logic of a case by its stream. The one list of all kinds. */
import { acceptanceCase } from './acceptance/case.ts';
import { approvalCase } from './approval/case.ts';
import { type AnyCommand, type CaseLogic, type Draft, idOf, kindOf, type Recorded } from './case.ts';
import { constructionCase } from './construction/decide.ts';
import { evaluationCase } from './evaluation/case.ts';
import { findingsLedger } from './findings/ledger.ts';
import { journalLedger } from './journal/ledger.ts';
import { managementCase } from './management/case.ts';
import { planningCase } from './planning/case.ts';
import { programmeCase } from './programme/case.ts';
import { projectCase } from './project/case.ts';
import { publicityCase } from './publicity/case.ts';
import { surveyCase } from './survey/case.ts';
import { trainingCase } from './training/case.ts';

/** A case of a kind that is known only at run time; its state is whatever its own events made. */
export type AnyCase = CaseLogic<object, AnyCommand, Draft>;

/**
 * Forgets the types of one kind. Sound because a stream holds events of one kind only: the recorder refuses others, and
 * commands are checked against their kind's schema at the edge.
 */
const any = <S extends object, C extends AnyCommand, E extends Draft>(logic: CaseLogic<S, C, E>): AnyCase => logic as unknown as AnyCase;

export function caseOf(stream: string): AnyCase {
  switch (kindOf(stream)) {
    case 'programme':
      return any(programmeCase);
    case 'project':
      return any(projectCase);
    case 'survey':
      return any(surveyCase);
    case 'planning':
      return any(planningCase);
    case 'approval':
      return any(approvalCase(idOf(stream)));
    case 'construction':
      return any(constructionCase);
    case 'training':
      return any(trainingCase);
    case 'management':
      return any(managementCase);
    case 'publicity':
      return any(publicityCase);
    case 'evaluation':
      return any(evaluationCase);
    case 'acceptance':
      return any(acceptanceCase);
    case 'journal':
      return any(journalLedger);
    case 'findings':
      return any(findingsLedger);
  }
}

/** The state of a case after all of its events; null: there are none. */
export function foldOf(stream: string, events: Iterable<Recorded>): object | null {
  const logic = caseOf(stream);
  let state: object | null = null;
  for (const event of events) state = logic.evolve(state, event);
  return state;
}
