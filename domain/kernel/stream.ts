/** A stream's name: its kind and its id. Also the id of its workflow. Deliberately absent: which kinds there are (cases.ts). */

/** `project/QH-01` for ('project', 'QH-01'). */
export const streamOf = <K extends string>(kind: K, id: string): `${K}/${string}` => `${kind}/${id}`;

/** `project` of `project/QH-01`. */
export const kindPart = (stream: string): string => stream.slice(0, stream.indexOf('/'));

export const idOf = (stream: string): string => stream.slice(stream.indexOf('/') + 1);
