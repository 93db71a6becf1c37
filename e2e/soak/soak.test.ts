import { describeShortTrial } from './short-trial.ts';

describeShortTrial({ database: 'sqlite', processes: 1 });
