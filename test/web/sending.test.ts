/** A file on its way by pieces, over a line that breaks, is slow, lies and comes twice. */
import { beforeEach, describe, expect, it } from 'vitest';
import { ApiProblem, unreachable } from '../../web/app/problem.ts';
import { type Line, sendFile } from '../../web/parts/sending.ts';
import { begunOf, keepUnfinished, leftIn, markOf, type Unfinished } from '../../web/parts/unfinished.ts';

const PIECE = 65_536;
type Upload = { readonly size: number; received: number; whole: boolean };

/** A service as the line reaches it: `breaks` says of the nth piece whether it is lost on the way, or its answer is. */
function service(breaks: (nth: number) => 'LOST' | 'ANSWER_LOST' | ApiProblem | null = () => null) {
  const uploads = new Map<string, Upload>();
  const bytes: [at: number, length: number][] = [];
  const waits: number[] = [];
  let nth = 0;
  const shown = (upload: string, one: Upload) => ({
    upload,
    size: one.size,
    received: one.received,
    piece: PIECE,
    expiresAt: '2026-12-01T00:00:00.000Z',
    file: one.whole ? { title: 'a.pdf', sha256: 'f'.repeat(64), mediaType: 'application/pdf', size: one.size } : null,
  });
  const gone = () => new ApiProblem('NOT_FOUND', 404, { zh: '', en: '' });
  const found = (upload: string): Upload => {
    const one = uploads.get(upload);
    if (one === undefined) throw gone();
    return one;
  };
  const line: Line = {
    async begin(_, size) {
      const upload = `u${uploads.size + 1}`;
      const one = { size, received: 0, whole: false };
      uploads.set(upload, one);
      return shown(upload, one);
    },
    find: async (upload) => shown(upload, found(upload)),
    async piece(upload, at, blob) {
      nth += 1;
      const fault = breaks(nth);
      if (fault instanceof ApiProblem) throw fault;
      if (fault === 'LOST') throw unreachable();
      const one = found(upload);
      if (at === one.received) {
        bytes.push([at, blob.size]);
        one.received += blob.size;
        one.whole = one.received === one.size;
      }
      if (fault === 'ANSWER_LOST') throw unreachable();
      return shown(upload, one);
    },
    wait: async (ms) => void waits.push(ms),
  };
  return { line, uploads, bytes, waits };
}
const file = new File([new Uint8Array(400_000)], 'a.pdf', { lastModified: 1 });
const sending = (known: string | null = null) => {
  const parts: number[] = [];
  const begun: (string | null)[] = [];
  return {
    parts,
    begun,
    sending: {
      known,
      onProgress: (part: number) => void parts.push(part),
      onWaiting: () => undefined,
      onBegun: (upload: string | null) => void begun.push(upload),
      signal: new AbortController().signal,
    },
  };
};

