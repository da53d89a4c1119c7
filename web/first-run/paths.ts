import { address } from '../app/address.ts';

export const firstRunPaths = { importProgramme: address()('/programmes/import'), ownCounty: address()('/programmes/new') };
