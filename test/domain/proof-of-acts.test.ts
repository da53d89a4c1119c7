/** Every act of a stage takes the files that prove it: they stand in its event, and before whoever is asked for an approval. */
import { describe, expect, it } from 'vitest';
import { meaningOf } from '../../domain/audit/facts.ts';
import { STAGE_COMMANDS } from '../../domain/stages/all.ts';
import { constructionStage } from '../../domain/stages/construction/stage.ts';
import { STAGE_FORMS } from '../../domain/stages/forms.ts';
import { person, Sandbox, stageBase, system } from '../setup/builders.ts';

const FILES = [
  { title: '付款申请.pdf', sha256: 'a'.repeat(64) },
  { title: '监理签认.pdf', sha256: 'b'.repeat(64) },
];
const PAPERS = FILES.map((file, nth) => ({ ...file, paper: ['application', 'value'][nth] ?? '' }));

function works() {
  const box = new Sandbox(constructionStage.logic);
  box.now = '2023-10-13T02:00:00.000Z';
  box.send({ type: 'Open', ...stageBase() }, system);
  return box;
}

describe('what proves an act', () => {
  it('may be handed in with every command of every stage, and every form asks for it', () => {
    for (const [kind, commands] of Object.entries(STAGE_COMMANDS))
      for (const [type, { takes }] of Object.entries(commands)) {
        expect(Object.keys(takes), `${kind}.${type}`).toContain('files');
        expect(STAGE_FORMS[kind as keyof typeof STAGE_FORMS]?.[type]?.fields.files?.label.zh, `${kind}.${type}`).toBeTruthy();
      }
  });
  it('stands in the event that the act leads to, where it is found as a file', () => {
    const box = works();
    const command = { type: 'RecordContract', contractor: '青禾建设', amountFen: 100_000_000, on: '2023-08-20', files: FILES } as const;
    expect(box.send(command, person('manager'))).toBeNull();
    const event = box.events.at(-1);
    expect(event?.data).toMatchObject({ files: FILES });
    expect(JSON.stringify(meaningOf({ stream: 'construction/QH-01', type: event?.type ?? '', data: event?.data ?? {} }))).toContain('付款申请.pdf');
  });
  it('is shown to whoever is asked for the approval', () => {
    const box = works();
    box.send({ type: 'RecordContract', contractor: '青禾建设', amountFen: 100_000_000, on: '2023-08-20' }, person('manager'));
    const pay = { type: 'RequestPayment', key: 'P1', amountFen: 100, confirmedValueFen: 0, kind: 'ADVANCE', files: PAPERS } as const;
    expect(box.send(pay, person('manager'))).toBeNull();
    const asked = box.events.find(({ type }) => type === 'ApprovalAsked');
    expect(asked?.data).toMatchObject({ content: { documents: PAPERS } });
    expect(box.events.find(({ type }) => type === 'PaymentRequested')?.data).toMatchObject({ files: PAPERS });
  });
  it('leaves an event as it was where nothing was handed in', () => {
    const box = works();
    box.send({ type: 'RecordContract', contractor: '青禾建设', amountFen: 100_000_000, on: '2023-08-20' }, person('manager'));
    expect(box.events.at(-1)?.data).not.toHaveProperty('files');
  });
});
