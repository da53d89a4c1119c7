export const ROOT: string;
export const ROOMS: readonly string[];
export function sourcesIn(rooms: readonly string[]): readonly string[];
export function glanceAt(files: readonly string[]): string;
export function digestOf(files: readonly string[]): string;
export function workflowDigestNow(): string;
export function workflowDigest(): string;
