/**
 * The example half way: Qinghe in the middle of its life, relative to today. What was done before is taken over with its
 * papers (history.ts); one project is built on time, one late, one is red, one is over, one has just been evaluated, one only
 * begins. Deliberately absent: what people do in it from now on (half-way-stories.ts).
 */
import { addDays, addMonths, dayAt, daysBetween } from '../../domain/kernel/days.ts';
import type { IsoDate } from '../../domain/kernel/values.ts';
import type { CheckedProgramme } from '../programme-files.ts';
import { type Course, historyOf } from './history.ts';
import { programmePapers } from './papers.ts';
import { exampleOfToday, inYears } from './programme.ts';

/** Months from the start of its works to today, negative: still to come; and how far it came. Null: it begins here. */
const STANDS: Readonly<Record<string, { readonly months: number; readonly course: Omit<Course, 'today' | 'nth'> | null }>> = {
  'QH-01': { months: 11, course: { reach: 'BUILDING', milestones: 3 } },
  'QH-02': { months: 14, course: { reach: 'OVER' } },
  'QH-03': { months: 7, course: { reach: 'BUILDING', milestones: 3, late: 20, flaw: 'NOT_PASSED' } },
  'QH-04': { months: 7, course: { reach: 'BUILDING', milestones: 1, flaw: 'CONTRACT_LATE' } },
  'QH-05': { months: 18, course: { reach: 'EVALUATED' } },
  'QH-06': { months: -6, course: null },
};
export const HALF_WAY_HISTORIES = Object.values(STANDS).filter(({ course }) => course !== null).length;
/** The programme was founded so many years before this one. */
const YEARS_AGO = 2;

/** Error: the example has faults. */
export async function exampleHalfWay(today = dayAt(new Date().toISOString())): Promise<CheckedProgramme> {
  const { file, batches } = await exampleOfToday(today);
  const projects = file.projects.map((project, index) => {
    const { months, course } = STANDS[project.profile.code] ?? { months: -6, course: null };
    const profile = movedTo(project.profile, addMonths(today, -months));
    if (course === null) return { ...project, profile };
    const facts = historyOf(profile, { ...course, nth: index + 1, today }).map(onWorkday);
    return { ...project, profile, history: { complete: true, facts: facts as never } }; // none of them has scans, so that the file's form is the case's
  });
  const programme = inYears(file.programme, Number(today.slice(0, 4)) - YEARS_AGO);
  const papers = programmePapers(
    programme,
    projects.map(({ profile }) => profile),
  ).map(onWorkday);
  return { file: { ...file, programme, projects, papers: papers as never }, batches }; // as the projects' facts: without scans
}

type Profile = CheckedProgramme['file']['projects'][number]['profile'];
function movedTo(profile: Profile, startOn: IsoDate): Profile {
  const days = daysBetween(profile.startOn, startOn);
  return {
    ...profile,
    startOn,
    finishOn: addDays(profile.finishOn, days),
    milestones: profile.milestones.map((milestone) => ({ ...milestone, plannedOn: addDays(milestone.plannedOn, days) })),
  };
}

const SUNDAY = 0;
const SATURDAY = 6;
/** No office dates its papers on a weekend; the Friday before keeps their order. */
function onWorkday<F extends { readonly on: IsoDate }>(fact: F): F {
  const weekday = new Date(`${fact.on}T00:00:00Z`).getUTCDay();
  const back = weekday === SATURDAY ? 1 : weekday === SUNDAY ? 2 : 0;
  return { ...fact, on: addDays(fact.on, -back) };
}
