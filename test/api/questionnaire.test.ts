/** The public questionnaire of a running service: once a device and phone, every fault at once, kept, counted when it closes. */
import { beforeAll, expect, inject, it } from 'vitest';
import { client, json, registerOwnProject, today } from '../setup/office.ts';
import { Phone } from '../setup/phone.ts';

const { apiUrl } = inject('service');
/** Of its own: surveys of the example are closed by other tests. */
const PROJECT = 'QH-83';
const SURVEY = `survey/${PROJECT}`;
beforeAll(() => registerOwnProject(PROJECT, { zh: '问卷示范点', en: 'Questionnaire centre' }), 60_000);
type Progress = {
  readonly form: {
    address: string | null;
    collecting: boolean;
    received: number;
    excluded: Record<string, number>;
    refused: Record<string, number>;
  } | null;
  readonly valid: number;
};
const progressOf = async (person: string) => (await json(client(person).get(`${SURVEY}/progress`))) as unknown as Progress;

const FAMILY = {
  area: '高新区',
  birthMonth: `${Number(today().slice(0, 4)) - 1}-${today().slice(5, 7)}`,
  children: 'ONE',
  residence: 'LOCAL',
  carer: 'PARENT',
  work: 'BOTH',
  income: 'UNSAID',
  inCare: 'NONE',
  need: 'NO',
};
const REST = { 'concerns.SAFETY': '1', whyNot: 'AT_HOME', knowsPolicy: 'WELL' };
const ALL = { step: '2', ...FAMILY, ...REST };

it('the public questionnaire is opened, answered once, refused to machines and twice, and counted when it closes', { timeout: 60_000 }, async () => {
  const { manager: runs } = (await client('xu-jianing').until(SURVEY, (state) => state)) as unknown as { manager: string };
  const owner = client(runs);
  const send = async (body: object) => (await owner.post(`${SURVEY}/commands`, body)).status;
  const opening = { type: 'OpenQuestionnaire', basis: '试〔2026〕1号', areas: [{ name: '高新区', stratum: 'PARK' }] };
  expect(await send(opening)).toBe(409);
  expect(await send({ type: 'AnnounceSurvey', closesOn: today() })).toBe(200);
  expect((await client('song-wei').post(`${SURVEY}/commands`, opening)).status).toBe(403);
  expect(await send(opening)).toBe(200);

  const address = (await progressOf(runs)).form?.address ?? '';
  expect(address).toMatch(new RegExp(`^${apiUrl}/q/[A-Za-z0-9_-]{22}$`));
  expect((await progressOf('song-wei')).form?.address).toBeNull(); // the auditor reads it, and has no use for the address
  expect((await fetch(`${address.slice(0, -1)}_`)).status).toBe(404);

  const phone = new Phone(address);
  const first = await phone.open();
  expect(first.policy).toContain("default-src 'none'");
  expect(first.html).not.toContain('<script');
  expect((await phone.send({ step: '0', consent: '' })).status).toBe(422);
  const half = await phone.send({ step: '1', ...FAMILY, area: '', work: '' });
  expect([half.status, half.faults]).toEqual([422, ['area', 'work']]);
  expect(half.html).toContain('value="UNSAID"');
  const outside = await phone.send({ ...ALL, need: 'CERTAIN', travelMinutes: '9999', feeLimitYuan: '-1', advice: '好\u202e', phone: '12' });
  expect(outside.status).toBe(422);
  expect(outside.faults).toEqual(expect.arrayContaining(['travelMinutes', 'feeLimitYuan', 'advice', 'phone', 'startAge']));
  // Too much is told at its field with everything kept, and beyond any form by a page that says how to get it back.
  const long = await phone.send({ ...ALL, advice: '好'.repeat(6_000) });
  expect([long.status, long.faults]).toEqual([422, ['advice']]);
  expect(long.html).toContain('value="UNSAID"');
  const tooLong = await phone.send({ ...ALL, advice: '好'.repeat(20_000) });
  expect(tooLong.status).toBe(413);
  expect(tooLong.html).toContain('请返回上一页');
  expect(tooLong.html).not.toContain('name="consent"');
  expect((await phone.send({ ...ALL, website: 'https://x.example' })).status).toBe(422);
  expect((await phone.send(ALL, '1700000000000.forged')).status).toBe(422);
  expect((await phone.send({ ...ALL, phone: '138 0000 1111' })).status).toBe(303);

  const twice = await phone.send(ALL);
  const other = new Phone(address);
  await other.open();
  const samePhone = await other.send({ ...ALL, phone: '+86 13800001111' });
  expect([twice.status, samePhone.status]).toEqual([409, 409]);
  expect(twice.html).toBe(samePhone.html);
  expect((await phone.open()).html).toContain('答卷已收到');

  const waiting = await progressOf(runs);
  expect(waiting).toMatchObject({ valid: 0, form: { received: 1, excluded: { TOO_FAST: 1 }, refused: { TWICE: 2, MACHINE: 1 } } });
  expect(await send({ type: 'CloseSurvey' })).toBe(409);
  expect(await send({ type: 'CloseQuestionnaire' })).toBe(200);
  expect((await other.open()).status).toBe(410);
  const state = (await client('xu-jianing').until(SURVEY, (now) => now)) as unknown as {
    batches: string[];
    tally: { received: number; invalid: object };
  };
  expect(state.batches).toEqual([expect.stringMatching(new RegExp(`^WEB-${PROJECT}-`))]);
  expect(state.tally).toMatchObject({ received: 1, valid: 0, invalid: { TOO_FAST: 1 } });
  expect(JSON.stringify(await json(owner.get(`${SURVEY}/events`)))).not.toContain(address.slice(-22));
  expect((await owner.get(`${SURVEY}/report.pdf`)).headers.get('content-type')).toBe('application/pdf');
});
