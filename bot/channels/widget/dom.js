// Makes elements. Text becomes text nodes only: nothing in this folder ever hands a string to an HTML parser.

const SVG = 'http://www.w3.org/2000/svg';

/** An element. Properties `on…` are listeners; null, undefined and false are left out. Children: nodes or texts. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A drawing on a field of 24 × 24, in the colour of the text beside it. */
export function icon(path, className = 'icon') {
  const svg = document.createElementNS(SVG, 'svg');
  const shape = document.createElementNS(SVG, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', className);
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}

/** Text for ears only. */
export function spoken(text) {
  return make('span', { class: 'spoken' }, text);
}
