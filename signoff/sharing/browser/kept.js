// What the browser keeps of a review between two looks. Some keep nothing for a file: then it says no.

const key = (digest) => `sparkproof review ${digest}`;

/** What was kept for the share of that digest; nothing where there is none or it was spoiled. */
export function kept(digest) {
  try {
    const found = JSON.parse(localStorage.getItem(key(digest)));
    return Array.isArray(found?.notes) ? found : {};
  } catch {
    return {};
  }
}

/** False where the browser refuses. */
export function keep(digest, values) {
  try {
    localStorage.setItem(key(digest), JSON.stringify(values));
    return true;
  } catch {
    return false;
  }
}
