// One file to an upload address of ours, with progress.

const xsrfToken = () => {
  const found = document.cookie.split("; ").find((part) => part.startsWith("_streamlit_xsrf="));
  return found ? found.slice(found.indexOf("=") + 1).replace(/^"|"$/g, "") : "";
};

/** Why this file need not be sent, or an empty text. */
export function refusal(file, limit) {
  if (file.size === 0) return `${file.name} is empty.`;
  if (file.size <= limit) return "";
  return `${file.name} is larger than ${Math.round(limit / 1e6)} MB, the most that is taken here.`;
}

/**
 * Begins to send `file`; `progress` is told the share that is sent (0 to 1), and at the end `done`
 * gets the server's answer or null, and the sentence that says what went wrong.
 */
export function sendFile(file, url, { progress, done }) {
  const request = new XMLHttpRequest();
  request.open("PUT", `${url}?name=${encodeURIComponent(file.name)}`);
  request.setRequestHeader("X-Xsrftoken", xsrfToken());
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.responseType = "json";
  request.upload.addEventListener("progress", (event) => {
    progress(event.loaded / Math.max(1, event.total));
  });
  request.addEventListener("loadend", () => {
    if (request.status === 200) done(request.response, "");
    else done(null, request.response?.error ?? `The upload of ${file.name} was interrupted.`);
  });
  progress(0);
  request.send(file);
  return request;
}
