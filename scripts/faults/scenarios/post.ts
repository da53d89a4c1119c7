/** A mail server, and a way to it, that fail at each step: FI-5, FI-24, FI-25. */
import { setTimeout as sleep } from 'node:timers/promises';
import { between, type Lab, pickOf, type Strike } from '../lab.ts';
import type { Direction, Trap } from '../proxy.ts';
import { WORKERS } from '../service.ts';

type Step = { readonly says: string; readonly direction: Direction; readonly matches: (piece: Buffer) => boolean; readonly forwards: boolean };
const starts = (word: string) => (piece: Buffer) => piece.subarray(0, word.length).toString('latin1').toUpperCase() === word;
/** The end of a message: a dot alone in its line (RFC 5321 4.1.1.4). */
const endsMessage = (piece: Buffer): boolean => piece.subarray(-5).toString('latin1') === '\r\n.\r\n';

/** In the order of a conversation. What is not forwarded never arrives; the last two are the window in which a mail may come twice. */
const STEPS: readonly Step[] = [
  { says: 'the greeting', direction: 'DOWN', matches: starts('220'), forwards: false },
  { says: 'EHLO', direction: 'UP', matches: starts('EHLO'), forwards: false },
  { says: 'MAIL', direction: 'UP', matches: starts('MAIL FROM'), forwards: true },
  { says: 'RCPT', direction: 'UP', matches: starts('RCPT TO'), forwards: true },
  { says: 'DATA', direction: 'UP', matches: starts('DATA'), forwards: true },
  { says: 'the middle of the message', direction: 'UP', matches: (piece) => piece.length > 400, forwards: false },
  { says: 'the end of the message, before it is taken', direction: 'UP', matches: endsMessage, forwards: false },
  { says: 'the end of the message, after it is taken', direction: 'UP', matches: endsMessage, forwards: true },
];

const HOW: readonly Trap['ends'][] = ['FIN', 'RST', 'SILENCE'];

const steps: Strike = {
  fi: 'FI-5',
  component: 'MAIL',
  claim: 'a mail conversation that breaks at any step loses no mail, and sends one twice only where the answer to the whole message was lost',
  async strike({ service, draw, short }) {
    const done: string[] = [];
    for (let times = 0; times < (short ? 2 : 6); times += 1) {
      const { says, ...at } = pickOf(draw, STEPS);
      const ends = pickOf(draw, HOW);
      const set = WORKERS.map((name) =>
        service.parts[name].ways.smtp?.trap({ ...at, ends, ...(at.forwards && ends !== 'SILENCE' ? { afterMs: 60 } : {}) }),
      );
      for (const end = Date.now() + 10_000; !set.some((one) => one?.sprung()) && Date.now() < end; ) await sleep(50);
      if (set.some((one) => one?.sprung())) done.push(`${ends} at ${says}`);
      for (const one of set) one?.remove();
    }
    return done.length === 0 ? null : `mail conversations broken: ${done.join(', ')}`;
  },
};

const away: Strike = {
  fi: 'FI-5',
  component: 'MAIL',
  claim: 'while the mail server refuses connections people go on deciding; what was due goes out when it is back',
  async strike({ service, draw, short }) {
    const ms = short ? 3_000 : between(draw, 5_000, 20_000);
    for (const name of WORKERS) service.parts[name].ways.smtp?.set({ kind: 'REFUSE' });
    await sleep(ms);
    for (const name of WORKERS) service.parts[name].ways.smtp?.set({ kind: 'PASS' });
    return `the mail server away for ${Math.round(ms / 1_000)} s`;
  },
};

const REPLIES = [
  { step: 'MAIL', code: 421, says: '4.3.2 closing the transmission channel' },
  { step: 'RCPT', code: 450, says: '4.2.1 the mailbox is busy' },
  { step: 'DATA', code: 451, says: '4.3.0 try again' },
] as const;

const later: Strike = {
  fi: 'FI-24',
  component: 'MAIL',
  claim: 'what a server puts off (421, 450, 451) goes out later, and nothing for what was decided meanwhile',
  async strike({ service, draw, short }) {
    const ms = short ? 3_000 : between(draw, 8_000, 20_000);
    const before = service.sink.refused;
    const reply = pickOf(draw, REPLIES);
    service.sink.refusal = { ...reply, to: null };
    await sleep(ms);
    service.sink.refusal = null;
    const n = service.sink.refused - before;
    return n === 0 ? null : `${n} mails put off by ${reply.code} at ${reply.step}`;
  },
};

const refused: Strike = {
  fi: 'FI-25',
  component: 'MAIL',
  claim: 'a mailbox that is refused for good (550) is told to whoever looks after the case, within a minute, and mails to others go on',
  async strike({ service, draw, short }: Lab) {
    const to = pickOf(draw, ['liu-chuan', 'wu-tao']);
    const before = service.sink.refused;
    service.sink.refusal = { step: 'RCPT', code: 550, says: '5.7.1 not allowed here', to };
    await sleep(short ? 3_000 : 10_000);
    service.sink.refusal = null;
    const n = service.sink.refused - before;
    return n === 0 ? null : `${n} mails to ${to} refused by 550`;
  },
};

export const POST: readonly Strike[] = [steps, away, later, refused];
