/**
 * Holds the schemas of commands to the domain's types in both directions. Deliberately absent: the shapes.
 */
import type { z } from 'zod';
import type { AnyCommand } from '../../domain/kernel/command.ts';

/** Commands of `C` that `Z` has no shape for. */
type Forgotten<C extends AnyCommand, Z extends z.ZodType> = Exclude<C['type'], Extract<z.infer<Z>, AnyCommand>['type']>;

/**
 * A schema that takes every command of `C` and nothing else: a command without a schema does not compile, nor does a schema
 * without a command, or one whose shape drifted.
 */
export const heldTo =
  <C extends AnyCommand>() =>
  <Z extends z.ZodType<C>>(schema: Z & ([Forgotten<C, Z>] extends [never] ? unknown : { readonly forgotten: Forgotten<C, Z> })): Z =>
    schema;
