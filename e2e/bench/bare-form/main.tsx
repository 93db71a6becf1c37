import { createRoot } from 'react-dom/client';

// A minimal form: rows of uncontrolled fields, as many in a row as a line of an invoice has. Nothing
// runs when a field changes. The URL contains the number of rows.

const count = Number(new URLSearchParams(location.search).get('rows'));

function Row({ number }: { number: number }) {
  return (
    <fieldset aria-label={`Line ${number}`}>
      <input aria-label="Product or service" defaultValue="Oak desk" />
      <textarea aria-label="Description" rows={1} defaultValue={`Desk ${number}`} />
      <input aria-label="Quantity" defaultValue="1" />
      <input aria-label="Price" defaultValue="10.00" />
      <input aria-label="Discount" />
    </fieldset>
  );
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <form>
      {Array.from({ length: count }, (_, index) => index + 1).map((number) => (
        <Row key={number} number={number} />
      ))}
    </form>,
  );
}
