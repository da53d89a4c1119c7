/** What follows from a message when a part is down: nothing of it is used up. */
import { describe, expect, it } from 'vitest';
import { receiveMail, takeIn } from '../../api/inbound-mail.ts';
import type { CommandOutcome } from '../../temporal/case-gateway.ts';
import { ApprovalBox } from '../setup/approval-box.ts';
import { route } from '../setup/builders.ts';

const box = new ApprovalBox(route({ people: ['ann'] }));
const recorded: CommandOutcome = { kind: 'RECORDED', answer: { stream: 'approval/X', version: 4, status: 'APPROVED', events: [] } };

/** The service around an answer by mail, with what it was asked to do. */
function around(outcomes: CommandOutcome[], reply: object = {}, code: object = {}, choices: (string | null)[] = ['APPROVE']) {
  const done: string[] = [];
  const commands: string[] = [];
  const deps = {
    post: {
      readInbound: async () => ({
        kind: 'REPLY',
        from: 'ann@example.org',
        choice: 'APPROVE',
        reason: '',
        code: 'AAAA-BBBB-CCCC',
        unsure: null,
        ...reply,
      }),
      peopleByAddress: async () => ['ann'],
      refuseReply: async () => void done.push('refused'),
    },
    links: {
      matchCode: async () => ({
        id: 1n,
        stream: 'approval/X',
        task: box.taskOf('ann'),
        person: 'ann',
        seen: box.state.contentHash,
        commandId: 'c1',
        used: false,
        ...code,
      }),
      eventsOfCommand: async () => choices.map((choice) => ({ type: 'DecisionMade', choice })),
      spendCode: async () => {
        done.push('spent');
        return true;
      },
    },
    gateway: {
      command: async (_stream: string, _command: object, _actor: object, id: string) => {
        commands.push(id);
        return outcomes.shift() ?? recorded;
      },
    },
    reading: { caseByStream: async () => ({ stream: 'approval/QH-01.FSR', state: box.state }) },
    keys: { noteRefusal: async () => void done.push('noted') },
    log: { info: () => undefined, error: () => undefined },
  } as unknown as Parameters<typeof receiveMail>[0];
  return { deps, done, commands };
}

describe('an answer by mail', () => {
  it.each(['UNAVAILABLE', 'NOT_CONFIRMED'] as const)(
    'while the case cannot be reached (%s) is to be handed in again, and counts once by its own id',
    async (kind) => {
      const { deps, done, commands } = around([{ kind }, recorded]);
      await expect(receiveMail(deps, Buffer.from('x'))).rejects.toThrow(/hand the message in again/);
      expect(done).toEqual([]);
      expect(await receiveMail(deps, Buffer.from('x'))).toEqual({ outcome: 'DECIDED', why: 'APPROVE' });
      // The recorder uses the code up, with the decision.
      expect(done).toEqual([]);
      expect(new Set(commands).size).toBe(1);
    },
  );

  it('that comes too late is refused once, kindly, and its code is spent', async () => {
    const rejection = { code: 'ALREADY_DECIDED', message: { zh: '已处理', en: 'done' } } as const;
    const { deps, done } = around([{ kind: 'REFUSED', rejection }]);
    expect(await receiveMail(deps, Buffer.from('x'))).toEqual({ outcome: 'REFUSED', why: 'ALREADY_DECIDED' });
    expect(done).toEqual(['spent', 'noted', 'refused']);
  });

  it('that recorded nothing is not confirmed, and comes again', async () => {
    const { deps, done } = around([recorded], {}, {}, []);
    await expect(receiveMail(deps, Buffer.from('x'))).rejects.toThrow(/NOTHING_RECORDED/);
    expect(done).toEqual([]);
  });

  it('with a code that another answer has used meanwhile says what stands, and does not confirm what does not', async () => {
    const faster = around([recorded], {}, {}, ['REJECT']);
    expect(await receiveMail(faster.deps, Buffer.from('x'))).toEqual({ outcome: 'REFUSED', why: 'CODE_USED' });
    const later = around([], {}, { used: true }, ['REJECT']);
    expect(await receiveMail(later.deps, Buffer.from('x'))).toEqual({ outcome: 'REFUSED', why: 'CODE_USED' });
    const again = around([], {}, { used: true }, ['APPROVE']);
    expect(await receiveMail(again.deps, Buffer.from('x'))).toEqual({ outcome: 'IGNORED', why: 'its code is used up' });
    expect([faster.commands.length, later.commands.length, again.commands.length]).toEqual([1, 0, 0]);
  });

  it('without the reasons that it needs is told so, and its code stays good', async () => {
    const rejection = { code: 'REASON_REQUIRED', message: { zh: '请写明理由', en: 'give reasons' } } as const;
    const { deps, done } = around([{ kind: 'REFUSED', rejection }], { choice: 'REJECT' });
    expect(await receiveMail(deps, Buffer.from('x'))).toEqual({ outcome: 'REFUSED', why: 'REASON_REQUIRED' });
    expect(done).toEqual(['noted', 'refused']);
  });

  it.each(['QUOTE', 'CODES', 'HIDDEN', 'UNREADABLE', 'LONG', 'WORDS'] as const)(
    'that cannot be told from what its program wrote (%s) decides nothing and says so',
    async (unsure) => {
      const { deps, done, commands } = around([], { choice: null, unsure });
      expect(await receiveMail(deps, Buffer.from('x'))).toEqual({ outcome: 'REFUSED', why: `UNCLEAR_${unsure}` });
      expect([done, commands]).toEqual([['refused'], []]);
    },
  );
});

