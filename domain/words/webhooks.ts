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
