import { describe, expect, it } from 'vitest';
import { carryOut } from '../../activities/carry-out.ts';
import type { CaseMessage, MessagesAside } from '../../activities/ports.ts';

const message = (kind: 'start' | 'tell', stream: string, n: number): CaseMessage => ({
  kind,
  stream,
  envelope: { command: { type: 'X' }, actor: { person: null, door: 'case', assurance: 'system', roles: [] }, commandId: `project/QH-01@3/${n}` },
});
const messages = [
  message('start', 'approval/QH-01.TAKEN', 0),
  message('tell', 'approval/QH-01.TAKEN', 1),
  message('tell', 'approval/QH-01.ENDED', 2),
  message('tell', 'approval/QH-01.UNKNOWN', 3),
  message('tell', 'approval/QH-01.FSR', 4),
];

function world(fault: unknown) {
  const put: string[] = [];
  const delivered: string[] = [];
  const aside: MessagesAside & { noting: boolean } = {
    noting: true,
    blocked: async () => new Set(),
    async put({ envelope }, reason) {
      if (aside.noting) put.push(`${envelope.commandId} ${reason instanceof Error ? reason.message : ''}`);
      return aside.noting;
    },
    hasEnded: async (stream) => stream.endsWith('ENDED'),
  };
  const cases = {
    async start(): Promise<boolean> {
      throw fault;
    },
    async tell({ stream }: CaseMessage): Promise<boolean> {
      if (stream.endsWith('FSR')) delivered.push(stream);
      return stream.endsWith('FSR');
    },
  };
  return { put, delivered, aside, carry: carryOut(cases, { mustBeLocal: () => undefined }, aside) };
}

describe('what a case has other cases do', () => {
  it('reaches the others when one message cannot be delivered; that one and what follows it to the same case are set aside', async () => {
    const { carry, put, delivered } = world(new Error('exists, and is not mine'));
    expect(await carry({ messages })).toEqual(['approval/QH-01.ENDED']);
    expect(delivered).toEqual(['approval/QH-01.FSR']);
    expect(put.sort()).toEqual([
      'project/QH-01@3/0 exists, and is not mine',
      'project/QH-01@3/1 an earlier message to this case waits',
      'project/QH-01@3/3 there is no workflow of that case',
    ]);
  });

  it('is asked again while a server does not answer, and not for ever', async () => {
    const { carry, put, delivered } = world(Object.assign(new Error('unavailable'), { code: 14 }));
    for (let tries = 1; tries <= 3; tries += 1) await expect(carry({ messages })).rejects.toThrow('unavailable');
    expect(put.some((one) => one.includes('@3/0'))).toBe(false);
    expect(delivered.length, 'the others were not held up meanwhile').toBe(3);
    await carry({ messages });
    expect(put).toContain('project/QH-01@3/0 unavailable');
  });

  it('is lost in no case: what cannot even be noted is tried by the workflow', async () => {
    const { carry, aside } = world(new Error('no'));
    aside.noting = false;
    await expect(carry({ messages })).rejects.toThrow('no');
  });
});
