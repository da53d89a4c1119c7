import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askedTold, matterTold } from '../../domain/approval/told.ts';
import { foldOf } from '../../domain/cases.ts';
import type { Locale } from '../../domain/kernel/locale.ts';
import type { NoticeTemplate } from '../../domain/notice/due.ts';
import { noticesAt } from '../../domain/notices-of.ts';
import { composeMail, type Occasion } from '../../notices/compose.ts';
import { TEXTS } from '../../notices/templates/texts.ts';
import { ApprovalBox } from '../setup/approval-box.ts';
import { route } from '../setup/builders.ts';

const NAMES: Readonly<Record<string, readonly [string, string]>> = {
  ann: ['方圆', 'Fang Yuan'],
  ben: ['郑岩', 'Zheng Yan'],
  carl: ['陈卓', 'Chen Zhuo'],
  manager: ['高琳', 'Gao Lin'],
};
const nameOf = (person: string, locale: Locale) => NAMES[person]?.[locale === 'en' ? 1 : 0] ?? person;

const STREAM = 'approval/QH-01.FSR';

/** Everything that the events of a box made due, each as it stood then. */
const noticesIn = (box: ApprovalBox) =>
  box.events.flatMap((event, nth) => {
    const state = foldOf(STREAM, box.events.slice(0, nth + 1));
    return state === null ? [] : noticesAt(STREAM, state, event);
  });

/** A mail that really was made due; else, for the sake of its words alone, one that tells of the case as it stands. */
type More = { readonly title?: string; readonly task?: number; readonly about?: Occasion['about'] };
function mail(box: ApprovalBox, template: NoticeTemplate, locale: Locale, more: More = {}) {
  const task = [...box.state.tasks, ...box.state.past].find((t) => t.task === more.task) ?? null;
  const due = noticesIn(box).findLast((notice) => notice.template === template && (more.task === undefined || notice.task === more.task));
  const facts = due?.facts ?? {
    ...(task === null ? matterTold(box.state) : askedTold(box.state, task)),
    ...(template === 'bounce' ? { undelivered: { person: 'ben', template: 'task', trouble: 'DEAD', reply: '550 5.1.1' } } : {}),
  };
  const occasion: Occasion = {
    notice: `${STREAM}@4/0`,
    template,
    to: { name: '方圆', nameEn: 'Fang Yuan', address: 'a@example.org', locale },
    about: more.about ?? { stream: STREAM, project: 'QH-01' },
    facts: { ...facts, title: { zh: more.title ?? '可研报告', en: more.title ?? 'Feasibility report' } },
    content: box.state.content,
    nameOf,
    link: task === null ? null : { url: 'https://tuojian.example/a/token', check: '4827' },
    code: null,
    reply: null,
    overview: null,
    unsubscribe: null,
    publicUrl: 'https://tuojian.example',
  };
  return composeMail(occasion);
}
/** About no one case. */
const OVERVIEWS: readonly NoticeTemplate[] = ['digest', 'burst', 'sign-in'];
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
const opened = () => new ApprovalBox(route({ agree: 'ALL', people: ['ann', 'ben'] }));

