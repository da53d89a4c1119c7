/** A route's file, as people write it: shape by zod here, sense by domain/approval/route-faults.ts. */
import { z } from 'zod';
import type { Condition } from '../../domain/approval/condition.ts';
import { AGREE_MODES, type Group, type Member, RETURN_TARGETS, type Route, type Rules, WHEN_SUSPENDED } from '../../domain/approval/route.ts';
import { PAUSE_REASONS } from '../../domain/calendar/deadline.ts';
import { SIGN_IN_WAYS } from '../../domain/kernel/actor.ts';
import { ROLES } from '../../domain/kernel/role.ts';
import { ACTS, CHOICES } from '../../domain/words/lists.ts';
import { form } from './form.ts';
import { amount, bilingual, code, lineOf, said, textOf, count as whole } from './values.ts';

const object = z.strictObject;
const key = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, said('须为代码，如 review', 'must be a key like review'));
const count = whole.max(1_000);
// How small a number may be is sense, not shape: the domain says it together with every other fault.
const limit = object({ n: count, unit: z.enum(['WD', 'CD', 'MONTH']) });

const value = z.union([lineOf(80), amount, z.boolean()]);
const fact = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/, said('须为事实的名称，如 amountFen', 'must be the name of a fact like amountFen'));
const condition: z.ZodType<Condition> = z
  .lazy(() =>
    z.union(
      [
        object({ fact, is: value }),
        object({
          fact,
          in: z
            .array(z.union([lineOf(80), amount]))
            .min(1)
            .max(50),
        }),
        object({ fact, atLeast: amount }),
        object({ fact, moreThan: amount }),
        object({ fact, atMost: amount }),
        object({ fact, lessThan: amount }),
        object({ all: z.array(condition).min(1).max(20) }),
        object({ any: z.array(condition).min(1).max(20) }),
        object({ not: condition }),
      ],
      said(
        '须为条件，如 {"fact":"amountFen","atLeast":400000000}，用 is、in、atLeast、moreThan、atMost、lessThan、all、any 或 not',
        'must be a condition like {"fact":"amountFen","atLeast":400000000}, with is, in, atLeast, moreThan, atMost, lessThan, all, any or not',
      ),
    ),
  )
  .meta({ id: 'Condition' });

const weight = count.exactOptional();
const member: z.ZodType<Member> = z
  .lazy(() =>
    z.union(
      [
        object({ person: code, weight }),
        object({ role: z.enum(ROLES), weight }),
        object({ named: key, weight }),
        object({ superior: whole.min(1).max(9), weight }),
        object({ group, weight }),
      ],
      said(
        '须为其中之一：{"person":…}、{"role":…}、{"named":…}、{"superior":1}、{"group":…}',
        'must be one of {"person":…}, {"role":…}, {"named":…}, {"superior":1}, {"group":…}',
      ),
    ),
  )
  .meta({ id: 'Member' });
const share = object({ part: count, of: z.int().min(1).max(1_000) });
const group: z.ZodType<Group> = z
  .lazy(() =>
    object({
      agree: z.enum(AGREE_MODES),
      members: z.array(member).max(300),
      vote: object({
        count: z.enum(['HEADS', 'WEIGHT']),
        threshold: z.union([z.int().min(0).max(100_000), share]),
        compare: z.enum(['AT_LEAST', 'MORE_THAN']).exactOptional(),
      }).exactOptional(),
      refusal: z.enum(['VETO', 'VOTE']).exactOptional(),
      key: key.exactOptional(),
      name: bilingual.exactOptional(),
      when: condition.exactOptional(),
    }),
  )
  .meta({ id: 'Group' });

