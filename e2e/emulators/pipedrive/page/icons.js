const paths = {
  chevron: '<path d="m6 9 6 6 6-6"/>',
  reload: '<path d="M20 11a8 8 0 1 0-2.3 6.3M20 5v6h-6"/>',
  more: '<g fill="currentColor" stroke="none"><circle cx="5" cy="12" r="1.8"/><circle cx="12" cy="12" r="1.8"/><circle cx="19" cy="12" r="1.8"/></g>',
  close: '<path d="M6 6l12 12M18 6 6 18"/>',
  search: '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  deal: '<circle cx="12" cy="12" r="8.5"/><path d="M14.6 9.2c-.5-.9-1.5-1.3-2.6-1.3-1.4 0-2.6.7-2.6 2s1.2 1.8 2.6 2.1 2.7.8 2.7 2.1-1.3 2-2.7 2c-1.2 0-2.3-.5-2.8-1.5M12 6.2v11.6"/>',
  person:
    '<circle cx="12" cy="8" r="3.6"/><path d="M4.8 20c.6-3.8 3.5-6 7.2-6s6.600 2.200 7.200 6"/>',
  organization:
    '<path d="M5 20.500V4.500h9v16M14 9.500h5v11M3 20.500h18M8 8.500h3M8 12h3M8 15.500h3"/>',
  product:
    '<path d="m12 3.500 8 4.300v8.400l-8 4.300-8-4.300V7.800zM4 7.800l8 4.200 8-4.200M12 12v8.500"/>',
  note: '<path d="M5 4h14v11l-5 5H5zM14 20v-5h5M8.500 8.500h7M8.500 12h4"/>',
  file: '<path d="M6 3.500h8l4.500 4.500v12.500H6zM14 3.500V8h4.500"/>',
  activity:
    '<rect x="4" y="5.500" width="16" height="15" rx="1.500"/><path d="M4 10h16M8.500 3v4M15.500 3v4"/>',
  call: '<path d="M6 4h3.500l1.500 4-2 1.500a11 11 0 0 0 5.500 5.500l1.500-2 4 1.500V18a2 2 0 0 1-2 2A14 14 0 0 1 4 6a2 2 0 0 1 2-2z"/>',
  mail: '<rect x="3.500" y="5.500" width="17" height="13" rx="1.500"/><path d="m4 7 8 6 8-6"/>',
  change: '<path d="m15 4.500 4.500 4.500L9 19.500l-5.500 1 1-5.500z"/>',
  created: '<path d="m5 12.500 4.500 4.500L19 7.500"/>',
  projects: '<path d="M4 5h5v14H4zM11 5h5v9h-5zM18 5h2v6h-2"/>',
  insights: '<path d="M4 20V10M10 20V4M16 20v-7M21 20H3"/>',
  settings:
    '<circle cx="12" cy="12" r="3"/><path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.200 2.200M16.200 16.200l2.200 2.200M5.600 18.400l2.200-2.200M16.200 7.800l2.200-2.200"/>',
  pin: '<path d="M9 3.500h6l-.700 6 3.200 3v2h-11v-2l3.200-3zM12 14.500v6"/>',
  moon: '<path d="M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z"/>',
  warning: '<path d="M12 4 2.800 20h18.400zM12 10v4.500M12 17.200v.300"/>',
};

/**
 * A 24-unit line icon in the colour of the surrounding text.
 * @param {keyof typeof paths} name
 * @param {number} [size] pixels
 */
export function icon(name, size = 20) {
  const holder = document.createElement('span');
  holder.className = 'icon';
  holder.setAttribute('aria-hidden', 'true');
  holder.innerHTML = `<svg width="${size}" height="${size}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.600" stroke-linecap="round" stroke-linejoin="round">${paths[name]}</svg>`;
  return holder;
}
