/**
 * What the example half way and the demo use of all that can be asked of the product: every command is used by one of them, or
 * stands here with the reason why a county half way has not needed it (issue 18). Both are played on the domain's own decisions.
 */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { COMMAND_SCHEMAS } from '../../api/schemas/commands.ts';
import { fundsEvidence } from '../../domain/audit/money.ts';
import { caseOf } from '../../domain/cases.ts';
import { fundsFindings } from '../../domain/funds/findings.ts';
import { projectSums } from '../../domain/funds/sums.ts';
import { RULES } from '../../domain/kernel/context.ts';
import { addDays, dayAt } from '../../domain/kernel/days.ts';
import { kindPart } from '../../domain/kernel/stream.ts';
import { COMMANDS } from '../../domain/permission/table.ts';
import type { ProjectProfile } from '../../domain/profile/profile.ts';
import { programmeCase } from '../../domain/programme/case.ts';
import type { ProgrammeState } from '../../domain/programme/facts.ts';
import { fundsRules } from '../../domain/programme/funds.ts';
import { fundsPage } from '../../domain/programme/funds-shown.ts';
import type { ConstructionState } from '../../domain/stages/construction/facts.ts';
import { playDevelopment } from '../../scripts/demo/play-development.ts';
import { evaluateProgramme } from '../../scripts/demo/play-programme.ts';
import { playProject } from '../../scripts/demo/play-project.ts';
import { exampleHalfWay } from '../../setup/example/half-way.ts';
import { HALF_WAY_ACTS, HALF_WAY_STORIES } from '../../setup/example/half-way-stories.ts';
import { exampleOfThisYear, exampleOfToday } from '../../setup/example/programme.ts';
import { ACTS, STORIES } from '../../setup/example/stories.ts';
import type { Sent } from '../setup/cases-in-memory.ts';
import { ExampleInMemory } from '../setup/example-in-memory.ts';

/** Used by neither, and why. */
const WHY_NOT: Readonly<Record<string, string>> = {
  'programme RevokeRole': 'only when somebody gives up a role',
  'programme ConfirmRole': 'only for a role by which its holder could change the roles of others',
  'programme RefuseRole': 'only for a role that the second person does not want',
  'programme ConfirmMandate': 'only where the office names a stand-in for somebody who cannot',
  'programme HandOverDesk': 'only when somebody is away without a stand-in',
  'programme Leave': "only when somebody leaves the county's service",
  'programme ChangeManager': "only when a project's manager leaves",
  'programme WithdrawRoute': 'only where a county gives up a route of its own',
  'programme RefuseRoute': 'only for a route that the second person does not want',
  'programme RefuseUnits': 'only for a tree that the second person does not want',
  'programme RefuseStandard': 'only for a number that the second person does not want',
  'programme CorrectPaper': 'only where a paper was entered wrong',
  'programme CorrectSource': 'only where a source was entered wrong',
  'programme CorrectAllocation': 'only where an allocation was entered wrong',
  'programme ReturnFunds': 'only when accounts are closed with something left',
  'project AnswerEstimateReport': 'only where an estimate is far above its study',
  'project ChangeProfile': 'only where a project becomes another than was approved',
  'project ChangeMilestones': 'only where works are planned anew',
  'project ChangePanel': 'only where an expert of the panel drops out',
  'project ChangeSurveyBasis': "only where the county's figures change during a survey",
  'project ChangeStandards': 'only where a project under way is to go by newer numbers',
  'project CorrectTakenOver': 'only where something taken over was entered wrong',
  'project ConfirmCorrection': 'only where something taken over was entered wrong',
  'project RefuseCorrection': 'only where something taken over was entered wrong',
  'project ProposeClosing': 'the example comes by an import at the console, which closes what is complete',
  'project RefuseClosing': 'the example comes by an import at the console, which closes what is complete',
  'project BeginTakeover': 'only where a project was registered as new by mistake',
  'project Suspend': 'only when works stop, for a flood or a lawsuit',
  'project Resume': 'only when works stop, for a flood or a lawsuit',
  'project Cancel': 'only when a project is given up',
  'approval RecallOpinion': 'only where an opinion is not needed any more',
  'approval Comment': 'only where there is something to say beside a decision',
  'approval MarkSeen': 'a page sends it by itself when somebody opens what was sent to them',
  'approval Withdraw': 'only when whoever applied changes their mind',
  'approval AskMail': 'only where a mail with a link or a code was lost',
  'survey CloseQuestionnaire': 'the questionnaire is open while its survey runs, and closes with it',
  'construction ExtendPermit': 'only where works start later than their permit lets them',
  'construction CloseAccounts': 'only when retention is paid, years after the works',
  'acceptance RecordWagesPaid': 'only where wages were in arrears',
  'acceptance DecideAfterNotices': 'only where two notices of rectification were in vain',
};

