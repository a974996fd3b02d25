// The life of one of our components in Streamlit's page, the same for all of them.

/**
 * A component's default export from a class: made once in its place, updated with every new data.
 *
 * Streamlit also runs the clean-up of a run that newer data overtook while the script was loading,
 * though the component stays. So what counts is whether the place is still in the page.
 */
export function component(Kind) {
  const made = new WeakMap();
  return (mount) => {
    const place = mount.parentElement;
    if (!made.has(place)) made.set(place, new Kind(place, mount.data));
    const thing = made.get(place);
    thing.update(mount);
    return () =>
      setTimeout(() => {
        if (place.isConnected || made.get(place) !== thing) return;
        made.delete(place);
        thing.destroy();
      });
  };
}