describe('a file by pieces', () => {
  it('goes on from what is there: no byte is kept twice, whether a piece or its answer was lost', async () => {
    const { line, uploads, bytes, waits } = service((nth) => (nth === 2 ? 'LOST' : nth === 4 ? 'ANSWER_LOST' : null));
    const { sending: how, begun } = sending();
    expect(await sendFile(file, how, line)).toEqual({ title: 'a.pdf', sha256: 'f'.repeat(64) });
    expect(uploads.size).toBe(1);
    expect(bytes.map(([at]) => at)).toEqual(bytes.map((_, n) => bytes.slice(0, n).reduce((all, [, length]) => all + length, 0)));
    expect(bytes.reduce((all, [, length]) => all + length, 0)).toBe(400_000);
    // After what was lost pieces are smaller, and each try after progress begins to wait anew.
    expect(waits).toEqual([1_000, 1_000]);
    expect(begun).toEqual(['u1', null]);
  });

  it('is carried on by another page, and begun anew where the service has let go of it', async () => {
    const { line, uploads, bytes } = service();
    uploads.set('u1', { size: 400_000, received: 300_000, whole: false });
    await sendFile(file, sending('u1').sending, line);
    expect(bytes[0]).toEqual([300_000, PIECE]);
    const other = service();
    const { sending: how, begun } = sending('u-gone');
    await sendFile(file, how, other.line);
    expect([other.bytes[0], begun]).toEqual([
      [0, PIECE],
      [null, 'u1', null],
    ]);
  });

  it('stops after six tries without progress, says at once what is refused, and asks nothing more of a session that ended', async () => {
    const dead = service(() => 'LOST');
    await expect(sendFile(file, sending().sending, dead.line)).rejects.toMatchObject({ code: 'UNREACHABLE' });
    expect(dead.waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
    const refused = service(() => new ApiProblem('WRONG_SHAPE', 422, { zh: '不是', en: 'is none' }));
    const { sending: how, begun } = sending();
    await expect(sendFile(file, how, refused.line)).rejects.toMatchObject({ status: 422 });
    expect([refused.waits, begun]).toEqual([[], ['u1', null]]);
    const ended = service((nth) => (nth === 2 ? new ApiProblem('NOT_SIGNED_IN', 401, { zh: '', en: '' }) : null));
    const again = sending();
    await expect(sendFile(file, again.sending, ended.line)).rejects.toMatchObject({ status: 401 });
    // Still known: who signs in again goes on.
    expect(again.begun).toEqual(['u1']);
    await sendFile(file, sending('u1').sending, ended.line);
    expect(ended.bytes.map(([at]) => at).slice(0, 2)).toEqual([0, PIECE]);
  });

  it('is one file in two windows, and none where it was changed on the disk meanwhile', async () => {
    const { line, uploads, bytes } = service();
    uploads.set('u1', { size: 400_000, received: 0, whole: false });
    await Promise.all([sendFile(file, sending('u1').sending, line), sendFile(file, sending('u1').sending, line)]);
    expect(bytes.reduce((all, [, length]) => all + length, 0)).toBe(400_000);
    const changed = {
      name: 'a.pdf',
      size: 10,
      slice: () => ({ arrayBuffer: () => Promise.reject(new Error('NotReadableError')) }) as unknown as Blob,
    }; // as a browser refuses to read it
    await expect(sendFile(changed, sending().sending, service().line)).rejects.toMatchObject({ text: { en: expect.stringContaining('changed') } });
  });
});

describe('what a page left unfinished', () => {
  const store = new Map<string, string>();
  beforeEach(() => {
    store.clear();
    // As a browser's: its keys are its own.
    const browser = {
      getItem: (key: string) => store.get(key) ?? null,
      setItem(key: string, value: string): void {
        store.set(key, value);
        Object.assign(browser, { [key]: value });
      },
      removeItem(key: string): void {
        store.delete(key);
        Reflect.deleteProperty(browser, key);
      },
    };
    Object.defineProperty(globalThis, 'localStorage', { value: browser, configurable: true });
  });
  const NOW = 1_800_000_000_000;
  const one = (by: Partial<Unfinished>): Unfinished => ({
    upload: 'u1',
    name: 'a.pdf',
    size: 400_000,
    changed: 1,
    mark: 7,
    place: '/approvals/new#files',
    part: 0.4,
    at: NOW,
    moving: false,
    ...by,
  });

  it('is shown in its field, to its person, for a day, and not while another window sends it', () => {
    keepUnfinished('gao-lin', one({}));
    keepUnfinished('gao-lin', one({ upload: 'u2', moving: true }));
    keepUnfinished('gao-lin', one({ upload: 'u3', place: '/approvals/x#documents' }));
    expect(leftIn('gao-lin', '/approvals/new#files', NOW).map(({ upload }) => upload)).toEqual(['u1']);
    expect(leftIn('gao-lin', '/approvals/new#files', NOW + 31_000)).toHaveLength(2);
    expect(leftIn('wu-tao', '/approvals/new#files', NOW)).toEqual([]);
    expect(leftIn('gao-lin', '/approvals/new#files', NOW + 25 * 3_600_000)).toEqual([]);
  });

  it('is carried on by the same file alone: of the same name, size and day, with the same bytes', async () => {
    const mark = await markOf(file);
    keepUnfinished('gao-lin', one({ mark }));
    expect(begunOf('gao-lin', file, mark, NOW)).toMatchObject({ upload: 'u1' });
    const bytes = new Uint8Array(400_000);
    bytes[399_999] = 1;
    expect(begunOf('gao-lin', file, await markOf(new Blob([bytes])), NOW)).toBeUndefined();
    expect(begunOf('gao-lin', new File([file], 'a.pdf', { lastModified: 2 }), mark, NOW)).toBeUndefined();
    store.set('tuojian.upload.gao-lin.u9', '{"upload": 5}');
    expect(begunOf('wu-tao', file, mark, NOW)).toBeUndefined();
  });
});
