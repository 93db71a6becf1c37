import { describeShortTrial } from './short-trial.ts';

// One after the other: beside each other they would wait for the processor longer than for the vendors.
describeShortTrial({ database: 'sqlite', processes: 1, invoices: 6 });
describeShortTrial({ database: 'postgres', processes: 3, invoices: 4 });
