// The app's own letters for what opens in the phone. A style sheet of a component cannot declare
// fonts for the page, so a script does.

const FACES = [
  ["TikTokSans-Regular.ttf", "400"],
  ["TikTokSans-SemiBold.ttf", "600"],
  ["TikTokSans-Bold.ttf", "700"],
];

// Where the app answers: behind a proxy below a path of its own.
const root = globalThis.sparkproofRoot ?? "/sparkproof/";
let asked = false;

/** Once for the whole page; until they are there the system's own letters stand in. */
export function loadFonts() {
  if (asked) return;
  asked = true;
  // A page that stands alone brings them itself.
  if ([...document.fonts].some(({ family }) => family.includes("TikTok Sans"))) return;
  for (const [file, weight] of FACES) {
    const face = new FontFace("TikTok Sans", `url(${root}font/${file})`, { weight });
    document.fonts.add(face);
    face.load().catch(() => document.fonts.delete(face));
  }
}