describe('a mail', () => {
  it.each((Object.keys(TEXTS) as NoticeTemplate[]).filter((template) => !OVERVIEWS.includes(template)))(
    '"%s" says in both languages what it is about, with no gap in it',
    async (template) => {
      for (const locale of ['zh-CN', 'en'] as const) {
        const { subject, text, html } = await mail(opened(), template, locale, { task: 1 });
        expect(subject).toContain(locale === 'en' ? 'Feasibility report' : '可研报告');
        for (const part of [subject, text, html]) expect(part).not.toMatch(/undefined|\[object|NaN|null/);
        // One link, whatever it is about.
        expect(text.match(/https?:\/\/\S+/g)).toEqual(['https://tuojian.example/a/token']);
      }
    },
  );

  it('names the amount first and the way, so that nobody has to open the page to know what is asked', async () => {
    const box = new ApprovalBox(route({ people: ['ann'] }, { people: ['ben'] }));
    const [zh, en] = [await mail(box, 'task', 'zh-CN', { task: 1 }), await mail(box, 'task', 'en', { task: 1 })];
    expect(zh.text).toMatch(/总投资[：:]\s*2,680 万元[\s\S]*【第1步】 → 第2步/);
    expect(zh.text.match(/2,680 万元/g)).toHaveLength(1);
    expect(en.text).toMatch(/CNY 26,800,000.00[\s\S]*\[Step 1\] → Step 2/);
  });

  it('says on whose behalf, in subject and text', async () => {
    const box = opened();
    box.system({ type: 'StandIn', mandate: 'DL-1', principal: 'ben', delegate: 'carl', scope: {}, basis: '青发改函〔2024〕3号' });
    const task = box.taskOf('carl');
    expect(await mail(box, 'task', 'zh-CN', { task })).toMatchObject({
      subject: expect.stringContaining('（代 郑岩）'),
      text: expect.stringContaining('（代 郑岩）'),
    });
    expect((await mail(box, 'task', 'en', { task })).subject).toContain('(on behalf of Zheng Yan)');
    expect((await mail(box, 'stand-in', 'zh-CN')).text).not.toContain('undefined');
  });

  it('asks the question that was asked, by name', async () => {
    const box = opened();
    box.ask('ann', { type: 'AskOpinion', of: 'carl', question: '造价是否合理？' });
    const { text } = await mail(box, 'opinion-asked', 'zh-CN', { task: box.state.tasks.find(({ kind }) => kind === 'OPINION')?.task ?? 0 });
    expect(text).toContain('方圆就QH-01 可研报告征求您的意见：“造价是否合理？”');
  });

  it('about an automatic outcome never reads as a person’s approval', async () => {
    const box = new ApprovalBox(route({ limit: { n: 1, unit: 'WD' }, rules: { timeout: { action: 'PASS', afterWorkdays: 0 } } }));
    box.until('2023-12-31T00:00:00.000Z');
    expect(box.state).toMatchObject({ status: 'APPROVED', automatic: true });
    expect((await mail(box, 'decided', 'zh-CN')).subject).toMatch(/自动/);
    expect((await mail(box, 'decided', 'en')).subject).toMatch(/automatic/);
  });

  it('keeps line ends, control and direction marks of people’s texts out of its headers', async () => {
    const box = opened();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (title) => {
        const { subject, to } = await mail(box, 'task', 'zh-CN', { title });
        for (const header of [subject, to.name]) expect(header).not.toMatch(FORBIDDEN);
        expect(subject.length).toBeLessThanOrEqual(180);
      }),
      { numRuns: 300 },
    );
  });

  it('shows HTML in people’s texts as text, and what hides or turns text around as what it is', async () => {
    const { html, text } = await mail(opened(), 'task', 'zh-CN', { title: '<img src=x onerror=alert(1)>\u202efdp.exe\u200b' });
    expect(html).not.toContain('<img src=x');
    expect(html).toContain('&lt;img src=x');
    for (const part of [html, text]) expect(part).toContain('‹U+202E›fdp.exe‹U+200B›');
  });

  it('of a light, a finding or a last day leads to the page of the stage or project where somebody acts on it', async () => {
    for (const template of ['light', 'finding', 'rectification', 'to-act', 'deadline', 'stage', 'monthly-report'] as const)
      for (const [stream, page] of [
        ['construction/QH-01', '/projects/QH-01/stages/construction'],
        ['acceptance/QH-01', '/projects/QH-01/stages/acceptance'],
        ['project/QH-01', '/projects/QH-01'],
      ] as const)
        for (const locale of ['zh-CN', 'en'] as const) {
          const { text, html } = await mail(opened(), template, locale, { about: { stream, project: 'QH-01' } });
          expect(text).toMatch(new RegExp(`https://tuojian\\.example${page}$`, 'm'));
          expect(html).toContain(`href="https://tuojian.example${page}"`);
        }
    expect((await mail(opened(), 'manager', 'en', { about: { stream: 'construction/QH-01', project: 'QH-01' } })).text).not.toContain('/projects/');
  });

  it('leads an applicant of whom something is asked to the case in the console, and nobody else', async () => {
    const box = opened();
    for (const template of ['returned', 'supplement'] as const) {
      const { text, html } = await mail(box, template, 'zh-CN');
      expect(text).toContain(`https://tuojian.example/approvals/${STREAM.slice('approval/'.length)}`);
      expect(html).toContain('请办理');
    }
    for (const template of ['decided', 'copy'] as const) expect((await mail(box, template, 'zh-CN')).text).not.toContain('/approvals/');
  });
});
