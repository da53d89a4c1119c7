/** How the states of outgoing events are called: of a subscription, and of one message. */
import type { Text } from '../kernel/values.ts';
import type { WebhookMessageStatus, WebhookStatus } from './lists.ts';

const OF_SUBSCRIPTION: Readonly<Record<WebhookStatus, Text>> = {
  PROPOSED: { zh: '待确认', en: 'Waits for a second person' },
  ACTIVE: { zh: '发送中', en: 'Sending' },
  PAUSED: { zh: '已暂停', en: 'Paused' },
  OFF: { zh: '已自动停用', en: 'Switched off' },
};
export const webhookStatusName = (status: WebhookStatus): Text => OF_SUBSCRIPTION[status];

const OF_MESSAGE: Readonly<Record<WebhookMessageStatus, Text>> = {
  WAITING: { zh: '待发送', en: 'To be sent' },
  DELIVERED: { zh: '已送达', en: 'Delivered' },
  ASIDE: { zh: '已搁置', en: 'Set aside' },
};
export const webhookMessageName = (status: WebhookMessageStatus): Text => OF_MESSAGE[status];

/** Why a message did not arrive, as the sender notes it (notices/webhooks/webhook-sender.ts, address-guard.ts). */
const CAUSES: Readonly<Record<string, string>> = {
  gone: '对方答复该地址已停用',
  'sends elsewhere': '对方要求转到别处，不予转发',
  'refuses connections': '对方拒绝连接',
  'broke the connection off': '对方中断连接',
  'closed without an answer': '对方未答复即断开',
  'the name is not known': '域名不存在',
  'the name cannot be resolved now': '域名暂时无法解析',
  'the name has no address': '域名没有地址',
  'no answer': '没有答复',
  'no answer in time': '未在时限内答复',
  'cannot be reached': '无法到达',
  'its certificate has expired': '对方证书已过期',
  'its certificate is not trusted': '对方证书不受信任',
  'its certificate is for another name': '对方证书与域名不符',
  'the address is not public': '地址不在互联网上',
  'the address is not https': '地址不是 https',
  stopped: '本服务停止',
};

/** In the reader's language; one that has no name stands as it is. */
export function webhookCause(cause: string): Text {
  const [, status] = /^answered (\d{1,4})$/.exec(cause) ?? [];
  return { zh: status === undefined ? (CAUSES[cause] ?? cause) : `对方答复 ${status}`, en: cause };
}
