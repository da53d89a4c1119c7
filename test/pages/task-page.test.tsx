import { describe, expect, it } from 'vitest';
import { commandOf, leftOut, linkForm } from '../../api/link-acts.ts';
import { pageOffers } from '../../api/page-offers.ts';
import { taskPage } from '../../api/pages/task-page.tsx';
import type { Typed } from '../../api/pages/task-view.ts';
import { lightOf } from '../../domain/approval/case.ts';
import { offersFor } from '../../domain/approval/entitlement.ts';
import type { Task } from '../../domain/approval/facts.ts';
import { pick } from '../../domain/kernel/locale.ts';
import { offerWords } from '../../domain/words/answers.ts';
import { CHOICES, type Offer, type PageOffer } from '../../domain/words/lists.ts';
import { ApprovalBox } from '../setup/approval-box.ts';
import { route } from '../setup/builders.ts';

type Given = {
  readonly locale?: 'zh-CN' | 'en';
  readonly files?: readonly string[];
  readonly faults?: readonly string[];
  readonly offers?: readonly PageOffer[];
  readonly typed?: Typed;
  readonly done?: PageOffer;
};
function shown({ state }: ApprovalBox, task: Task, { locale = 'zh-CN', files = [], faults = [], offers, typed = {}, done }: Given = {}): string {
  const all = offers ?? pageOffers(state, task, task.person);
  const form = {
    nonce: 'n',
    action: '/task/x/decision',
    asks: null,
    codeAction: '/task/x/code',
    codeNonce: '',
    offers: all,
    asksScore: false,
    asksSignature: false,
    returnTo: ['APPLICANT'],
    choosesAfterwards: true,
    presets: ['同意。'],
    people: [{ id: 'carl', label: '陈卓' }],
    removable: [],
    fills: [],
    shown: {},
    missing: [],
    fillings: 0,
    corrects: [],
    colleagues: [],
  };
  return taskPage({
    locale,
    state,
    task,
    light: lightOf(state),
    person: task.person,
    nameOf: (id) => id,
    path: '/task/x',
    caseHref: '/approvals/QH-01.FSR',
    files: new Set(files),
    previews: new Set<string>(),
    isOldLink: false,
    said: null,
    done: done ?? null,
    form: all.length === 0 ? null : form,
    faults,
    typed,
  });
}
const taskOf = (box: ApprovalBox, person: string): Task => {
  const found = [...box.state.past, ...box.state.tasks].findLast((task) => task.person === person);
  if (found === undefined) throw new Error(`${person} has no task`);
  return found;
};