const roles = z.array(z.enum(ROLES)).max(20);
const rules = object({
  addedCount: z.boolean(),
  rest: z.enum(['CLOSE', 'LEAVE_OPEN']),
  afterReturn: z.enum(['FROM_TARGET', 'BACK_TO_RETURNER', 'RETURNER_CHOOSES', 'APPLICANT_CHOOSES']),
  reentryClock: z.enum(['ANEW', 'GOES_ON']),
  withdraw: z.enum(['ANY_TIME', 'BEFORE_FIRST_HANDLING']),
  absentMayAct: z.boolean(),
  assurance: z.enum(['email-possession', 'email+otp', 'session']),
  freshSignIn: object({ minutes: z.int().min(1).max(1_440), ways: z.array(z.enum(SIGN_IN_WAYS)).max(SIGN_IN_WAYS.length) }).nullable(),
  signature: z.enum(['NONE', 'REQUIRED']),
  reasonFor: z.array(z.enum(CHOICES)).max(CHOICES.length),
  removal: z.enum(['ADDER', 'ADDER_OR_OFFICE', 'ANY_APPROVER']),
  removes: z.enum(['ADDED', 'ALSO_ROUTE']),
  ownApplication: z.enum(['EXCLUDE', 'SKIP', 'SUBSTITUTE', 'ALLOW']),
  nobody: z.enum(['ASK_SUBSTITUTE', 'REFUSE', 'SKIP', 'RETURN']),
  repeated: z.enum(['ASK_AGAIN', 'SKIP_ADJACENT', 'SKIP_ANY']),
  unreachable: z.enum(['TELL', 'ASK_SUBSTITUTE']),
  copies: z.enum(['EACH_TIME', 'ONCE']),
  substitute: roles,
  escalation: z
    .array(object({ afterWorkdays: count, to: roles.min(1, said('须写明角色', 'must name a role')), moves: z.boolean().exactOptional() }))
    .max(10),
  remindEvery: z.int().min(1).max(100).nullable(),
  remindMost: count.max(60),
  timeout: object({ action: z.enum(['REMIND', 'ESCALATE', 'PASS', 'RETURN', 'REJECT']), afterWorkdays: count.max(250) }),
  pauseMost: z.partialRecord(z.enum([...PAUSE_REASONS, 'RETURNED']), limit),
  extension: object({ by: roles.min(1, said('须写明角色', 'must name a role')), most: z.int().min(1).max(1_000) }).nullable(),
  deficiency: limit,
}) satisfies z.ZodType<Rules>;
// Every rule may be left out: what is missing is the product's default.
const someRules = z.strictObject(
  // The same names, each of which may be left out.
  Object.fromEntries(Object.entries(rules.shape).map(([name, shape]) => [name, z.exactOptional(shape)])) as {
    [K in keyof typeof rules.shape]: z.ZodExactOptional<(typeof rules.shape)[K]>;
  },
);

const step = object({
  key,
  name: bilingual,
  kind: z.enum(['INTAKE', 'DECIDE']).exactOptional(),
  who: group,
  may: z.array(z.enum(ACTS)).max(ACTS.length).exactOptional(),
  returnTo: z.array(z.enum(RETURN_TARGETS)).max(RETURN_TARGETS.length).exactOptional(),
  asksScore: z.boolean().exactOptional(),
  batch: z.boolean().exactOptional(),
  limit: limit.exactOptional(),
  when: condition.exactOptional(),
  next: z
    .array(object({ when: condition.exactOptional(), to: key }))
    .max(20)
    .exactOptional(),
  copyTo: z.array(member).max(50).exactOptional(),
  rules: someRules.exactOptional(),
});

/** As people send it; its version is given when it is adopted. */
export const routeFile = object({
  $schema: lineOf(400).exactOptional(),
  format: z.literal('tuojian-route/1').exactOptional(),
  code: z.string().regex(/^[A-Z][A-Z0-9_]{1,39}$/, said('须为代码，如 FSR', 'must be a code like FSR')),
  version: whole.exactOptional(),
  adoptedBy: lineOf(40).exactOptional(),
  voteEnds: z.literal('CERTAIN').exactOptional(),
  suspended: z.enum(WHEN_SUSPENDED).exactOptional(),
  name: bilingual,
  basis: textOf(300).exactOptional(),
  limit: limit.exactOptional(),
  rules: someRules.exactOptional(),
  steps: z.array(step).min(1, said('至少须有一步', 'must hold at least one step')).max(40),
  copyTo: z.array(member).max(50).exactOptional(),
  form: form.exactOptional(),
});

/** What the domain takes: the file without what is only for the reader of the file. */
export const route = routeFile
  .transform(({ $schema: _, format: __, version, ...rest }): Route => ({ ...rest, version: version ?? 1 }))
  .meta({ id: 'RouteFile' });
