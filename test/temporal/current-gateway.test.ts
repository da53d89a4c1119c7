import { describe, expect, it } from 'vitest';
import { currentGateway } from '../../api/current-gateway.ts';
import { explainedGateway } from '../../api/explained-gateway.ts';
import { guardedGateway } from '../../api/guarded-gateway.ts';
import { approvalCase } from '../../domain/approval/case.ts';
import type { Relation } from '../../domain/permission/relation.ts';
import type { CaseDetail } from '../../domain/views.ts';
import type { CaseGateway, CommandOutcome } from '../../temporal/case-gateway.ts';
import { choose, openApproval, person, route, Sandbox, system } from '../setup/builders.ts';

const STREAM = 'approval/QH-01.FSR';
const refused = (code: string) => ({ kind: 'REFUSED', rejection: { code } }) as CommandOutcome;
const recorded = { kind: 'RECORDED', answer: {} } as CommandOutcome;

/** An approval that ann and ben were asked for, as it is recorded. */
function onRecord() {
  const box = new Sandbox(approvalCase('QH-01.FSR'));
  expect(box.send(openApproval(route({ agree: 'ALL' })), system)).toBeNull();
  return { state: box.state, detail: { stream: STREAM, version: box.events.length, state: box.state } as unknown as CaseDetail };
}
/** A workflow that answers so, one after the other, and what it was asked. */
function workflow(...answers: readonly CommandOutcome[]) {
  const asked: (string | undefined)[] = [];
  const gateway: CaseGateway = {
    async command(_stream, _command, _actor, _id, attempt) {
      asked.push(attempt);
      return answers[asked.length - 1] ?? (answers.at(-1) as CommandOutcome);
    },
    open: async () => recorded,
  };
  return { asked, gateway };
}

/** Nothing stands under any id. */
const nothing = async () => null;

describe('a refusal', () => {
  it('by a workflow that is behind the record is not believed: it catches up and is asked again', async () => {
    const { state, detail } = onRecord();
    const { asked, gateway } = workflow(refused('WRONG_STATE'), refused('WRONG_STATE'), recorded);
    const told: number[] = [];
    const catchUp = async (_stream: string, version: number) => {
      told.push(version);
      return 'BEHIND' as const;
    };
    const current = currentGateway(gateway, async () => detail, catchUp, [1, 1, 1]);
    expect(await current.command(STREAM, choose(state, 'APPROVE'), person('ann'), 'c1', 'm1')).toBe(recorded);
    expect(asked).toEqual(['m1', 'm1behind-0', 'm1behind-1']);
    expect(told).toEqual([detail.version, detail.version]);
  });

  it('that the record gives as well is told at once', async () => {
    const { state, detail } = onRecord();
    const { asked, gateway } = workflow(refused('NOT_ASKED'));
    const current = currentGateway(
      gateway,
      async () => detail,
      async () => 'BEHIND',
      [1, 1],
    );
    expect(await current.command(STREAM, choose(state, 'APPROVE'), person('carl'), 'c1')).toMatchObject({ kind: 'REFUSED' });
    expect(asked).toEqual([undefined]);
  });

  it('by a workflow that knows as much as the record stands', async () => {
    const { state, detail } = onRecord();
    const { asked, gateway } = workflow(refused('WRONG_STATE'));
    const current = currentGateway(
      gateway,
      async () => detail,
      async () => 'CURRENT',
      [1, 1, 1, 1],
    );
    expect(await current.command(STREAM, choose(state, 'APPROVE'), person('ann'), 'c1')).toMatchObject({ kind: 'REFUSED' });
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('that was mended and is sent again with the same code is another try, through every gate', async () => {
    const { state, detail } = onRecord();
    const { asked, gateway } = workflow(recorded);
    const relation = { programme: 'QH', roles: [], isManager: false } as never;
    const all = guardedGateway(
      explainedGateway(gateway, async () => detail, nothing),
      async () => relation,
    );
    await all.command(STREAM, choose(state, 'APPROVE'), system, 'c1', 'second message');
    expect(asked).toEqual(['second message']);
  });

  it('of the table of permissions needs no second look where a request has asked already, and is made by it all the same', async () => {
    const { state } = onRecord();
    const asker = { kind: 'approval', programme: 'QH', project: 'QH-01', roles: [], manages: false, grounds: ['ASKED'] } as const;
    const looked: string[] = [];
    const { asked, gateway } = workflow(recorded);
    const all = guardedGateway(gateway, async (who, stream) => {
      looked.push(`${who} ${stream}`);
      return null;
    });
    const send = (relation: Relation | null, who = 'ann') =>
      all.knowing({ person: 'ann', stream: STREAM, relation }).command(STREAM, choose(state, 'APPROVE'), person(who), 'c1');
    expect(await send(asker)).toMatchObject({ kind: 'RECORDED' });
    expect(await send(null)).toEqual({ kind: 'UNKNOWN' });
    expect(looked).toEqual([]);
    // What is known of one person says nothing of another.
    expect(await send(asker, 'ben')).toEqual({ kind: 'UNKNOWN' });
    expect(looked).toEqual([`ben ${STREAM}`]);
    expect(asked).toHaveLength(1);
  });

  it('is what the record holds under its own id, where no answer came in time: nobody is told "not confirmed" of what is done', async () => {
    const { state, detail } = onRecord();
    const answer = { stream: STREAM, version: 7, status: 'OPEN', events: [{ version: 7, type: 'DecisionMade' }] };
    const byId = async (_stream: string, commandId: string) => (commandId === 'c1' ? answer : null);
    for (const kind of ['NOT_CONFIRMED', 'UNAVAILABLE', 'CLOSED'] as const) {
      const explained = explainedGateway(workflow({ kind }).gateway, async () => detail, byId);
      expect(await explained.command(STREAM, choose(state, 'APPROVE'), person('ann'), 'c1')).toEqual({ kind: 'RECORDED', answer });
    }
    const { gateway } = workflow({ kind: 'NOT_CONFIRMED' });
    const send = (commandId: string, recordedAs: typeof byId) =>
      explainedGateway(gateway, async () => detail, recordedAs).command(STREAM, choose(state, 'APPROVE'), person('ann'), commandId);
    expect(await send('c2', byId)).toEqual({ kind: 'NOT_CONFIRMED' });
    expect(await send('c1', () => Promise.reject(new Error('the database is away')))).toEqual({ kind: 'NOT_CONFIRMED' });
  });

  it('never says that a case has ended which goes on by the record: its workflow was lost, and comes back', async () => {
    const { state, detail } = onRecord();
    const { gateway } = workflow({ kind: 'CLOSED' });
    const explained = explainedGateway(gateway, async () => detail, nothing);
    expect(await explained.command(STREAM, choose(state, 'APPROVE'), person('ann'), 'c1')).toEqual({ kind: 'UNAVAILABLE' });
  });
});
