// The page's end of its lane: data that come ahead of Streamlit's, and word of what is shown.

export class Lane {
  constructor(onData) {
    this.onData = onData;
    this.address = null;
    this.socket = null;
  }

  /** Listen at `address`, unless that is so already; a connection that was lost is made anew. */
  listen(address) {
    const isThere = this.socket !== null && this.socket.readyState <= WebSocket.OPEN;
    if (!address || (isThere && address === this.address)) return;
    this.socket?.close();
    this.address = address;
    this.socket = new WebSocket(new URL(address, location.href.replace(/^http/, "ws")));
    this.socket.addEventListener("message", ({ data }) => this.onData(JSON.parse(data)));
  }

  /** Tell the server which data are on the screen. */
  say(turn) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(String(turn));
  }

  close() {
    this.socket?.close();
  }
}
