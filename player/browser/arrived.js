// Pictures that came with the data, by their address: nothing has to be fetched for them.

// What an edit brings is shown at once, and fetched again from its address when it has left here.
const MOST = 200;

const arrived = new Map();

/** Keep `pictures`, data URLs by address; the oldest go. */
export function bring(pictures) {
  for (const [address, picture] of Object.entries(pictures)) {
    arrived.delete(address);
    arrived.set(address, picture);
  }
  for (const address of arrived.keys()) {
    if (arrived.size <= MOST) break;
    arrived.delete(address);
  }
}

/** Where the picture of that address is had soonest. */
export const soonest = (address) => arrived.get(address) ?? address;
