/**
 * Writes examples/qinghe: the fictional county of domain facts 8 with six projects, and a survey whose answers give that
 * page's worked example. Seeded: the same files every time. Usage: `tsx scripts/make-example.ts`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { addDays, daysBetween } from '../domain/kernel/days.ts';
import type { Role } from '../domain/kernel/role.ts';
import type { BuildKind, ClassPlan, Funding } from '../domain/profile/profile.ts';
import { DEFAULT_SURVEY_PARAMETERS } from '../domain/standards/demand.ts';
import { milestonesOf } from '../domain/standards/milestones.ts';
import { FIELDS, nameOf } from '../intake/survey-columns.ts';
import { seeded } from './seeded.ts';

const FOLDER = new URL('../examples/qinghe/', import.meta.url);
const WAN = 1_000_000;

type PersonRow = readonly [id: string, name: string, nameEn: string, unit: string, ...roles: Role[]];
const PEOPLE: readonly PersonRow[] = [
  ['zhou-qiming', '周启明', 'Zhou Qiming', '县政府', 'GROUP_LEADER'],
  ['lin-ruolan', '林若岚', 'Lin Ruolan', '县政府', 'DEPUTY_LEADER'],
  ['he-jing', '何静', 'He Jing', '县卫健局', 'OFFICE_DIRECTOR'],
  ['xu-jianing', '许家宁', 'Xu Jianing', '领导小组办公室', 'PROGRAMME_OFFICER'],
  ['chen-zhuo', '陈卓', 'Chen Zhuo', '县发改局', 'NDRC_HEAD'],
  ['fang-yuan', '方圆', 'Fang Yuan', '县发改局', 'NDRC', 'PANEL'],
  ['zheng-yan', '郑岩', 'Zheng Yan', '县财政局', 'FINANCE', 'PANEL'],
  ['qian-ning', '钱宁', 'Qian Ning', '县财政投资评审中心', 'FINANCE_REVIEW'],
  ['luo-ping', '罗平', 'Luo Ping', '县自然资源局', 'NATURAL_RESOURCES'],
  ['duan-wei', '段炜', 'Duan Wei', '县住建局', 'HOUSING', 'PANEL'],
  ['su-mei', '苏梅', 'Su Mei', '县卫健局', 'HEALTH', 'PANEL'],
  ['bai-lan', '白岚', 'Bai Lan', '县妇幼保健院', 'MATERNAL_HEALTH'],
  ['han-dong', '韩冬', 'Han Dong', '县消防救援大队', 'FIRE', 'PANEL'],
  ['ma-yue', '马越', 'Ma Yue', '县统计局', 'SURVEY_REVIEWER'],
  ['song-wei', '宋维', 'Song Wei', '县审计局', 'AUDITOR'],
  ['tang-li', '唐立', 'Tang Li', '领导小组办公室', 'ADMINISTRATOR'],
  ['gao-lin', '高琳', 'Gao Lin', '县卫健局'],
  ['wu-tao', '吴涛', 'Wu Tao', '城南街道办'],
  ['jiang-yun', '蒋云', 'Jiang Yun', '县教体局'],
  ['shen-he', '沈禾', 'Shen He', '禾芽托育有限公司'],
  ['liu-chuan', '柳川', 'Liu Chuan', '河口镇政府'],
  ['meng-xi', '孟溪', 'Meng Xi', '县妇幼保健院'],
];

type ProjectRow = {
  readonly code: string;
  readonly name: readonly [string, string];
  readonly kind: BuildKind;
  readonly enterprise?: boolean;
  readonly simple?: boolean;
  readonly places: number;
  readonly classes: ClassPlan;
  readonly areaM2: number;
  readonly roomsM2: number;
  /** 中央, 县, 其他 in 万元. */
  readonly funding: readonly [number, number, number];
  readonly unit: string;
  readonly manager: string;
  readonly start: string;
  readonly finish: string;
  readonly areas: readonly string[];
  readonly planned?: Readonly<Record<string, string>>;
};
const PROJECTS: readonly ProjectRow[] = [
  {
    code: 'QH-01',
    name: ['县托育综合服务中心', 'County childcare service centre'],
    kind: 'NEW',
    places: 150,
    classes: { INFANT: 1, TODDLER: 4, OLDER: 4, MIXED: 0 },
    areaM2: 4_200,
    roomsM2: 1_900,
    funding: [1_600, 1_080, 0],
    unit: '县卫健局',
    manager: 'gao-lin',
    start: '2023-09-12',
    finish: '2025-03-28',
    areas: ['城关街道'],
    planned: {
      START: '2023-09-12',
      FOUNDATION: '2023-12-22',
      STRUCTURE: '2024-06-28',
      SERVICES: '2024-09-30',
      FIT_OUT: '2024-11-05',
      OUTDOOR_EQUIPMENT: '2025-01-15',
      FIRE_CHECK: '2025-02-20',
      PRE_ACCEPTANCE: '2025-03-10',
      COMPLETION: '2025-03-28',
    },
  },
  {
    code: 'QH-02',
    name: ['城南街道社区托育点', 'Chengnan community childcare'],
    kind: 'CONVERT',
    simple: true,
    places: 60,
    classes: { INFANT: 0, TODDLER: 2, OLDER: 2, MIXED: 0 },
    areaM2: 720,
    roomsM2: 420,
    funding: [0, 312, 0],
    unit: '城南街道办',
    manager: 'wu-tao',
    start: '2023-06-05',
    finish: '2023-11-24',
    areas: ['城南街道'],
  },
  {
    code: 'QH-03',
    name: ['第二幼儿园托班扩建', 'Second Kindergarten nursery extension'],
    kind: 'EXPAND',
    simple: true,
    places: 80,
    classes: { INFANT: 0, TODDLER: 4, OLDER: 1, MIXED: 0 },
    areaM2: 1_150,
    roomsM2: 640,
    funding: [280, 188, 0],
    unit: '县教体局',
    manager: 'jiang-yun',
    start: '2023-07-10',
    finish: '2024-05-31',
    areas: ['城北街道'],
  },
  {
    code: 'QH-04',
    name: ['高新区园区托育园', 'High-tech park nursery'],
    kind: 'CONVERT',
    enterprise: true,
    places: 120,
    classes: { INFANT: 0, TODDLER: 4, OLDER: 3, MIXED: 0 },
    areaM2: 1_560,
    roomsM2: 980,
    funding: [120, 0, 420],
    unit: '禾芽托育有限公司',
    manager: 'shen-he',
    start: '2024-03-04',
    finish: '2024-12-20',
    areas: ['高新区'],
  },
  {
    code: 'QH-05',
    name: ['河口镇中心托育园', 'Hekou town nursery'],
    kind: 'NEW',
    simple: true,
    places: 100,
    classes: { INFANT: 0, TODDLER: 4, OLDER: 2, MIXED: 0 },
    areaM2: 1_300,
    roomsM2: 780,
    funding: [237, 159, 0],
    unit: '河口镇政府',
    manager: 'liu-chuan',
    start: '2024-04-15',
    finish: '2025-06-27',
    areas: ['河口镇'],
  },
  {
    code: 'QH-06',
    name: ['妇幼保健院医育结合部', 'Maternity hospital care unit'],
    kind: 'CONVERT',
    places: 100,
    classes: { INFANT: 2, TODDLER: 4, OLDER: 1, MIXED: 0 },
    areaM2: 1_400,
    roomsM2: 860,
    funding: [0, 420, 200],
    unit: '县妇幼保健院',
    manager: 'meng-xi',
    start: '2024-09-09',
    finish: '2025-10-31',
    areas: ['青溪街道'],
  },
];

