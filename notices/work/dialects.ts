/**
 * The app messages of the three vendors as their documents say: 钉钉 工作通知, 企业微信 应用消息, 飞书 机器人消息. Each with its
 * token, its limits and its way to take a message back. Deliberately absent: callbacks; a decision is made on our page alone.
 */
import { cutText } from '../../domain/text/shown.ts';
import type { Card } from '../bots/bot.ts';
import { plain, wide } from '../bots/dialects.ts';
import { oneLine } from '../mail.ts';
import { type Answer, ask, type Judged, type Minted, replyOf, VendorApp } from './vendor-call.ts';
import type { Ended, Sent, WorkApp, WorkAppSettings } from './work-app.ts';

type Of<K extends WorkAppSettings['kind']> = Extract<WorkAppSettings, { readonly kind: K }>;

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
/** A token that was given, or why there is none: the app's own fault, unless nobody knows. */
const minted = (answer: Answer, token: unknown, seconds: unknown): Minted =>
  text(token) === ''
    ? { result: answer.throttled === true ? 'THROTTLED' : 'OURS', reply: replyOf(answer) }
    : { token: text(token), seconds: Number(seconds) || 7_200 };

const judged =
  (numbers: Readonly<Partial<Record<Judged, readonly number[]>>>) =>
  (code: unknown): Judged => {
    const number = Number(code ?? 0);
    if (number === 0) return 'OK';
    const kinds: readonly Judged[] = ['TOKEN', 'THROTTLED', 'NOBODY', 'OURS', 'LATER'];
    return kinds.find((kind) => numbers[kind]?.includes(number)) ?? 'REFUSED';
  };

const checked = async (app: VendorApp): Promise<Ended> => {
  const token = await app.token();
  return typeof token === 'string' ? { result: 'DONE' } : token;
};
const ended = (answered: Awaited<ReturnType<VendorApp['call']>>): Ended => ('answer' in answered ? { result: 'DONE' } : answered);

/** The whole message has at most 2048 bytes; a letter of ours has three. */
const DINGTALK_LINE = 120;
const DINGTALK_CODES = judged({
  TOKEN: [40014, 42001],
  THROTTLED: [90002, 90003, 90004, 90005, 90006, 90007, 90008, 90010, 90018],
  NOBODY: [33012, 40103, 60121],
  OURS: [40078, 41030, 60011, 60020, 400001],
  LATER: [-1],
});

/** A person is known to signing in by their `unionId`, to messages by their id in the corporation. */
function dingtalk({ clientId, clientSecret, agentId, api, oapi }: Of<'DINGTALK'>, now: () => number): WorkApp {
  const app = new VendorApp({
    now,
    // 88 says nothing; what it means stands beside it.
    judge: ({ errcode, sub_code: sub }) => DINGTALK_CODES(Number(errcode) === 88 ? (sub ?? errcode) : errcode),
    async mint() {
      const body = { appKey: clientId, appSecret: clientSecret };
      const answer = await ask({ method: 'POST', url: `${api}/v1.0/oauth2/accessToken`, body });
      return minted(answer, answer.accessToken, answer.expireIn);
    },
  });
  const known = new Map<string, string>();
  const post = (path: string, body: object) =>
    app.call((token) => ({ method: 'POST', url: `${oapi}${path}?access_token=${encodeURIComponent(token)}`, body }));
  async function userOf(account: string): Promise<string | Sent> {
    const before = known.get(account);
    if (before !== undefined) return before;
    const found = await post('/topapi/user/getbyunionid', { unionid: account });
    if (!('answer' in found)) return found;
    const user = text(Object(found.answer.result).userid);
    if (user === '') return { result: 'NOBODY', reply: 'no userid' };
    if (known.size > 5_000) known.clear();
    known.set(account, user);
    return user;
  }
  return {
    async send(account, { title, lines, button }) {
      const user = await userOf(account);
      if (typeof user !== 'string') return user;
      const markdown = [`### ${plain(cutText(title, DINGTALK_LINE))}`, ...lines.slice(0, 4).map((line) => plain(cutText(line, DINGTALK_LINE)))].join(
        '\n\n',
      );
      const action_card = {
        title: cutText(oneLine(title), 60),
        markdown,
        single_title: button?.label ?? '',
        single_url: button?.url ?? '',
      };
      const sent = await post('/topapi/message/corpconversation/asyncsend_v2', {
        agent_id: Number(agentId),
        userid_list: user,
        msg: { msgtype: 'action_card', action_card },
      });
      return 'answer' in sent ? { result: 'SENT', message: text(sent.answer.task_id) } : sent;
    },
    end: async (message) => ended(await post('/topapi/message/corpconversation/recall', { agent_id: Number(agentId), msg_task_id: Number(message) })),
    check: () => checked(app),
  };
}

