// A review as the file that is sent back. docs/signoff.md has its fields; all numbers are whole.

import { VERDICTS } from "./note_book.js";

const KIND = "sparkproof-review";

/** The file's text, with a check sum by which a change by hand, or a cut, is found. */
export function reviewText({ share, notes, reviewer, decision }) {
  const review = {
    kind: KIND,
    v: 1,
    ad: { name: share.name, creator: share.creator },
    share: { digest: share.digest, made: share.made, version: share.version, ...share.seen },
    reviewer,
    decision,
    notes,
  };
  const whole = JSON.parse(plain(JSON.stringify(review)));
  return `${JSON.stringify({ ...whole, sum: crc32(canonical(whole)) }, null, 1)}\n`;
}

export function fileName({ share, reviewer }) {
  const words = [share.name, reviewer].map((text) => text.replace(/[^\p{L}\p{N}]+/gu, "-"));
  const stem = words.map((word) => word.replace(/^-|-$/g, "").slice(0, 40)).filter(Boolean);
  return `${stem.join("-") || "ad"}.review.json`;
}

/** The review in a text that somebody saved. Throws an Error with one sentence for anything else. */
export function reviewFrom(text, share) {
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    throw new Error("This file is no review: it is not whole.");
  }
  if (found?.kind !== KIND || found.v !== 1) throw new Error("This file is no review.");
  if (found.share?.digest !== share.digest) throw new Error("This review is of another version, or of another ad.");
  const { sum, ...rest } = found;
  if (sum !== crc32(canonical(rest))) throw new Error("This review was cut or changed by hand.");
  if (!isReview(rest)) throw new Error("This review is not written as a review is.");
  return rest;
}

/** Whoever can write a file can write its sum: what the page and the browser keep is of its kind. */
function isReview({ notes, reviewer, decision }) {
  const isText = (...values) => values.every((value) => typeof value === "string");
  const isWhole = (...values) => values.every((value) => Number.isInteger(value) && value >= 0);
  const isView = (view) => isText(view?.placement, view?.locale, view?.viewport);
  return (
    Array.isArray(notes) &&
    notes.every(
      (note) => isView(note?.view) && isWhole(note.at_us, note.x, note.y) && isText(note.text, note.element, note.written),
    ) &&
    isText(reviewer) &&
    (decision === null ||
      (Object.hasOwn(VERDICTS, decision?.verdict) && isText(decision.words, decision.by, decision.decided)))
  );
}

/** Halves of characters, which UTF-8 cannot hold, are written as \udxxx. */
function plain(text) {
  return text.replace(/\\ud[89a-f][0-9a-f]{2}/gi, "\\ufffd");
}

/** One way to write a value: keys in order, no spaces. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

/** Of the text as UTF-8, as in zip files, in eight hexadecimal digits. */
function crc32(text) {
  let crc = -1;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (~crc >>> 0).toString(16).padStart(8, "0");
}