/** The demo reads the real clock. */
const TODAY = dayAt(new Date().toISOString());
let used: ReadonlySet<string>;
let halfWay: ExampleInMemory;
let people: readonly Sent[];
let acts: readonly [halfWay: number, thisYear: number];

/** Commands of applications and of the programme that the demo sends behind mail links and over the API alone. */
function writtenInDemo(): readonly string[] {
  const source = ['play-operations', 'main', 'http'].map((name) => readFileSync(`scripts/demo/${name}.ts`, 'utf8')).join('\n');
  const typed = [...source.matchAll(/type: '([A-Za-z]+)'/g)].map(([, type = '']) => type);
  const chosen = [...source.matchAll(/choice: '([A-Z_]+)'/g)].map(([, choice = '']) =>
    choice.toLowerCase().replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  );
  return [...typed, ...chosen].flatMap((type) => [`approval ${type}`, `programme ${type}`]);
}

function typesIn(schema: z.core.$ZodType): readonly string[] {
  const { def } = schema._zod;
  if (def.type === 'union') return (def as z.core.$ZodUnionDef).options.flatMap(typesIn);
  const { type } = (def as z.core.$ZodObjectDef).shape;
  return ((type?._zod.def as z.core.$ZodLiteralDef<string> | undefined)?.values ?? []).map(String);
}
const ALL = [...new Set(Object.entries(COMMAND_SCHEMAS).flatMap(([kind, schema]) => typesIn(schema).map((type) => `${kind} ${type}`)))];

beforeAll(async () => {
  const half = new ExampleInMemory(await exampleHalfWay(TODAY), TODAY);
  await half.import();
  await half.play(HALF_WAY_STORIES);
  const young = new ExampleInMemory(await exampleOfThisYear(TODAY), TODAY);
  await young.import();
  await young.play(STORIES);
  const demo = new ExampleInMemory(await exampleOfToday(TODAY), TODAY);
  await demo.import();
  const officer = demo.as('xu-jianing');
  await playDevelopment(
    'QH',
    demo.programme.file.projects.map(({ profile }) => profile as ProjectProfile),
    officer,
  ); // as the domain has it
  // The first has the story; the others are alike.
  for (const { profile } of demo.programme.file.projects.slice(0, 2)) {
    const batch = demo.programme.batches[0]?.id ?? '';
    await playProject(profile as ProjectProfile, { manager: demo.as(profile.manager), officer, batch }, () => undefined); // as the domain has it
  }
  const keeper = { person: 'su-mei', player: demo.as('su-mei') };
  await evaluateProgramme({ programme: 'QH', office: officer, keeper, checker: demo.as('he-jing'), today: TODAY, dueOn: addDays(TODAY, 30) });
  people = [half, demo, young].flatMap(({ time }) => time.sent.filter(({ actor }) => actor.person !== null));
  const sent = [half, demo, young].flatMap(({ time }) => time.sent.map(({ stream, command }) => `${kindPart(stream)} ${command.type}`));
  used = new Set([...sent, ...writtenInDemo()]);
  halfWay = half;
  acts = [half.acts, young.acts];
}, 120_000);

