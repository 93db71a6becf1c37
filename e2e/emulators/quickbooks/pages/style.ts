/** Style sheet of the accountant's pages; shares nothing with the app. */
export const style = `
:root { color-scheme: light; font: 14px/1.5 system-ui, sans-serif; color: #21262a; }
body { margin: 0; background: #f4f5f8; }
header { background: #1e5c14; color: #fff; padding: 10px 24px; display: flex; gap: 24px; align-items: center; }
header a { color: #fff; } header select, header button { color: #21262a; } header form { margin-left: auto; }
main { max-width: 920px; margin: 24px auto; background: #fff; border: 1px solid #d4d7dc; border-radius: 6px; padding: 24px; }
main.consent { max-width: 520px; }
h1 { font-size: 22px; margin: 0 0 12px; } h2 { font-size: 16px; margin: 28px 0 8px; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 6px 8px; border-bottom: 1px solid #e3e5e8; }
td.amount, th.amount { text-align: right; font-variant-numeric: tabular-nums; } tfoot td { border: 0; }
form.row label.tick { display: flex; align-items: center; gap: 6px; }
fieldset { border: 1px solid #d4d7dc; border-radius: 4px; margin: 12px 0; } .choice { display: block; padding: 4px 0; }
form.row { display: flex; flex-wrap: wrap; gap: 12px; align-items: end; } form.row label { display: grid; gap: 2px; }
input, select, button, textarea { font: inherit; padding: 5px 8px; border: 1px solid #8d9096; border-radius: 4px; background: #fff; color: inherit; }
button { background: #23731a; border-color: #23731a; color: #fff; cursor: pointer; } button.quiet { background: #fff; color: #21262a; border-color: #8d9096; }
button.danger { background: #b3261e; border-color: #b3261e; } .actions { display: flex; gap: 12px; justify-content: flex-end; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0; } dt { color: #5c6168; } dd { margin: 0; }
[role=alert] { background: #fdecea; padding: 8px 12px; border-radius: 4px; } [role=status] { background: #e8f5e6; padding: 8px 12px; border-radius: 4px; }
small { color: #5c6168; }`;
