// Text for XML and HTML. Called by lib/plot, also in the browser.

/** A text within XML or HTML, or within a value in double quotes. */
export const escapeXml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
