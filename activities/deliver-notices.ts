/** Delivers a batch of notices. Those delivered already are left alone, so a retry sends only what is missing. */
import { ApplicationFailure } from '@temporalio/common';
import type { DeliveryReport, NoticeDelivery } from './ports.ts';

export const deliverNotices =
  (courier: NoticeDelivery) =>
  async ({ notices }: { readonly notices: readonly string[] }): Promise<DeliveryReport> => {
    const report = await courier.deliver(notices);
    // A dead address must be known at once; what could not be handed over yet is then asked for anew.
    if (report.waiting > 0 && (report.bounced ?? []).length === 0) {
      throw ApplicationFailure.retryable(`${report.waiting} of ${notices.length} notices could not be handed over yet`, 'NOT_DELIVERED_YET');
    }
    return report;
  };
