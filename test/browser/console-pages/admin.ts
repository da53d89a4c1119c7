import type { ConsolePage } from '../../setup/console-page.ts';

export const PAGES: readonly ConsolePage[] = [
  { path: '/office', as: 'xu-jianing' },
  { path: '/office/health', as: 'xu-jianing' },
  { path: '/office/routes', as: 'xu-jianing' },
  { path: '/office/routes/QH/FSR?tab=edit', as: 'xu-jianing' },
  { path: '/office/calendar', as: 'xu-jianing' },
  { path: '/office/calendar?act=propose', as: 'xu-jianing' },
  { path: '/office/rules', as: 'xu-jianing' },
  { path: '/office/rules/QH/PAYMENTS?edit=1', as: 'xu-jianing' },
  { path: '/office/sign-ins?tab=refused', as: 'xu-jianing' },
  { path: '/office/webhooks', as: 'xu-jianing' },
  { path: '/office/webhooks?act=propose', as: 'xu-jianing' },
  { path: '/office/webhooks/QH/nothing-of-the-kind', as: 'xu-jianing' },
  // Few of them: other tests send mails, and each row is measured.
  { path: '/office/mails?template=withdrawn', as: 'xu-jianing' },
];
