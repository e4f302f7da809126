import { readHlProvision } from '../hl-provision-reader.ts';
import type { SettingsReader } from '../settings.ts';

export const readHtek: SettingsReader = readHlProvision;
