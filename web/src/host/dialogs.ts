import { type ModalView, modalData } from './modal-view.ts';
import { Color, Command, greetHost, Modal, View } from './sdk.ts';

const modalId = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="dealbill-modal"]')?.content ?? 'Dealbill';

/**
 * Opens our modal and resolves when it is closed. Pipedrive does not report what happened in it, so
 * the caller reads its data again. A modal cannot open another one; navigate inside it instead.
 */
export const openModal = async (view: ModalView): Promise<void> => {
  const sdk = await greetHost();
  await sdk.execute(Command.OPEN_MODAL, {
    type: Modal.CUSTOM_MODAL,
    action_id: modalId(),
    data: modalData(view),
  });
};

/**
 * Opens Pipedrive's dialog for a new deal, from a panel only. Null when the user cancelled;
 * `dealId` is null when Pipedrive does not return it.
 */
export const openNewDeal = async ({
  of,
  name,
}: {
  of: 'organization' | 'person';
  name: string;
}): Promise<{ dealId: number | null } | null> => {
  const sdk = await greetHost();
  const answer = await sdk.execute(Command.OPEN_MODAL, {
    type: Modal.DEAL,
    prefill: { [of]: name },
  });
  if (answer?.status !== 'submitted') return null;
  return { dealId: Number(answer.id) || null };
};

/** Closes the modal this page is in. */
export const closeModal = async (): Promise<void> => {
  const sdk = await greetHost();
  await sdk.execute(Command.CLOSE_MODAL);
};

/** Shows a message in Pipedrive that disappears by itself. A failure is ignored. */
export const showSnackbar = async (message: string): Promise<void> => {
  const shown = greetHost().then((sdk) => sdk.execute(Command.SHOW_SNACKBAR, { message }));
  await shown.catch(() => {});
};

export type Question = {
  title: string;
  /** What will happen, naming the affected object. */
  description: string;
  okText: string;
  cancelText: string;
  /** `negative` (red) when something is lost. */
  okColor: 'negative' | 'primary';
};

/** Asks in Pipedrive's own dialog, which has more room than a small panel. */
export const confirmInHost = async ({ okColor, ...question }: Question): Promise<boolean> => {
  const sdk = await greetHost();
  const answer = await sdk.execute(Command.SHOW_CONFIRMATION, {
    ...question,
    okColor: okColor === 'negative' ? Color.NEGATIVE : Color.PRIMARY,
  });
  return answer?.confirmed === true;
};

/** Opens our settings page in Pipedrive. */
export const goToSettings = async (): Promise<void> => {
  const sdk = await greetHost();
  await sdk.execute(Command.REDIRECT_TO, { view: View.SETTINGS });
};
