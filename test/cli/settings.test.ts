import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { BadSettings } from '../../config/bad-settings.ts';
import { readBots } from '../../config/bots.ts';
import { readSettings } from '../../config/env.ts';
import { ownFolder } from '../setup/own-folder.ts';

const faultsOf = (overrides: Record<string, string>): readonly string[] => {
  try {
    readSettings({ overrides });
    return [];
  } catch (error) {
    return error instanceof BadSettings ? error.faults : [String(error)];
  }
};
const file = (value: unknown): string => {
  const name = path.join(ownFolder('bots'), 'bots.json');
  writeFileSync(name, typeof value === 'string' ? value : JSON.stringify(value));
  return name;
};

describe('settings of mail and chats', () => {
  it('are checked together: what comes in needs a secret beside it', () => {
    const faults = faultsOf({ TUOJIAN_BOUNCE_ADDRESS: 'b@x.example', TUOJIAN_REPLY_ADDRESS: 'r@x.example', TUOJIAN_INBOUND_IMAP: 'imap://h/INBOX' });
    expect(faults).toHaveLength(3);
    expect(faultsOf({ TUOJIAN_BOUNCE_ADDRESS: 'b+c@x.example', TUOJIAN_DIGEST_AT: '25:00', TUOJIAN_INBOUND_SECRET: 'short' })).toHaveLength(3);
    expect(faultsOf({ TUOJIAN_BOUNCE_ADDRESS: 'b@x.example', TUOJIAN_INBOUND_SECRET: 's'.repeat(24) })).toEqual([]);
  });

  it('name one sender, whose quotes are no part of the name, in either form of its domain', () => {
    const from = (MAIL_FROM: string) => readSettings({ overrides: { MAIL_FROM } }).mailFrom;
    expect(from('"托建, 办公室" <No-Reply@例子.中国>')).toEqual({ name: '托建, 办公室', address: 'No-Reply@xn--fsqu00a.xn--fiqs8s' });
    expect(from('托建 <no-reply@county.gov.cn>')).toEqual({ name: '托建', address: 'no-reply@county.gov.cn' });
    expect(from('no-reply@county.gov.cn')).toEqual({ name: '托建', address: 'no-reply@county.gov.cn' });
    for (const wrong of ['托建', 'a@x.cn, b@x.cn', '托建 <no reply@x.cn>', 'group: a@x.cn;'])
      expect(faultsOf({ MAIL_FROM: wrong })).toEqual([expect.stringContaining('MAIL_FROM: must be')]);
    expect(faultsOf({ TUOJIAN_REPLY_ADDRESS: '回复@例子.中国', TUOJIAN_INBOUND_SECRET: 's'.repeat(24) })).toEqual([expect.stringContaining('ASCII')]);
    expect(
      readSettings({ overrides: { TUOJIAN_REPLY_ADDRESS: 'reply@例子.中国', TUOJIAN_INBOUND_SECRET: 's'.repeat(24) } }).inbound.replyAddress,
    ).toBe('reply@xn--fsqu00a.xn--fiqs8s');
  });

  it('limit mails to a real mailbox, not to the mail catcher', () => {
    expect(readSettings({ overrides: { SMTP_URL: 'smtp://mail.example:25' } }).mailsPerHour).toBe(60);
    expect(readSettings({ overrides: { SMTP_URL: '' } }).mailsPerHour).toBeGreaterThan(10_000);
  });

  it('name every fault of a file of bots, and never its secrets', () => {
    const bots = [
      { name: 'a', vendor: 'DINGTALK', url: 'https://oapi.dingtalk.com/robot/send?access_token=very-secret', programme: 'QH' },
      { name: 'a', vendor: 'WECOM', url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k', programme: 'QH' },
    ];
    const { faults, bots: none } = readBots(file(bots));
    expect(none).toEqual([]);
    expect(faults).toHaveLength(2);
    expect(faults.join()).not.toContain('very-secret');
    expect(readBots(file([{ ...bots[1], url: 'http://elsewhere.example', vendor: 'SLACK' }])).faults).toHaveLength(2);
    expect(readBots(file('{')).faults[0]).toContain('is no JSON');
    expect(readBots('/nowhere.json').faults[0]).toContain('there is no file');
    expect(readBots(file([bots[1]])).bots).toMatchObject([{ name: 'a', topics: ['TASKS', 'CLOCKS', 'OUTCOMES'], locale: 'zh-CN' }]);
  });
});

describe('what is seen from outside', () => {
  const metricsAt = (TUOJIAN_METRICS: string) => readSettings({ overrides: { TUOJIAN_METRICS } }).metrics;

  it('is shown on loopback unless an address is given, beside the API unless a port is, or not at all', () => {
    expect(metricsAt('')).toEqual({ host: '127.0.0.1', port: null });
    expect(metricsAt('9464')).toEqual({ host: '127.0.0.1', port: 9464 });
    expect(metricsAt('10.8.0.5:9464')).toEqual({ host: '10.8.0.5', port: 9464 });
    expect(metricsAt('[::1]:9464')).toEqual({ host: '::1', port: 9464 });
    expect(metricsAt('off')).toBeNull();
    for (const wrong of ['everywhere', '70000', '10.8.0.5:', ':9464', 'http://127.0.0.1:9464'])
      expect(faultsOf({ TUOJIAN_METRICS: wrong })).toEqual([expect.stringContaining('TUOJIAN_METRICS: must be a port')]);
  });

  it('is traced where a collector is named, by its name in the standard', () => {
    expect(readSettings({ overrides: { OTEL_EXPORTER_OTLP_ENDPOINT: '' } }).traces).toBeNull();
    expect(readSettings({ overrides: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' } }).traces).toEqual({
      endpoint: 'http://127.0.0.1:4318',
      service: 'tuojian',
    });
    expect(faultsOf({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' })).toHaveLength(1);
  });
});
