import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';

/** Lets a process that a test starts use the compiled modules of the test run. */
export const compileCache = (): { NODE_COMPILE_CACHE?: string } => {
  const ofThisVersion = getCompileCacheDir();
  return ofThisVersion ? { NODE_COMPILE_CACHE: dirname(ofThisVersion) } : {};
};