describe('the page behind a link', () => {
  it('offers all that the route allows, in words of both languages, with nothing chosen beforehand', () => {
    const box = new ApprovalBox(route({ people: ['ann'] }));
    for (const locale of ['zh-CN', 'en'] as const) {
      const page = shown(box, taskOf(box, 'ann'), { locale });
      for (const offer of offersFor(box.state, taskOf(box, 'ann'))) {
        expect(page).toContain(`value="${offer}"`);
        expect(page).toContain(pick(offerWords(offer, false), locale));
      }
      expect(page).not.toMatch(/checked=""|<script|undefined/);
      expect(page).toContain('href="/approvals/QH-01.FSR"');
      expect(page).toContain('<option value="同意。">');
    }
  });

  it('names the amount on top and draws the way: what is done, where it stands, who comes next and how long they have', () => {
    const box = new ApprovalBox(
      route({ people: ['ann'] }, { agree: 'ALL', people: ['ben'] }, { members: [{ role: 'FINANCE' }], limit: { n: 5, unit: 'WD' } }),
    );
    box.decide('ann', 'APPROVE', '同意');
    const page = shown(box, taskOf(box, 'ben'));
    expect(page.indexOf('2,680 万元')).toBeLessThan(page.indexOf('>manager<'));
    const way = page
      .slice(page.indexOf('审批流程'), page.indexOf('</ol>'))
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ');
    expect(way).toMatch(/第1步 已办 ann：同意（2\d{3}年\d+月\d+日） 第2步 办理中 ben.* 第3步 后续 财政局 · 5 个工作日/);
    expect(shown(box, taskOf(box, 'ben'), { locale: 'en' })).toMatch(/finance · 5 working days/);
  });

  it('shows what somebody wrote to deceive for what it is', () => {
    const box = new ApprovalBox(route({ people: ['ann'] }));
    box.ask('manager', { type: 'Comment', text: '<script>alert(1)</script> =HYPERLINK("x") exe.\u202efdp\u200b' });
    const page = shown(box, taskOf(box, 'ann'));
    expect(page).toContain('&lt;script&gt;');
    expect(page).toContain('exe.‹U+202E›fdp‹U+200B›');
    expect(page).not.toMatch(/[\u202e\u200b]/);
  });

  it('of a file with 200 answers and 200 remarks stays under 30 KB and shows the newest', () => {
    const people = Array.from({ length: 200 }, (_, n) => `p${n}`);
    const box = new ApprovalBox(route({ agree: 'ALL', people }));
    for (const person of people.slice(0, 199)) {
      box.decide(person, 'APPROVE', '同意，请加强现场安全管理');
      box.ask(person, { type: 'Comment', text: `第 ${person} 条批注：请补充图纸` });
    }
    const page = shown(box, taskOf(box, 'p199'));
    expect(Buffer.byteLength(page)).toBeLessThan(30 * 1_024);
    expect(page).toContain('p198');
  });

  it('names its reader only by what he knows himself, and what people wrote is text, never markup', () => {
    const box = new ApprovalBox(route({ people: ['ann'] }));
    box.ask('ann', { type: 'Comment', text: '<b onmouseover=alert(1)>x</b>' });
    const page = shown(box, taskOf(box, 'ann'), { faults: ['<i>'] });
    expect(page).toContain('a**');
    expect(page).not.toMatch(/<b onmouse|<i>/);
    expect(page).toContain('&lt;b onmouseover');
  });

  it('links a document whose file is here, and names one that is not', () => {
    const [here, elsewhere] = ['a'.repeat(64), 'b'.repeat(64)];
    const documents = [
      { title: '在此', sha256: here },
      { title: '另存', sha256: elsewhere },
    ];
    const box = new ApprovalBox(route({ people: ['ann'] }), { changed: { content: { summary: [], documents } } });
    const page = shown(box, taskOf(box, 'ann'), { files: [here] });
    expect(page).toContain(`href="/task/x/files/${here}"`);
    expect(page).not.toContain(`files/${elsewhere}`);
    expect(page).toContain('SHA-256 bbbbbbbb…');
  });

  it('tells whoever comes late how it ended: with conditions, or by itself', () => {
    const box = new ApprovalBox(route({ people: ['ann', 'ben'] }));
    box.decide('ann', 'APPROVE_WITH_CONDITIONS', '原则同意', { conditions: ['补齐消防意见'] });
    const page = shown(box, taskOf(box, 'ben'));
    expect(page).toContain('该事项的处理情况：附条件同意');
    expect(page).toContain('补齐消防意见');
    expect(page).not.toContain('<form');
    const late = new ApprovalBox(route({ people: ['ann'], limit: { n: 1, unit: 'WD' }, rules: { timeout: { action: 'PASS', afterWorkdays: 0 } } }));
    late.until('2023-12-31T00:00:00.000Z');
    expect(shown(late, taskOf(late, 'ann'))).toMatch(/：同意（系统按路线自动作出，并非任何人的决定）/);
  });

  it('lets somebody who is asked a question answer it with files, under that name', () => {
    const box = new ApprovalBox(route({ people: ['ann'] }));
    box.ask('ann', { type: 'Ask', to: 'manager', question: '有照片吗？' });
    const page = shown(box, taskOf(box, 'manager'));
    expect(page).toContain('有照片吗？');
    expect(page).toMatch(/您的答复[\s\S]*type="file"[\s\S]*提交答复/);
    expect(page).toContain('encType="multipart/form-data"');
  });
});

