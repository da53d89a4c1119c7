import { expect, it } from 'vitest';
import { COMMAND_SCHEMAS } from '../../api/schemas/commands.ts';
import { kindPart } from '../../domain/kernel/stream.ts';
import { evaluateProgramme } from '../../scripts/demo/play-programme.ts';
import { playProject } from '../../scripts/demo/play-project.ts';
import { exampleHalfWay } from '../../setup/example/half-way.ts';
import { HALF_WAY_STORIES } from '../../setup/example/half-way-stories.ts';
import { exampleOfToday } from '../../setup/example/programme.ts';
import { ExampleInMemory } from '../setup/example-in-memory.ts';
const TODAY = new Date().toISOString().slice(0, 10);
it('x', async () => {
  const used = new Set<string>();
  const half = new ExampleInMemory(await exampleHalfWay(TODAY), TODAY);
  await half.import();
  await half.play(HALF_WAY_STORIES);
  const demo = new ExampleInMemory(await exampleOfToday(TODAY), TODAY);
  await demo.import();
  for (const { profile } of demo.programme.file.projects) {
    const batch = demo.programme.batches[0]?.id ?? '';
    await playProject(profile as never, { manager: demo.as(profile.manager), officer: demo.as('xu-jianing'), batch }, () => undefined);
  }
  for (const { time } of [half, demo]) for (const { stream, command } of time.sent) used.add(`${kindPart(stream)} ${command.type}`);
  const all = Object.entries(COMMAND_SCHEMAS).flatMap(([kind, schema]) => schema.options.map((o) => `${kind} ${[...(o as any).shape.type.values][0]}`));
  console.log(all.filter((one) => !used.has(one)).join('\n'), all.length);
}, 60_000);