describe('the example half way', () => {
  it('may be loaded in the first minute of a day in Shanghai', async () => {
    const half = new ExampleInMemory(await exampleHalfWay('2026-12-01'), '2026-12-01', '2026-11-30T16:00:00.000Z');
    await half.import();
    await half.play(HALF_WAY_STORIES);
    expect(half.acts).toBe(HALF_WAY_ACTS);
  });
  // A clerk who looks while it is being loaded finds what stands at that moment, and keeps it.
  it('has money that agrees at the end and after every act, with every payment by its sources', () => {
    const { file } = halfWay.programme;
    const { events = [] } = halfWay.time.record.streams.get('programme/QH') ?? {};
    let state: ProgrammeState | null = null;
    for (const event of events) {
      state = programmeCase.evolve(state, event as never) as ProgrammeState;
      const held = state;
      const money = file.projects.map(({ profile: { code, funding } }) => ({
        ...{ project: code, funding, estimateFen: null },
        paidFen: projectSums(held, code).paidFen,
      }));
      const found = fundsEvidence(held, 'QH', fundsFindings(held, money, fundsRules(held, TODAY), TODAY));
      expect([event.type, event.version, found.map(({ id }) => id)]).toEqual([event.type, event.version, []]);
    }
    const { sums, sources, budgets, allocations } = fundsPage({ programme: state ?? fail(), projects: [] }, TODAY);
    expect(sums).toMatchObject({ unfundedFen: 0, balanceFen: sums.allocatedFen - sums.paidFen });
    expect(sources.map(({ level, light }) => [level, light])).toEqual(
      expect.arrayContaining([
        ['CENTRAL', 'GREEN'],
        ['PROVINCE', 'GREEN'],
        ['COUNTY', 'GREEN'],
        ['OTHER', 'GREEN'],
      ]),
    );
    expect(Math.min(sums.paidFen, budgets.length, allocations.length)).toBeGreaterThan(3);
    for (const { profile } of file.projects) {
      const works = halfWay.time.record.streams.get(`construction/${profile.code}`)?.state as ConstructionState | undefined; // a stream of works
      expect(Object.entries(works?.payments ?? {}).filter(([, { from }]) => from === undefined)).toEqual([]);
    }
  });
});
const fail = (): never => {
  throw new Error('no programme');
};

describe('what the people of the example and the demo sent', () => {
  // Of each act the first in each state of its case: the table of permissions is asked by doors, and cases ask for themselves.
  const first = (): readonly Sent[] => {
    const seen = new Map<string, Sent>();
    for (const one of people) seen.set(`${kindPart(one.stream)} ${one.command.type} ${String(Object(one.before).status)}`, one);
    return [...seen.values()].filter(({ before }) => before !== null);
  };
  const accepted = ({ stream, command, before, now }: Sent, person: string): boolean =>
    caseOf(stream).decide(before, command, { now, commandId: 'c', rules: RULES, actor: { person, door: 'api', assurance: 'session', roles: [] } }).ok;
  const named = ({ stream, command }: Sent): string => `${kindPart(stream)} ${command.type}`;

  it('is refused by the case itself to somebody without any part in it', () => {
    expect(first().length).toBeGreaterThan(80);
    expect([
      ...new Set(
        first()
          .filter((one) => accepted(one, 'stranger'))
          .map(named),
      ),
    ]).toEqual([]);
  });
  it('is refused by the case itself to the manager, where it is the office’s or the leaders’', () => {
    const rows: Readonly<Record<string, Readonly<Record<string, { readonly by: readonly string[] }>>>> = COMMANDS;
    const others = first().filter(({ stream, command }) => {
      const by = rows[kindPart(stream)]?.[command.type]?.by ?? [];
      return by.length > 0 && by.every((party) => ['OFFICER', 'ASSIGNER', 'OFFICE', 'LEADER'].includes(party));
    });
    expect(others.length).toBeGreaterThan(20);
    const managerOf = ({ before }: Sent): string => {
      const { manager, profile } = Object(before);
      return String(manager ?? Object(profile).manager ?? 'shen-qing');
    };
    expect([...new Set(others.filter((one) => accepted(one, managerOf(one))).map(named))]).toEqual([]);
  });
});

describe('the example and the demo', () => {
  it('use every command, but for those whose reason stands here', () => {
    expect(ALL.filter((one) => !used.has(one) && WHY_NOT[one] === undefined)).toEqual([]);
  });
  it('have no reason for what they use, nor for what does not exist', () => {
    expect(Object.keys(WHY_NOT).filter((one) => used.has(one) || !ALL.includes(one))).toEqual([]);
  });
  it('say how many acts their people do', () => {
    expect(acts).toEqual([HALF_WAY_ACTS, ACTS]);
  });
});
