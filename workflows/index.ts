/** The bundle's entry: workflow types by name, and one function for those of stages. */
export { approval, programme, stageByType as default } from './cases.ts';
export { facilityProject } from './facility-project.ts';