describe('a page that says where its reader stands', () => {
  const box = () => new ApprovalBox(route({ people: ['ann'], may: [...CHOICES, 'ASK', 'COMMENT', 'COPY', 'PAUSE'] }));

  it('while the clock stands still tells why, and lets whoever may stop it let it go on', () => {
    const stopped = box();
    stopped.ask('ann', { type: 'Pause', reason: 'SITE_CHECK', notice: '现场核查通知书 1 号' });
    const page = shown(stopped, taskOf(stopped, 'ann'));
    expect(page).toContain('计时已暂停：现场核查（现场核查通知书 1 号）');
    expect(page).toMatch(/办理期限<\/dt><dd>恢复计时后重新计算/);
    expect(page).toContain('value="RESUME_CLOCK"');
    expect(page).not.toContain('您的决定');
    expect(
      stopped.ask(
        'ann',
        commandOf('RESUME_CLOCK', linkForm.parse({}), {
          task: taskOf(stopped, 'ann'),
          state: stopped.state,
          seen: '',
          documents: [],
          signature: null,
        }) as ResumeClock,
      ),
    ).toBeNull();
  });

  it('for a supplement offers nobody but the applicant to end the wait', () => {
    const waiting = new ApprovalBox(route({ people: ['ann'], may: [...CHOICES, 'COMMENT'] }));
    waiting.decide('ann', 'SUPPLEMENT', '缺用地预审意见');
    const page = shown(waiting, taskOf(waiting, 'ann'));
    expect(page).toContain('等待申请人补正');
    expect(page).not.toContain('RESUME_CLOCK"');
  });

  it('shows no field for words where none are taken, lets a reader remark, and keeps in sight what was typed', () => {
    const copied = box();
    copied.ask('ann', { type: 'Copy', people: ['ben'], note: '' });
    expect(shown(copied, taskOf(copied, 'ben'))).toMatch(/value="MARK_READ"[\s\S]*value="COMMENT"[\s\S]*class="for-reason"/);
    copied.approve('ann');
    const over = shown(copied, taskOf(copied, 'ben'));
    expect(over).toContain('value="MARK_READ"');
    expect(over).not.toContain('<textarea');
    expect(shown(copied, taskOf(copied, 'ben'), { typed: { reason: '请注意消防' } })).toMatch(
      /<div><label[^>]*for="reason"[\s\S]*请注意消防<\/textarea>/,
    );
    const conditions = shown(box(), taskOf(box(), 'ann'), {
      typed: { choice: 'APPROVE', conditions: '补齐' },
      offers: ['APPROVE', 'APPROVE_WITH_CONDITIONS'],
    });
    expect(conditions).toMatch(/class="only"[\s\S]*补齐<\/textarea>/);
  });

  it('tells once what was just recorded, and never sends anybody on to decide where nothing is asked', () => {
    const open = box();
    open.ask('ann', { type: 'Ask', to: 'manager', question: '有照片吗？' });
    expect(shown(open, taskOf(open, 'ann'), { done: 'ASK' })).toMatch(/role="status"><p>已记录：提问。/);
    const decided = new ApprovalBox(route({ people: ['ann'] }, { people: ['ben'] }));
    decided.approve('ann');
    const page = shown(decided, taskOf(decided, 'ann'));
    expect(page).toContain('value="TAKE_BACK"');
    expect(page).toContain('您可以');
    expect(page).not.toMatch(/class="jump"|您的决定/);
  });
});
type ResumeClock = { readonly type: 'ResumeClock' };

