import { describeShortTrial } from './short-trial.ts';

// Both run at the same time: they mostly wait for time-outs and lookups.
describeShortTrial({ database: 'sqlite', processes: 1, invoices: 4 });
describeShortTrial({ database: 'postgres', processes: 3, invoices: 3 });
