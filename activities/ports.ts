/** What the activities need from the world, as they see it; the composition roots pass in what satisfies it. */
export type DeliveryReport = { readonly sent: number; readonly dropped: number; readonly failed: number; readonly waiting: number };
export type Courier = { deliver(notices: readonly string[]): Promise<DeliveryReport> };
