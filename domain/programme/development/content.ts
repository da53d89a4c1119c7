/**
 * What the development plan (发展规划) of a programme says (domain facts 2.4): base data and survey, targets, layout by town,
 * projects, land, money, staff, safeguards. Deliberately absent: its way (domain/plan/chain.ts), the decisions (decide.ts).
 */
import { faultAt } from '../../kernel/fault.ts';
import { code, count, day, type FieldsOf, fen, line, list, number, optional, record, text } from '../../kernel/shape.ts';
import type { IsoDate, Text } from '../../kernel/values.ts';

const MOST_TOWNS = 60;
const MOST_PROJECTS = 300;
const MOST_ROWS = 40;
const MOST_PER_THOUSAND = 50;
const WHOLE_PERCENT = 100;

const survey = { asOf: day, validAnswers: count, requiredPlaces: count, demandGap: count } as const;
const town = { town: line(80), places: count } as const;
/** `code`: of a project that is registered; absent: of one to come. */
const planned = { name: line(200), places: count, year: line(20), code: optional(code) } as const;
const source = { source: line(200), amountFen: fen } as const;
const measure = { measure: text, unit: line(200) } as const;

/** As the command takes it. `perThousand`: places per 1,000 people; `publicPercent`: 普惠占比. Sums in 分. */
export const developmentContent = record({
  survey: record(survey),
  perThousand: number(0, MOST_PER_THOUSAND),
  publicPercent: number(0, WHOLE_PERCENT),
  towns: list(record(town), { least: 1, most: MOST_TOWNS }),
  projects: list(record(planned), { least: 1, most: MOST_PROJECTS }),
  land: text,
  money: list(record(source), { least: 1, most: MOST_ROWS }),
  staff: text,
  measures: list(record(measure), { least: 1, most: MOST_ROWS }),
});
export type DevelopmentContent = {
  readonly survey: FieldsOf<typeof survey>;
  readonly perThousand: number;
  readonly publicPercent: number;
  readonly towns: readonly FieldsOf<typeof town>[];
  readonly projects: readonly FieldsOf<typeof planned>[];
  readonly land: string;
  readonly money: readonly FieldsOf<typeof source>[];
  readonly staff: string;
  readonly measures: readonly FieldsOf<typeof measure>[];
};

/** What it takes from the programme as it was on the day of the draft. */
export type DevelopmentBase = { readonly population: number; readonly existingPlaces: number; readonly targetPlaces: number };
export const baseOf = ({ population, existingPlaces, targetPlaces }: DevelopmentBase): DevelopmentBase => ({
  population,
  existingPlaces,
  targetPlaces,
});

const HUNDREDTHS = 100;
const THOUSAND = 1_000;
/** 千人口托位数, two decimals. */
export const perThousandOf = (places: number, population: number): number =>
  population === 0 ? 0 : Math.round((places * THOUSAND * HUNDREDTHS) / population) / HUNDREDTHS;
export const plannedPlaces = ({ projects }: DevelopmentContent): number => projects.reduce((sum, { places }) => sum + places, 0);

type Registered = Readonly<Record<string, { readonly places: number; readonly status: string }>>;

/** Each fault with its place. `registered`: the projects of the programme. */
export function developmentFaults(content: DevelopmentContent, registered: Registered, today: IsoDate): readonly Text[] {
  const faults: Text[] = [];
  const say = (at: string, zh: string, en: string): void => void faults.push(faultAt(`content.${at}`, { zh, en }));
  const { towns, projects, money, measures, land, staff } = content;
  const { asOf } = content.survey;
  if (asOf > today) say('survey.asOf', `不得晚于今天（${today}）；这里是 ${asOf}`, `must not be after today, ${today}; there is ${asOf}`);
  if (land.trim() === '') say('land', '须写明用地安排', 'must say where land comes from');
  if (staff.trim() === '') say('staff', '须写明人员配备', 'must say where staff comes from');
  if (content.perThousand === 0) say('perThousand', '目标须大于 0', 'must be more than 0');
  towns.forEach(({ town: name }, index) => {
    if (towns.findIndex((other) => other.town.trim() === name.trim()) !== index)
      say(`towns[${index}].town`, `“${name}”只能出现一次`, `must be there once; ${name} is there again`);
  });
  projects.forEach(({ places, code: known, name }, index) => {
    if (places === 0) say(`projects[${index}].places`, `“${name}”托位须大于 0`, `must be more than 0, of ${name}`);
    if (known === undefined) return;
    const project = Object.hasOwn(registered, known) ? registered[known] : undefined;
    if (project === undefined)
      say(`projects[${index}].code`, `${known} 不是本项目群登记的项目`, `must be a project of this programme; ${known} is none`);
    else if (project.places !== places)
      say(
        `projects[${index}].places`,
        `${known} 登记为 ${project.places} 个托位，这里是 ${places}`,
        `must be as ${known} is registered, with ${project.places} places; there is ${places}`,
      );
    if (projects.findIndex((other) => other.code === known) !== index)
      say(`projects[${index}].code`, `${known} 只能出现一次`, `must be there once; ${known} is there again`);
  });
  const left = Object.entries(registered).filter(([known, { status }]) => status !== 'CANCELLED' && !projects.some((one) => one.code === known));
  if (left.length > 0) {
    const names = left.map(([known]) => known);
    say('projects', `缺少已登记的项目：${names.join('、')}`, `must hold every project that is registered; missing: ${names.join(', ')}`);
  }
  money.forEach(({ amountFen }, index) => {
    if (amountFen === 0) say(`money[${index}].amountFen`, '金额须大于 0', 'must be more than 0');
  });
  measures.forEach(({ measure: said }, index) => {
    if (said.trim() === '') say(`measures[${index}].measure`, '须写明措施', 'must say what is done');
  });
  return faults;
}
