/**
 * The messages of an app to one person at DingTalk, WeCom and Feishu, as far as an app sees them: they check tokens, people,
 * shapes and sizes, count, and take back, as the real ones do. Written from the vendors' words, apart from what speaks to them.
 */
import { randomUUID } from 'node:crypto';

type Body = Readonly<Record<string, unknown>>;
export type Asked = { readonly url: URL; readonly headers: Readonly<Record<string, string | string[] | undefined>>; readonly body: Body };
export type FakeMessage = {
  readonly vendor: string;
  readonly to: string;
  readonly id: string;
  readonly body: unknown;
  state: 'SHOWN' | 'RECALLED' | 'MARKED';
  marked: unknown;
};

type Apps = {
  readonly dingtalk: { readonly id: string; readonly secret: string; readonly agent: string };
  readonly wecom: { readonly agent: string };
  readonly feishu: { readonly id: string; readonly secret: string };
};

/** Of DingTalk, whom the app may write to: `union-1` is `user-1`; WeCom and Feishu know everybody whose id does not say `gone`. */
export function fakeWorkMessages(apps: Apps, isWecomToken: (token: string) => boolean) {
  const messages: FakeMessage[] = [];
  /** What goes wrong next, once for each time it is named. */
  const trouble: string[] = [];
  const minted: string[] = [];
  let live: Readonly<Record<string, string>> = {};
  const mint = (vendor: string): string => {
    const token = `app-${vendor}-${randomUUID()}`;
    minted.push(token);
    live = { ...live, [vendor]: token };
    return token;
  };
  const happens = (what: string): boolean => {
    const at = trouble.indexOf(what);
    if (at >= 0) trouble.splice(at, 1);
    return at >= 0;
  };
  const keep = (vendor: string, to: string, body: unknown): FakeMessage => {
    const id = vendor === 'dingtalk' ? String(1_000 + messages.length) : `${vendor}-${randomUUID()}`;
    const message: FakeMessage = { vendor, to, id, body, state: 'SHOWN', marked: null };
    messages.push(message);
    return message;
  };
  const find = (vendor: string, id: unknown) => messages.find((message) => message.vendor === vendor && message.id === String(id));
  const ding = ({ url }: Asked, answer: () => object): object => {
    if (url.searchParams.get('access_token') !== live.dingtalk) return { errcode: 40014, errmsg: 'invalid access_token' };
    if (happens('dingtalk throttled')) return { errcode: 88, sub_code: '90018', errmsg: 'ding talk error' };
    return answer();
  };
  const wecom = ({ url }: Asked, answer: () => object): object => {
    if (!isWecomToken(url.searchParams.get('access_token') ?? '')) return { errcode: 40014, errmsg: 'invalid access_token' };
    if (happens('wecom expired')) return { errcode: 42001, errmsg: 'access_token expired' };
    if (happens('wecom throttled')) return { errcode: 45009, errmsg: 'api freq out of limit' };
    return answer();
  };
  const feishu = ({ headers }: Asked, answer: () => object): object => {
    if (headers.authorization !== `Bearer ${live.feishu}`) return { code: 99991663, msg: 'invalid tenant access token' };
    if (happens('feishu throttled')) return { code: 99991400, msg: 'request trigger frequency limit' };
    return answer();
  };
  const answers: Readonly<Record<string, (asked: Asked) => object>> = {
    'GET /messages': () => ({ messages, minted: minted.length }),
    'POST /trouble': ({ body }) => ({ left: trouble.push(...(body.trouble as string[])) }),
    'POST /dingtalk/v1.0/oauth2/accessToken': ({ body }) =>
      body.appKey === apps.dingtalk.id && body.appSecret === apps.dingtalk.secret
        ? { accessToken: mint('dingtalk'), expireIn: 7_200 }
        : { code: 'invalidClientIdOrSecret', message: `no app ${String(body.appSecret)}` },
    'POST /dingtalk/topapi/user/getbyunionid': (asked) =>
      ding(asked, () =>
        String(asked.body.unionid).startsWith('union-')
          ? { errcode: 0, result: { userid: String(asked.body.unionid).replace('union', 'user'), contact_type: 0 } }
          : { errcode: 60121, errmsg: '找不到该用户' },
      ),
    'POST /dingtalk/topapi/message/corpconversation/asyncsend_v2': (asked) =>
      ding(asked, () => {
        const { agent_id: agent, userid_list: to, msg } = asked.body;
        if (agent !== Number(apps.dingtalk.agent)) return { errcode: 400002, errmsg: 'agent_id' };
        const { msgtype, action_card: card } = Object(msg);
        const isWhole = ['title', 'markdown', 'single_title', 'single_url'].every((field) => typeof card?.[field] === 'string' && card[field] !== '');
        if (msgtype !== 'action_card' || !isWhole) return { errcode: 400002, errmsg: 'msg' };
        if (Buffer.byteLength(JSON.stringify(msg)) > 2_048) return { errcode: 400002, errmsg: 'msg is too long' };
        // 钉钉 takes the same words for the same person once a day, and says that it has.
        const same = messages.find((sent) => sent.vendor === 'dingtalk' && sent.to === to && JSON.stringify(sent.body) === JSON.stringify(msg));
        return { errcode: 0, task_id: Number((same ?? keep('dingtalk', String(to), msg)).id), request_id: 'r' };
      }),
    'POST /dingtalk/topapi/message/corpconversation/recall': (asked) =>
      ding(asked, () => {
        const found = find('dingtalk', asked.body.msg_task_id);
        if (found === undefined || asked.body.agent_id !== Number(apps.dingtalk.agent)) return { errcode: 400002, errmsg: 'msg_task_id' };
        found.state = 'RECALLED';
        return { errcode: 0, errmsg: 'ok' };
      }),
    'POST /wecom/cgi-bin/message/send': (asked) =>
      wecom(asked, () => {
        const { touser, msgtype, agentid, template_card: card } = asked.body;
        if (agentid !== Number(apps.wecom.agent)) return { errcode: 301002, errmsg: 'not allow operate another agent' };
        const { card_type: type, main_title: title, card_action: action } = Object(card);
        if (msgtype !== 'template_card' || type !== 'text_notice' || !title?.title || action?.type !== 1 || !/^https?:/.test(action?.url))
          return { errcode: 42014, errmsg: 'template_card is invalid' };
        if (String(touser).includes('gone')) return { errcode: 0, errmsg: 'ok', invaliduser: touser };
        return { errcode: 0, errmsg: 'ok', msgid: keep('wecom', String(touser), card).id };
      }),
    'POST /wecom/cgi-bin/message/recall': (asked) =>
      wecom(asked, () => {
        const found = find('wecom', asked.body.msgid);
        if (found === undefined) return { errcode: 40096, errmsg: 'invalid msgid' };
        found.state = 'RECALLED';
        return { errcode: 0, errmsg: 'ok' };
      }),
    'POST /feishu/open-apis/auth/v3/tenant_access_token/internal': ({ body }) =>
      body.app_id === apps.feishu.id && body.app_secret === apps.feishu.secret
        ? { code: 0, tenant_access_token: mint('feishu'), expire: 7_200 }
        : { code: 10014, msg: 'app secret invalid' },
    'POST /feishu/open-apis/im/v1/messages': (asked) =>
      feishu(asked, () => {
        const { receive_id: to, msg_type: type, content, uuid } = asked.body;
        if (asked.url.searchParams.get('receive_id_type') !== 'union_id' || type !== 'interactive') return { code: 230001, msg: 'invalid parameter' };
        if (typeof uuid !== 'string' || uuid.length > 50) return { code: 230001, msg: 'invalid uuid' };
        if (String(to).includes('gone')) return { code: 230013, msg: 'Bot has NO availability to this user' };
        return { code: 0, data: { message_id: keep('feishu', String(to), JSON.parse(String(content))).id } };
      }),
    'PATCH /feishu/open-apis/im/v1/messages': (asked) =>
      feishu(asked, () => {
        const found = find('feishu', asked.url.pathname.split('/').at(-1));
        if (found === undefined) return { code: 230001, msg: 'invalid message_id' };
        if (Object(Object(found.body).config).update_multi !== true) return { code: 230099, msg: 'card is not shared' };
        found.state = 'MARKED';
        found.marked = JSON.parse(String(asked.body.content));
        return { code: 0, data: {} };
      }),
  };
  return {
    messages: () => messages,
    minted: () => minted.length,
    trouble: (...what: readonly string[]) => void trouble.push(...what),
    /** Tokens that were given are not known any more. */
    forgetTokens: () => {
      live = {};
    },
    answer: (method: string, asked: Asked): object | null =>
      (answers[`${method} ${asked.url.pathname}`] ?? answers[`${method} ${asked.url.pathname.replace(/\/[^/]+$/, '')}`])?.(asked) ?? null,
  };
}