const COUNTY = {
  population: 412_000,
  children: { M6_12: 1_400, M12_24: 3_040, M24_36: 3_450 },
  households: 9_050,
  strata: { URBAN: 6_400, TOWNSHIP: 1_350, PARK: 1_300 },
  existingPlaces: 780,
};
const PLANNED_PLACES = PROJECTS.reduce((sum, project) => sum + project.places, 0);

/** Planned days: given, or spread over the works by weight. */
function milestones(row: ProjectRow) {
  const whole = daysBetween(row.start, row.finish);
  return milestonesOf(row.kind).map(({ key, weight }) => ({
    key,
    plannedOn: row.planned?.[key] ?? (key === 'START' ? row.start : addDays(row.start, Math.round((whole * weight) / 100))),
  }));
}

/** The county is divided by where the planned places are. */
function survey(row: ProjectRow) {
  const part = (n: number) => Math.round((n * row.places) / PLANNED_PLACES);
  const { M6_12, M12_24, M24_36 } = COUNTY.children;
  return {
    areas: row.areas,
    population: part(COUNTY.population),
    children: { M6_12: part(M6_12), M12_24: part(M12_24), M24_36: part(M24_36) },
    households: COUNTY.households,
    strata: COUNTY.strata,
    existingPlaces: part(COUNTY.existingPlaces),
    underConstruction: 0,
    plannedFeeFen: 120_000,
    parameters: DEFAULT_SURVEY_PARAMETERS,
  };
}

function funding([central, county, other]: ProjectRow['funding']): Funding {
  return { centralFen: central * WAN, countyFen: county * WAN, otherFen: other * WAN };
}

