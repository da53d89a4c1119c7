/**
 * The development plan of a programme as whoever opens it reads it, with what they may do now; a draft begins with survey and
 * projects as they are today. Deliberately absent: commands (cases.ts), what it tells (domain/programme/development/page.ts).
 */
import { z } from 'zod';
import { stateIn } from '../../domain/cases.ts';
import { RULES } from '../../domain/kernel/context.ts';
import { dayAt } from '../../domain/kernel/days.ts';
import type { ProjectProfile } from '../../domain/profile/profile.ts';
import type { DevelopmentStart } from '../../domain/programme/development/form.ts';
import { developmentApprovals, developmentPage } from '../../domain/programme/development/page.ts';
import type { ProgrammeState } from '../../domain/programme/facts.ts';
import { programmeResultOf } from '../../domain/stages/survey/programme-result.ts';
import { withoutCase } from '../../domain/stages/survey/programme-sums.ts';
import type { ApiDeps } from '../ports.ts';
import { readerActor } from '../reader-actor.ts';
import { nothing, type RouteSet } from '../route.ts';
import { developmentReading } from '../schemas/stage-reading.ts';
import { id, seen } from './cases.ts';
import { approvalsIn, deniedBy, filesIn, peopleIn } from './stages.ts';

/** A page waits so long for answers that are being counted. */
const PATIENCE_MS = 1_000;

export function developmentPlanRoutes({ route }: RouteSet, deps: ApiDeps): void {
  route(
    {
      ...nothing,
      method: 'get',
      path: '/api/v1/programme/:id/development-plan',
      whole: true,
      summary:
        'The development plan of a programme as I read it: what it needs, what is recorded, its versions, and each act with its form, or why not now',
      params: z.strictObject({ id }),
      answer: developmentReading,
      status: 200,
      problems: [404],
    },
    async (asked) => {
      const found = await seen(deps, asked, 'programme');
      const { relation, reader } = asked;
      if (found === null || relation === null) return null;
      const state = stateIn('programme', found);
      const may = (type: string) => deniedBy('programme', type, relation);
      const context = {
        now: new Date().toISOString(),
        actor: { ...readerActor(reader, found.programme), person: reader.person },
        commandId: '',
        rules: RULES,
      };
      // Whoever may not draft it is not told what a draft would begin with.
      const start = may('DraftDevelopmentPlan') === null ? await startOf(deps, state) : NOTHING;
      const page = developmentPage(state, start, { context, may });
      const [approvals, files, people] = await Promise.all([
        approvalsIn(deps, reader, developmentApprovals(state), { programme: state.code }),
        filesIn(deps, found, null, [state.developmentPlan ?? {}]),
        deps.reading.findPeople(peopleIn(page.sections)),
      ]);
      return {
        programme: state.code,
        programmeName: state.name,
        status: state.status,
        version: found.version,
        ...page,
        approvals,
        files,
        people: Object.fromEntries([...people].map(([known, { name, nameEn, unit }]) => [known, { name, nameEn, unit }])),
      };
    },
  );
}

type Start = DevelopmentStart['start'];
const NOTHING: Start = { survey: { asOf: '', validAnswers: 0, requiredPlaces: 0, demandGap: 0 }, projects: [], towns: [], unit: '' };

/** The surveys of the programme in all, its projects, and their places by town. */
async function startOf({ surveys }: ApiDeps, { code, projects }: ProgrammeState): Promise<Start> {
  const [all, without] = await Promise.all([surveys.surveysOfProgramme(code), surveys.projectsWithoutSurvey(code)]);
  const states = all.map(({ state }) => state);
  const answers = await surveys.answersTogether(code, states, PATIENCE_MS);
  const surveyed = [...states, ...without.map(({ project }) => withoutCase(project))];
  const { sums, sample } = programmeResultOf(surveyed, answers);
  const profiles = surveyed.map(({ profile }) => profile);
  const planned = Object.entries(projects)
    .filter(([, { status }]) => status !== 'CANCELLED')
    .map(([of, { places }]) => ({ code: of, places, profile: profiles.find((profile) => profile.code === of) }));
  const towns = new Map<string, number>();
  for (const { places, profile } of planned) if (profile?.region !== undefined) towns.set(profile.region, (towns.get(profile.region) ?? 0) + places);
  return {
    survey: {
      asOf: dayAt(new Date().toISOString()),
      validAnswers: sample.distinct?.valid ?? sample.counted,
      requiredPlaces: Math.round(sums.requiredPlaces),
      demandGap: Math.max(0, Math.round(sums.demandGap)),
    },
    projects: planned.map(({ code: of, places, profile }) => ({ name: profile?.name.zh ?? of, places, year: yearsOf(profile), code: of })),
    towns: [...towns].map(([town, places]) => ({ town, places })),
    unit: profiles[0]?.unit ?? '',
  };
}

const yearsOf = (profile: ProjectProfile | undefined): string => {
  if (profile === undefined) return '';
  const [from, to] = [profile.startOn.slice(0, 4), profile.finishOn.slice(0, 4)];
  return from === to ? from : `${from}–${to}`;
};
