/** The folder of a project: by which act each file came, where it lies, and names that any file system takes. */
import { describe, expect, it } from 'vitest';
import { actOf, type FolderFile, PLACE_OF_ACT } from '../../domain/folder/list.ts';
import { pathsOf, safeName } from '../../domain/folder/names.ts';
import { PROJECT_FACTS } from '../../domain/project/event-facts.ts';

const file = (nth: number, more: Partial<FolderFile> = {}): FolderFile => ({
  stream: 'construction/QH-01',
  of: { zh: '施工', en: 'Works' },
  sha256: String(nth).padStart(64, '0'),
  title: '付款申请.pdf',
  slot: null,
  mediaType: 'application/pdf',
  size: 10,
  at: `2026-01-0${nth}T00:00:00.000Z`,
  person: 'manager',
  place: 'CONSTRUCTION',
  act: { zh: '申请付款', en: 'payment asked for' },
  version: 1,
  versions: 1,
  shownIn: [],
  ...more,
});

describe('a file of a folder', () => {
  it('says by which act it came, and that it was handed in where no event is known', () => {
    expect(actOf('project/QH-01', 'ProjectSuspended').zh).toContain('暂停');
    expect(actOf('approval/QH-01.X', null)).toEqual({ zh: '提交', en: 'handed in' });
  });
  it('lies in a stage by acts that a project has', () => {
    for (const type of PLACE_OF_ACT.keys()) expect(Object.keys(PROJECT_FACTS), type).toContain(type);
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
  it('end as their kind does, where the title has no ending of it', () => {
    const files = [file(1, { title: '隐蔽工程影像' }), file(2, { title: '第2.1稿' }), file(3, { title: '照片.JPEG', mediaType: 'image/jpeg' })];
    expect(pathsOf(files, 'zh-CN').map((path) => path.split('/')[1])).toEqual(['隐蔽工程影像.pdf', '第2.1稿.pdf', '照片.JPEG']);
  });
  it('stand once in each folder, whatever the case of their letters, and an older version says so', () => {
    const files = [file(1, { versions: 2 }), file(2, { version: 2, versions: 2 }), file(3, { slot: 'value', title: '付款申请.PDF' })];
    const paths = pathsOf(files, 'zh-CN');
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(3);
    expect(paths[0]).toContain('（第1版，共2版）.pdf');
    expect(paths.every((path) => /^\d\d [^/]+\/[^/]+$/.test(path))).toBe(true);
  });
});
