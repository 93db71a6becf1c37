import type { ConnectPage } from '@dealbill/server/contract/connection';

/** What each stage of the connect page is drawn from. */
export type StageProps = { page: ConnectPage; ticket: string };