function programmeFile() {
  const panel = PEOPLE.filter(([, , , , ...roles]) => roles.includes('PANEL')).map(([id]) => id);
  return {
    $schema: '../../docs/programme.schema.json',
    format: 'tuojian-programme/1',
    programme: {
      code: 'QH',
      name: { zh: '青禾县托育建设（2023—2025年）', en: 'Qinghe County childcare facilities 2023–2025' },
      document: '青政办发〔2023〕9号',
      county: { zh: '青禾县', en: 'Qinghe County' },
      population: COUNTY.population,
      existingPlaces: COUNTY.existingPlaces,
      targetPlaces: 1_854,
      startOn: '2023-01-01',
      endOn: '2026-03-31',
      roles: PEOPLE.flatMap(([id, , , , ...roles]) => roles.map((role) => ({ role, person: id }))),
    },
    people: PEOPLE.map(([id, name, nameEn, unit]) => ({ id, name, nameEn, email: `${id}@qinghe.example`, unit, locale: 'zh-CN' })),
    projects: PROJECTS.map((row) => ({
      profile: {
        code: row.code,
        name: { zh: row.name[0], en: row.name[1] },
        buildKind: row.kind,
        enterpriseInvested: row.enterprise === true,
        simple: row.simple === true,
        region: row.areas[0],
        places: row.places,
        classes: row.classes,
        areaM2: row.areaM2,
        childrenRoomM2: row.roomsM2,
        funding: funding(row.funding),
        unit: row.unit,
        manager: row.manager,
        startOn: row.start,
        finishOn: row.finish,
        milestones: milestones(row),
        servesMeals: true,
      },
      survey: survey(row),
      // Nobody of the unit that owns the project: there the maternal hospital sits for health.
      panel: row.unit === '县卫健局' ? panel.map((id) => (id === 'su-mei' ? 'bai-lan' : id)) : panel,
    })),
    surveys: [{ batch: 'QH-2023', file: 'survey.csv' }],
  };
}

type Row = Record<string, string | number>;

/** Shares w = 0.14 / 0.31 / 0.56 and f = 0.78 of the worked example, in whole answers; then answers that must not count. */
function surveyRows(): readonly Row[] {
  const random = seeded(20_230_213);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T; // the index is below the length
  const between = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const areas = PROJECTS.map((row) => row.areas[0] ?? '');
  let n = 0;
  const answer = (ageMonths: number, need: string, fee: number | ''): Row => {
    n += 1;
    const area = pick(areas);
    return {
      area,
      stratum: area === '河口镇' ? 'TOWNSHIP' : area === '高新区' ? 'PARK' : 'URBAN',
      ageMonths,
      need,
      travelMinutes: need === 'NO' ? '' : pick([5, 10, 10, 15, 15, 20, 30]),
      feeLimitYuan: need === 'NO' ? '' : fee,
      secondsToFill: between(95, 900),
      respondent: `r${String(n).padStart(5, '0')}`,
      consent: 'yes',
      answeredOn: addDays('2023-02-06', between(0, 20)),
    };
  };
  const bands = [
    { from: 6, to: 11, CERTAIN: 8, MAYBE: 12, NO: 80 },
    { from: 12, to: 23, CERTAIN: 42, MAYBE: 40, NO: 118 },
    { from: 24, to: 36, CERTAIN: 110, MAYBE: 60, NO: 80 },
  ] as const;
  const fees: (number | '')[] = [
    ...Array.from({ length: 195 }, () => pick([1_200, 1_300, 1_500, 1_500, 1_800, 2_000, 2_500])),
    ...Array.from({ length: 55 }, () => pick([500, 600, 800, 900, 1_000, 1_000, 1_100])),
    ...Array.from({ length: 22 }, () => '' as const),
  ];
  shuffle(fees, random);
  const rows: Row[] = [];
  for (const band of bands) {
    for (const need of ['CERTAIN', 'MAYBE', 'NO'] as const) {
      for (let i = 0; i < band[need]; i += 1) rows.push(answer(between(band.from, band.to), need, need === 'NO' ? '' : (fees.pop() ?? '')));
    }
  }
  for (let i = 0; i < 24; i += 1) rows.push(answer(between(0, 5), 'NO', ''));
  const faulty: readonly Row[] = [
    ...Array.from({ length: 9 }, () => ({ secondsToFill: between(11, 80) })),
    ...Array.from({ length: 6 }, () => ({ respondent: `r${String(between(1, 500)).padStart(5, '0')}` })),
    ...Array.from({ length: 5 }, () => ({ ageMonths: between(38, 60) })),
    ...Array.from({ length: 4 }, () => ({ need: 'NO', feeLimitYuan: 1_000 })),
    ...Array.from({ length: 3 }, () => ({ need: 'CERTAIN', feeLimitYuan: 20_000 })),
    ...Array.from({ length: 3 }, () => ({ need: 'MAYBE', feeLimitYuan: 1_200, travelMinutes: 150 })),
    ...Array.from({ length: 4 }, () => ({ consent: 'no' })),
  ];
  const bad = faulty.map((fault): Row => ({ ...answer(between(8, 30), 'NO', ''), ...fault }));
  shuffle(rows, random);
  // Doubles must come after the answers they repeat, so the faulty rows stand at the end.
  return [...rows, ...bad];
}

function shuffle(list: unknown[], random: () => number): void {
  for (let i = list.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j], list[i]];
  }
}

mkdirSync(FOLDER, { recursive: true });
writeFileSync(new URL('programme.json', FOLDER), `${JSON.stringify(programmeFile(), null, 2)}\n`);
const rows = surveyRows();
const columns = FIELDS.map(nameOf);
writeFileSync(new URL('survey.csv', FOLDER), `${columns.join(',')}\n${rows.map((row) => columns.map((c) => row[c]).join(',')).join('\n')}\n`);
process.stdout.write(`examples/qinghe: ${PROJECTS.length} projects, ${PEOPLE.length} people, ${rows.length} survey answers\n`);
