import { Activity, Suspense } from 'react';
import { ReconnectBanner } from '../connection/reconnect-banner.tsx';
import { closeModal } from '../host/dialogs.ts';
import { modalSizes } from '../host/modal-size.ts';
import { type ModalView, modalViewOf } from '../host/modal-view.ts';
import { panelContext } from '../host/panel-context.ts';
import { takeModalSize, useModalSize } from '../host/use-modal-size.ts';
import { rereadInvoices } from '../invoices/queries.ts';
import type { WebErrorCode } from '../lib/api-error.ts';
import { lazyComponent } from '../lib/lazy-component.tsx';
import { Reconnect } from '../lib/reconnect.ts';
import { mayLeave } from '../lib/unsaved.ts';
import { useEscape } from '../lib/use-escape.ts';
import { NotInPipedrive } from './not-in-pipedrive.tsx';
import { useViews } from './use-views.ts';

const ListBanner = lazyComponent(() => import('../problems/list-banner.tsx'));
const InvoiceForm = lazyComponent(() => import('../drafts/invoice-form.tsx'));
const PlanScreen = lazyComponent(() => import('../billing-plans/plan-screen.tsx'));
const InvoiceView = lazyComponent(() => import('../invoices/page/invoice-view.tsx'));
const AllInvoices = lazyComponent(() => import('../invoice-list/all-invoices.tsx'));
const ChooseDeal = lazyComponent(() => import('../invoice-list/linking/choose-deal.tsx'));
const CompanyInvoices = lazyComponent(() => import('../invoice-list/company-invoices.tsx'));
const LinkExisting = lazyComponent(() => import('../invoice-list/link-existing.tsx'));
const ProblemsScreen = lazyComponent(() => import('../problems/problems-screen.tsx'));
const CustomerScreen = lazyComponent(() => import('../customers/customer-screen.tsx'));
const DriftScreen = lazyComponent(() => import('../drift/drift-screen.tsx'));
const EditScreen = lazyComponent(() => import('../invoices/edit/edit-screen.tsx'));
const SendScreen = lazyComponent(() => import('../invoices/send-screen.tsx'));

const screens = {
  form: InvoiceForm,
  plan: PlanScreen,
  invoice: InvoiceView,
  edit: EditScreen,
  send: SendScreen,
  drift: DriftScreen,
  all: AllInvoices,
  company: CompanyInvoices,
  problems: ProblemsScreen,
  records: ProblemsScreen,
  new: ChooseDeal,
  add: LinkExisting,
  customer: CustomerScreen,
} satisfies Record<ModalView['show'], unknown>;

const first = modalViewOf(panelContext.data);

/**
 * Resolves when the code of the first view is loaded and the modal has its size; content rendered
 * earlier would move.
 */
export const firstView: Promise<unknown> | null =
  first && Promise.all([screens[first.show].load(), takeModalSize(modalSizes[first.show])]);

/** Views whose height follows their content. */
const fitThemselves = new Set<ModalView['show']>(['send', 'new']);

/** Our one registered modal: `data` has its first view, and it navigates in place. */
export default function ModalPage() {
  const { views, back, goOn, goTo } = useViews(first);
  const view = views.at(-1);
  const leave = async () => {
    if (await mayLeave()) (back ?? close)();
  };
  useEscape(view && !askThemselves.has(view.show) ? leave : undefined, {
    asks: view?.show === 'customer',
  });
  if (!panelContext.framed || !view) return <NotInPipedrive />;
  // A list keeps its filters and scroll position while an invoice covers it.
  const shown = views.map((one, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: views are a stack
    <Activity key={index} mode={one === view ? 'visible' : 'hidden'}>
      <Suspense fallback={null}>
        <Shown view={one} back={index > 0 ? back : undefined} goOn={goOn} goTo={goTo} />
      </Suspense>
    </Activity>
  ));
  return <Reconnect value={reconnect}>{shown}</Reconnect>;
}

const reconnect = (done: () => void, code?: WebErrorCode) => (
  <ReconnectBanner code={code} done={done} more={[]} />
);

/** Views with their own Escape handling. */
const askThemselves = new Set<ModalView['show']>(['form', 'edit', 'send']);

type ShownProps = {
  view: ModalView;
  /** Returns to the view this one was opened from. */
  back: (() => void) | undefined;
  /** Opens a view that leads back here. */
  goOn: (next: ModalView) => void;
  /** Replaces this view. */
  goTo: (next: ModalView) => void;
};

const close = (): void => void closeModal();

function Shown({ view, back, goOn, goTo }: ShownProps) {
  useModalSize(fitThemselves.has(view.show) ? null : modalSizes[view.show]);
  // Lists also show invoices without a deal, so they are opened in the company's context.
  const showListed = (invoiceId: string) =>
    goOn({ show: 'invoice', context: { of: 'company' }, invoiceId });
  switch (view.show) {
    case 'form': {
      const at = { of: 'deal', id: view.dealId } as const;
      return (
        <InvoiceForm
          dealId={view.dealId}
          draftId={view.draftId ?? null}
          difference={view.difference ?? false}
          entryId={view.entryId ?? null}
          send={(invoiceId) => goTo({ show: 'send', context: at, invoiceId })}
          showPdf={(invoiceId) => goTo({ show: 'invoice', context: at, invoiceId })}
          showPlan={() => goTo({ show: 'plan', dealId: view.dealId })}
          close={close}
        />
      );
    }
    case 'plan': {
      const { dealId } = view;
      return (
        <PlanScreen
          dealId={dealId}
          create={(entryId) => goTo({ show: 'form', dealId, entryId })}
          showInvoice={(invoiceId) =>
            goOn({ show: 'invoice', context: { of: 'deal', id: dealId }, invoiceId })
          }
          close={back ?? close}
        />
      );
    }
    case 'invoice':
      return (
        <InvoiceView context={view.context} invoiceId={view.invoiceId} back={back} show={goOn} />
      );
    case 'edit':
      return (
        <EditScreen
          context={view.context}
          invoiceId={view.invoiceId}
          lines={view.lines ?? null}
          showInvoice={
            back ??
            (() => goTo({ show: 'invoice', context: view.context, invoiceId: view.invoiceId }))
          }
          leave={back ?? close}
        />
      );
    case 'drift':
      return (
        <DriftScreen
          context={view.context}
          invoiceId={view.invoiceId}
          back={back}
          close={close}
          goTo={goTo}
          changed={rereadInvoices}
        />
      );
    case 'send':
      return <SendScreen context={view.context} invoiceId={view.invoiceId} close={back ?? close} />;
    case 'all':
      return (
        <AllInvoices
          context={view.context}
          showInvoice={showListed}
          addExisting={() => goTo({ show: 'add', context: view.context })}
          chooseCustomer={() => goTo({ show: 'customer', context: view.context })}
        />
      );
    case 'company':
      return (
        <CompanyInvoices
          showInvoice={showListed}
          banner={<ListBanner show={() => goOn({ show: 'problems' })} />}
        />
      );
    case 'problems':
    case 'records':
      return <ProblemsScreen first={view.show} reconnect={reconnect} show={goOn} back={back} />;
    case 'new':
      return (
        <ChooseDeal
          context={view.context}
          goOn={(dealId) => goTo({ show: 'form', dealId })}
          close={close}
        />
      );
    case 'add':
      return <LinkExisting context={view.context} showInvoice={showListed} />;
    case 'customer':
      return <CustomerScreen context={view.context} reconnect={reconnect} />;
  }
}
