// Which addresses may become a link, a picture or a download.

/** An http(s) address without a name and password in it, else null. */
export function link(text, base) {
  try {
    const url = new URL(text, base);
    const plain = !url.username && !url.password && url.hostname;
    return plain && /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** As `link`, but only of this site or of the endpoint: a picture loads unasked, so nobody else may learn of it. */
export function ownLink(text, endpoint) {
  const url = link(text, `${endpoint}/`);
  return url && [location.origin, new URL(endpoint).origin].includes(url.origin) ? url : null;
}
