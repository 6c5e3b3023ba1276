// Black or white: whichever can be read better on a colour that a site has chosen.

const DARK = '#000000';
const LIGHT = '#ffffff';

export function onColour(colour) {
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return LIGHT;
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = [...pen.getImageData(0, 0, 1, 1).data].map(linear);
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  // WCAG's ratio to white against the one to black: the larger of the two is never below 4.5.
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? LIGHT : DARK;
}

function linear(channel) {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}
