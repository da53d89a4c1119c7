/**
 * Every failure that the model ever found, shrunk, as the route and the actions that led to it: they stay for ever, and do
 * not depend on how later versions of the model choose their numbers. `seed` is the one that found it.
 */
import type { Action } from '../../scripts/model/routes.ts';

const decide = (changed: Partial<Action> = {}): Action => ({
  kind: 'Decide',
  fitting: 0,
  a: 0,
  b: 0,
  c: 0,
  later: 0,
  stale: 20,
  helps: 9,
  ...changed,
});
const matter = { code: 'MODEL', version: 1, name: { zh: '模型', en: 'Model' } } as const;
const step = (n: number) => ({ key: `s${n}`, name: { zh: `第${n + 1}步`, en: `Step ${n + 1}` } });
/** Two accept, and may do so with something missing. */
const intake = {
  ...step(0),
  kind: 'INTAKE',
  who: { agree: 'ALL', members: [{ named: 'panel' }] },
  may: ['APPROVE', 'APPROVE_WITH_CONDITIONS', 'REJECT', 'TAKE_BACK', 'COMMENT'],
} as const;

export const KEPT_FAILURES = [
  {
    seed: 1,
    what: 'a vote opened that those who were found could never win',
    route: {
      ...matter,
      steps: [
        {
          ...step(0),
          who: {
            agree: 'ALL',
            members: [{ group: { agree: 'VOTE', members: [{ role: 'NDRC' }], vote: { count: 'HEADS', threshold: 3 } } }, { named: 'panel' }],
          },
        },
      ],
    },
    start: 5,
    actions: [decide()],
  },
  {
    seed: 2,
    what: 'copies and the next step, found in one command, were given the same task numbers',
    route: {
      ...matter,
      steps: [
        { ...step(0), who: { agree: 'ALL', members: [{ person: 'ann' }] }, copyTo: [{ named: 'panel' }], limit: { n: 1, unit: 'WD' } },
        { ...step(1), who: { agree: 'ALL', members: [{ named: 'panel' }] }, limit: { n: 1, unit: 'WD' } },
      ],
    },
    start: 1,
    actions: [decide()],
  },
  {
    seed: 2,
    what: 'a recusal during a supplement made the answer certain, and nothing closed the step when the clock went on',
    route: {
      ...matter,
      steps: [
        {
          ...step(0),
          may: ['APPROVE', 'REJECT', 'SUPPLEMENT'],
          who: { agree: 'VOTE', members: [{ named: 'panel' }], vote: { count: 'HEADS', threshold: { part: 1, of: 2 }, compare: 'MORE_THAN' } },
        },
        { ...step(1), who: { agree: 'ALL', members: [{ person: 'ann' }] }, limit: { n: 1, unit: 'WD' } },
      ],
    },
    start: 1,
    // One approves, the other asks for a supplement and recuses himself meanwhile; then the supplement comes.
    actions: [decide(), decide({ c: 219 }), { ...decide({ c: 1 }), kind: 'Recuse' }, { ...decide(), kind: 'Supplement' }],
  },
  {
    seed: 20263125,
    what: 'an opinion came back to somebody whose place had gone to substitutes meanwhile, and opened his task again',
    route: { ...matter, steps: [{ ...step(0), who: { agree: 'ALL', members: [{ person: 'ann' }] } }] },
    start: 1,
    actions: [
      { ...decide({ b: 478 }), kind: 'AskOpinion', c: 1 },
      { ...decide(), kind: 'MailBounced' },
      { ...decide({ c: 442 }), kind: 'GiveOpinion' },
      { ...decide(), kind: 'PersonLeft' },
      decide(),
    ],
  },
  {
    seed: 20327625,
    what: 'an opinion came back to somebody who had been removed meanwhile, and let him decide',
    route: { ...matter, steps: [{ ...step(0), who: { agree: 'ALL', members: [{ person: 'carl' }] } }] },
    start: 1,
    actions: [
      { ...decide({ c: 1 }), kind: 'AddApprovers' },
      { ...decide({ b: 1 }), kind: 'AskOpinion', c: 1 },
      { ...decide({ c: 22 }), kind: 'RemoveApprover' },
      { ...decide({ c: 1 }), kind: 'GiveOpinion' },
      decide(),
      decide(),
    ],
  },
  {
    seed: 566716805,
    what: 'an acceptance was taken back while the clock stood still for what was promised with it, and the clock of the whole stayed so',
    route: { ...matter, steps: [intake, { ...step(1), who: { agree: 'ALL', members: [{ person: 'ann' }] } }], limit: { n: 1, unit: 'WD' } },
    start: 0,
    actions: [decide({ helps: 0 }), decide({ c: 656 }), { ...decide({ later: 10_980 }), kind: 'TakeBack' }],
  },
  {
    seed: 566716805,
    what: 'what was sent back because a promise was not kept was sent back again at every resubmission',
    route: { ...matter, steps: [intake, { ...step(1), who: { agree: 'ALL', members: [{ person: 'ann' }] } }] },
    start: 0,
    actions: [
      decide({ helps: 0 }),
      decide({ c: 656 }),
      { ...decide({ later: 10_980 }), kind: 'Comment' },
      { ...decide({ later: 40_000 }), kind: 'Comment' },
      { ...decide({ helps: 0 }), kind: 'Comment' },
    ],
  },
] as const;
