/** The window built alone, for pictures and component work. */
import { rendererConfig } from './build.ts';

export default rendererConfig(import.meta.dirname);