describe('a late bounce', () => {
  const bounce = (outcomes: CommandOutcome[]) => {
    const around_ = around(outcomes, { kind: 'BOUNCE', notice: 'n1', reply: '550 5.1.1', dead: true });
    let marked = false;
    Object.assign(around_.deps.post, {
      findNotice: async () => ({ stream: 'approval/X', recipient: 'ann', template: 'task', task: 1 }),
      markBounced: async () => {
        around_.done.push('marked');
        const isNew = !marked;
        marked = true;
        return isNew;
      },
      tellKeepers: async (_notice: object, kind: string) => void around_.done.push(kind),
    });
    return around_;
  };

  it.each(['UNAVAILABLE', 'NOT_CONFIRMED'] as const)(
    'while the case cannot be reached (%s) is neither marked nor told, and has its whole effect later',
    async (kind) => {
      const { deps, done, commands } = bounce([{ kind }, recorded]);
      await expect(receiveMail(deps, Buffer.from('x'))).rejects.toThrow(/hand the message in again/);
      expect(done).toEqual([]);
      expect(await receiveMail(deps, Buffer.from('x'))).toEqual({ outcome: 'BOUNCED', why: '550 5.1.1' });
      expect(done).toEqual(['marked', 'BOUNCED']);
      expect(new Set(commands).size).toBe(1);
      // The same report again has no second effect.
      expect(await receiveMail(deps, Buffer.from('x'))).toMatchObject({ outcome: 'IGNORED' });
    },
  );

  it('that cannot be dealt with is kept, whatever went wrong, and said to be kept', async () => {
    const { deps } = bounce([{ kind: 'UNAVAILABLE' }]);
    const kept: unknown[] = [];
    Object.assign(deps.post, { keepInbound: async (_raw: Buffer, why: unknown) => kept.push(why) > 0 });
    await expect(takeIn(deps, Buffer.from('x'))).rejects.toMatchObject({ name: 'HandInAgain', kept: true });
    Object.assign(deps.post, { readInbound: async () => Promise.reject(new Error('out of memory')) });
    await expect(takeIn(deps, Buffer.from('x'))).rejects.toMatchObject({ name: 'HandInAgain', kept: true });
    expect(kept).toHaveLength(2);
  });

  it('in a form that nobody can read is told to the keepers and changes nothing', async () => {
    const { deps, done, commands } = bounce([]);
    Object.assign(deps.post, { readInbound: async () => ({ kind: 'MACHINE', notice: 'n1' }) });
    expect(await receiveMail(deps, Buffer.from('x'))).toMatchObject({ outcome: 'IGNORED', why: expect.stringContaining('told') });
    expect([done, commands]).toEqual([['MACHINE'], []]);
  });
});
