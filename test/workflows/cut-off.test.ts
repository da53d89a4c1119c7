/**
 * A worker that needs the room of a case whose record does not answer (`npm run faults`, FI-4 with a worker that has room for
 * three, seed 31): Temporal Core ends what the case waits for as cancelled, and tells the case so.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cutOff, type Scene, startScene } from '../replay/scenes.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.time.stop());

const statusOf = async (stream: string): Promise<string> => (await scene.time.env.client.workflow.getHandle(stream).describe()).status.name;

it('goes on when the record is back: what was asked is done, and the case has not failed', async () => {
  const { cut, others, answer } = await cutOff(scene);
  expect(answer.events.map(({ type }) => type)).toContain('DecisionMade');
  const streams = [...cut, ...others];
  expect(await Promise.all(streams.map(statusOf))).toEqual(streams.map(() => 'RUNNING'));
}, 180_000);
