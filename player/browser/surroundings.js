// What lies around an element: out of reach for a while, so that Tab stays inside.

/** Makes everything else in the page inert; the function that is returned takes that back. */
export function hideAround(node) {
  const hidden = [];
  for (let inner = node; inner && inner !== document.body; inner = outside(inner)) {
    for (const other of inner.parentNode.children) {
      if (other === inner || other.inert) continue;
      other.inert = true;
      hidden.push(other);
    }
  }
  return () => hidden.forEach((other) => { other.inert = false; });
}

function outside(node) {
  return node.parentElement ?? node.getRootNode().host;
}
