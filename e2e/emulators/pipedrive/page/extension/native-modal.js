import { h } from '../element.js';
import { post } from '../server-calls.js';

const forms = {
  deal: { title: 'Add deal', fields: ['title', 'person', 'organization'] },
  person: { title: 'Add person', fields: ['name', 'organization'] },
  organization: { title: 'Add organization', fields: ['name'] },
  activity: {
    title: 'Schedule an activity',
    fields: ['subject', 'dueDate', 'dueTime', 'duration', 'note', 'deal', 'organization'],
  },
};

/**
 * Pipedrive's own "add" dialogs with only their prefilled fields. Saving stores the object and
 * resolves with `submitted` and its id, anything else with `closed`.
 */
export function openNativeModal(frame, args) {
  const form = Object.hasOwn(forms, args?.type ?? '') ? forms[args.type] : null;
  if (!form) throw new Error(`Unknown modal: ${args?.type}`);
  return new Promise((resolve) => {
    const settle = (result) => {
      scrim.remove();
      resolve(result);
    };
    const save = async (event) => {
      event.preventDefault();
      const values = Object.fromEntries(new FormData(event.target));
      const { id } = await post('/host/things', {
        userId: frame.context.viewer.id,
        type: args.type,
        values,
      });
      settle({ status: 'submitted', id });
    };
    const dialog = h(
      'form',
      {
        class: 'confirmation native-modal',
        role: 'dialog',
        'aria-modal': 'true',
        'aria-label': form.title,
        onsubmit: save,
      },
      h('h2', null, form.title),
      form.fields.map((name) =>
        h('label', null, words(name), h('input', { name, value: args.prefill?.[name] ?? '' })),
      ),
      h(
        'div',
        { class: 'confirmation-answers' },
        h('button', { type: 'button', onclick: () => settle({ status: 'closed' }) }, 'Cancel'),
        h('button', { class: 'primary' }, 'Save'),
      ),
    );
    const scrim = h('div', { class: 'scrim scrim-confirmation' }, dialog);
    document.body.append(scrim);
    dialog.querySelector('input')?.focus();
  });
}

/** Converts "dueDate" to "Due date". */
function words(name) {
  const spaced = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return spaced[0].toUpperCase() + spaced.slice(1);
}
