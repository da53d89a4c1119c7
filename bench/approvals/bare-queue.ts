/** Where the bare workflow's tasks lie: asked by main.ts, worked by bare-worker.ts. */
export const BARE_QUEUE = 'bare-approvals';
