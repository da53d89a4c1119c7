/** The three webhooks as their documents say: bodies, signatures, answers (ecosystem 6). */
import { createHmac } from 'node:crypto';
import { cutText } from '../../domain/text/shown.ts';
import { oneLine } from '../mail.ts';
import type { Dialect, Posted, Vendor } from './bot.ts';

const mac = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('base64');

/** Markdown of a vendor is not ours to speak: what it would take for markup is shown as it is. */
export const plain = (text: string): string => oneLine(text).replace(/[\\`*_{}[\]()#+!<>|~]/g, (mark) => `\\${mark}`);
/** Where there is no way to escape, the marks become full-width and read the same. */
export const wide = (text: string): string => oneLine(text).replace(/[<>[\]()*_`#]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) + 0xfee0));

const answered = (code: unknown, message: unknown, throttled: readonly number[]): Posted => {
  const number = Number(code);
  const reply = `${number} ${cutText(oneLine(String(message ?? '')), 80)}`.trim();
  if (number === 0) return { result: 'SENT', reply: '0' };
  return { result: throttled.includes(number) ? 'THROTTLED' : 'REFUSED', reply };
};

/** 钉钉: actionCard, `timestamp` in ms and `sign` in the query. 130101: more than 20 a minute. */
const dingtalk: Dialect = {
  request({ title, lines, button }, { url, secret }, now) {
    const signed = new URL(url);
    if (secret !== null) {
      signed.searchParams.set('timestamp', String(now));
      signed.searchParams.set('sign', mac(secret, `${now}\n${secret}`));
    }
    const text = [`### ${plain(title)}`, ...lines.map(plain)].join('\n\n');
    const body =
      button === null
        ? { msgtype: 'markdown', markdown: { title: oneLine(title), text } }
        : { msgtype: 'actionCard', actionCard: { title: oneLine(title), text, singleTitle: button.label, singleURL: button.url } };
    return { url: signed.href, body };
  },
  outcome: ({ errcode, errmsg }) => answered(errcode, errmsg, [130101, 410100]),
};

/** 企业微信: template_card of text_notice; the key stands in the URL. 45009: more than 20 a minute. */
const wecom: Dialect = {
  request({ title, lines, button }, { url }) {
    if (button === null) return { url, body: { msgtype: 'text', text: { content: cutText([title, ...lines].map(oneLine).join('\n'), 600) } } };
    const card = {
      card_type: 'text_notice',
      main_title: { title: cutText(oneLine(title), 36), desc: cutText(oneLine(lines[0] ?? ''), 44) },
      sub_title_text: cutText(lines.map(oneLine).join('\n'), 600),
      jump_list: [{ type: 1, title: button.label, url: button.url }],
      card_action: { type: 1, url: button.url },
    };
    return { url, body: { msgtype: 'template_card', template_card: card } };
  },
  outcome: ({ errcode, errmsg }) => answered(errcode, errmsg, [45009, 45033]),
};

/** 飞书: interactive card, `timestamp` in s and `sign` in the body, keyed by both. 11232, 99991400: too many. */
const feishu: Dialect = {
  request({ title, lines, button }, { url, secret }, now) {
    const timestamp = String(Math.floor(now / 1_000));
    const elements = [
      ...lines.map((line) => ({ tag: 'div', text: { tag: 'plain_text', content: wide(line) } })),
      ...(button === null
        ? []
        : [{ tag: 'action', actions: [{ tag: 'button', type: 'primary', text: { tag: 'plain_text', content: button.label }, url: button.url }] }]),
    ];
    const card = { header: { title: { tag: 'plain_text', content: oneLine(title) } }, elements };
    const signed = secret === null ? {} : { timestamp, sign: mac(`${timestamp}\n${secret}`, '') };
    return { url, body: { ...signed, msg_type: 'interactive', card } };
  },
  outcome: ({ code, msg, StatusCode, StatusMessage }) => answered(code ?? StatusCode, msg ?? StatusMessage, [11232, 9499, 99991400]),
};

export const DIALECTS: Readonly<Record<Vendor, Dialect>> = { DINGTALK: dingtalk, WECOM: wecom, FEISHU: feishu };
