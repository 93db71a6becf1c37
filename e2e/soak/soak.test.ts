import { describeShortTrial } from './short-trial.ts';

// Sequential: in parallel they would wait longer for the processor than for the vendors.
describeShortTrial({ database: 'sqlite', processes: 1, invoices: 6 });
describeShortTrial({ database: 'postgres', processes: 3, invoices: 4 });
