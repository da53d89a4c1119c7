import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { defaultFailureConverter, defaultPayloadConverter, type Payload } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { addKey, KeyFile, keyInUse } from '../../temporal/key-file.ts';
import { createPayloads, payloadCodec, payloadsBy } from '../../temporal/payload-codec.ts';
import { ownFolder } from '../setup/own-folder.ts';

const fileOf = () => path.join(ownFolder('payloads'), 'payload-keys.json');
const day = (n: number) => `2026-01-0${n}T00:00:00.000Z`;
const WORDS = { reason: '面积不足，请补充测绘报告 𠮷', numbers: [1, 2.5, null] };
const clear = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const value = (payload: Payload | undefined): unknown => defaultPayloadConverter.fromPayload(payload ?? {});
const bytes = (payload: Payload | undefined) => Buffer.from(payload?.data ?? []);

describe('what Temporal keeps', () => {
  it('is read back as it was, says by which key, and shows nothing of what it holds', async () => {
    const file = fileOf();
    const id = addKey(file, day(1));
    const codec = payloadCodec(new KeyFile(file));
    const [once, again] = [...(await codec.encode([clear(WORDS)])), ...(await codec.encode([clear(WORDS)]))];
    expect(Object.fromEntries(Object.entries(once?.metadata ?? {}).map(([name, said]) => [name, Buffer.from(said).toString()]))).toEqual({
      encoding: 'binary/encrypted',
      'encryption-key-id': id,
    });
    expect(bytes(once).includes('面积') || bytes(once).includes('json/plain')).toBe(false);
    expect(bytes(once).equals(bytes(again))).toBe(false);
    expect(bytes(once).length - bytes(clear(WORDS)).length).toBeLessThan(100);
    expect((await codec.decode([once ?? {}, again ?? {}])).map(value)).toEqual([WORDS, WORDS]);
  });

  it('and carries no mark, as releases up to 0.5.0 wrote it, is read as it stands', async () => {
    const file = fileOf();
    addKey(file, day(1));
    const before = clear(WORDS);
    for (const keys of [new KeyFile(file), null]) expect(await payloadCodec(keys).decode([before, {}])).toEqual([before, {}]);
    expect(await payloadCodec(null).encode([before])).toEqual([before]);
  });

  it('by an older key is still read; a key that another process added meanwhile is found at once', async () => {
    const file = fileOf();
    addKey(file, day(1));
    const running = payloadCodec(new KeyFile(file));
    const [older = {}] = await running.encode([clear(WORDS)]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    const id = addKey(file, day(2));
    const other = payloadCodec(new KeyFile(file));
    const [newer = {}] = await other.encode([clear(WORDS)]);
    expect(Buffer.from(newer.metadata?.['encryption-key-id'] ?? []).toString()).toBe(id);
    expect((await running.decode([older, newer])).map(value)).toEqual([WORDS, WORDS]);
    expect((await other.decode([older, newer])).map(value)).toEqual([WORDS, WORDS]);
  });

  it('is written by a key that follows once its moment has come, and read by whoever has it before', async () => {
    const file = fileOf();
    const first = addKey(file, day(1));
    const soon = Date.now() + 400;
    const second = addKey(file, new Date(soon).toISOString());
    const [one, other] = [payloadsBy(file, false), payloadsBy(file, false)];
    expect(keyInUse(file)).toMatchObject({ id: first, next: { id: second } });
    const write = async () => (await one.converter.payloadCodecs?.[0]?.encode([clear(WORDS)])) ?? [];
    const keyOf = ([payload]: readonly Payload[]) => Buffer.from(payload?.metadata?.['encryption-key-id'] ?? []).toString();
    const before = await write();
    expect([keyOf(before), one.keyId()]).toEqual([first, first]);
    await new Promise((resolve) => setTimeout(resolve, soon - Date.now() + 20));
    const after = await write();
    expect([keyOf(after), one.keyId()]).toEqual([second, second]);
    expect(keyInUse(file)).toEqual({ id: second, next: null });
    // Its file was read before the moment, as that of a process on another machine is.
    expect(((await other.converter.payloadCodecs?.[0]?.decode([...before, ...after])) ?? []).map(value)).toEqual([WORDS, WORDS]);
  });

  it('by a key that is not here, or changed on the way, is an error that says what to do', async () => {
    const [file, otherFile] = [fileOf(), fileOf()];
    const id = addKey(file, day(1));
    addKey(otherFile, day(1));
    const codec = payloadCodec(new KeyFile(file));
    const [hidden = {}] = await codec.encode([clear(WORDS)]);
    for (const stranger of [payloadCodec(new KeyFile(otherFile)), payloadCodec(null)])
      await expect(stranger.decode([hidden])).rejects.toThrow(new RegExp(`key ${id}.*TUOJIAN_PAYLOAD_KEY: bring the file`));
    for (const at of [0, 12, 28, bytes(hidden).length - 1]) {
      const changed = bytes(hidden);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(codec.decode([{ ...hidden, data: changed }])).rejects.toThrow();
    }
    await expect(codec.decode([{ ...hidden, data: Buffer.alloc(3) }])).rejects.toThrow();
  });

  it('is no message of a failure', () => {
    const { failureConverter } = createRequire(import.meta.url)(createPayloads(null).converter.failureConverterPath ?? '');
    const failure = failureConverter.errorToFailure(new Error('面积不足'), defaultPayloadConverter);
    expect(JSON.stringify({ ...failure, encodedAttributes: null })).not.toContain('面积');
    expect(failureConverter.failureToError(failure, defaultPayloadConverter).message).toBe('面积不足');
    // As releases up to 0.5.0 wrote them.
    const before = defaultFailureConverter.errorToFailure(new Error('面积不足'), defaultPayloadConverter);
    expect(failureConverter.failureToError(before, defaultPayloadConverter).message).toBe('面积不足');
  });

  it('can be made readable as a whole history, however deep its payloads lie', async () => {
    const file = fileOf();
    addKey(file, day(1));
    const payloads = payloadsBy(file, false);
    const [hidden = {}] = (await payloads.converter.payloadCodecs?.[0]?.encode([clear(WORDS)])) ?? [];
    const history = await payloads.readable({
      events: [
        { eventId: 1, attributes: { input: { payloads: [hidden, clear('open')] }, memo: { fields: {} } } },
        { eventId: 2, marker: { details: { result: { payloads: [structuredClone(hidden)] } } }, failure: null },
      ],
    });
    expect(value(history.events[0]?.attributes?.input.payloads[0])).toEqual(WORDS);
    expect(value(history.events[0]?.attributes?.input.payloads[1])).toBe('open');
    expect(value(history.events[1]?.marker?.details.result.payloads[0])).toEqual(WORDS);
  });

  it('is never clear because its key is missing or damaged, unless that is allowed', () => {
    const file = fileOf();
    expect(() => payloadsBy(file, false)).toThrow();
    expect(payloadsBy(file, true).keyId()).toBeNull();
    const id = addKey(file, day(1));
    expect([payloadsBy(file, false).keyId(), payloadsBy(file, true).keyId()]).toEqual([id, id]);
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -10));
    expect(() => payloadsBy(file, true)).toThrow();
  });
});
