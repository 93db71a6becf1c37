import { describeShortTrial } from './short-trial.ts';

describeShortTrial({ database: 'postgres', processes: 3 });
