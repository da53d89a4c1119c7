import { describe, expect, it } from 'vitest';
import { OUTCOME_CODES } from '../../domain/audit/outcomes.ts';
import { tellEvent } from '../../domain/audit/tell.ts';
import { triedName } from '../../domain/journal/words.ts';
import { COMMANDS } from '../../domain/permission/table.ts';
import { everyRecordedEvent } from '../setup/recorded-release.ts';

/** A word of a closed list as the record keeps it: no reader is shown one. Ids of a county (ZF-01, WH-1) are none, nor is the currency. */
const CODE = /\b(?!JOINT_PURCHASE\b)[A-Z]{2,}(?:_[A-Z]+)+\b|\b(?!CNY\b|PDF\b|CSV\b|JSON\b)[A-Z]{4,}\b/;

const journal = (type: string, data: object) => tellEvent({ stream: 'journal/QH', type, data: { programme: 'QH', ...data } });

describe('the sentence of an event', () => {
  it('holds no code, whichever release recorded it', () => {
    const raw = new Set<string>();
    for (const event of everyRecordedEvent()) {
      const { zh, en } = tellEvent(event);
      for (const text of [zh, en]) if (CODE.test(text)) raw.add(`${event.type}: ${text}`);
    }
    expect([...raw]).toEqual([]);
  });

  it('says what left as a file, and as which', () => {
    expect(journal('ExportMade', { what: 'BUNDLE', format: 'bundle', query: '' })).toEqual({
      zh: '导出：证据包',
      en: 'export made: an evidence bundle',
    });
    expect(journal('ExportMade', { what: 'EVENTS', format: 'xlsx', query: '' })).toEqual({
      zh: '导出：检索到的事件；Excel 表格',
      en: 'export made: events that were searched; an Excel table',
    });
    expect(journal('ExportMade', { what: 'STORY', format: 'pdf', query: '' }).zh).toBe('导出：项目全程；PDF 文件');
  });

  it('says how somebody signed in, and what became of what another system is told', () => {
    expect(journal('SignedIn', { person: 'su-mei', how: 'example' })).toEqual({
      zh: '登录：示例一键登录',
      en: 'signed in: by one click, as somebody of the example',
    });
    expect(journal('AccountBound', { person: 'su-mei', provider: 'wecom' }).zh).toBe('绑定登录方式：企业微信');
    expect(journal('AccountBound', { person: 'su-mei', provider: 'county' }).en).toBe('way to sign in bound: county');
    expect(journal('WebhookChanged', { webhook: 'WH-1', change: 'CONFIRMED', basis: '青〔2026〕1号' })).toEqual({
      zh: '事件推送变更：WH-1；已确认，开始发送；青〔2026〕1号',
      en: 'telling another system changed: WH-1; confirmed, and told from now on; 青〔2026〕1号',
    });
    expect(journal('WebhookProposalEnded', { webhook: 'WH-1', why: 'WITHDRAWN', basis: '' }).en).toBe(
      'telling another system not confirmed: WH-1; taken back',
    );
  });

  it('says what was refused to whom, of which case, and what was mended', () => {
    const tried = { stream: 'approval/QH-01.FSR', command: 'Decide', person: 'su-mei', door: 'api', code: 'NOT_ASKED' };
    expect(journal('AttemptRefused', tried)).toEqual({
      zh: '操作被拒绝：未请其办理；作出决定；审批 QH-01.FSR',
      en: 'attempt refused: they were not asked; deciding; approval QH-01.FSR',
    });
    const repair = { stream: 'construction/QH-01', what: 'WORKFLOW_CAUGHT_UP', why: 'its workflow knew version 3 of 4' };
    expect(journal('RepairMade', repair).zh).toBe('修复：设施建设 QH-01；流程补齐记录；流程在第 3 版，记录在第 4 版');
    expect(journal('RepairMade', repair).en).toContain('its workflow knew version 3 of 4');
    const empty = { ...repair, what: 'WORKFLOW_ENDED', why: 'its workflow ran without a command, and nothing is recorded of it' };
    expect(journal('RepairMade', empty).zh).toBe('修复：设施建设 QH-01；结束空流程；流程没有收到任何指令，也没有任何记录');
    expect(journal('RepairMade', { ...repair, why: '另行处理' }).zh).toContain('另行处理');
    expect(journal('AlarmRaised', { code: 'SET_ASIDE', where: 'COURIER: 3' })).toEqual({
      zh: '警报：有事项被搁置；发送邮件 3 项',
      en: 'alarm raised: something was set aside; sending mails: 3',
    });
    expect(journal('AlarmRaised', { code: 'NO_KEY', where: 'checkpoint 3' }).en).toBe('alarm raised: no signing key; checkpoint 3');
    expect(journal('AsideSettled', { loop: 'COURIER', item: 'mail/1', basis: '青〔2026〕1号' }).zh).toBe(
      '搁置事项已另行处理：发送邮件；mail/1；青〔2026〕1号',
    );
  });

  it('names findings, answers and tables of rules', () => {
    const told = (stream: string, type: string, data: object) => tellEvent({ stream, type, data }).en;
    expect(told('findings/QH-01', 'FindingExplained', { finding: 'ORDER_INVERTED.PRELIM-FSR', explanation: 'why' })).toBe(
      'finding explained: out of order; why',
    );
    expect(told('project/QH-01', 'EstimateReportAnswered', { answer: 'GO_ON', number: '1', on: '2026-01-05', reason: '' })).toContain(
      'answered: go on; 1',
    );
    expect(told('programme/QH', 'StandardProposed', { table: 'PAYMENTS', from: '2026-01-05', basis: '' })).not.toMatch(CODE);
    expect(told('programme/QH', 'RouteWithdrawn', { code: 'FSR', basis: '' })).toBe('route withdrawn: Feasibility study report');
    expect(told('programme/QH', 'RoleProposalEnded', { why: 'WITHDRAWN', reason: '' })).toBe('proposed change of role ended: taken back');
  });

  it('stands as it is for a code of another release', () => {
    expect(journal('ExportMade', { what: 'toString', format: 'constructor', query: '' }).en).toBe('export made: toString; constructor');
    expect(journal('AlarmRaised', { code: 'OTHER', where: '' }).en).toBe('alarm raised: OTHER');
  });
});

describe('what was tried', () => {
  it('has words for every command that a person may send', () => {
    const general = triedName('approval/A-1', 'constructor');
    for (const [kind, commands] of Object.entries(COMMANDS))
      for (const type of Object.keys(commands)) expect(triedName(`${kind}/X`, type), `${kind} ${type}`).not.toEqual(general);
    expect(triedName('construction/QH-01', 'constructor')).toEqual(general);
  });
});

it('alarms are outcomes that can be searched by their names', () => {
  expect(OUTCOME_CODES).toContain('CHECKPOINT_STALE');
});
