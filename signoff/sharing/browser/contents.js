// What lies in the page as data: values, pictures by name, the clip as Base64.

function json(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

/** The share, with pictures in the places of their names. */
export function readShare() {
  const pictures = new Map(Object.entries(json("pictures")));
  const found = JSON.parse(document.getElementById("share").textContent, (_key, value) =>
    typeof value === "string" ? (pictures.get(value) ?? value) : value,
  );
  return found;
}

/** The clip as a blob: phones play no long video from a data URL, and none is copied for each tap. */
export function clipAddress() {
  const letters = atob(document.getElementById("clip").textContent);
  const bytes = new Uint8Array(letters.length);
  for (let index = 0; index < letters.length; index += 1) bytes[index] = letters.charCodeAt(index);
  return URL.createObjectURL(new Blob([bytes], { type: "video/mp4" }));
}
