/** A person's browser without a window: follows redirects until one arrives at a page. */
export async function visit(url: URL): Promise<void> {
  let at = url;
  for (let hops = 0; hops < 5; hops++) {
    const response = await fetch(at, { redirect: 'manual' });
    await response.body?.cancel();
    const location = response.headers.get('location');
    if (location === null) return;
    at = new URL(location, at);
  }
  throw new Error(`${url.origin} redirects without end.`);
}
