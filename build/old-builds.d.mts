export function clearOld(folder: string, isBuild: (name: string) => boolean): void;