const WECOM_CODES = judged({
  TOKEN: [40014, 42001],
  THROTTLED: [45009, 45033],
  NOBODY: [60111, 81013],
  OURS: [40001, 40013, 40056, 48002, 60020, 301002],
  LATER: [-1],
});

function wecom({ clientId, clientSecret, agentId, api }: Of<'WECOM'>, now: () => number): WorkApp {
  const app = new VendorApp({
    now,
    judge: ({ errcode, invaliduser }) => (Number(errcode ?? 0) === 0 && text(invaliduser) !== '' ? 'NOBODY' : WECOM_CODES(errcode)),
    async mint() {
      const query = new URLSearchParams({ corpid: clientId, corpsecret: clientSecret });
      const answer = await ask({ method: 'GET', url: `${api}/cgi-bin/gettoken?${query}` });
      return minted(answer, answer.access_token, answer.expires_in);
    },
  });
  const post = (path: string, body: object) =>
    app.call((token) => ({ method: 'POST', url: `${api}/cgi-bin/message/${path}?access_token=${encodeURIComponent(token)}`, body }));
  return {
    async send(account, { title, lines, button }) {
      const template_card = {
        card_type: 'text_notice',
        main_title: { title: cutText(oneLine(title), 36), desc: cutText(oneLine(lines[0] ?? ''), 44) },
        sub_title_text: cutText(lines.slice(1).map(oneLine).join('\n'), 112),
        card_action: { type: 1, url: button?.url ?? '' },
      };
      const sent = await post('send', {
        touser: account,
        msgtype: 'template_card',
        agentid: Number(agentId),
        template_card,
        // Whether the one before was taken is not known when its answer was lost.
        enable_duplicate_check: 1,
        duplicate_check_interval: 1_800,
      });
      return 'answer' in sent ? { result: 'SENT', message: text(sent.answer.msgid) } : sent;
    },
    end: async (message) => ended(await post('recall', { msgid: message })),
    check: () => checked(app),
  };
}

const FEISHU_CODES = judged({
  TOKEN: [99991661, 99991663, 99991668],
  THROTTLED: [11232, 230020, 99991400],
  NOBODY: [230013, 230034, 99992351, 99992361],
  OURS: [10003, 10014, 230006, 99991672],
});
const said = (content: string) => ({ tag: 'plain_text', content });

/** A card that has no button any more says that it is over. */
const feishuCard = ({ title, lines, button }: Card): string =>
  JSON.stringify({
    // Without it no card can be marked later.
    config: { update_multi: true },
    header: { title: said(oneLine(title)), template: button === null ? 'grey' : 'blue' },
    elements: [
      ...lines.map((line) => ({ tag: 'div', text: said(wide(line)) })),
      ...(button === null ? [] : [{ tag: 'action', actions: [{ tag: 'button', type: 'primary', text: said(button.label), url: button.url }] }]),
    ],
  });

function feishu({ clientId, clientSecret, api }: Of<'FEISHU'>, now: () => number): WorkApp {
  const app = new VendorApp({
    now,
    judge: ({ code }) => FEISHU_CODES(code),
    async mint() {
      const body = { app_id: clientId, app_secret: clientSecret };
      const answer = await ask({ method: 'POST', url: `${api}/open-apis/auth/v3/tenant_access_token/internal`, body });
      return minted(answer, answer.tenant_access_token, answer.expire);
    },
  });
  const by = (token: string) => ({ authorization: `Bearer ${token}` });
  const messages = `${api}/open-apis/im/v1/messages`;
  return {
    async send(account, card, key) {
      const body = { receive_id: account, msg_type: 'interactive', content: feishuCard(card), uuid: key.slice(-50) };
      const sent = await app.call((token) => ({ method: 'POST', url: `${messages}?receive_id_type=union_id`, headers: by(token), body }));
      return 'answer' in sent ? { result: 'SENT', message: text(Object(sent.answer.data).message_id) } : sent;
    },
    async end(message, card) {
      const body = { content: feishuCard(card) };
      return ended(await app.call((token) => ({ method: 'PATCH', url: `${messages}/${encodeURIComponent(message)}`, headers: by(token), body })));
    },
    check: () => checked(app),
  };
}

export function createWorkApp(settings: WorkAppSettings, now: () => number = Date.now): WorkApp {
  switch (settings.kind) {
    case 'DINGTALK':
      return dingtalk(settings, now);
    case 'WECOM':
      return wecom(settings, now);
    case 'FEISHU':
      return feishu(settings, now);
  }
}
