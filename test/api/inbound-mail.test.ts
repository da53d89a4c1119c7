/** What follows from a message when a part is down: nothing of it is used up. */
import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../api/inbound-mail.ts';
import type { CommandOutcome } from '../../api/ports.ts';
import { ApprovalBox } from '../setup/approval-box.ts';
import { route } from '../setup/builders.ts';

const box = new ApprovalBox(route({ people: ['ann'] }));
const recorded: CommandOutcome = { kind: 'RECORDED', answer: { stream: 'approval/X', version: 4, status: 'APPROVED', events: [] } };

/** The service around an answer by mail, with what it was asked to do. */
function around(outcomes: CommandOutcome[]) {
  const done: string[] = [];
  const commands: string[] = [];
  const deps = {
    post: {
      readInbound: async () => ({
        kind: 'REPLY',
        from: 'ann@example.org',
        id: '<m1@example.org>',
        choice: 'APPROVE',
        reason: '',
        code: 'AAAA-BBBB-CCCC',
      }),
      peopleByAddress: async () => ['ann'],
      refuseReply: async () => void done.push('refused'),
    },
    links: {
      matchCode: async () => ({ id: 1n, stream: 'approval/X', task: box.taskOf('ann'), person: 'ann', seen: box.state.contentHash }),
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
    reading: { caseByStream: async () => ({ state: box.state }) },
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
      expect(done).toEqual(['spent']);
      expect(new Set(commands).size).toBe(1);
    },
  );

  it('that comes too late is refused once, kindly, and its code is spent', async () => {
    const rejection = { code: 'ALREADY_DECIDED', message: { zh: '已处理', en: 'done' } } as const;
    const { deps, done } = around([{ kind: 'REFUSED', rejection }]);
    expect(await receiveMail(deps, Buffer.from('x'))).toEqual({ outcome: 'REFUSED', why: 'ALREADY_DECIDED' });
    expect(done).toEqual(['spent', 'noted', 'refused']);
  });
});
