/** A programme's money as the API gives it, held to the domain's own type. Deliberately absent: the counting (domain/programme/funds-shown.ts). */
import { z } from 'zod';
import { RETURNS } from '../../domain/funds/facts.ts';
import type { FundsFinding } from '../../domain/funds/findings.ts';
import type { FundsPage } from '../../domain/programme/funds-shown.ts';
import { FUND_LEVELS, FUNDS_FINDINGS } from '../../domain/words/funds.ts';

const text = z.object({ zh: z.string(), en: z.string() });
const fen = z.int();
const light = z.enum(['GREEN', 'YELLOW', 'RED']);
const level = z.enum(FUND_LEVELS);
const files = z
  .array(z.object({ title: z.string(), sha256: z.string() }))
  .readonly()
  .exactOptional();
const paper = { document: z.string(), on: z.string(), files };

const finding = z.object({
  code: z.enum(FUNDS_FINDINGS),
  light: z.enum(['YELLOW', 'RED']),
  project: z.string().nullable(),
  source: z.string().nullable(),
  level: level.exactOptional(),
  what: text,
  /** Which row of which table of rules lit it, with its number and document. */
  rule: text,
}) satisfies z.ZodType<FundsFinding>;

/** All sums are whole 分. */
export const funds = z
  .object({
    programme: z.string(),
    name: text,
    open: z.boolean(),
    today: z.string(),
    version: z.int(),
    sums: z.object({
      plannedFen: fen,
      estimateFen: fen,
      sourcesFen: fen,
      budgetedFen: fen,
      allocatedFen: fen,
      surplusFen: fen,
      paidFen: fen,
      balanceFen: fen,
      leftFen: fen,
      unnamedFen: fen,
      unfundedFen: fen,
    }),
    levels: z
      .array(
        z.object({
          level,
          name: text,
          plannedFen: fen.nullable(),
          amountFen: fen,
          allocatedFen: fen,
          surplusFen: fen,
          paidFen: fen,
          leftFen: fen.nullable(),
        }),
      )
      .readonly(),
    sources: z
      .array(
        z.object({
          ...paper,
          key: z.string(),
          level,
          name: text,
          by: z.string(),
          year: z.int(),
          amountFen: fen,
          budgetedFen: fen,
          allocatedFen: fen,
          surplusFen: fen,
          paidFen: fen,
          /** Of it, by payments that name no source: by convention alone. */
          assumedFen: fen,
          leftFen: fen,
          version: z.int(),
          /** Taken over from paper, and corrected there. */
          paper: z.boolean(),
          light,
        }),
      )
      .readonly(),
    budgets: z
      .array(
        z.object({
          ...paper,
          source: z.string(),
          year: z.int(),
          amountFen: fen,
          budget: z.int(),
          reason: z.string().nullable(),
          versions: z.int(),
        }),
      )
      .readonly(),
    allocations: z
      .array(
        z.object({
          ...paper,
          key: z.string(),
          source: z.string(),
          project: z.string(),
          amountFen: fen,
          withdrawnFen: fen,
          surplusFen: fen,
          keptFen: fen,
          version: z.int(),
        }),
      )
      .readonly(),
    returns: z
      .array(z.object({ ...paper, key: z.string(), allocation: z.string(), how: z.enum(RETURNS), amountFen: fen, reason: z.string() }))
      .readonly(),
    projects: z
      .array(
        z.object({
          code: z.string(),
          name: text,
          status: z.enum(['RUNNING', 'SUSPENDED', 'CANCELLING', 'ACCEPTED', 'CANCELLED']),
          plannedFen: fen,
          estimateFen: fen.nullable(),
          allocatedFen: fen,
          surplusFen: fen,
          paidFen: fen,
          balanceFen: fen,
          unnamedFen: fen,
          percent: z.number().nullable(),
          light,
        }),
      )
      .readonly(),
    findings: z.array(finding).readonly(),
    /** Whether whoever asks may enter and correct. */
    mayEnter: z.boolean(),
  })
  .meta({ id: 'ProgrammeFunds' }) satisfies z.ZodType<FundsPage & { readonly mayEnter: boolean }>;
