/**
 * Asks a clamd whether a document holds a virus, by its INSTREAM command: the bytes in pieces, each behind its length, and one
 * line back. Deliberately absent: what follows (api/checked-file.ts).
 */
import { connect } from 'node:net';
import type { ScannerSettings } from '../config/documents.ts';

/** AWAY: it did not answer in time, or not as it should. `virus`: as the scanner calls it. */
export type Scan = 'CLEAN' | 'AWAY' | { readonly virus: string };
export type Scanner = {
  scan(bytes: Uint8Array): Promise<Scan>;
  /** Whether it answers. */
  answers(): Promise<boolean>;
  /** Whether documents are taken while it does not. */
  readonly open: boolean;
};

/** A scan of 20 MB takes seconds on a busy machine. */
const [SCAN_MS, PING_MS] = [30_000, 2_000];
/** Well below clamd's own StreamMaxLength. */
const PIECE_BYTES = 65_536;
/** Of an answer: one line. */
const ANSWER_MOST = 4_096;

export const clamd = ({ at, open }: ScannerSettings): Scanner => ({
  open,
  async scan(bytes) {
    const answer = await ask(at, 'zINSTREAM\0', bytes, SCAN_MS);
    if (answer === 'stream: OK') return 'CLEAN';
    const virus = /^stream: (.{1,200}) FOUND$/.exec(answer ?? '')?.[1];
    return virus === undefined ? 'AWAY' : { virus: virus.replaceAll(/[^\w.:/-]/g, '_') };
  },
  answers: async () => (await ask(at, 'zPING\0', null, PING_MS)) === 'PONG',
});

/** Its answer without the NUL at its end; null: none came. Never throws. */
function ask(at: ScannerSettings['at'], command: string, bytes: Uint8Array | null, limitMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(at);
    let said = '';
    const end = (answer: string | null): void => {
      clearTimeout(late);
      socket.destroy();
      resolve(answer);
    };
    const late = setTimeout(() => end(null), limitMs);
    socket.once('error', () => end(null));
    socket.once('close', () => end(null));
    socket.on('data', (part: Buffer) => {
      said += part.toString('utf8');
      const stop = said.indexOf('\0');
      if (stop >= 0) end(said.slice(0, stop));
      else if (said.length > ANSWER_MOST) end(null);
    });
    socket.once('connect', () => {
      socket.write(command);
      if (bytes !== null) for (const part of framed(bytes)) socket.write(part);
    });
  });
}

/** Each piece behind its length in four bytes, the greatest first; a piece of none ends it. */
function* framed(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at <= bytes.length; at += PIECE_BYTES) {
    const part = bytes.subarray(at, at + PIECE_BYTES);
    if (part.length === 0) break;
    yield lengthOf(part.length);
    yield part;
  }
  yield lengthOf(0);
}

function lengthOf(length: number): Uint8Array {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(length);
  return four;
}
