import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENGINE, type Engine, modelProperty, Run, type Seen } from '../../scripts/model/approval-model.ts';
import { KEPT_FAILURES } from './kept-failures.ts';

const nothing = (): Seen => ({ events: {}, accepted: 0, refused: 0 });

describe('the approval engine under random commands', () => {
  it('holds in a thousand runs of a new seed', () => {
    const seed = Date.now() % 2_147_483_647;
    const seen = nothing();
    const result = fc.check(modelProperty(seen), { numRuns: 1_000, seed });
    const error: unknown = result.errorInstance;
    const why = `npm run model -- --runs 1000 --seed ${seed} --path ${result.counterexamplePath}\n${error instanceof Error ? error.message : ''}`;
    expect(result.failed, why).toBe(false);
    // A model in which nothing gets anywhere proves nothing.
    for (const type of [
      'DecisionMade',
      'StepClosed',
      'ApprovalClosed',
      'ContentReturned',
      'TaskHandedOver',
      'TimeRanOut',
      'DecisionTakenBack',
      'TasksEscalated',
    ])
      expect(seen.events[type] ?? 0, type).toBeGreaterThan(10);
    expect(seen.events.BranchReturned ?? 0, 'BranchReturned').toBeGreaterThan(0);
  }, 120_000);

  it.each(KEPT_FAILURES)('holds where it once failed: $what', ({ route, start, actions }) => {
    const run = new Run(route, start);
    for (const action of actions) run.act(action);
    run.finish();
    expect(run.events.length).toBeGreaterThan(3);
  });
});

describe('the model bites', () => {
  const isFound = (engine: Partial<Engine>): string => {
    const result = fc.check(modelProperty(nothing(), { ...ENGINE, ...engine }), { numRuns: 600, seed: 7, endOnFailure: true });
    const error: unknown = result.errorInstance;
    return result.failed && error instanceof Error ? error.message : 'nothing was found';
  };

  it('finds a step that stays open although its answer is certain', () => {
    const decide: Engine['decide'] = (state, command, context) => {
      const decision = ENGINE.decide(state, command, context);
      if (!decision.ok || command.type !== 'Decide') return decision;
      return { ok: true, events: decision.events.filter((event) => event.type === 'DecisionMade') };
    };
    expect(isFound({ decide })).toMatch(/open although it can only end/);
  });

  it('finds a decision by somebody who does not hold the task', () => {
    const decide: Engine['decide'] = (state, command, context) => {
      const holder = state?.tasks.find((t) => t.kind === 'DECIDE' && t.status === 'PENDING');
      if (command.type !== 'Decide' || state === null || holder === undefined || state.status !== 'OPEN')
        return ENGINE.decide(state, command, context);
      const decision = ENGINE.decide(
        state,
        { ...command, task: holder.task, seen: state.contentHash },
        { ...context, actor: { ...context.actor, person: holder.person } },
      );
      if (!decision.ok) return decision;
      return {
        ok: true,
        events: decision.events.map((e) => (e.type === 'DecisionMade' ? { ...e, data: { ...e.data, person: context.actor.person ?? '' } } : e)),
      };
    };
    expect(isFound({ decide })).toMatch(/decided task/);
  });

  it('finds a clock that runs while the case is paused', () => {
    const agenda: Engine['agenda'] = (state) => {
      const item = {
        at: '2099-01-01T00:00:00.000Z',
        command: { type: 'ReachMark', clock: 'STEP', round: state.round, step: state.step, mark: 'RED' } as const,
      };
      return state.status === 'PAUSED' ? [item] : ENGINE.agenda(state);
    };
    expect(isFound({ agenda })).toMatch(/a clock runs while it is PAUSED/);
  });

  it('finds a fold that depends on more than the events', () => {
    let folds = 0;
    const evolve: Engine['evolve'] = (state, event) => {
      folds += 1;
      return { ...ENGINE.evolve(state, event), closeReason: `${folds}` };
    };
    expect(isFound({ evolve })).toMatch(/folding the events gives another state/);
  });
});
