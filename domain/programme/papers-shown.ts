/**
 * What was taken over of a programme as its page shows it: papers by day, money granted against what projects planned and
 * received, and what disagrees. Found, never refused: it happened (docs/adr/0107). Deliberately absent: entering (papers.ts).
 */
import { plannedFen } from '../funds/planned.ts';
import type { Text } from '../kernel/values.ts';
import type { Funding } from '../profile/profile.ts';
import { FUND_SOURCES } from '../taken-fact/kinds.ts';
import { inOrder, PAPER_KINDS, type ProgrammePaper, paperId, papersOf } from '../taken-fact/programme-papers.ts';
import { FUND_SOURCE_WORDS } from '../words/funds.ts';
import { money } from '../words/money.ts';

type FundSource = (typeof FUND_SOURCES)[number];
/** Of one project, for the comparison with what was granted: its funds as planned, and as they were taken over. Sums in 分. */
export type ProjectFunds = {
  readonly project: string;
  readonly places: number;
  readonly funding: Funding;
  readonly received: readonly { readonly source: FundSource; readonly amountFen: number }[];
};

export type FundsLine = {
  readonly source: FundSource;
  readonly name: Text;
  /** By papers of the programme. */
  readonly grantedFen: number;
  /** By the profiles of its projects. */
  readonly plannedFen: number;
  /** By what was taken over of its projects. */
  readonly receivedFen: number;
};
export type PaperFinding = { readonly code: 'RECEIVED_BEYOND_GRANTED' | 'GRANTED_BEYOND_PLANNED' | 'PLACES_DISAGREE'; readonly evidence: Text };
export type PapersPage = {
  readonly papers: readonly { readonly id: string; readonly name: Text; readonly paper: ProgrammePaper }[];
  readonly funds: readonly FundsLine[];
  readonly findings: readonly PaperFinding[];
};

const summed = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0);

export function papersPage(held: readonly ProgrammePaper[], projects: readonly ProjectFunds[]): PapersPage {
  const grants = papersOf(held, 'FUNDS_GRANTED');
  const funds = FUND_SOURCES.map(
    (source): FundsLine => ({
      source,
      name: FUND_SOURCE_WORDS[source],
      grantedFen: summed(grants.flatMap((grant) => (grant.source === source ? [grant.amountFen] : []))),
      plannedFen: summed(projects.map(({ funding }) => plannedFen(funding, source) ?? 0)),
      receivedFen: summed(projects.flatMap(({ received }) => received.flatMap((one) => (one.source === source ? [one.amountFen] : [])))),
    }),
  );
  const papers = inOrder(held).map((paper) => {
    const { zh, en } = PAPER_KINDS[paper.kind];
    const which = 'key' in paper ? ` ${paper.key}` : '';
    return { id: paperId(paper), name: { zh: `${zh}${which}`, en: `${en}${which}` }, paper };
  });
  return { papers, funds, findings: [...fundFindings(funds), ...placeFindings(held, projects)] };
}

/**
 * Money is compared once some of it was granted by papers that were taken over; money of other sources, which nobody grants,
 * once one of them says so itself.
 */
function fundFindings(all: readonly FundsLine[]): readonly PaperFinding[] {
  const any = all.some(({ grantedFen }) => grantedFen > 0);
  const funds = all.filter(({ source, grantedFen }) => grantedFen > 0 || (any && source !== 'OTHER'));
  return funds.flatMap(({ name, grantedFen, plannedFen, receivedFen }): PaperFinding[] => {
    const [granted, planned, received] = [money(grantedFen), money(plannedFen), money(receivedFen)];
    return [
      ...(receivedFen > grantedFen
        ? [
            {
              code: 'RECEIVED_BEYOND_GRANTED' as const,
              evidence: {
                zh: `${name.zh}：各项目到位 ${received.zh}，多于下达的 ${granted.zh}`,
                en: `${name.en}: projects received ${received.en}, more than the ${granted.en} that was granted`,
              },
            },
          ]
        : []),
      ...(grantedFen > plannedFen
        ? [
            {
              code: 'GRANTED_BEYOND_PLANNED' as const,
              evidence: {
                zh: `${name.zh}：下达 ${granted.zh}，多于各项目计划的 ${planned.zh}`,
                en: `${name.en}: ${granted.en} was granted, more than the ${planned.en} that projects plan`,
              },
            },
          ]
        : []),
    ];
  });
}

/** The newest plan says how many places its projects make. */
function placeFindings(held: readonly ProgrammePaper[], projects: readonly ProjectFunds[]): readonly PaperFinding[] {
  const plan = papersOf(held, 'PROGRAMME_PLAN').at(-1);
  const places = summed(projects.map((project) => project.places));
  if (plan === undefined || plan.places === places) return [];
  return [
    {
      code: 'PLACES_DISAGREE',
      evidence: {
        zh: `实施方案（${plan.document}）为 ${plan.places} 个托位，登记的项目合计 ${places} 个`,
        en: `the implementation plan (${plan.document}) has ${plan.places} places; the projects registered have ${places}`,
      },
    },
  ];
}
