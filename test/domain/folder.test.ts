/** The folder of a project: every file once, its versions, and names that any file system takes. */
import { describe, expect, it } from 'vitest';
import { askedOf, type FolderRow, folderOf } from '../../domain/folder/list.ts';
import { pathsOf, safeName } from '../../domain/folder/names.ts';

const row = (nth: number, more: Partial<FolderRow> = {}): FolderRow => ({
  stream: 'construction/QH-01',
  of: { zh: '施工', en: 'Works' },
  sha256: String(nth).padStart(64, '0'),
  title: '付款申请.pdf',
  slot: null,
  mediaType: 'application/pdf',
  size: 10,
  at: `2026-01-0${nth}T00:00:00.000Z`,
  person: 'manager',
  type: 'PaymentRequested',
  ...more,
});

describe('the folder of a project', () => {
  it('counts what is handed in again under one name in one place as a later version', () => {
    const files = folderOf([row(2), row(1), row(3, { stream: 'training/QH-01' }), row(4, { title: '付款申请.PDF' })]);
    expect(files.map(({ version, versions }) => [version, versions])).toEqual([
      [1, 3],
      [2, 3],
      [1, 1],
      [3, 3],
    ]);
    expect(askedOf(files, { order: 'NEWEST', newest: true })).toHaveLength(2);
  });
  it('counts another file for the same paper of a route as a later version, whatever it is called', () => {
    const files = folderOf([row(1, { slot: 'value', title: 'a.pdf' }), row(2, { slot: 'value', title: 'b.pdf' }), row(3, { title: 'a.pdf' })]);
    expect(files.map(({ version, versions }) => [version, versions])).toEqual([
      [1, 2],
      [2, 2],
      [1, 1],
    ]);
  });
  it('shows a file once that a stage brought and its approval shows', () => {
    const files = folderOf([row(1), row(1, { stream: 'approval/QH-01.PAYMENT.P1', type: 'ApprovalOpened', person: null })]);
    expect(files).toMatchObject([{ stream: 'construction/QH-01', shownIn: ['approval/QH-01.PAYMENT.P1'], person: 'manager', place: 'CONSTRUCTION' }]);
  });
  it('says by which act each came, and lays it in the stage that it is of', () => {
    const files = folderOf([
      row(1),
      row(2, { stream: 'project/QH-01', type: 'ReplyRecorded' }),
      row(3, { stream: 'project/QH-01', type: 'HandoverRecorded' }),
      row(4, { stream: 'project/QH-01', type: 'ProjectSuspended' }),
      row(5, { stream: 'approval/QH-01.X', type: null }),
    ]);
    expect(files.map(({ place }) => place)).toEqual(['CONSTRUCTION', 'APPROVALS', 'HANDOVER', 'PROJECT', 'APPROVAL']);
    expect(files[0]?.act.zh).not.toBe('提交');
    expect(files[4]?.act.zh).toBe('提交');
  });
  it('finds by a part of the title and by the stage, in the order that is asked', () => {
    const files = folderOf([row(1, { title: 'B.pdf' }), row(2, { title: 'a合同.pdf' }), row(3, { title: '合同.pdf', stream: 'survey/QH-01' })]);
    expect(askedOf(files, { text: '合同', order: 'NEWEST' }).map(({ title }) => title)).toEqual(['合同.pdf', 'a合同.pdf']);
    expect(askedOf(files, { place: 'SURVEY', order: 'TITLE' })).toHaveLength(1);
  });
});

describe('the names in an exported folder', () => {
  it('are such as Windows and macOS take', () => {
    expect(safeName('a/b\\c:d*?.pdf')).toBe('a_b_c_d__.pdf');
    expect(safeName('CON.pdf')).toBe('_CON.pdf');
    expect(safeName('..')).toBe('_');
    expect(safeName('合同. ')).toBe('合同');
    expect(safeName(`${'长'.repeat(300)}.pdf`)).toHaveLength(100);
    expect(safeName('e\u0301.pdf')).toBe('\u00e9.pdf');
  });
  it('stand once in each folder, whatever the case of their letters, and an older version says so', () => {
    const files = folderOf([row(1), row(2), row(3, { slot: 'value', title: '付款申请.PDF' })]);
    const paths = pathsOf(files, 'zh-CN');
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(3);
    expect(paths[0]).toContain('（第1版，共2版）.pdf');
    expect(paths.every((path) => /^\d\d [^/]+\/[^/]+$/.test(path))).toBe(true);
  });
});
