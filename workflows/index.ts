/** The bundle's entry: every workflow type by name. */
export { facilityProject } from './facility-project.ts';
export {
  approval,
  construction,
  demandSurvey,
  evaluation,
  finalAcceptance,
  managementRules,
  planning,
  programme,
  publicity,
  staffTraining,
} from './stages.ts';