describe('what is filled in behind a link', () => {
  const box = new ApprovalBox(route({ people: ['ann'] }));
  const on = {
    task: taskOf(box, 'ann'),
    state: box.state,
    seen: 'f'.repeat(64),
    documents: [{ title: '照片.jpg', sha256: 'a'.repeat(64) }],
    signature: null,
  };
  const command = (offer: PageOffer, fields: Record<string, string> = {}) => commandOf(offer, linkForm.parse(fields), on);

  it.each<[PageOffer, Record<string, string>, object]>([
    ['APPROVE', { reason: '同意' }, { type: 'Decide', choice: 'APPROVE', task: 1, seen: 'f'.repeat(64), reason: '同意' }],
    ['APPROVE_WITH_CONDITIONS', { conditions: ' 一 \r\n\r\n二' }, { choice: 'APPROVE_WITH_CONDITIONS', conditions: ['一', '二'] }],
    ['APPROVE', { score: '９２.5' }, { score: 92.5 }],
    ['RETURN', { reason: 'r', to: 's0', afterwards: 'BACK' }, { choice: 'RETURN', to: 's0', afterwards: 'BACK' }],
    ['HAND_OVER', { person: 'carl', reason: 'r' }, { type: 'HandOver', task: 1, to: 'carl', reason: 'r' }],
    ['ASK_OPINION', { person: 'carl', reason: 'q' }, { type: 'AskOpinion', of: 'carl', question: 'q' }],
    ['ADD_APPROVERS', { person: 'carl', where: 'AFTER', reason: 'r' }, { type: 'AddApprovers', people: ['carl'], where: 'AFTER' }],
    ['REMOVE_APPROVERS', { remove: '3', reason: 'r' }, { type: 'RemoveApprover', task: 3 }],
    ['ASK', { reason: 'q' }, { type: 'Ask', to: 'manager', question: 'q' }],
    ['ANSWER', { reason: 'a' }, { type: 'Answer', text: 'a', documents: on.documents }],
    ['COMMENT', { reason: 'c' }, { type: 'Comment', text: 'c', documents: on.documents }],
    ['COPY', { person: 'carl' }, { type: 'Copy', people: ['carl'] }],
    ['PAUSE', { pause: 'HEARING', reason: 'n' }, { type: 'Pause', reason: 'HEARING', notice: 'n' }],
    ['GIVE_OPINION', { reason: 'o', recommends: 'REJECT' }, { type: 'GiveOpinion', opinion: 'o', recommends: 'REJECT' }],
    ['RECALL_OPINION', {}, { type: 'RecallOpinion', task: 1 }],
    ['MARK_READ', {}, { type: 'MarkRead', task: 1 }],
    ['RECUSE', { reason: 'r' }, { type: 'Recuse', task: 1, reason: 'r' }],
    ['TAKE_BACK', {}, { type: 'TakeBack', task: 1 }],
    ['RESUME_CLOCK', {}, { type: 'ResumeClock' }],
  ])('for %s %j means the command of the API', (offer, fields, expected) => {
    expect(command(offer, fields)).toMatchObject(expected);
  });

  it.each<[PageOffer, Record<string, string>, number, readonly string[]]>([
    ['MARK_READ', { reason: '已转科室办理' }, 0, ['reason']],
    ['MARK_SEEN', { reason: '周五前答复' }, 0, ['reason']],
    ['TAKE_BACK', { reason: '金额看错了' }, 0, ['reason']],
    ['RECALL_OPINION', { reason: '不必了' }, 0, ['reason']],
    ['RESUME_CLOCK', { reason: '核查已毕' }, 0, ['reason']],
    ['APPROVE', { conditions: '补齐消防意见' }, 0, ['conditions']],
    ['REJECT', { reason: 'r', conditions: '补齐消防意见' }, 1, ['conditions', 'files']],
    ['APPROVE', { reason: '同意' }, 2, ['files']],
    ['MARK_READ', { reason: ' \n' }, 0, []],
    ['APPROVE_WITH_CONDITIONS', { conditions: '一', reason: '同意' }, 0, []],
    ['COMMENT', { reason: 'c' }, 1, []],
  ])('for %s with %j and %i files says which of it would be lost: %j', (offer, fields, files, expected) => {
    expect(leftOut(offer, linkForm.parse(fields), files)).toEqual(expected);
  });

  it.each<Offer>(['HAND_OVER', 'ASK_OPINION', 'ADD_APPROVERS', 'COPY', 'REMOVE_APPROVERS'])('for %s needs a person', (offer) => {
    expect(command(offer, { reason: 'r' })).toBe('NOBODY');
  });
});
