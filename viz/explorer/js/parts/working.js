/** Work that the server does in its own time: asked for how it stands until it is done. */
import { get } from "../api.js";

const WAIT = 1000;

/** The finished piece of work that `queued` began; `tell(state)` on the way. Throws its error in the server's words. */
export async function finished(queued, signal, tell = () => {}) {
  let piece = queued;
  while (piece.state === "queued" || piece.state === "running") {
    tell(piece.state);
    await new Promise((resolve) => { setTimeout(resolve, WAIT); });
    piece = await get(`/work/${queued.id}`, {}, signal);
  }
  if (piece.error) throw new Error(piece.error);
  return piece;
}
